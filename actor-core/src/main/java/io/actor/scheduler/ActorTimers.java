package io.actor.scheduler;

/**
 * The node's timers. A timer never fires early; equal deadlines fire in order of
 * creation.
 */
public interface ActorTimers extends AutoCloseable {

	/** Arms a timer. After {@link #close} this does nothing. */
	void schedule(Timer timer);

	@Override
	void close();

	/** Timers on a thread of their own with a hierarchical wheel of one millisecond. */
	static ActorTimers wheel(ActorClock clock) {
		return new WheelTimers(clock);
	}

}
