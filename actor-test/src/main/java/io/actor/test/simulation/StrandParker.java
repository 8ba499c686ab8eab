package io.actor.test.simulation;

import io.actor.scheduler.Parker;
import io.actor.scheduler.Timer;

/** Where a strand waits inside the library. */
final class StrandParker implements Parker {

	private final Worker worker;

	private boolean permit;

	private boolean waiting;

	StrandParker(Worker worker) {
		this.worker = worker;
	}

	@Override
	public void park() {
		if (!this.permit && !Thread.currentThread().isInterrupted()) {
			this.waiting = true;
			try {
				this.worker.suspend();
			}
			finally {
				this.waiting = false;
			}
		}
		this.permit = false;
	}

	@Override
	public void parkUntil(long deadlineNanos) {
		SimulatedNode node = this.worker.node();
		if (!this.permit && deadlineNanos - node.clock().nanoTime() <= 0) {
			return;
		}
		Timer wake = new Timer(deadlineNanos) {
			@Override
			protected void expire() {
				unpark();
			}
		};
		node.timers().schedule(wake);
		try {
			park();
		}
		finally {
			wake.cancel();
		}
	}

	@Override
	public void unpark() {
		this.permit = true;
		if (this.waiting) {
			this.waiting = false;
			this.worker.node().ready(this.worker);
		}
	}

}
