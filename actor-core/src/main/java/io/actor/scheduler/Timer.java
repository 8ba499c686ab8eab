package io.actor.scheduler;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

import org.jspecify.annotations.Nullable;

/**
 * Something that happens once at a given time unless it is cancelled before. Subclass it
 * with what happens; that saves an object for each wait.
 */
public abstract class Timer {

	private static final VarHandle STATE;

	static {
		try {
			STATE = MethodHandles.lookup().findVarHandle(Timer.class, "state", int.class);
		}
		catch (ReflectiveOperationException ex) {
			throw new ExceptionInInitializerError(ex);
		}
	}

	private static final int ARMED = 0;

	private static final int FIRED = 1;

	private static final int CANCELLED = 2;

	private final long deadline;

	private volatile int state = ARMED;

	/** Next in the list that holds this timer; owned by the timer service. */
	@Nullable Timer next;

	/** Order of creation among equal deadlines; owned by the timer service. */
	long sequence;

	/**
	 * A timer for this time.
	 * @param deadlineNanos in nanoseconds of the node's monotonic clock
	 */
	protected Timer(long deadlineNanos) {
		this.deadline = deadlineNanos;
	}

	/**
	 * What happens. Runs on the timer thread: must not block and must not throw.
	 */
	protected abstract void expire();

	/** When it fires, in nanoseconds of the monotonic clock. */
	public final long deadline() {
		return this.deadline;
	}

	/** Whether it is still to fire. */
	public final boolean armed() {
		return this.state == ARMED;
	}

	/**
	 * Stops the timer.
	 * @return false if it has fired or was cancelled before
	 */
	public final boolean cancel() {
		return STATE.compareAndSet(this, ARMED, CANCELLED);
	}

	/** Fires unless cancelled; for implementations of {@link ActorTimers}. */
	public final void fire() {
		if (STATE.compareAndSet(this, ARMED, FIRED)) {
			expire();
		}
	}

}
