package io.actor.supervisor;

import io.actor.process.ExitReason;
import io.actor.term.Atom;
import io.actor.term.Binary;
import io.actor.term.Term;
import io.actor.term.Tuple;

/**
 * A supervisor or a child is described in a way OTP refuses. The message says what is
 * wrong with what; {@link #error()} is OTP's word for it.
 */
public final class BadSpecException extends IllegalArgumentException {

	private final transient Atom part;

	private final transient Term error;

	private BadSpecException(String message, String part, Term error) {
		super(message);
		this.part = Atom.of(part);
		this.error = error;
	}

	/** A child specification is bad ({@code start_spec}). */
	static BadSpecException child(String message, Term error) {
		return new BadSpecException(message, "start_spec", error);
	}

	/** A flag of the supervisor is bad ({@code supervisor_data}). */
	static BadSpecException flag(String message, String error, Object value) {
		return new BadSpecException(message, "supervisor_data",
				Tuple.of(Atom.of(error), Binary.utf8(value.toString())));
	}

	/** A module did not say what its supervisor is to be ({@code bad_return}). */
	static BadSpecException badReturn(SupervisorModule module) {
		String name = module.getClass().getName();
		return new BadSpecException("init of " + name + " returned null; it returns an Optional", "bad_return",
				Tuple.of(Binary.utf8(name), Atom.of("init"), Atom.of("null")));
	}

	/**
	 * The error alone: {@code missing_id}, {@code {duplicate_child_name, Id}},
	 * {@code {invalid_intensity, Value}}.
	 */
	public Term error() {
		return this.error;
	}

	/**
	 * Why a supervisor with this does not start: {@code {start_spec, Error}},
	 * {@code {supervisor_data, Error}} or {@code {bad_return, {Module, init, _}}}.
	 */
	public ExitReason reason() {
		return ExitReason.of(Tuple.of(this.part, this.error));
	}

}
