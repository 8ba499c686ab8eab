package io.actor.term;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class TermTests {

	private static final Atom NODE = Atom.of("a@h");

	@Test
	void integersOfAnySizeAreEqualTermsWhenTheyAreEqualNumbers() {
		assertThat(Int.of(BigInteger.valueOf(Long.MIN_VALUE))).isEqualTo(Int.of(Long.MIN_VALUE));
		assertThat(Int.of(BigInteger.ONE.shiftLeft(63))).isEqualTo(new BigInt(BigInteger.ONE.shiftLeft(63)));
		assertThatIllegalArgumentException().isThrownBy(() -> new BigInt(BigInteger.TEN));
	}

	@Test
	void floatsAreFiniteAndToldApartByTheirBits() {
		assertThat(Float64.of(0.0)).isNotEqualTo(Float64.of(-0.0));
		assertThat((Term) Float64.of(1)).isNotEqualTo(Int.of(1));
		assertThatIllegalArgumentException().isThrownBy(() -> Float64.of(Double.NaN));
		assertThatIllegalArgumentException().isThrownBy(() -> Float64.of(Double.NEGATIVE_INFINITY));
	}

	@Test
	void unusedBitsOfABitStringDoNotCount() {
		assertThat(new BitString(Binary.of((byte) 0b1010_1111), 3))
			.isEqualTo(new BitString(Binary.of((byte) 0b1010_0000), 3));
	}

	@Test
	void byteListsAreListsHoweverTheyAreHeld() {
		ListTerm held = ListTerm.ofBytes(new byte[] { 1, (byte) 200 }, 0, 2);
		ListTerm built = ListTerm.of(Int.of(1), Int.of(200));

		assertThat(held).isEqualTo(built).hasSameHashCodeAs(built);
		assertThat(built.isByteList()).isTrue();
	}

	@Test
	void aListInFrontOfAListIsOneList() {
		ListTerm rest = ListTerm.improper(List.of(Int.of(2)), Int.of(3));

		ListTerm whole = ListTerm.improper(List.of(Int.of(1)), rest);

		assertThat(whole.elements()).containsExactly(Int.of(1), Int.of(2));
		assertThat(whole.tail()).isEqualTo(Int.of(3));
	}

	@Test
	void mapsAreEqualInAnyOrderAndIterateInTheirOwn() {
		MapTerm one = MapTerm.of(Int.of(1), Atom.of("a"), Float64.of(1), Atom.of("b"));
		MapTerm other = MapTerm.of(Float64.of(1), Atom.of("b"), Int.of(1), Atom.of("a"));

		assertThat(one).isEqualTo(other).hasSameHashCodeAs(other);
		assertThat(other.keyAt(0)).isEqualTo(Float64.of(1));
		assertThat(one.get(Int.of(1))).contains(Atom.of("a"));
		assertThat(one.get(Int.of(2))).isEmpty();
	}

	@Test
	void largeMapsFindEveryKeyAndRefuseARepeatedOne() {
		List<Term> entries = new ArrayList<>();
		for (int i = 0; i < 1000; i++) {
			entries.add(Int.of(i * 7919L % 1000));
			entries.add(Int.of(i));
		}
		MapTerm map = MapTerm.of(entries.toArray(Term[]::new));

		assertThat(map.size()).isEqualTo(1000);
		assertThat(map.get(Int.of(7919 % 1000))).contains(Int.of(1));
		entries.add(Int.of(3));
		entries.add(Int.of(0));
		assertThatIllegalArgumentException().isThrownBy(() -> MapTerm.of(entries.toArray(Term[]::new)))
			.withMessage("The key 3 occurs twice");
		assertThatIllegalArgumentException().isThrownBy(() -> MapTerm.of(Int.of(3), Int.of(0), Int.of(3), Int.of(0)));
	}

	@Test
	void termsPrintAsErlangPrintsThem() {
		Term term = Tuple.of(Atom.of("ok"), Binary.utf8("x\"y"), ListTerm.of(Int.of(1), Int.of(2)),
				Atom.of("Elixir.Foo"), MapTerm.of(Atom.of("k"), Float64.of(1.5)), ListTerm.charlist("hello"),
				ListTerm.improper(List.of(Int.of(1)), Atom.of("end")), Binary.of((byte) 0, (byte) 255), Binary.EMPTY,
				new BitString(Binary.of((byte) 97, (byte) 0b0010_0000), 3),
				new ExportFun(Atom.of("lists"), Atom.of("map"), 2), ListTerm.EMPTY, Tuple.EMPTY);

		assertThat(term).hasToString("{ok,<<\"x\\\"y\">>,[1,2],'Elixir.Foo',#{k => 1.5},\"hello\",[1|'end'],"
				+ "<<0,255>>,<<>>,<<97,1:3>>,fun lists:map/2,[],{}}");
	}

	@Test
	void printedTermsAreCutAndCannotForgeALine() {
		assertThat(Tuple.of(Int.of(1234), Int.of(5678)).print(6)).isEqualTo("{1234,...");
		assertThat(Binary.utf8("a\n\u001b[31m\u202e").print(100)).isEqualTo("<<\"a\\n\\x{1b}[31m\\x{202e}\">>");
		assertThat(new Pid(Atom.of("a\nb"), 1, 0, 1)).hasToString("<a\\nb.1.0>");
		assertThat(Binary.of("x".repeat(5000).getBytes(StandardCharsets.US_ASCII)).print(10)).hasSize(13);
	}

	static Stream<UnaryOperator<Term>> wrappings() {
		return Stream.of(Tuple::of, ListTerm::of, (term) -> MapTerm.of(term, Int.of(1)),
				(term) -> MapTerm.of(Int.of(1), term, term, Int.of(2)),
				(term) -> new Fun(NODE, 0, 0, Binary.of(new byte[16]), 0, 0, new Pid(NODE, 1, 0, 1), Tuple.of(term)));
	}

	@ParameterizedTest
	@MethodSource("wrappings")
	void deeplyNestedTermsCompareHashAndPrint(UnaryOperator<Term> wrapping) {
		Term one = Int.of(300);
		Term same = new Int(300);
		Term other = Int.of(301);
		int depth = (wrapping.apply(Int.of(5)) instanceof MapTerm map && map.size() == 2) ? 12 : 10_000;
		for (int i = 0; i < depth; i++) {
			one = wrapping.apply(one);
			same = wrapping.apply(same);
			other = wrapping.apply(other);
		}

		assertThat(one.equals(same)).isTrue();
		assertThat(one.equals(other)).isFalse();
		assertThat(one.hashCode()).isEqualTo(same.hashCode());
		assertThat(one.toString()).isEqualTo(same.toString());
	}

	@Test
	void allTermsHaveErlangsOrder() {
		Atom b = Atom.of("b@h");
		List<Term> sorted = List.of(new BigInt(BigInteger.ONE.shiftLeft(64).negate()), Int.of(-1), Float64.of(0.5),
				Int.of(1), Float64.of(1.5), new BigInt(BigInteger.ONE.shiftLeft(64)), Float64.of(1e30), Atom.of("a"),
				Atom.of("aa"), Atom.of("\uffff"), Atom.of("\ud83d\ude00"), new Ref(NODE, 1, 9, 9),
				new Ref(NODE, 1, 1, 1, 1), new Ref(b, 1, 1), new ExportFun(b, b, 1), new Port(NODE, 9, 1),
				new Port(b, 1, 1), new Pid(NODE, 1, 0, 1), new Pid(NODE, 9, 0, 1), new Pid(NODE, 1, 5, 1), Tuple.EMPTY,
				Tuple.of(Int.of(9)), Tuple.of(Int.of(1), Int.of(1)), MapTerm.EMPTY, MapTerm.of(Int.of(2), b),
				MapTerm.of(Float64.of(1), NODE), ListTerm.EMPTY, ListTerm.improper(List.of(Int.of(1)), Int.of(2)),
				ListTerm.of(Int.of(1)), ListTerm.of(Int.of(1), Int.of(2)), ListTerm.of(Int.of(2)), Binary.EMPTY,
				new BitString(Binary.of((byte) 0b0100_0000), 3), new BitString(Binary.of((byte) 0b0100_0000), 4),
				Binary.utf8("a"), Binary.utf8("b"));
		List<Term> shuffled = new ArrayList<>(sorted);
		Collections.shuffle(shuffled, new Random(1));

		shuffled.sort(TermOrder.ARITHMETIC);

		assertThat(shuffled).isEqualTo(sorted);
		assertThat(TermOrder.ARITHMETIC.compare(Int.of(1), Float64.of(1))).isZero();
		assertThat(TermOrder.ARITHMETIC.compare(Tuple.of(Int.of(1)), Tuple.of(Float64.of(1)))).isZero();
		assertThat(TermOrder.EXACT.compare(Int.of(5), Float64.of(1))).isNegative();
		assertThat(TermOrder.ARITHMETIC.compare(Float64.of(0.0), Float64.of(-0.0))).isZero();
		long edge = 1L << 53;
		assertThat(TermOrder.ARITHMETIC.compare(Int.of(edge + 1), Float64.of(edge))).isPositive();
	}

}
