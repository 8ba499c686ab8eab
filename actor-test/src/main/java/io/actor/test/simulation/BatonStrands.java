package io.actor.test.simulation;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * Strands as threads that pass a baton: each waits until the loop hands it the turn, and
 * the loop waits until it comes back. Nothing of the JDK's internals is needed. A strand
 * that waits in foreign code for another strand keeps the turn, and the simulation stands
 * still; that is reported.
 */
final class BatonStrands implements Strands {

	/** Real time a strand may keep the turn before that is reported. */
	private static final Duration PATIENCE = Duration.ofSeconds(20);

	@Override
	public String mode() {
		return "B";
	}

	@Override
	public Strand create(String name, Runnable code, Consumer<Strand> woken) {
		return new WithBaton(name, code);
	}

	private static final class WithBaton extends Strand {

		private final Thread thread;

		private volatile boolean mine;

		private volatile Thread loop = Thread.currentThread();

		private boolean started;

		private WithBaton(String name, Runnable code) {
			suspended(true);
			this.thread = Thread.ofVirtual().name(name).unstarted(() -> {
				try {
					code.run();
				}
				finally {
					end();
					this.mine = false;
					LockSupport.unpark(this.loop);
				}
			});
		}

		@Override
		Thread thread() {
			return this.thread;
		}

		@Override
		void resume() {
			this.loop = Thread.currentThread();
			suspended(false);
			this.mine = true;
			if (!this.started) {
				this.started = true;
				this.thread.start();
			}
			else {
				LockSupport.unpark(this.thread);
			}
			awaitReturn();
		}

		private void awaitReturn() {
			boolean interrupted = false;
			long since = System.nanoTime();
			while (this.mine) {
				LockSupport.parkNanos(this, PATIENCE.toNanos());
				interrupted |= Thread.interrupted();
				if (this.mine && System.nanoTime() - since > PATIENCE.toNanos()) {
					throw new IllegalStateException(stuck());
				}
			}
			if (interrupted) {
				Thread.currentThread().interrupt();
			}
		}

		private String stuck() {
			StringBuilder text = new StringBuilder("A process waits for more than ").append(PATIENCE.toSeconds())
				.append(" s in code the simulation does not control, and nothing else can run meanwhile. With the")
				.append(" JVM flag --add-opens java.base/java.lang=ALL-UNNAMED it could. It is here:");
			for (StackTraceElement element : this.thread.getStackTrace()) {
				text.append("\n\tat ").append(element);
			}
			return text.toString();
		}

		@Override
		void suspend() {
			suspended(true);
			this.mine = false;
			LockSupport.unpark(this.loop);
			boolean interrupted = false;
			while (!this.mine) {
				LockSupport.park(this);
				interrupted |= Thread.interrupted();
			}
			if (interrupted) {
				this.thread.interrupt();
			}
		}

	}

}
