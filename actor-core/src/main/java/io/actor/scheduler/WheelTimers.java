package io.actor.scheduler;

import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

import org.jspecify.annotations.Nullable;

/**
 * Timers on one platform thread. Arming pushes onto a stack with one CAS; the thread
 * sorts what it finds there into a {@link TimerWheel}. A timer that is cancelled within a
 * few milliseconds, as the timeout of almost every call is, never reaches the wheel.
 */
@ProductionSeam
final class WheelTimers implements ActorTimers {

	/** How long newly armed timers may lie on the stack, holding memory. */
	private static final long DRAIN_NANOS = 10 * TimerWheel.TICK_NANOS;

	/** Rounds without arrivals after which the thread sleeps until it is needed. */
	private static final int IDLE_ROUNDS = 100;

	private final ActorClock clock;

	private final AtomicReference<@Nullable Timer> arrived = new AtomicReference<>();

	private final Thread thread;

	/** When the thread will look again; a sooner deadline has to wake it. */
	private volatile long wakeAt = Long.MAX_VALUE;

	private volatile boolean closed;

	/** Counts what was armed; used by the timer thread only. */
	private long sequence;

	WheelTimers(ActorClock clock) {
		this.clock = clock;
		this.thread = Thread.ofPlatform().name("actor-timers").daemon().start(this::run);
	}

	@Override
	public void schedule(Timer timer) {
		Timer top;
		do {
			top = this.arrived.get();
			timer.next = top;
		}
		while (!this.arrived.compareAndSet(top, timer));
		// Race with the thread going to sleep: it publishes wakeAt and then looks at the
		// stack again, we push and then look at wakeAt, so one of the two sees the other.
		if (Math.min(timer.deadline(), this.clock.nanoTime() + DRAIN_NANOS) < this.wakeAt) {
			LockSupport.unpark(this.thread);
		}
	}

	private void run() {
		TimerWheel wheel = new TimerWheel(this.clock.nanoTime());
		int idleRounds = 0;
		while (!this.closed) {
			boolean drained = drain(wheel);
			idleRounds = drained ? 0 : Math.min(idleRounds + 1, IDLE_ROUNDS);
			try {
				wheel.advance(this.clock.nanoTime());
			}
			catch (Throwable ex) {
				// A timer that throws must not end all others.
				Thread current = Thread.currentThread();
				current.getUncaughtExceptionHandler().uncaughtException(current, ex);
			}
			// While timers keep arriving the thread looks every few milliseconds by
			// itself, so that arming one need not wake it.
			long next = wheel.nextNanos();
			if (idleRounds < IDLE_ROUNDS) {
				next = Math.min(next, this.clock.nanoTime() + DRAIN_NANOS);
			}
			this.wakeAt = next;
			Timer newest = this.arrived.get();
			if (newest != null) {
				next = Math.min(next, this.clock.nanoTime() + TimerWheel.TICK_NANOS);
				this.wakeAt = next;
			}
			if (next == Long.MAX_VALUE) {
				LockSupport.park();
			}
			else {
				LockSupport.parkNanos(Math.max(1, next - this.clock.nanoTime()));
			}
			this.wakeAt = Long.MIN_VALUE;
		}
	}

	/** Moves what has arrived into the wheel, oldest first. */
	private boolean drain(TimerWheel wheel) {
		Timer newest = this.arrived.getAndSet(null);
		Timer oldest = null;
		while (newest != null) {
			Timer next = newest.next;
			newest.next = oldest;
			oldest = newest;
			newest = next;
		}
		boolean any = oldest != null;
		while (oldest != null) {
			Timer next = oldest.next;
			if (oldest.armed()) {
				oldest.sequence = this.sequence++;
				wheel.add(oldest);
			}
			oldest = next;
		}
		return any;
	}

	@Override
	public void close() {
		this.closed = true;
		LockSupport.unpark(this.thread);
	}

}
