package io.actor.gen;

import java.util.Objects;

import io.actor.process.ExitReason;
import io.actor.process.Obligation;
import io.actor.process.Process;
import io.actor.process.ProcessExit;
import io.actor.process.Processes;
import io.actor.process.Wait;

import org.jspecify.annotations.Nullable;

/**
 * How a process that was started by {@link ProcLib} tells its starter that it is ready
 * ({@code proc_lib:init_ack/2}) or cannot start ({@code proc_lib:init_fail/3}). For the
 * new process; the first word counts.
 */
public final class InitAck {

	private final Waiting starter;

	/** What the starter is told when the process has ended. */
	private volatile @Nullable StartResult refusal;

	InitAck(Processes processes) {
		this.starter = new Waiting(processes);
	}

	/** The process is ready: the start returns its pid, and the process goes on. */
	public void ready(Process self) {
		ready(self, new StartResult.Started(self.pid()));
	}

	/** The start returns exactly this, and the process goes on. */
	public void ready(Process self, StartResult result) {
		Objects.requireNonNull(result, "result");
		self.checkAlive();
		this.starter.told(result);
	}

	/**
	 * The process cannot start. It ends with this reason, and only when it has ended, its
	 * names free again, the start returns this result.
	 * @return what ends the process; to be thrown, so that the compiler knows
	 */
	public ProcessExit fail(Process self, StartResult result, ExitReason reason) {
		Objects.requireNonNull(result, "result");
		this.refusal = result;
		return self.exit(reason);
	}

	Waiting starter() {
		return this.starter;
	}

	/**
	 * Where the starter waits. What the process owes it, so that its end is told too, and
	 * with its own reason however early it comes.
	 */
	final class Waiting extends Wait implements Obligation {

		private volatile @Nullable StartResult result;

		private volatile boolean ended;

		/** Whether it ended without having said that it is ready. */
		private boolean failed;

		private boolean forEnd;

		private Waiting(Processes processes) {
			super(processes);
		}

		private synchronized void told(StartResult first) {
			if (this.result == null) {
				this.result = first;
				wake();
			}
		}

		@Override
		public boolean open() {
			return this.result == null;
		}

		@Override
		public synchronized void abandoned(ExitReason reason) {
			StartResult refused = InitAck.this.refusal;
			this.failed = this.result == null;
			told((refused != null) ? refused : new StartResult.Failed(reason, null));
			this.ended = true;
			wake();
		}

		synchronized boolean hasFailed() {
			return this.failed;
		}

		/** What the process said, or null if the deadline has passed before. */
		@Nullable StartResult awaitWord(Processes processes, long deadline) throws InterruptedException {
			await(processes, deadline);
			return this.result;
		}

		/** Waits until it has ended. */
		void awaitEnd(Processes processes) throws InterruptedException {
			this.forEnd = true;
			await(processes, Long.MAX_VALUE);
		}

		@Override
		protected boolean done() {
			return this.forEnd ? this.ended : this.result != null;
		}

	}

}
