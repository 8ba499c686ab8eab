package io.actor.test.tape;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.actor.term.Atom;
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

/** Terms of every type; the simplest is the integer 0. */
public final class AnyTerm {

	private static final int LARGEST = 6;

	/** Where encodings of integers change their form. */
	private static final List<Long> INTEGERS = List.of(0L, 255L, 256L, -1L, (long) Integer.MAX_VALUE,
			Integer.MAX_VALUE + 1L, (long) Integer.MIN_VALUE, Integer.MIN_VALUE - 1L, Long.MAX_VALUE, Long.MIN_VALUE);

	private final Choices choices;

	private AnyTerm(Choices choices) {
		this.choices = choices;
	}

	/** A term that is nested at most so deep. */
	public static Term of(Choices choices, int depth) {
		return new AnyTerm(choices).term(depth);
	}

	/** A process of any node. */
	public static Pid pid(Choices choices) {
		return new AnyTerm(choices).pid();
	}

	/** A reference of any node. */
	public static Ref ref(Choices choices) {
		return new AnyTerm(choices).ref();
	}

	private Term term(int depth) {
		int nested = (depth > 0) ? 3 : 0;
		return switch (this.choices.weighted(4, 3, 2, 2, 1, 1, 1, 1, 1, nested, nested, nested, nested, nested)) {
			case 0 -> Int.of(this.choices.chance(0.3) ? this.choices.oneOf(INTEGERS) : this.choices.anyLong());
			case 1 -> atom();
			case 2 -> Binary.of(this.choices.bytes(20));
			case 3 -> Float64.of(this.choices.anyDouble());
			case 4 -> Int.of(this.choices.bigInteger(this.choices.oneOf(80, 3000)));
			case 5 -> bits();
			case 6 -> pid();
			case 7 -> ref();
			case 8 -> this.choices.chance(0.5) ? new Port(atom(), this.choices.anyLong(), this.choices.anyInt())
					: new ExportFun(atom(), atom(), this.choices.below(256));
			case 9 -> Tuple.of(terms(depth));
			case 10 -> ListTerm.of(terms(depth));
			case 11 -> bytesOrImproper(depth);
			case 12 -> map(depth);
			default -> new Fun(atom(), this.choices.below(256), this.choices.anyInt(), unique(), this.choices.anyInt(),
					this.choices.anyInt(), pid(), Tuple.of(terms(depth)));
		};
	}

	private List<Term> terms(int depth) {
		return this.choices.list(this.choices.chance(0.02) ? 300 : LARGEST, () -> term(depth - 1));
	}

	private Term bytesOrImproper(int depth) {
		if (this.choices.chance(0.5)) {
			return ListTerm.improper(this.choices.list(1, LARGEST, () -> term(depth - 1)), term(depth - 1));
		}
		byte[] bytes = this.choices.bytes(20);
		return ListTerm.ofBytes(bytes, 0, bytes.length);
	}

	private MapTerm map(int depth) {
		Map<Term, Term> map = new LinkedHashMap<>();
		for (Term key : this.choices.list(this.choices.chance(0.1) ? 40 : LARGEST, () -> term(depth - 1))) {
			map.put(key, term(depth - 1));
		}
		return MapTerm.of(map);
	}

	private BitString bits() {
		byte[] bytes = this.choices.bytes(4);
		byte[] atLeastOne = (bytes.length == 0) ? new byte[1] : bytes;
		return new BitString(Binary.of(atLeastOne), this.choices.between(1, 7));
	}

	private Binary unique() {
		byte[] unique = new byte[16];
		unique[0] = (byte) this.choices.below(256);
		unique[15] = (byte) this.choices.below(256);
		return Binary.of(unique);
	}

	private Pid pid() {
		return new Pid(atom(), this.choices.anyInt(), this.choices.anyInt(), this.choices.anyInt());
	}

	private Ref ref() {
		int[] words = this.choices.list(Ref.MAX_WORDS, this.choices::anyInt)
			.stream()
			.mapToInt(Integer::intValue)
			.toArray();
		return new Ref(atom(), this.choices.anyInt(), words);
	}

	private Atom atom() {
		return Atom.of(this.choices.string(this.choices.chance(0.05) ? Atom.MAX_CHARACTERS : 8));
	}

}
