package io.actor.rpc;

import java.util.Locale;

/**
 * Thrown by a {@link RemoteFunction} to end as an Erlang function can: its caller catches
 * it as {@code throw}, {@code exit} or {@code error} with this value.
 */
public final class RaisedException extends RuntimeException {

	private final Kind kind;

	private final transient Object value;

	/** Erlang's classes of exceptions. */
	enum Kind {

		/** A result that takes a short cut. */
		THROW,

		/** The process gives up. */
		EXIT,

		/** Something is wrong. */
		ERROR

	}

	private RaisedException(Kind kind, Object value) {
		super(kind.name().toLowerCase(Locale.ROOT) + ":" + value);
		this.kind = kind;
		this.value = value;
	}

	/** {@code erlang:throw(Value)}. */
	public static RaisedException thrown(Object value) {
		return new RaisedException(Kind.THROW, value);
	}

	/** {@code erlang:exit(Reason)}. */
	public static RaisedException exit(Object reason) {
		return new RaisedException(Kind.EXIT, reason);
	}

	/** {@code erlang:error(Reason)}; the stack names the function. */
	public static RaisedException error(Object reason) {
		return new RaisedException(Kind.ERROR, reason);
	}

	Kind kind() {
		return this.kind;
	}

	Object value() {
		return this.value;
	}

}
