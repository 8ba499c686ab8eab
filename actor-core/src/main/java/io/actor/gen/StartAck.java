package io.actor.gen;

import java.util.concurrent.atomic.AtomicReference;

import io.actor.process.Processes;
import io.actor.process.Wait;

import org.jspecify.annotations.Nullable;

/** Where whoever starts a server waits for its init ({@code proc_lib:init_ack/2}). */
final class StartAck extends Wait {

	private final AtomicReference<@Nullable StartResult> result = new AtomicReference<>();

	/** Written before the result and read after it. */
	private boolean died;

	StartAck(Processes processes) {
		super(processes);
	}

	@Override
	protected boolean done() {
		return this.result.get() != null;
	}

	/** Whether the link of a server that did not start may tell of its end. */
	boolean hasDied() {
		return this.died;
	}

	/**
	 * The first outcome counts.
	 * @param ended whether the server ends without having refused
	 */
	void accept(StartResult outcome, boolean ended) {
		this.died = ended;
		if (this.result.compareAndSet(null, outcome)) {
			wake();
		}
	}

	/** The outcome, or null if the time is over. */
	@Nullable StartResult await(Processes processes, long deadline, boolean forever) throws InterruptedException {
		await(processes, forever ? Long.MAX_VALUE : deadline);
		return this.result.get();
	}

}
