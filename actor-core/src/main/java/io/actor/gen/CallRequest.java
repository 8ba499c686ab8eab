package io.actor.gen;

import io.actor.process.ExitReason;
import io.actor.process.Message;
import io.actor.process.Obligation;
import io.actor.process.Process;

import org.jspecify.annotations.Nullable;

/**
 * A call on its way to a server of the same node: Erlang's {@code {'$gen_call', From,
 * Request}} together with the monitor of its caller. Whoever has it when it dies tells
 * the caller.
 */
final class CallRequest extends Message implements Obligation {

	private final Caller caller;

	CallRequest(Object request, Caller caller) {
		super(request);
		this.caller = caller;
	}

	Caller caller() {
		return this.caller;
	}

	@Override
	protected <T> @Nullable T as(Class<T> type, Process receiver) {
		return type.isAssignableFrom(ReceivedCall.class) ? type.cast(new ReceivedCall(body(), this.caller)) : null;
	}

	@Override
	protected void taken(Process receiver) {
		receiver.owes(this);
	}

	@Override
	protected boolean undelivered(ExitReason reason) {
		this.caller.failed(reason);
		return true;
	}

	@Override
	public boolean open() {
		return this.caller.waits();
	}

	@Override
	public void abandoned(ExitReason reason) {
		this.caller.failed(reason);
	}

}
