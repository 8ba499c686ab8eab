package io.actor.gen;

import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

import io.actor.process.ExitReason;
import io.actor.scheduler.Timer;

/** One call whose caller does not wait but looks later. */
final class FutureCall<R> extends Timer implements Caller {

	private final CompletableFuture<R> future = new CompletableFuture<>();

	private final Function<Object, R> reader;

	private final Function<ExitReason, CallException> failure;

	FutureCall(long deadline, Function<Object, R> reader, Function<ExitReason, CallException> failure) {
		super(deadline);
		this.reader = reader;
		this.failure = failure;
	}

	CompletableFuture<R> future() {
		return this.future;
	}

	@Override
	public void answered(Object value) {
		cancel();
		try {
			this.future.complete(this.reader.apply(value));
		}
		catch (RuntimeException ex) {
			this.future.completeExceptionally(ex);
		}
	}

	@Override
	public void failed(ExitReason reason) {
		cancel();
		this.future.completeExceptionally(this.failure.apply(reason));
	}

	@Override
	public boolean waits() {
		return !this.future.isDone();
	}

	@Override
	protected void expire() {
		this.future.completeExceptionally(this.failure.apply(CallException.TIMEOUT));
	}

}
