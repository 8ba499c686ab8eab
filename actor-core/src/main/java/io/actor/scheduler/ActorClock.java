package io.actor.scheduler;

/**
 * The node's two clocks. All waiting is measured with the monotonic one, so a jump of the
 * wall clock changes no timer.
 */
public interface ActorClock {

	/** Monotonic time in nanoseconds from an arbitrary origin; compare by difference. */
	long nanoTime();

	/** Wall-clock time in milliseconds since 1970, for people and reports only. */
	long wallMillis();

	/** The JVM's clocks. */
	static ActorClock system() {
		return SystemClock.INSTANCE;
	}

}
