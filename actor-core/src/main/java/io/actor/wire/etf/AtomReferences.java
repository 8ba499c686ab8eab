package io.actor.wire.etf;

import io.actor.term.Atom;

/**
 * The atoms a frame's header carries, so that terms can refer to them by index
 * (ATOM_CACHE_REF). The sender of frames decides which atoms those are.
 */
@FunctionalInterface
public interface AtomReferences {

	/** No header: every atom is written in full. */
	AtomReferences NONE = (_) -> -1;

	/**
	 * The index, 0 to 255, the header has for an atom, or a negative number to write the
	 * atom in full. May add the atom to a header that is still to be written.
	 */
	int indexOf(Atom atom);

}
