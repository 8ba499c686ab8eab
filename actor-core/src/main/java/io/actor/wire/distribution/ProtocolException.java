package io.actor.wire.distribution;

import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * A peer sent something the distribution protocol does not allow, or more than the limits
 * allow. Close that connection; nothing else of the node is touched.
 */
public final class ProtocolException extends RuntimeException {

	private final @Nullable ConnectionLimit limit;

	public ProtocolException(String message) {
		super(message);
		this.limit = null;
	}

	public ProtocolException(String message, Throwable cause) {
		super(message, cause);
		this.limit = null;
	}

	/** More than this limit allows. */
	public ProtocolException(ConnectionLimit limit, String message) {
		super(message);
		this.limit = limit;
	}

	/**
	 * The limit of the connection that was passed. Empty if it was none; if a term went
	 * beyond its own limits, the cause says so.
	 */
	public Optional<ConnectionLimit> limit() {
		return Optional.ofNullable(this.limit);
	}

}
