package io.actor.scheduler;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

import org.jspecify.annotations.Nullable;

/**
 * Where a thread that is no worker waits. Also ends when the thread is interrupted; the
 * interrupt status stays set.
 */
@ProductionSeam
final class ThreadParker implements Parker {

	private final ActorClock clock;

	private final Thread thread = Thread.currentThread();

	private final AtomicBoolean permit = new AtomicBoolean();

	/** What the thread has to leave to others before it waits. */
	private final @Nullable Errand errand;

	ThreadParker(ActorClock clock, @Nullable Errand errand) {
		this.clock = clock;
		this.errand = errand;
	}

	@Override
	public void park() {
		while (!this.permit.compareAndSet(true, false) && !this.thread.isInterrupted()) {
			beforeWaiting();
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
			beforeWaiting();
			LockSupport.parkNanos(this, left);
		}
	}

	private void beforeWaiting() {
		if (this.errand != null) {
			this.errand.waits();
		}
	}

	@Override
	public void unpark() {
		this.permit.set(true);
		LockSupport.unpark(this.thread);
	}

}
