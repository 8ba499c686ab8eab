package io.actor.term;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.actor.test.tape.Choices;
import io.actor.test.tape.Counterexample;
import io.actor.test.tape.Property;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The order of terms against the rules of the Erlang Reference Manual, 9.5. */
class TermOrderPropertyTests {

	private static final Atom NODE = Atom.of("n@h");

	/** Few enough that two draws often meet. */
	private static final List<Term> LEAVES = List.of(Int.of(0), Int.of(1), Float64.of(1), Float64.of(0),
			Float64.of(-0.0), Int.of(-1), Float64.of(0.5), Int.of(1L << 53), Int.of((1L << 53) + 1),
			Float64.of(0x1.0p53), Float64.of(1e300), Int.of(BigInteger.TEN.pow(300)), Int.of(BigInteger.TWO.pow(64)),
			Float64.of(0x1.0p64), Atom.of("a"), Atom.of("b"), Atom.of("ab"), Atom.of(""), Atom.of("\uffff"),
			Atom.of("\ud83d\ude00"), Binary.EMPTY, Binary.of((byte) 1), Binary.of((byte) -128),
			Binary.of((byte) 1, (byte) 0), new BitString(Binary.of((byte) -128), 1),
			new BitString(Binary.of((byte) 1, (byte) 0), 3), Tuple.EMPTY, ListTerm.EMPTY, MapTerm.EMPTY,
			new Pid(NODE, 1, 0, 1), new Pid(NODE, 0, 1, 1), new Pid(NODE, 1, 0, 2), new Ref(NODE, 1, 1, 2),
			new Ref(NODE, 1, 2, 1), new Port(NODE, 1, 1), new Port(NODE, -1, 1),
			new ExportFun(Atom.of("a"), Atom.of("b"), 1), new ExportFun(Atom.of("a"), Atom.of("b"), 2));

	private static Term term(Choices choices, int depth) {
		return switch (choices.weighted(3, (depth > 0) ? 1 : 0, (depth > 0) ? 1 : 0, (depth > 0) ? 1 : 0,
				(depth > 0) ? 1 : 0)) {
			case 0 -> choices.oneOf(LEAVES);
			case 1 -> Tuple.of(choices.list(3, () -> term(choices, depth - 1)));
			case 2 -> ListTerm.of(choices.list(3, () -> term(choices, depth - 1)));
			case 3 -> ListTerm.improper(choices.list(1, 3, () -> term(choices, depth - 1)), term(choices, depth - 1));
			default -> MapTerm.of(choices.list(3, () -> term(choices, depth - 1))
				.stream()
				.distinct()
				.flatMap((key) -> Stream.of(key, choices.oneOf(LEAVES)))
				.toArray(Term[]::new));
		};
	}

	@Test
	void bothOrdersAreThoseOfErlang() {
		Property.named("term.order").cases(3000).check((choices) -> {
			sameAsRules(choices, TermOrder.ARITHMETIC, false);
			sameAsRules(choices, TermOrder.EXACT, true);
		});
	}

	private static void sameAsRules(Choices choices, Comparator<Term> order, boolean exact) {
		Term left = choices.note("left", term(choices, 3));
		Term right = choices.note("right", term(choices, 3));

		assertThat(Integer.signum(order.compare(left, right))).isEqualTo(Integer.signum(rules(left, right, exact)));
	}

	@Test
	void anOrderOfTuplesByTheirElementsFirstIsFound() {
		Comparator<Term> planted = (left, right) -> {
			if (left instanceof Tuple a && right instanceof Tuple b) {
				return TermOrder.EXACT.compare(ListTerm.of(a.elements()), ListTerm.of(b.elements()));
			}
			return TermOrder.EXACT.compare(left, right);
		};

		Counterexample found = Property.named("term.order")
			.cases(3000)
			.search((choices) -> sameAsRules(choices, planted, true))
			.orElseThrow();

		assertThat(found.smallest().recording().size()).isLessThanOrEqualTo(12);
		assertThat(found.notes()).allSatisfy((note) -> assertThat(note).contains("{").hasSizeLessThan(25));
	}

	@Test
	void theExactOrderIsTotalAndAgreesWithEqualsAndHashCode() {
		Property.named("term.total").cases(2000).check((choices) -> {
			Term a = choices.note("a", term(choices, 2));
			Term b = choices.note("b", term(choices, 2));
			Term c = choices.note("c", term(choices, 2));
			for (Comparator<Term> order : List.of(TermOrder.EXACT, TermOrder.ARITHMETIC)) {
				assertThat(Integer.signum(order.compare(a, b))).isEqualTo(-Integer.signum(order.compare(b, a)));
				if (order.compare(a, b) <= 0 && order.compare(b, c) <= 0) {
					assertThat(order.compare(a, c)).isNotPositive();
				}
				assertThat(order.compare(a, a)).isZero();
			}
			boolean equal = TermOrder.EXACT.compare(a, b) == 0;
			assertThat(a.equals(b)).isEqualTo(equal);
			if (equal) {
				assertThat(a).hasSameHashCodeAs(b);
				assertThat(TermOrder.ARITHMETIC.compare(a, b)).isZero();
			}
		});
	}

	/** The rules, written down without care for depth or speed. */
	private static int rules(Term left, Term right, boolean exact) {
		int byType = Integer.compare(type(left), type(right));
		if (byType != 0) {
			return byType;
		}
		return switch (left) {
			case Int _, BigInt _, Float64 _ -> numbers(left, right, exact);
			case Atom(String name) -> codePoints(name, ((Atom) right).name());
			case Tuple tuple when tuple.arity() != ((Tuple) right).arity() -> tuple.arity() - ((Tuple) right).arity();
			case Tuple tuple -> each(tuple.elements(), ((Tuple) right).elements(), exact);
			case MapTerm map when map.size() != ((MapTerm) right).size() -> map.size() - ((MapTerm) right).size();
			case MapTerm map -> {
				List<Term> keys = keys(map);
				List<Term> others = keys((MapTerm) right);
				int byKeys = each(keys, others, true);
				yield (byKeys != 0) ? byKeys : each(values(map, keys), values((MapTerm) right, others), exact);
			}
			case ListTerm list when list.isEmpty() -> 0;
			case ListTerm list -> {
				ListTerm other = (ListTerm) right;
				int byHead = rules(list.get(0), other.get(0), exact);
				yield (byHead != 0) ? byHead : rules(rest(list), rest(other), exact);
			}
			case Binary _, BitString _ -> bits(left).compareTo(bits(right));
			// Of identities only the numbers differ here; words are unsigned.
			case Pid pid -> Comparator.comparing((Pid each) -> each.serial())
				.thenComparing(Pid::id)
				.thenComparing(Pid::creation)
				.compare(pid, (Pid) right);
			case Ref ref -> Comparator.comparing((Ref each) -> each.word(1))
				.thenComparing((each) -> each.word(0))
				.compare(ref, (Ref) right);
			case Port port -> Long.compareUnsigned(port.id(), ((Port) right).id());
			case ExportFun fun -> fun.arity() - ((ExportFun) right).arity();
			case Fun _ -> throw new IllegalStateException("There are none here");
		};
	}

	/** Number, atom, reference, fun, port, pid, tuple, map, nil, list, bit string. */
	private static int type(Term term) {
		return switch (term) {
			case Int _, BigInt _, Float64 _ -> 0;
			case Atom _ -> 1;
			case Ref _ -> 2;
			case Fun _, ExportFun _ -> 3;
			case Port _ -> 4;
			case Pid _ -> 5;
			case Tuple _ -> 6;
			case MapTerm _ -> 7;
			case ListTerm list -> list.isEmpty() ? 8 : 9;
			case Binary _, BitString _ -> 10;
		};
	}

	private static int numbers(Term left, Term right, boolean exact) {
		if (exact && left instanceof Float64 != right instanceof Float64) {
			return (left instanceof Float64) ? 1 : -1;
		}
		int byValue = number(left).compareTo(number(right));
		boolean zeros = exact && left instanceof Float64 && byValue == 0;
		return zeros ? Double.compare(((Float64) left).value(), ((Float64) right).value()) : byValue;
	}

	private static BigDecimal number(Term term) {
		return switch (term) {
			case Int(long value) -> new BigDecimal(value);
			case BigInt(BigInteger value) -> new BigDecimal(value);
			case Float64(double value) -> new BigDecimal(value);
			default -> throw new IllegalStateException("No number: " + term);
		};
	}

	private static int codePoints(String left, String right) {
		int[] a = left.codePoints().toArray();
		int[] b = right.codePoints().toArray();
		return Arrays.compare(a, b);
	}

	private static int each(List<Term> left, List<Term> right, boolean exact) {
		return IntStream.range(0, left.size())
			.map((i) -> rules(left.get(i), right.get(i), exact))
			.filter((comparison) -> comparison != 0)
			.findFirst()
			.orElse(0);
	}

	private static List<Term> keys(MapTerm map) {
		return map.toMap().keySet().stream().sorted((a, b) -> rules(a, b, true)).toList();
	}

	private static List<Term> values(MapTerm map, List<Term> keys) {
		return keys.stream().map((key) -> map.get(key).orElseThrow()).toList();
	}

	private static Term rest(ListTerm list) {
		List<Term> rest = list.elements().subList(1, list.size());
		return rest.isEmpty() ? list.tail() : ListTerm.improper(rest, list.tail());
	}

	private static String bits(Term term) {
		Binary bytes = (term instanceof BitString bits) ? bits.bytes() : (Binary) term;
		StringBuilder text = new StringBuilder();
		for (byte each : bytes.toByteArray()) {
			text.append(Integer.toBinaryString((each & 0xFF) | 0x100).substring(1));
		}
		return (term instanceof BitString bits) ? text.substring(0, (int) bits.size()) : text.toString();
	}

}
