package io.actor.test.simulation;

/**
 * A thread of the simulated world. It runs only while the loop has handed it the turn,
 * and gives the turn back when it waits or ends; so one thread runs at a time, and the
 * loop decides which.
 */
abstract class Strand {

	private volatile boolean ended;

	private volatile boolean suspended;

	/** The thread behind it. */
	abstract Thread thread();

	/** Hands the turn over until the strand gives it back; called by the loop. */
	abstract void resume();

	/** Gives the turn back until it is handed over again; called by the strand. */
	abstract void suspend();

	/**
	 * Goes on after a wait in code that is not ours, if that is over; called by the loop.
	 */
	void resumeForeign() {
	}

	/** Whether its code has ended. */
	final boolean ended() {
		return this.ended;
	}

	/**
	 * Whether it waits for the loop. If it does not and has not ended either, it waits
	 * for something the simulation does not control.
	 */
	final boolean suspended() {
		return this.suspended;
	}

	final void suspended(boolean now) {
		this.suspended = now;
	}

	final void end() {
		this.ended = true;
	}

}
