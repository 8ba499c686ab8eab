package io.actor.wire.epmd;

/** Bytes that are not of the EPMD protocol; close that connection. */
public final class EpmdException extends RuntimeException {

	private final boolean refusal;

	EpmdException(String message) {
		this(message, false);
	}

	/** With whether a port mapper answers and says no: only the contents are wrong. */
	EpmdException(String message, boolean refusal) {
		super(message);
		this.refusal = refusal;
	}

	boolean isRefusal() {
		return this.refusal;
	}

}
