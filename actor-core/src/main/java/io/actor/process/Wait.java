package io.actor.process;

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
		if (this.self != null) {
			this.self.blockedOn(this.parker);
		}
		try {
			while (!done()) {
				if (this.self != null) {
					this.self.checkAlive();
				}
				else if (Thread.interrupted()) {
					throw new InterruptedException();
				}
				if (deadlineNanos == Long.MAX_VALUE) {
					this.parker.park();
				}
				else if (deadlineNanos - processes.clock.nanoTime() <= 0) {
					return done();
				}
				else {
					this.parker.parkUntil(deadlineNanos);
				}
			}
			return true;
		}
		finally {
			if (this.self != null) {
				this.self.blockedOn(null);
			}
		}
	}

	/** Makes the waiting thread look again. */
	protected final void wake() {
		this.parker.unpark();
	}

}
