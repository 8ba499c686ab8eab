package io.actor.wire.distribution;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

import io.actor.term.Atom;
import org.jspecify.annotations.Nullable;

/**
 * The atoms a peer has announced in one direction of one connection, by slot, and the
 * reader of distribution headers that refer to them.
 */
final class AtomCache {

	private static final int SLOTS = 2048;

	private static final int NEW_ENTRY = 8;

	private static final int SEGMENT = 7;

	private final @Nullable Atom[] slots = new @Nullable Atom[SLOTS];

	/**
	 * Reads a header from its count of references on, and takes over its new atoms.
	 * @return the atoms of this header in the order terms refer to them
	 */
	List<Atom> readHeader(ByteBuffer in) {
		int count = in.get() & 0xFF;
		if (count == 0) {
			return List.of();
		}
		byte[] flags = new byte[count / 2 + 1];
		in.get(flags);
		boolean longAtoms = (halfByte(flags, count) & 1) != 0;
		Atom[] references = new Atom[count];
		for (int i = 0; i < count; i++) {
			int flag = halfByte(flags, i);
			int slot = (flag & SEGMENT) << 8 | in.get() & 0xFF;
			if ((flag & NEW_ENTRY) != 0) {
				this.slots[slot] = readAtom(in, longAtoms ? in.getShort() & 0xFFFF : in.get() & 0xFF);
			}
			Atom atom = this.slots[slot];
			if (atom == null) {
				throw new ProtocolException("A reference to an atom that was never sent");
			}
			references[i] = atom;
		}
		return Arrays.asList(references);
	}

	/** The low half of a byte comes first. */
	private static int halfByte(byte[] bytes, int index) {
		return bytes[index / 2] >> (index % 2 == 0 ? 0 : 4) & 0xF;
	}

	private static Atom readAtom(ByteBuffer in, int length) {
		if (length > in.remaining()) {
			throw new ProtocolException("An atom that runs over the end of its frame");
		}
		ByteBuffer text = in.slice(in.position(), length);
		in.position(in.position() + length);
		try {
			return Atom.of(StandardCharsets.UTF_8.newDecoder().decode(text).toString());
		}
		catch (CharacterCodingException | IllegalArgumentException ex) {
			throw new ProtocolException("An atom that is too long or not UTF-8", ex);
		}
	}

}
