package io.actor.wire.etf;

import java.nio.charset.StandardCharsets;

import io.actor.term.Atom;
import org.jspecify.annotations.Nullable;

/**
 * Bytes of atoms. Those of the short ones written last are remembered, in a table of
 * fixed size: most messages consist of the same few atoms.
 */
final class AtomForms {

	private static final int SLOTS = 256;

	private static final int LONGEST_REMEMBERED = 64;

	private final @Nullable String[] names = new @Nullable String[SLOTS];

	private final byte[] @Nullable [] forms = new byte[SLOTS] @Nullable [];

	/** The atom with its tag and length; not to be changed. */
	byte[] of(Atom atom) {
		String name = atom.name();
		int slot = slot(name);
		byte[] form = this.forms[slot];
		if (form != null && name.equals(this.names[slot])) {
			return form;
		}
		byte[] made = encode(name);
		if (made.length <= LONGEST_REMEMBERED) {
			this.forms[slot] = made;
			this.names[slot] = name;
		}
		return made;
	}

	private static int slot(String name) {
		int hash = name.hashCode();
		return (hash ^ (hash >>> 16)) & (SLOTS - 1);
	}

	private static byte[] encode(String name) {
		byte[] text = name.getBytes(StandardCharsets.UTF_8);
		ByteSink form = new ByteSink(text.length + 3);
		if (text.length <= 255) {
			form.tagged8(Tag.SMALL_ATOM_UTF8, text.length);
		}
		else {
			form.tagged16(Tag.ATOM_UTF8, text.length);
		}
		form.bytes(text);
		return form.toByteArray();
	}

}
