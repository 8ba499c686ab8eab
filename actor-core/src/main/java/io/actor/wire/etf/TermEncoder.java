package io.actor.wire.etf;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Objects;

import io.actor.term.Atom;
import io.actor.term.BigInt;
import io.actor.term.Binary;
import io.actor.term.BitString;
import io.actor.term.ExportFun;
import io.actor.term.Float64;
import io.actor.term.Fun;
import io.actor.term.Int;
import io.actor.term.ListTerm;
import io.actor.term.MapTerm;
import io.actor.term.Pid;
import io.actor.term.Port;
import io.actor.term.Ref;
import io.actor.term.Term;
import io.actor.term.Tuple;
import org.jspecify.annotations.Nullable;

/**
 * Writes terms in the External Term Format, byte for byte as {@code term_to_binary(Term,
 * [{minor_version, 2}])} does; maps in the order of their entries. Terms of any nesting
 * depth can be written.
 *
 * <p>
 * Everything goes into one growing array, so one encoder can put a whole frame together
 * and be used again after {@link #reset()}; by one thread at a time.
 */
public final class TermEncoder {

	private static final int CAPACITY = 512;

	private static final int LARGEST_KEPT = 1 << 15;

	private static final int DEEPEST_KEPT = 1024;

	private static final int LONGEST_STRING = 65_535;

	private final ByteSink out = new ByteSink(CAPACITY);

	private final LeafWriter leaves = new LeafWriter(this.out);

	/** Nested terms that are being written, the innermost last. */
	private @Nullable Term[] open = new @Nullable Term[16];

	/** Of each, the next child and where its bytes start. */
	private int[] next = new int[16];

	private int[] start = new int[16];

	private int depth;

	/** The stand-alone form of one term: {@code term_to_binary/1}. */
	public static byte[] encode(Term term) {
		return new TermEncoder().writeStandalone(term).toByteArray();
	}

	/** Forgets what was written. A buffer above 32 KiB is given up. */
	public TermEncoder reset() {
		if (this.out.array().length > LARGEST_KEPT) {
			this.out.clear(CAPACITY);
		}
		else {
			this.out.clear();
		}
		return this;
	}

	/** Appends a stand-alone term: the version byte 131 and the term. */
	public TermEncoder writeStandalone(Term term) {
		this.out.u8(Tag.VERSION);
		return write(term);
	}

	/** Appends a term without version byte, every atom in full. */
	public TermEncoder write(Term term) {
		return write(term, AtomReferences.NONE);
	}

	/**
	 * Appends a term without version byte, with atoms by reference to a frame's header.
	 */
	public TermEncoder write(Term term, AtomReferences references) {
		this.depth = 0;
		begin(term, references);
		while (this.depth > 0) {
			int top = this.depth - 1;
			Term parent = Objects.requireNonNull(this.open[top]);
			Term child = child(parent, this.next[top]++);
			if (child != null) {
				begin(child, references);
			}
			else {
				this.depth--;
				this.open[top] = null;
				if (parent instanceof Fun) {
					this.out.putInt(this.start[top] + 1, this.out.size() - this.start[top] - 1);
				}
			}
		}
		if (this.open.length > DEEPEST_KEPT) {
			this.next = new int[16];
			this.start = new int[16];
			this.open = new @Nullable Term[16];
		}
		return this;
	}

	/** Appends the beginning of a tuple of at most 255 elements; they have to follow. */
	public TermEncoder writeTupleHeader(int arity) {
		this.out.tagged8(Tag.SMALL_TUPLE, arity);
		return this;
	}

	/** Appends one byte that is not part of a term. */
	public TermEncoder writeByte(int value) {
		this.out.u8(value);
		return this;
	}

	/** Appends a term that is in bytes already. */
	public TermEncoder write(EncodedTerm term) {
		this.out.bytes(term.bytes());
		return this;
	}

	/** Appends four bytes that are no part of a term, or replaces those there. */
	public TermEncoder writeInt(int at, int value) {
		if (at == this.out.size()) {
			this.out.i32(value);
		}
		else {
			this.out.putInt(at, value);
		}
		return this;
	}

	/** Number of bytes written. */
	public int size() {
		return this.out.size();
	}

	/** A copy of the bytes written. */
	public byte[] toByteArray() {
		return this.out.toByteArray();
	}

	/** The bytes written, not copied: valid until the encoder is used again. */
	public ByteBuffer toByteBuffer() {
		return ByteBuffer.wrap(this.out.array(), 0, this.out.size());
	}

	/**
	 * The array whose first bytes are those written, not copied: valid until the encoder
	 * is used again.
	 */
	public byte[] array() {
		return this.out.array();
	}

	/** The same array, given away: the encoder goes on with another. */
	public byte[] detach() {
		byte[] bytes = this.out.array();
		this.out.clear(CAPACITY);
		return bytes;
	}

	private void begin(Term term, AtomReferences references) {
		switch (term) {
			case Atom atom -> this.leaves.atom(atom, references);
			case Int(long value) -> this.leaves.integer(value);
			case Binary binary -> this.leaves.binary(binary);
			case Tuple tuple -> beginTuple(tuple);
			case ListTerm list -> beginList(list);
			case MapTerm map -> {
				int at = this.out.size();
				this.out.tagged32(Tag.MAP, map.size());
				push(map, at);
			}
			case Pid pid -> this.leaves.pid(pid, references);
			case Ref ref -> this.leaves.ref(ref, references);
			case Float64(double value) -> this.leaves.real(value);
			case BigInt big -> this.leaves.integer(big);
			case BitString bits -> this.leaves.bits(bits);
			case Port port -> this.leaves.port(port, references);
			case ExportFun fun -> this.leaves.export(fun, references);
			case Fun fun -> {
				int at = this.out.size();
				this.leaves.funHead(fun, references);
				push(fun, at);
			}
		}
	}

	private void beginTuple(Tuple tuple) {
		int at = this.out.size();
		if (tuple.arity() <= 255) {
			this.out.tagged8(Tag.SMALL_TUPLE, tuple.arity());
		}
		else {
			this.out.tagged32(Tag.LARGE_TUPLE, tuple.arity());
		}
		push(tuple, at);
	}

	private void beginList(ListTerm list) {
		if (list.isEmpty()) {
			this.out.u8(Tag.NIL);
		}
		else if (list.size() <= LONGEST_STRING && list.isByteList()) {
			this.leaves.string(list);
		}
		else {
			int at = this.out.size();
			this.out.tagged32(Tag.LIST, list.size());
			push(list, at);
		}
	}

	private void push(Term term, int at) {
		if (this.depth == this.open.length) {
			this.open = Arrays.copyOf(this.open, 2 * this.depth);
			this.next = Arrays.copyOf(this.next, 2 * this.depth);
			this.start = Arrays.copyOf(this.start, 2 * this.depth);
		}
		this.open[this.depth] = term;
		this.next[this.depth] = 0;
		this.start[this.depth] = at;
		this.depth++;
	}

	/** The child with this number as bytes have them, or null behind the last. */
	private static @Nullable Term child(Term parent, int index) {
		return switch (parent) {
			case Tuple tuple -> (index < tuple.arity()) ? tuple.get(index) : null;
			case ListTerm list when index < list.size() -> list.get(index);
			case ListTerm list -> (index == list.size()) ? list.tail() : null;
			case MapTerm map when index < 2 * map.size() ->
				(index % 2 == 0) ? map.keyAt(index / 2) : map.valueAt(index / 2);
			case Fun fun when index < fun.free().arity() -> fun.free().get(index);
			default -> null;
		};
	}

}
