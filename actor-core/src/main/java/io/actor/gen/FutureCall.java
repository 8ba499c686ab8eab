package io.actor.gen;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

import io.actor.process.ExitReason;
import io.actor.process.Processes;
import io.actor.scheduler.Timer;

/** One call whose caller does not wait but looks later. */
final class FutureCall<R> extends Timer implements Caller {

	private final Processes processes;

	private final CompletableFuture<R> future = new CompletableFuture<>();

	private final AtomicBoolean decided = new AtomicBoolean();

	private final Function<Object, R> reader;

	private final Function<ExitReason, CallException> failure;

	FutureCall(Processes processes, long deadline, Function<Object, R> reader,
			Function<ExitReason, CallException> failure) {
		super(deadline);
		this.processes = processes;
		this.reader = reader;
		this.failure = failure;
	}

	CompletableFuture<R> future() {
		return this.future;
	}

	@Override
	public void answered(Object value) {
		cancel();
		decide(() -> {
			try {
				this.future.complete(this.reader.apply(value));
			}
			catch (RuntimeException ex) {
				this.future.completeExceptionally(ex);
			}
		});
	}

	@Override
	public void failed(ExitReason reason) {
		cancel();
		decide(() -> this.future.completeExceptionally(this.failure.apply(reason)));
	}

	/**
	 * The first outcome counts. It is told on a worker: what users hang on the future may
	 * block, and must hold neither the server that answers nor the network's thread.
	 */
	private void decide(Runnable outcome) {
		if (this.decided.compareAndSet(false, true)) {
			this.processes.execute(outcome);
		}
	}

	@Override
	public boolean waits() {
		return !this.decided.get();
	}

	@Override
	protected void expire() {
		decide(() -> this.future.completeExceptionally(this.failure.apply(CallException.TIMEOUT)));
	}

}
