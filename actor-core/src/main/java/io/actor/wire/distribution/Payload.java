package io.actor.wire.distribution;

import java.nio.ByteBuffer;
import java.util.List;

import io.actor.term.Atom;
import io.actor.term.Term;
import io.actor.wire.etf.DecodeLimits;
import io.actor.wire.etf.MalformedTermException;
import io.actor.wire.etf.Tag;
import io.actor.wire.etf.TermDecoder;

/**
 * The payload of a message, still in bytes: reading it is left to the receiver's own
 * turn, not to the thread that serves the network. It keeps the atoms its frame referred
 * to, so it can be read at any time and by any thread.
 */
public final class Payload {

	/** The payload of messages that have none. */
	public static final Payload NONE = new Payload(new byte[0], 0, 0, List.of(), new SpareDecoders(DecodeLimits.WIRE));

	/** So many bytes, or all, stand together, for those who look at them unread. */
	private static final int BEGINNING = 64;

	private final byte[] bytes;

	private final int offset;

	private final int length;

	/** All parts of one that came in fragments; the others stand in one array. */
	private final List<Part> parts;

	private final List<Atom> atoms;

	private final SpareDecoders decoders;

	/**
	 * A part of a payload.
	 *
	 * @param frame what it came with
	 * @param offset where it starts; it ends with the frame
	 */
	record Part(byte[] frame, int offset) {

		int length() {
			return this.frame.length - this.offset;
		}

	}

	Payload(byte[] bytes, int offset, int length, List<Atom> atoms, SpareDecoders decoders) {
		this(bytes, offset, length, List.of(), atoms, decoders);
	}

	private Payload(byte[] bytes, int offset, int length, List<Part> parts, List<Atom> atoms, SpareDecoders decoders) {
		this.bytes = bytes;
		this.offset = offset;
		this.length = length;
		this.parts = parts;
		this.atoms = atoms;
		this.decoders = decoders;
	}

	/** One that came in parts, which whoever reads it joins. */
	static Payload ofParts(List<Part> parts, int length, List<Atom> atoms, SpareDecoders decoders) {
		Part first = parts.getFirst();
		if (first.length() < BEGINNING) {
			return new Payload(join(parts, length), 0, length, atoms, decoders);
		}
		return new Payload(first.frame(), first.offset(), length, parts, atoms, decoders);
	}

	static byte[] join(List<Part> parts, int length) {
		byte[] whole = new byte[length];
		int filled = 0;
		for (Part part : parts) {
			System.arraycopy(part.frame(), part.offset(), whole, filled, part.length());
			filled += part.length();
		}
		return whole;
	}

	/**
	 * Whether it may be a tuple of so many elements with this atom in front. Looks at a
	 * few bytes and reads nothing: false is certain, true is likely.
	 * @param tag in ASCII
	 * @param arity at most 255
	 */
	public boolean mayBeTagged(Atom tag, int arity) {
		if (this.length < 4 || byteAt(0) != Tag.SMALL_TUPLE) {
			return this.length >= 4 && byteAt(0) == Tag.LARGE_TUPLE;
		}
		if (byteAt(1) != arity) {
			return false;
		}
		int first = byteAt(3);
		return switch (byteAt(2)) {
			case Tag.ATOM_CACHE_REF -> first < this.atoms.size() && this.atoms.get(first).equals(tag);
			case Tag.SMALL_ATOM_UTF8 -> first == tag.name().length();
			case Tag.ATOM_UTF8, Tag.ATOM, Tag.SMALL_ATOM -> true;
			default -> false;
		};
	}

	/** Number of bytes. */
	public int size() {
		return this.length;
	}

	/**
	 * Whether this could be the answer to a call, a pair of a tag and a reply; told from
	 * the first bytes.
	 */
	public boolean mayBeAnswer() {
		if (this.length < 4 || byteAt(0) != Tag.SMALL_TUPLE || byteAt(1) != 2) {
			return false;
		}
		return switch (byteAt(2)) {
			case Tag.NEWER_REFERENCE, Tag.NEW_REFERENCE, Tag.REFERENCE, Tag.LIST -> true;
			default -> false;
		};
	}

	private int byteAt(int index) {
		return this.bytes[this.offset + index] & 0xFF;
	}

	/**
	 * The term.
	 * @throws ProtocolException if the bytes are none or go beyond the limits; the
	 * connection they came by is to be closed
	 */
	public Term decode() {
		TermDecoder decoder = this.decoders.take();
		try {
			ByteBuffer whole = this.parts.isEmpty() ? ByteBuffer.wrap(this.bytes, this.offset, this.length)
					: ByteBuffer.wrap(join(this.parts, this.length));
			return decoder.decode(whole, this.atoms);
		}
		catch (MalformedTermException ex) {
			throw new ProtocolException("A payload that is no term", ex);
		}
		finally {
			this.decoders.giveBack(decoder);
		}
	}

	@Override
	public String toString() {
		return "Payload[" + this.length + " bytes]";
	}

}
