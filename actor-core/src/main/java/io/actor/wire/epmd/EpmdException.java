package io.actor.wire.epmd;

/** Bytes that are not of the EPMD protocol; close that connection. */
public final class EpmdException extends RuntimeException {

	EpmdException(String message) {
		super(message);
	}

}
