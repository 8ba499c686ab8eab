package io.actor.wire.etf;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

import io.actor.term.Atom;
import org.jspecify.annotations.Nullable;

/**
 * Reads atoms. Short ones that come again and again are not built again: a table of fixed
 * size remembers the last atom of each slot, so a peer that sends ever new atoms costs
 * nothing but the table.
 */
final class AtomReader {

	private static final int SLOTS = 512;

	private static final int LONGEST_REMEMBERED = 64;

	private final @Nullable Atom[] atoms = new @Nullable Atom[SLOTS];

	private final byte[] @Nullable [] texts = new byte[SLOTS] @Nullable [];

	private final int mostCharacters;

	AtomReader(int mostCharacters) {
		this.mostCharacters = mostCharacters;
	}

	/** The atom behind a tag, or null when the tag is not one of an atom. */
	@Nullable Atom read(int tag, ByteSource in, List<Atom> references) throws MalformedTermException {
		return switch (tag) {
			case Tag.SMALL_ATOM_UTF8 -> utf8(in, in.u8());
			case Tag.ATOM_UTF8 -> utf8(in, in.u16());
			case Tag.ATOM -> latin1(in, in.u16());
			case Tag.SMALL_ATOM -> latin1(in, in.u8());
			case Tag.ATOM_CACHE_REF -> reference(in, references);
			default -> null;
		};
	}

	private static Atom reference(ByteSource in, List<Atom> references) throws MalformedTermException {
		int index = in.u8();
		if (index >= references.size()) {
			throw in.malformed("refers to atom " + index + " of a header with " + references.size());
		}
		return references.get(index);
	}

	private Atom latin1(ByteSource in, int length) throws MalformedTermException {
		int at = in.take(length);
		requireCharacters(in, length);
		return new Atom(new String(in.array(), at, length, StandardCharsets.ISO_8859_1));
	}

	private Atom utf8(ByteSource in, int length) throws MalformedTermException {
		int at = in.take(length);
		if (length > LONGEST_REMEMBERED) {
			return decode(in, at, length);
		}
		int slot = slot(in.array(), at, length);
		byte[] text = this.texts[slot];
		Atom atom = this.atoms[slot];
		if (atom != null && text != null && Arrays.equals(text, 0, text.length, in.array(), at, at + length)) {
			return atom;
		}
		Atom decoded = decode(in, at, length);
		this.texts[slot] = Arrays.copyOfRange(in.array(), at, at + length);
		this.atoms[slot] = decoded;
		return decoded;
	}

	private static int slot(byte[] bytes, int at, int length) {
		int hash = length;
		for (int i = at; i < at + length; i++) {
			hash = 31 * hash + bytes[i];
		}
		return (hash ^ (hash >>> 16)) & (SLOTS - 1);
	}

	private Atom decode(ByteSource in, int at, int length) throws MalformedTermException {
		byte[] bytes = in.array();
		boolean ascii = true;
		for (int i = at; i < at + length; i++) {
			ascii &= bytes[i] >= 0;
		}
		if (ascii) {
			requireCharacters(in, length);
			return new Atom(new String(bytes, at, length, StandardCharsets.ISO_8859_1));
		}
		if (length > 4 * Atom.MAX_CHARACTERS) {
			throw in.beyond(TermLimit.ATOM, "has " + length + " bytes, no atom has");
		}
		try {
			String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, at, length)).toString();
			requireCharacters(in, text.codePointCount(0, text.length()));
			return new Atom(text);
		}
		catch (CharacterCodingException ex) {
			throw in.malformed("is an atom that is not UTF-8");
		}
	}

	private void requireCharacters(ByteSource in, int characters) throws MalformedTermException {
		if (characters > this.mostCharacters) {
			throw in.beyond(TermLimit.ATOM,
					"is an atom of " + characters + " characters, the limit is " + this.mostCharacters);
		}
	}

}
