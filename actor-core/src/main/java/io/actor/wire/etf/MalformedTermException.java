package io.actor.wire.etf;

/**
 * Bytes that are not a term, or a term over a limit. The message names tag, offset and,
 * if it was one, the limit. Nothing else is thrown because of bytes.
 */
public final class MalformedTermException extends Exception {

	private static final long serialVersionUID = 1L;

	MalformedTermException(String message) {
		super(message);
	}

}
