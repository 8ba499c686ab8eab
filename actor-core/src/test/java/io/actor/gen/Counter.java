package io.actor.gen;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.actor.process.ExitReason;

/** A server that adds up, whose state can be seen and set. */
class Counter extends GenServer<Counter.Query, Counter.Add> implements Stateful<Integer> {

	/** How much it is now. */
	record Query() implements Request<Integer> {
	}

	/** Adds an amount. */
	record Add(int amount) {
	}

	/** What happened to it, in order; shared with the test. */
	final List<Object> notes = new CopyOnWriteArrayList<>();

	private int value;

	@Override
	protected Init init() {
		self().trapExit(true);
		return ok();
	}

	@Override
	protected Next handleCall(Query query, From from) {
		return reply(query, this.value);
	}

	@Override
	protected Next handleCast(Add add) {
		this.value += add.amount();
		return noReply();
	}

	@Override
	protected Next handleInfo(Object message) {
		this.notes.add(message);
		return noReply();
	}

	@Override
	protected void terminate(ExitReason reason) {
		this.notes.add("terminate " + reason);
	}

	@Override
	protected void ended(ExitReason reason) {
		this.notes.add("ended " + reason);
	}

	@Override
	public Integer state() {
		return this.value;
	}

	@Override
	public void state(Integer state) {
		this.value = state;
	}

}
