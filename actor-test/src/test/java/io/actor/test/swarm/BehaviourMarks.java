package io.actor.test.swarm;

import java.util.List;

/** The situations that the workloads of servers and supervisors have to reach. */
final class BehaviourMarks {

	static final String REPLY_AT_TIMEOUT = "reply at the instant of the timeout";

	static final String LATE_REPLY = "reply after the timeout";

	static final String DIED_IN_CALL = "server died with the call in flight";

	static final String DIED_WITH_QUEUE = "server died with the call in its mailbox";

	static final String CALLER_DIED = "caller died before the answer";

	static final String SECOND_REPLY = "a call was answered twice";

	static final String STOP_WITH_REPLY = "server stopped and answered";

	static final String RING = "ring of calls ended by timeout";

	static final String SELF_CALL = "server called itself";

	static final String INIT_KILLED = "server killed during its init";

	static final String INIT_TIMEOUT = "init was slower than its limit";

	static final String NAME_TAKEN = "name was taken at a start";

	static final String KILLED_IN_TERMINATE = "server killed while it terminated";

	static final String STOP_AFTER_KILL = "handler returned after its server was killed";

	static final String CONTINUE_BEFORE_QUEUED = "continuation ran before messages that waited";

	static final String WINDOW_EDGE_INSIDE = "restart at the window's edge, inside";

	static final String WINDOW_EDGE_OUTSIDE = "restart at the window's edge, outside";

	static final String GAVE_UP = "supervisor gave up";

	static final String ESCALATED = "restart of a supervisor that gave up";

	static final String INIT_FAILED_IN_RESTART = "init failed during a restart";

	static final String GAVE_UP_IN_RETRY = "supervisor gave up trying to start";

	static final String IGNORED_SHUTDOWN = "child ignored shutdown";

	static final String GROUP_RESTART = "group restart stopped siblings";

	static final String FORGOT_TEMPORARY = "group restart forgot a temporary child";

	static final String REVIVED = "group restart revived a finished child";

	static final String FIRST_SIGNIFICANT = "the first of any significant children ended its supervisor";

	static final String LAST_SIGNIFICANT = "the last of all significant children ended its supervisor";

	static final String NOT_LAST_SIGNIFICANT = "a significant child ended before the last";

	static final String CRASH_IN_RESTART = "crash while the supervisor restarts";

	static final String OUT_OF_MEMORY = "a callback ran out of memory or stack";

	static final String STOP_RACED_CRASH = "stop raced with crash";

	static final String SUPERVISOR_KILLED = "supervisor killed with its children alive";

	static final String START_FAILED = "start of a tree failed half-way";

	static final String STOPPED_TWICE = "node stopped while it stops";

	static final List<String> ALL = List.of(REPLY_AT_TIMEOUT, LATE_REPLY, DIED_IN_CALL, DIED_WITH_QUEUE, CALLER_DIED,
			SECOND_REPLY, STOP_WITH_REPLY, RING, SELF_CALL, INIT_KILLED, INIT_TIMEOUT, NAME_TAKEN, KILLED_IN_TERMINATE,
			STOP_AFTER_KILL, CONTINUE_BEFORE_QUEUED, WINDOW_EDGE_INSIDE, WINDOW_EDGE_OUTSIDE, GAVE_UP, ESCALATED,
			INIT_FAILED_IN_RESTART, GAVE_UP_IN_RETRY, IGNORED_SHUTDOWN, GROUP_RESTART, FORGOT_TEMPORARY, REVIVED,
			FIRST_SIGNIFICANT, LAST_SIGNIFICANT, NOT_LAST_SIGNIFICANT, CRASH_IN_RESTART, STOP_RACED_CRASH,
			OUT_OF_MEMORY, SUPERVISOR_KILLED, START_FAILED, STOPPED_TWICE);

	private BehaviourMarks() {
	}

}
