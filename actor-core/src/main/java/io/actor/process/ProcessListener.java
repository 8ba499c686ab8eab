package io.actor.process;

import java.time.Duration;

/**
 * Hears what happens to processes that nobody else reports. Called on the runtime's
 * threads; must be quick and must not throw.
 */
public interface ProcessListener {

	/**
	 * A process that is no server ended because its code threw.
	 * @param mailbox messages it had not handled
	 */
	void crashed(Process process, ExitReason reason, int mailbox);

	/** The code of a process that has been told to end does not return. */
	void zombie(Process process, ExitReason reason, Duration since);

	/** A handler has held a worker for long ({@code long_schedule}). */
	void longSchedule(Process process, Duration held, StackTraceElement[] stack);

	/** A mailbox has reached a mark ({@code long_message_queue}). */
	void longMailbox(Process process, int length);

}
