package io.actor.wire.etf;

import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * Bytes that are not a term, or a term over a limit. The message names tag, offset and,
 * if it was one, the limit. Nothing else is thrown because of bytes.
 */
public final class MalformedTermException extends Exception {

	private static final long serialVersionUID = 1L;

	private final @Nullable TermLimit limit;

	MalformedTermException(String message) {
		this(message, null);
	}

	MalformedTermException(String message, @Nullable TermLimit limit) {
		super(message);
		this.limit = limit;
	}

	/** The limit that was passed; empty if the bytes are not a term at all. */
	public Optional<TermLimit> limit() {
		return Optional.ofNullable(this.limit);
	}

}
