package io.actor.event;

import java.util.List;
import java.util.Optional;

import io.actor.gen.Request;
import io.actor.process.Process;

/**
 * A handler that notes what happens to it, and does what events and requests bring for
 * it.
 */
final class Noting extends EventHandler<Object, Noting.Ask> {

	/** An event for one handler; the others only note it. */
	record For(String name, Reaction reaction) {

		@Override
		public String toString() {
			return "event for " + this.name;
		}

	}

	/** A request that brings its own handling. */
	record Ask(Reaction reaction) implements Request<String> {
	}

	/** What a handler does. */
	@FunctionalInterface
	interface Reaction {

		Handled of(Noting handler) throws Exception;

	}

	private final String name;

	private final List<String> notes;

	/** Makes the callbacks throw that are not called for an event. */
	private final boolean fragile;

	Noting(String name, List<String> notes) {
		this(name, notes, false);
	}

	Noting(String name, List<String> notes, boolean fragile) {
		this.name = name;
		this.notes = notes;
		this.fragile = fragile;
	}

	Process manager() {
		return self();
	}

	@Override
	protected void init() {
		if (this.fragile) {
			throw new IllegalStateException("init of " + this.name);
		}
	}

	@Override
	protected void init(Optional<Object> left) {
		this.notes.add(this.name + " init " + left.orElse("nothing"));
		init();
	}

	@Override
	protected Handled handleEvent(Object event) throws Exception {
		this.notes.add(this.name + " got " + event);
		return (event instanceof For(String who, Reaction reaction) && who.equals(this.name)) ? reaction.of(this)
				: ok();
	}

	@Override
	protected Handled handleCall(Ask ask) throws Exception {
		return ask.reaction().of(this);
	}

	@Override
	protected Handled handleInfo(Object message) {
		this.notes.add(this.name + " info " + message);
		return ok();
	}

	@Override
	protected Object terminate(HandlerEnd why) {
		this.notes.add(this.name + " terminate " + why);
		return "left by " + this.name;
	}

	static Handled answer(String value) {
		return reply(new Ask((handler) -> ok()), value);
	}

	static Handled removed(String value) {
		return remove(new Ask((handler) -> ok()), value);
	}

	static Handled swapped(String value, String id, Noting with) {
		return swap("why", id, () -> with, new Ask((handler) -> ok()), value);
	}

}
