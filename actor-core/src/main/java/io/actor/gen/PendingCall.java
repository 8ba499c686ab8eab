package io.actor.gen;

import java.util.concurrent.atomic.AtomicReference;

import io.actor.process.ExitReason;
import io.actor.process.Processes;
import io.actor.process.Wait;
import io.actor.term.Pid;

import org.jspecify.annotations.Nullable;

/**
 * One call, seen from the thread that waits for it. The first outcome counts: a reply
 * that comes after the timeout finds the place taken and vanishes, like one sent to an
 * alias that has been switched off.
 */
final class PendingCall extends Wait implements Caller {

	/** What became of a call that was not answered. */
	record Failure(ExitReason reason) {
	}

	private static final Failure TIMED_OUT = new Failure(CallException.TIMEOUT);

	private final AtomicReference<@Nullable Object> outcome = new AtomicReference<>();

	PendingCall(Processes processes) {
		super(processes);
	}

	@Override
	protected boolean done() {
		return this.outcome.get() != null;
	}

	@Override
	public void answered(Object value) {
		accept(value);
	}

	@Override
	public void failed(ExitReason reason) {
		accept(new Failure(reason));
	}

	@Override
	public boolean waits() {
		return this.outcome.get() == null;
	}

	@Override
	public @Nullable Pid client() {
		return waiter();
	}

	private void accept(Object result) {
		if (this.outcome.compareAndSet(null, result)) {
			wake();
		}
	}

	/** Waits for the outcome: a value or a {@link Failure}. */
	Object await(Processes processes, long deadline, boolean forever) {
		try {
			await(processes, forever ? Long.MAX_VALUE : deadline);
		}
		catch (InterruptedException ex) {
			accept(new Failure(ExitReason.named("interrupted")));
			Thread.currentThread().interrupt();
		}
		finally {
			// Whatever ends the wait, nothing may be accepted after it.
			this.outcome.compareAndSet(null, TIMED_OUT);
		}
		Object result = this.outcome.get();
		return (result != null) ? result : TIMED_OUT;
	}

}
