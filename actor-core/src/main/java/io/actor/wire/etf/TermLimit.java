package io.actor.wire.etf;

/** The limit a term has gone beyond; each is set in {@link DecodeLimits}. */
public enum TermLimit {

	/** Nested too deep. */
	DEPTH,
	/** Too many elements in all. */
	ELEMENTS,
	/** An integer of too many bytes. */
	BIG_INTEGER,
	/** An atom of too many characters. */
	ATOM,
	/** Compressed where that is refused, or too large when inflated. */
	COMPRESSED

}
