package io.actor.test.swarm;

/**
 * The situations worth reaching in runs of processes on one node. Each is told from
 * outside, by what the processes of a workload did and saw; a batch of runs that reaches
 * too few of them proves little.
 */
enum Marks {

	/** A message came at the very instant at which its receive gave up, and won. */
	MESSAGE_AT_DEADLINE,

	/** A receive gave up at the instant at which a message was on its way. */
	TIMEOUT_BESIDE_MESSAGE,

	/** A selective receive passed over messages of the same sender. */
	MESSAGES_PASSED_OVER,

	/** A mailbox held as many messages as it may, and refused one. */
	MAILBOX_FULL,

	/** A signal got into a full mailbox. */
	SIGNAL_INTO_FULL_MAILBOX,

	/** A receiver ended with messages in its mailbox. */
	ENDED_WITH_MAIL,

	/** An exit arrived while unlink was being called, and stayed. */
	EXIT_BESIDE_UNLINK,

	/** Two link and unlink calls on one pair were under way at once. */
	LINK_CALLS_CROSSED,

	/** A link was refused because the other one had ended. */
	LINK_FOUND_NOBODY,

	/** An abnormal exit went through three processes or more. */
	EXIT_WENT_FAR,

	/** A Down was there already when demonitor was called. */
	DOWN_BEFORE_DEMONITOR,

	/** A flush has removed a Down. */
	FLUSH_REMOVED_DOWN,

	/** A process had been told to end, and a monitor still heard its own reason. */
	MONITOR_OF_DYING,

	/** Two fatal signals for one process were under way at once. */
	TWO_FATAL_SIGNALS,

	/** A fatal signal came after the one that decided. */
	FATAL_SIGNAL_TOO_LATE,

	/** A process was told to end while it was ending by itself. */
	SIGNAL_BESIDE_OWN_END,

	/** A process that traps exits was killed. */
	KILLED_WHILE_TRAPPING,

	/** A process was killed while it waited in a receive. */
	KILLED_WHILE_RECEIVING,

	/** A process was killed while it waited in a call. */
	KILLED_WHILE_CALLING,

	/** A process was killed before its first step. */
	KILLED_BEFORE_START,

	/** A process was killed in the middle of its sends. */
	KILLED_WHILE_SENDING,

	/** A process was killed, and watchers heard of it before its code had unwound. */
	ENDED_BY_FORCE,

	/** A process caught its own end and tried to go on. */
	END_WAS_CAUGHT,

	/** A reply came for an alias that was off. */
	LATE_REPLY_DROPPED,

	/** A reply was on its way while its alias was switched off. */
	REPLY_BESIDE_UNALIAS,

	/** Several processes were registering one name at once. */
	REGISTERS_CROSSED,

	/** A process was told to end while it was registering. */
	REGISTER_BESIDE_DEATH,

	/** A name was taken again at the instant at which its holder's Down arrived. */
	NAME_TAKEN_AGAIN,

	/** A timer was cancelled at the instant of its deadline. */
	CANCELLED_AT_DEADLINE,

	/** A timer had fired when it was cancelled. */
	CANCELLED_TOO_LATE,

	/** Two timers with one deadline and one receiver fired. */
	EQUAL_DEADLINES,

	/** The receiver of a timer ended before its deadline. */
	TIMER_OUTLIVED_RECEIVER,

	/** The wall clock jumped while a timer was armed. */
	WALL_CLOCK_JUMPED

}
