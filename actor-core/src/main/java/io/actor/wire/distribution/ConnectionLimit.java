package io.actor.wire.distribution;

/**
 * The limit a connection has gone beyond; each is set in {@link DistributionLimits}.
 * Limits of single terms are told by {@link io.actor.wire.etf.TermLimit}.
 */
public enum ConnectionLimit {

	/** A frame that is too long. */
	FRAME,
	/** Incomplete messages that are too long together. */
	MESSAGE,
	/** Too many incomplete messages. */
	FRAGMENTS,
	/** Too many links or monitors. */
	RELATIONS

}
