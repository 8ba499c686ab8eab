package io.actor.process;

/** An answer a process owes: the caller must hear of its end instead. */
public interface Obligation {

	/** Whether it is still owed. */
	boolean open();

	/** Told when the process has ended without meeting it. */
	void abandoned(ExitReason reason);

}
