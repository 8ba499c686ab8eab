package io.actor.wire.etf;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;

import io.actor.term.Atom;
import io.actor.term.Binary;
import io.actor.term.BitString;
import io.actor.term.ExportFun;
import io.actor.term.Float64;
import io.actor.term.Fun;
import io.actor.term.Int;
import io.actor.term.ListTerm;
import io.actor.term.Pid;
import io.actor.term.Port;
import io.actor.term.Ref;
import io.actor.term.Term;
import io.actor.term.Tuple;
import org.jspecify.annotations.Nullable;

/** Reads the terms that hold no other terms. */
final class LeafReader {

	private static final Pattern FLOAT_TEXT = Pattern.compile("[+-]?\\d+\\.\\d+([eE][+-]?\\d+)?");

	private static final int FLOAT_BYTES = 31;

	private static final int MOST_OLD_CREATION = 3;

	private final DecodeLimits limits;

	private final AtomReader atoms;

	LeafReader(DecodeLimits limits) {
		this.limits = limits;
		this.atoms = new AtomReader(limits.atomCharacters());
	}

	/** The term behind a tag, or null when the tag is not one of a leaf. */
	@Nullable Term read(int tag, ByteSource in, List<Atom> references) throws MalformedTermException {
		return switch (tag) {
			case Tag.SMALL_INTEGER -> Int.of(in.u8());
			case Tag.INTEGER -> Int.of(in.i32());
			case Tag.SMALL_BIG -> big(in, in.u8());
			case Tag.LARGE_BIG -> big(in, in.u32());
			case Tag.NEW_FLOAT -> real(in, Double.longBitsToDouble(in.i64()));
			case Tag.FLOAT -> textFloat(in);
			case Tag.BINARY -> binary(in);
			case Tag.BIT_BINARY -> bits(in);
			case Tag.NIL -> ListTerm.EMPTY;
			case Tag.NEW_PID, Tag.PID -> pid(tag, in, references);
			case Tag.NEW_PORT, Tag.V4_PORT, Tag.PORT -> port(tag, in, references);
			case Tag.NEWER_REFERENCE, Tag.NEW_REFERENCE, Tag.REFERENCE -> ref(tag, in, references);
			case Tag.EXPORT -> export(in, references);
			default -> this.atoms.read(tag, in, references);
		};
	}

	private Term big(ByteSource in, long length) throws MalformedTermException {
		boolean negative = in.u8() != 0;
		if (length > this.limits.bigIntegerBytes()) {
			throw in.beyond(TermLimit.BIG_INTEGER,
					"is an integer of " + length + " bytes, the limit is " + this.limits.bigIntegerBytes());
		}
		int at = in.take(length);
		byte[] digits = new byte[(int) length];
		for (int i = 0; i < digits.length; i++) {
			digits[digits.length - 1 - i] = in.array()[at + i];
		}
		BigInteger magnitude = new BigInteger(1, digits);
		return Int.of(negative ? magnitude.negate() : magnitude);
	}

	private static Float64 real(ByteSource in, double value) throws MalformedTermException {
		if (!Double.isFinite(value)) {
			throw in.malformed("is the float " + value + ", which is not a number of Erlang");
		}
		return Float64.of(value);
	}

	private static Float64 textFloat(ByteSource in) throws MalformedTermException {
		int at = in.take(FLOAT_BYTES);
		int length = 0;
		while (length < FLOAT_BYTES && in.array()[at + length] != 0) {
			length++;
		}
		String text = new String(in.array(), at, length, StandardCharsets.ISO_8859_1);
		if (!FLOAT_TEXT.matcher(text).matches()) {
			throw in.malformed("is not a float in text");
		}
		return real(in, Double.parseDouble(text));
	}

	private static Binary binary(ByteSource in) throws MalformedTermException {
		long length = in.u32();
		int at = in.take(length);
		return Binary.copyOf(in.array(), at, in.position());
	}

	private static Term bits(ByteSource in) throws MalformedTermException {
		long length = in.u32();
		int lastBits = in.u8();
		if (lastBits > Byte.SIZE || (lastBits == 0) != (length == 0)) {
			throw in.malformed("has " + length + " bytes with " + lastBits + " bits in the last");
		}
		int at = in.take(length);
		Binary bytes = Binary.copyOf(in.array(), at, in.position());
		return (lastBits == 0 || lastBits == Byte.SIZE) ? bytes : new BitString(bytes, lastBits);
	}

	private Pid pid(int tag, ByteSource in, List<Atom> references) throws MalformedTermException {
		Atom node = atom(in, references);
		return new Pid(node, in.i32(), in.i32(), creation(tag == Tag.PID, in));
	}

	private Port port(int tag, ByteSource in, List<Atom> references) throws MalformedTermException {
		Atom node = atom(in, references);
		long id = (tag == Tag.V4_PORT) ? in.i64() : in.u32();
		return new Port(node, id, creation(tag == Tag.PORT, in));
	}

	private Ref ref(int tag, ByteSource in, List<Atom> references) throws MalformedTermException {
		if (tag == Tag.REFERENCE) {
			Atom node = atom(in, references);
			int word = in.i32();
			return new Ref(node, creation(true, in), word);
		}
		int count = in.u16();
		if (count > Ref.MAX_WORDS) {
			throw in.malformed("is a reference of " + count + " words, the limit is " + Ref.MAX_WORDS);
		}
		Atom node = atom(in, references);
		int creation = creation(tag == Tag.NEW_REFERENCE, in);
		int[] words = new int[count];
		for (int i = 0; i < count; i++) {
			words[i] = in.i32();
		}
		return new Ref(node, creation, words);
	}

	/** The formats before OTP 19 had two bits of creation in a byte. */
	private static int creation(boolean old, ByteSource in) throws MalformedTermException {
		if (!old) {
			return in.i32();
		}
		int creation = in.u8();
		if (creation > MOST_OLD_CREATION) {
			throw in.malformed("has the creation " + creation + ", not 0 to " + MOST_OLD_CREATION);
		}
		return creation;
	}

	private ExportFun export(ByteSource in, List<Atom> references) throws MalformedTermException {
		Atom module = atom(in, references);
		Atom function = atom(in, references);
		int arity = integer(in);
		if (arity < 0 || arity > 255) {
			throw in.malformed("is a function of " + arity + " parameters");
		}
		return new ExportFun(module, function, arity);
	}

	/** A fun without its free values, which follow. */
	FunHead funHead(ByteSource in, List<Atom> references) throws MalformedTermException {
		in.i32(); // the size, which nobody should believe
		int arity = in.u8();
		int at = in.take(16);
		Binary unique = Binary.copyOf(in.array(), at, in.position());
		int index = in.i32();
		long free = in.u32();
		Atom module = atom(in, references);
		int oldIndex = integer(in);
		int oldUnique = integer(in);
		int tag = in.u8();
		if (tag != Tag.NEW_PID && tag != Tag.PID) {
			throw in.malformed("has the tag " + tag + " where a pid has to be");
		}
		Pid pid = pid(tag, in, references);
		Fun fun = new Fun(module, arity, index, unique, oldIndex, oldUnique, pid, Tuple.EMPTY);
		return new FunHead(fun, in.count(free, 1));
	}

	private Atom atom(ByteSource in, List<Atom> references) throws MalformedTermException {
		int tag = in.u8();
		Atom atom = this.atoms.read(tag, in, references);
		if (atom == null) {
			throw in.malformed("has the tag " + tag + " where an atom has to be");
		}
		return atom;
	}

	private static int integer(ByteSource in) throws MalformedTermException {
		int tag = in.u8();
		return switch (tag) {
			case Tag.SMALL_INTEGER -> in.u8();
			case Tag.INTEGER -> in.i32();
			default -> throw in.malformed("has the tag " + tag + " where a small integer has to be");
		};
	}

	/** What is known of a fun before its free values. */
	record FunHead(Fun fun, int free) {

	}

}
