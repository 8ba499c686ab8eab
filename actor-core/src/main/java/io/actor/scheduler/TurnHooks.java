package io.actor.scheduler;

/**
 * What a simulator hears of the threads it runs, at the places where it may take the
 * thread away or wants to know what happens. Called by the thread whose turn it is, which
 * holds none of the library's locks when it may be taken away.
 */
public interface TurnHooks {

	/** The task has used up its reductions: others go first. */
	void yieldTurn();

	/**
	 * The task is between two steps of a lock-free operation; see {@link Interleave}.
	 */
	void point();

	/** A message has reached a mailbox; locks may be held. */
	void sent(Task to, Object message);

	/** A task takes a message out of its mailbox. */
	void taken(Task by, Object message);

	/** A task has come to its end and will not run again. */
	void ended(Task who, Object reason);

}
