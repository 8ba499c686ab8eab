package io.actor.process;

import io.actor.scheduler.Interleave;
import io.actor.scheduler.Parker;
import io.actor.term.Pid;

import org.jspecify.annotations.Nullable;

/**
 * A wait of the current thread, process or not, for something another thread does. Ends
 * early if the process is told to end.
 */
public abstract class Wait {

	private final Parker parker;

	private final @Nullable Process self;

	/** A wait of the current thread. */
	protected Wait(Processes processes) {
		this.parker = processes.scheduler.parker();
		Process running = Process.current();
		this.self = (running != null && running.processes == processes) ? running : null;
	}

	/** Whether what is waited for has happened. */
	protected abstract boolean done();

	/** The waiting process, or null if the waiting thread is none. */
	public final @Nullable Pid waiter() {
		return (this.self != null) ? this.self.pid() : null;
	}

	/**
	 * Waits until it is done or the deadline has passed.
	 * @param deadlineNanos on the node's clock, or {@link Long#MAX_VALUE} for none
	 * @return whether it is done
	 * @throws InterruptedException if the thread is no process and was interrupted
	 */
	protected final boolean await(Processes processes, long deadlineNanos) throws InterruptedException {
		if (done()) {
			return true;
		}
		return (this.self != null) ? awaitAs(this.self, processes, deadlineNanos)
				: awaitOutside(processes, deadlineNanos);
	}

	private boolean awaitAs(Process process, Processes processes, long deadlineNanos) {
		boolean interrupted = false;
		process.blockedOn(this.parker);
		try {
			while (!done()) {
				process.checkAlive();
				// A wait would end at once, again and again, while it is set.
				interrupted |= Thread.interrupted();
				Interleave.point();
				if (!park(processes, deadlineNanos)) {
					break;
				}
			}
		}
		finally {
			process.blockedOn(null);
			if (interrupted) {
				Thread.currentThread().interrupt();
			}
		}
		// Race: told to end while blockedOn was set, the process got an unpark and no
		// interrupt, and that must not be lost when it goes on.
		process.checkAlive();
		return done();
	}

	private boolean awaitOutside(Processes processes, long deadlineNanos) throws InterruptedException {
		while (!done()) {
			if (Thread.interrupted()) {
				throw new InterruptedException();
			}
			if (!park(processes, deadlineNanos)) {
				break;
			}
		}
		return done();
	}

	/** False if the time is over. */
	private boolean park(Processes processes, long deadlineNanos) {
		if (deadlineNanos == Long.MAX_VALUE) {
			this.parker.park();
			return true;
		}
		if (deadlineNanos - processes.clock.nanoTime() <= 0) {
			return false;
		}
		this.parker.parkUntil(deadlineNanos);
		return true;
	}

	/** Makes the waiting thread look again. */
	protected final void wake() {
		this.parker.unpark();
	}

}
