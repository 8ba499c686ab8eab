package io.actor.wire.etf;

import java.math.BigInteger;

import io.actor.term.Atom;
import io.actor.term.BigInt;
import io.actor.term.Binary;
import io.actor.term.BitString;
import io.actor.term.ExportFun;
import io.actor.term.Fun;
import io.actor.term.ListTerm;
import io.actor.term.Pid;
import io.actor.term.Port;
import io.actor.term.Ref;

/** Writes the terms that hold no other terms, and the beginning of a fun. */
final class LeafWriter {

	/** Ports with larger numbers need V4_PORT. */
	private static final long SMALL_PORTS = 1L << 28;

	private final ByteSink out;

	private final AtomForms atoms = new AtomForms();

	LeafWriter(ByteSink out) {
		this.out = out;
	}

	void integer(long value) {
		if (value >= 0 && value <= 255) {
			this.out.tagged8(Tag.SMALL_INTEGER, (int) value);
		}
		else if (value == (int) value) {
			this.out.tagged32(Tag.INTEGER, (int) value);
		}
		else {
			long magnitude = Math.abs(value); // 2^63 stays itself, read as unsigned
			int length = Long.BYTES - Long.numberOfLeadingZeros(magnitude) / Byte.SIZE;
			this.out.tagged8(Tag.SMALL_BIG, length);
			this.out.u8((value < 0) ? 1 : 0);
			for (int i = 0; i < length; i++) {
				this.out.u8((int) (magnitude >>> (Byte.SIZE * i)));
			}
		}
	}

	void integer(BigInt big) {
		BigInteger magnitude = big.value().abs();
		byte[] digits = magnitude.toByteArray();
		int length = (magnitude.bitLength() + Byte.SIZE - 1) / Byte.SIZE;
		if (length <= 255) {
			this.out.tagged8(Tag.SMALL_BIG, length);
		}
		else {
			this.out.tagged32(Tag.LARGE_BIG, length);
		}
		this.out.u8((big.value().signum() < 0) ? 1 : 0);
		int at = this.out.claim(length);
		for (int i = 0; i < length; i++) {
			this.out.array()[at + i] = digits[digits.length - 1 - i];
		}
	}

	void real(double value) {
		this.out.tagged64(Tag.NEW_FLOAT, Double.doubleToRawLongBits(value));
	}

	void atom(Atom atom, AtomReferences references) {
		int index = (references != AtomReferences.NONE) ? references.indexOf(atom) : -1;
		if (index >= 0) {
			this.out.tagged8(Tag.ATOM_CACHE_REF, index);
			return;
		}
		this.out.bytes(this.atoms.of(atom));
	}

	void binary(Binary binary) {
		this.out.tagged32(Tag.BINARY, binary.size());
		content(binary);
	}

	void bits(BitString bits) {
		this.out.tagged32(Tag.BIT_BINARY, bits.bytes().size());
		this.out.u8(bits.lastBits());
		content(bits.bytes());
	}

	private void content(Binary binary) {
		int at = this.out.claim(binary.size());
		binary.copyTo(this.out.array(), at);
	}

	void string(ListTerm list) {
		this.out.tagged16(Tag.STRING, list.size());
		int at = this.out.claim(list.size());
		list.copyBytesTo(this.out.array(), at);
	}

	void pid(Pid pid, AtomReferences references) {
		this.out.u8(Tag.NEW_PID);
		atom(pid.node(), references);
		this.out.i32(pid.id());
		this.out.i32(pid.serial());
		this.out.i32(pid.creation());
	}

	void port(Port port, AtomReferences references) {
		boolean small = Long.compareUnsigned(port.id(), SMALL_PORTS) < 0;
		this.out.u8(small ? Tag.NEW_PORT : Tag.V4_PORT);
		atom(port.node(), references);
		if (small) {
			this.out.i32((int) port.id());
		}
		else {
			this.out.i64(port.id());
		}
		this.out.i32(port.creation());
	}

	void ref(Ref ref, AtomReferences references) {
		this.out.tagged16(Tag.NEWER_REFERENCE, ref.size());
		atom(ref.node(), references);
		this.out.i32(ref.creation());
		for (int i = 0; i < ref.size(); i++) {
			this.out.i32(ref.word(i));
		}
	}

	void export(ExportFun fun, AtomReferences references) {
		this.out.u8(Tag.EXPORT);
		atom(fun.module(), references);
		atom(fun.function(), references);
		integer(fun.arity());
	}

	/** All of a fun but its free values; its size is written when those are there. */
	void funHead(Fun fun, AtomReferences references) {
		this.out.tagged32(Tag.NEW_FUN, 0);
		this.out.u8(fun.arity());
		content(fun.unique());
		this.out.i32(fun.index());
		this.out.i32(fun.free().arity());
		atom(fun.module(), references);
		integer(fun.oldIndex());
		integer(fun.oldUnique());
		pid(fun.pid(), references);
	}

}
