package io.actor.scheduler;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/**
 * Where a thread that is no worker waits. Also ends when the thread is interrupted; the
 * interrupt status stays set.
 */
@ProductionSeam
final class ThreadParker implements Parker {

	private final ActorClock clock;

	private final Thread thread = Thread.currentThread();

	private final AtomicBoolean permit = new AtomicBoolean();

	ThreadParker(ActorClock clock) {
		this.clock = clock;
	}

	@Override
	public void park() {
		while (!this.permit.compareAndSet(true, false) && !this.thread.isInterrupted()) {
			LockSupport.park(this);
		}
	}

	@Override
	public void parkUntil(long deadlineNanos) {
		while (!this.permit.compareAndSet(true, false) && !this.thread.isInterrupted()) {
			long left = deadlineNanos - this.clock.nanoTime();
			if (left <= 0) {
				return;
			}
			LockSupport.parkNanos(this, left);
		}
	}

	@Override
	public void unpark() {
		this.permit.set(true);
		LockSupport.unpark(this.thread);
	}

}
