package io.actor.wire.etf;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

import io.actor.term.Atom;
import io.actor.term.Fun;
import io.actor.term.ListTerm;
import io.actor.term.MapTerm;
import io.actor.term.Term;
import io.actor.term.Tuple;
import org.jspecify.annotations.Nullable;

/**
 * Reads terms of the External Term Format, as {@code binary_to_term/1} does. Every form
 * Erlang accepts is accepted, also those no current node writes.
 *
 * <p>
 * The bytes may come from anybody: nesting takes no thread stack, lengths are compared
 * with the bytes that are there before anything is allocated, and {@link DecodeLimits}
 * bounds the rest. A decoder can be used again but by one thread at a time.
 */
public final class TermDecoder {

	private static final int LARGEST_KEPT = 1024;

	private static final int LARGEST_ARRAY = Integer.MAX_VALUE - 8;

	private final DecodeLimits limits;

	private final LeafReader leaves;

	/** Terms that are complete but whose surrounding term is not. */
	private @Nullable Term[] values = new @Nullable Term[64];

	private int valueCount;

	/** Tuples, lists, maps and funs that still miss elements, the innermost last. */
	private Open[] open = { new Open() };

	private int depth;

	private int elements;

	/** A decoder with these limits. */
	public TermDecoder(DecodeLimits limits) {
		this.limits = limits;
		this.leaves = new LeafReader(limits);
	}

	/**
	 * Reads a stand-alone term, which starts with the version byte 131. What follows it
	 * is ignored.
	 */
	public Term decode(byte[] bytes) throws MalformedTermException {
		return decode(ByteBuffer.wrap(bytes));
	}

	/**
	 * Reads a stand-alone term, which starts with the version byte 131. The buffer's
	 * position is then behind the term; after an exception it is where it was.
	 */
	public Term decode(ByteBuffer bytes) throws MalformedTermException {
		ByteSource in = source(bytes);
		int version = in.u8();
		if (version != Tag.VERSION) {
			throw in.malformed("does not start with 131 but with " + version);
		}
		boolean compressed = in.remaining() > 0 && (in.array()[in.position()] & 0xff) == Tag.COMPRESSED;
		if (compressed) {
			in.tag();
		}
		Term term = read(compressed ? Inflation.inflate(in, this.limits) : in, List.of());
		advance(bytes, in);
		return term;
	}

	/**
	 * Reads a term as it stands in a frame with a header: without version byte, never
	 * compressed.
	 * @param bytes where the term starts; the position is then behind the term, after an
	 * exception where it was
	 * @param references the atoms the frame's header has announced, for ATOM_CACHE_REF
	 */
	public Term decode(ByteBuffer bytes, List<Atom> references) throws MalformedTermException {
		ByteSource in = source(bytes);
		Term term = read(in, references);
		advance(bytes, in);
		return term;
	}

	private static ByteSource source(ByteBuffer bytes) {
		if (bytes.hasArray()) {
			int start = bytes.arrayOffset() + bytes.position();
			return new ByteSource(bytes.array(), start, start + bytes.remaining());
		}
		byte[] copy = new byte[bytes.remaining()];
		bytes.get(bytes.position(), copy);
		return new ByteSource(copy, 0, copy.length);
	}

	private static void advance(ByteBuffer bytes, ByteSource in) {
		bytes.position(bytes.limit() - in.remaining());
	}

	private Term read(ByteSource in, List<Atom> references) throws MalformedTermException {
		this.valueCount = 0;
		this.depth = 0;
		this.elements = 0;
		try {
			do {
				int tag = in.tag();
				Term leaf = this.leaves.read(tag, in, references);
				if (leaf != null) {
					complete(leaf);
				}
				else {
					open(tag, in, references);
				}
			}
			while (this.depth > 0 || this.valueCount == 0);
			return value(0);
		}
		finally {
			forget();
		}
	}

	/** Holds no term of a message that has been read. */
	private void forget() {
		if (this.values.length > LARGEST_KEPT) {
			this.values = new @Nullable Term[64];
		}
		else {
			Arrays.fill(this.values, 0, this.valueCount, null);
		}
		if (this.open.length > LARGEST_KEPT) {
			this.open = new Open[] { new Open() };
		}
	}

	private void open(int tag, ByteSource in, List<Atom> references) throws MalformedTermException {
		switch (tag) {
			case Tag.SMALL_TUPLE -> push(Kind.TUPLE, in.count(in.u8(), 1), in, null);
			case Tag.LARGE_TUPLE -> push(Kind.TUPLE, in.count(in.u32(), 1), in, null);
			case Tag.LIST -> openList(in);
			case Tag.STRING -> complete(string(in));
			case Tag.MAP -> push(Kind.MAP, 2 * in.count(in.u32(), 2), in, null);
			case Tag.NEW_FUN -> {
				LeafReader.FunHead head = this.leaves.funHead(in, references);
				push(Kind.FUN, head.free(), in, head.fun());
			}
			case Tag.COMPRESSED ->
				throw in.beyond(TermLimit.COMPRESSED, "is compressed, which only a whole stand-alone term may be");
			default -> throw in.malformed("is of no known type");
		}
	}

	/**
	 * A list of bytes. It stays one, but whoever asks for its elements as Java values
	 * makes many bytes of each: they count as those of any list.
	 */
	private ListTerm string(ByteSource in) throws MalformedTermException {
		int length = in.u16();
		int at = in.take(length);
		countElements(length, in);
		return ListTerm.ofBytes(in.array(), at, in.position());
	}

	private void openList(ByteSource in) throws MalformedTermException {
		int length = in.count(in.u32(), 1);
		if (this.depth > 0) {
			Open top = this.open[this.depth - 1];
			if (top.kind == Kind.LIST && top.missing == 1) {
				// A list in the place of a list's tail: more elements of that list.
				countElements(length, in);
				top.missing += length;
				return;
			}
		}
		if (length > 0) {
			push(Kind.LIST, length, in, null);
			this.open[this.depth - 1].missing++;
		}
		// Without elements the term is its tail: the next one.
	}

	private void push(Kind kind, int count, ByteSource in, @Nullable Fun fun) throws MalformedTermException {
		countElements(count, in);
		if (this.depth == this.limits.depth()) {
			throw in.beyond(TermLimit.DEPTH, "is nested deeper than the limit of " + this.limits.depth());
		}
		if (this.depth == this.open.length) {
			this.open = Arrays.copyOf(this.open, 2 * this.depth);
			Arrays.setAll(this.open, (i) -> (i < this.depth) ? this.open[i] : new Open());
		}
		Open top = this.open[this.depth++];
		top.kind = kind;
		top.missing = count;
		top.start = this.valueCount;
		top.fun = fun;
		top.offset = in.tagOffset();
		if (count == 0) {
			Term term = close();
			complete(term);
		}
	}

	private void countElements(int count, ByteSource in) throws MalformedTermException {
		if (count > this.limits.elements() - this.elements) {
			throw in.beyond(TermLimit.ELEMENTS, "goes beyond the limit of " + this.limits.elements() + " elements");
		}
		this.elements += count;
	}

	/** Puts a term where it belongs, and closes what it was the last element of. */
	private void complete(Term term) throws MalformedTermException {
		Term complete = term;
		while (this.depth > 0 && --this.open[this.depth - 1].missing == 0) {
			add(complete);
			complete = close();
		}
		add(complete);
	}

	private void add(Term term) {
		if (this.valueCount == this.values.length) {
			this.values = Arrays.copyOf(this.values, (int) Math.min(LARGEST_ARRAY, 2L * this.valueCount));
		}
		this.values[this.valueCount++] = term;
	}

	private Term close() throws MalformedTermException {
		Open top = this.open[--this.depth];
		int from = top.start;
		int to = this.valueCount;
		Term term = switch (top.kind) {
			case TUPLE -> (from == to) ? Tuple.EMPTY : Tuple.copyOf(this.values, from, to);
			case LIST -> ListTerm.copyOf(this.values, from, to - 1, value(to - 1));
			case MAP -> closeMap(top, from, to);
			case FUN -> closeFun(top, from, to);
		};
		Arrays.fill(this.values, from, to, null);
		this.valueCount = from;
		return term;
	}

	private MapTerm closeMap(Open top, int from, int to) throws MalformedTermException {
		try {
			return (from == to) ? MapTerm.EMPTY : MapTerm.copyOf(this.values, from, to);
		}
		catch (IllegalArgumentException ex) {
			throw ByteSource.malformed("is a map with a key that occurs twice", Tag.MAP, top.offset);
		}
	}

	private Fun closeFun(Open top, int from, int to) {
		Fun head = top.fun;
		top.fun = null;
		if (head == null) {
			throw new IllegalStateException("A fun was opened without its head");
		}
		return new Fun(head.module(), head.arity(), head.index(), head.unique(), head.oldIndex(), head.oldUnique(),
				head.pid(), Tuple.copyOf(this.values, from, to));
	}

	private Term value(int index) {
		Term value = this.values[index];
		if (value == null) {
			throw new IllegalStateException("No term was read");
		}
		return value;
	}

	/** What is being put together. */
	private enum Kind {

		TUPLE, LIST, MAP, FUN

	}

	/** A term that still misses elements. */
	private static final class Open {

		private Kind kind = Kind.TUPLE;

		/** Elements still to come; a list's tail counts as one. */
		private int missing;

		/** Index of the first element among the values. */
		private int start;

		private int offset;

		private @Nullable Fun fun;

	}

}
