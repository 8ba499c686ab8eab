package io.actor.statemachine;

import io.actor.process.ExitReason;
import io.actor.term.Atom;
import io.actor.term.Binary;
import io.actor.term.Tuple;

import org.jspecify.annotations.Nullable;

/**
 * A handler returned what it may not; unwinds the engine, and its reason ends the
 * machine: {@code {bad_return_from_state_function, Value}} and its kin.
 */
final class BadResult extends RuntimeException {

	private final transient ExitReason reason;

	private BadResult(String rule, @Nullable Object value) {
		super(rule, null, false, false);
		this.reason = ExitReason.of(Tuple.of(Atom.of(rule), Binary.utf8(String.valueOf(value))));
	}

	static BadResult step(@Nullable Object step) {
		return new BadResult("bad_return_from_state_function", step);
	}

	static BadResult action(@Nullable Object action) {
		return new BadResult("bad_action_from_state_function", action);
	}

	static BadResult stepOnEnter(Object step) {
		return new BadResult("bad_state_enter_return_from_state_function", step);
	}

	static BadResult actionOnEnter(Object action) {
		return new BadResult("bad_state_enter_action_from_state_function", action);
	}

	ExitReason reason() {
		return this.reason;
	}

}
