package io.actor.gen;

import io.actor.process.ExitReason;
import io.actor.process.Message;
import io.actor.process.Obligation;
import io.actor.process.Process;

/**
 * A system request on its way to a server of the same node. Whoever has it when it dies
 * tells the caller.
 */
final class SystemMessage extends Message implements Obligation {

	private final SystemRequest request;

	SystemMessage(SystemOperation operation, From from) {
		this(new SystemRequest(operation, from));
	}

	private SystemMessage(SystemRequest request) {
		super(request);
		this.request = request;
	}

	/** A request to stop that nobody answers: the end itself is the answer. */
	static SystemMessage stop(ExitReason reason) {
		return new SystemMessage(new SystemOperation.Terminate(reason), (value) -> {
		});
	}

	SystemRequest request() {
		return this.request;
	}

	@Override
	protected void taken(Process receiver) {
		receiver.owes(this);
	}

	@Override
	protected boolean undelivered(ExitReason reason) {
		abandoned(reason);
		return this.request.from() instanceof Caller;
	}

	@Override
	public boolean open() {
		return this.request.from() instanceof Caller caller && caller.waits();
	}

	@Override
	public void abandoned(ExitReason reason) {
		if (this.request.from() instanceof Caller caller) {
			caller.failed(reason);
		}
	}

}
