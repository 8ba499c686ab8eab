package io.actor.scheduler;

/**
 * Marks the places inside lock-free operations where another thread may come between. A
 * simulator switches there to another task, and so finds the races that real threads show
 * once in a million runs. Off unless the JVM is started with
 * {@code -Dactor.interleave=true}; then the JIT removes the calls.
 */
public final class Interleave {

	private static final boolean ON = Boolean.getBoolean("actor.interleave");

	private Interleave() {
	}

	/** Whether the points are on in this JVM. */
	public static boolean isOn() {
		return ON;
	}

	/** Another task may run here. The caller holds no lock. */
	public static void point() {
		if (ON) {
			Turn.current().point();
		}
	}

}
