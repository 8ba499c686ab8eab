package io.actor.test.simulation;

import java.lang.reflect.Constructor;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

/**
 * Strands as virtual threads whose executor is the loop: a strand runs mounted on the
 * loop's own thread, and whatever makes it wait comes back to the loop.
 */
final class ExecutorStrands implements Strands {

	private static final @Nullable Constructor<?> BUILDER = builder();

	/** Whether the JVM lets us choose the executor of a virtual thread. */
	static final boolean AVAILABLE = BUILDER != null;

	/**
	 * The package-private constructor that takes an executor, opened by a JVM flag. Null
	 * if it is not open, or no longer there.
	 */
	private static @Nullable Constructor<?> builder() {
		try {
			Constructor<?> constructor = Class.forName("java.lang.ThreadBuilders$VirtualThreadBuilder")
				.getDeclaredConstructor(Executor.class);
			constructor.setAccessible(true);
			return constructor;
		}
		catch (ReflectiveOperationException | RuntimeException ex) {
			return null;
		}
	}

	@Override
	public String mode() {
		return "A";
	}

	@Override
	public Strand create(String name, Runnable code, Consumer<Strand> woken) {
		return new OnExecutor(name, code, woken);
	}

	/** One virtual thread and, while it can run, what continues it. */
	private static final class OnExecutor extends Strand implements Executor {

		private final Thread thread;

		private final Consumer<Strand> woken;

		private volatile @Nullable Runnable continuation;

		private boolean handed;

		private boolean started;

		/** Set while the loop itself makes the thread runnable. */
		private volatile boolean resuming;

		private OnExecutor(String name, Runnable code, Consumer<Strand> woken) {
			this.woken = woken;
			suspended(true);
			this.thread = thread(name, () -> {
				try {
					code.run();
				}
				finally {
					end();
				}
			});
		}

		private Thread thread(String name, Runnable code) {
			try {
				Constructor<?> constructor = BUILDER;
				if (constructor == null) {
					throw new IllegalStateException("Virtual threads with an executor are not available");
				}
				return ((Thread.Builder) constructor.newInstance((Executor) this)).name(name).unstarted(code);
			}
			catch (ReflectiveOperationException ex) {
				throw new IllegalStateException(ex);
			}
		}

		/** The virtual thread can go on. */
		@Override
		public void execute(Runnable continuation) {
			this.continuation = continuation;
			if (!this.resuming) {
				this.woken.accept(this);
			}
		}

		@Override
		Thread thread() {
			return this.thread;
		}

		@Override
		void resume() {
			this.handed = true;
			suspended(false);
			this.resuming = true;
			try {
				if (!this.started) {
					this.started = true;
					this.thread.start();
				}
				else {
					LockSupport.unpark(this.thread);
				}
			}
			finally {
				this.resuming = false;
			}
			proceed();
		}

		@Override
		void resumeForeign() {
			proceed();
		}

		private void proceed() {
			Runnable next = this.continuation;
			if (next != null) {
				this.continuation = null;
				next.run();
			}
		}

		@Override
		void suspend() {
			this.handed = false;
			suspended(true);
			boolean interrupted = false;
			while (!this.handed) {
				LockSupport.park(this);
				interrupted |= Thread.interrupted();
			}
			if (interrupted) {
				this.thread.interrupt();
			}
		}

	}

}
