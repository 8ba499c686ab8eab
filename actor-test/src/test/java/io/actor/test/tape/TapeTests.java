package io.actor.test.tape;

import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * What a tape promises: the same choices for ever, and every choice within its bounds.
 */
class TapeTests {

	@Test
	void aSeedMeansTheSameChoicesForEver() {
		Choices choices = Tape.of(42).choices("delay");

		assertThat(LongStream.generate(choices::bits).limit(3).toArray()).containsExactly(-6553471414858419271L,
				-2984215836571838566L, 369483638810560448L);
		assertThat(IntStream.generate(() -> choices.below(1000)).limit(5).toArray()).containsExactly(16, 109, 288, 667,
				202);
	}

	@Test
	void purposesDoNotDisturbEachOther() {
		Tape alone = Tape.of(7);
		Tape both = Tape.of(7);
		List<Integer> first = new ArrayList<>();
		List<Integer> second = new ArrayList<>();
		for (int i = 0; i < 100; i++) {
			first.add(alone.choices("a").below(1000));
			both.choices("b").bits();
			second.add(both.choices("a").below(1000));
		}

		assertThat(second).isEqualTo(first);
		assertThat(both.choices("a")).isSameAs(both.choices("a"));
		assertThat(Tape.of(7).choices("b").below(1 << 30)).isNotEqualTo(Tape.of(7).choices("a").below(1 << 30));
		assertThat(Tape.of(8).choices("a").below(1 << 30)).isNotEqualTo(Tape.of(7).choices("a").below(1 << 30));
	}

	@Test
	void everyKindOfChoiceIsPlayedAgainAsItWas() {
		for (long seed = 0; seed < 300; seed++) {
			Tape tape = Tape.of(seed);
			List<Object> drawn = everything(tape);

			Recording read = Recording.parse(tape.recording().text());
			Tape again = Tape.replay(read);

			assertThat(everything(again)).isEqualTo(drawn);
			assertThat(again.recording()).isEqualTo(tape.recording()).isEqualTo(read);
			assertThat(again.seed()).isEqualTo(seed);
		}
	}

	private static List<Object> everything(Tape tape) {
		Choices choices = tape.choices("one");
		Choices others = tape.choices("an other: with \u00e4, 100 % and\nmore lines");
		List<Object> values = new ArrayList<>(List.of(choices.below(10), choices.below(1L << 40),
				choices.between(-5, 5), choices.between(0, 0), choices.between(Long.MIN_VALUE, Long.MAX_VALUE),
				choices.between(-1, Long.MAX_VALUE), choices.chance(0.3), choices.keepGoing(0.9), choices.fraction(),
				choices.oneOf("x", "y", "z"), others.oneOf(List.of(1, 2)), others.weighted(1, 0, 5), others.bits(),
				others.anyLong(), others.anyInt(), others.anyDouble(), others.bigInteger(200), others.string(20),
				others.string(2, 4, "01"), others.shuffled(List.of(1, 2, 3, 4)),
				others.between(Duration.ZERO, Duration.ofSeconds(1))));
		values.add(others.list(3, 7, () -> others.below(4)));
		for (byte each : others.bytes(30)) {
			values.add(each);
		}
		return values;
	}

	@Test
	void anEmptyRecordingPlaysTheSimplestOfEverything() {
		Choices choices = Tape.replay(new Recording(1, new TreeMap<>())).choices("any");

		assertThat(choices.between(-3, 9)).isEqualTo(-3);
		assertThat(choices.chance(0.999)).isFalse();
		assertThat(choices.oneOf("first", "second")).isEqualTo("first");
		assertThat(choices.weighted(0, 3, 1)).isEqualTo(1);
		assertThat(choices.anyLong()).isZero();
		assertThat(choices.anyDouble()).isZero();
		assertThat(choices.bigInteger(500)).isEqualTo(BigInteger.ZERO);
		assertThat(choices.list(9, () -> 1)).isEmpty();
		assertThat(choices.string(9)).isEmpty();
		assertThat(choices.string(2, 9, "xyz")).isEqualTo("xx");
		assertThat(choices.bytes(9)).isEmpty();
		assertThat(choices.shuffled(List.of(3, 1, 2))).containsExactly(3, 1, 2);
	}

	@Test
	void whatIsTooGreatForTheQuestionIsLowered() {
		Tape tape = Tape.replay(new Recording(1, new TreeMap<>(Map.of("a", new long[] { 99, -1, 7, 5, 3 }))));
		Choices choices = tape.choices("a");

		assertThat(choices.below(10)).isEqualTo(9);
		assertThat(choices.between(5L, 8L)).isEqualTo(8);
		assertThat(choices.chance(0.5)).isTrue();
		assertThat(choices.oneOf(1, 2, 3)).isEqualTo(3);
		assertThat(choices.below(10)).isEqualTo(3);
		assertThat(choices.below(10)).isZero();
		assertThat(tape.recording().streams().get("a")).containsExactly(9, 3, 1, 2, 3, 0);
	}

	@Test
	void smallNumbersAreSimplerThanGreatOnes() {
		Choices choices = Tape
			.replay(new Recording(1, new TreeMap<>(Map.of("a", new long[] { 0, 1, 2, 3, 4, -1, -2 }))))
			.choices("a");

		assertThat(LongStream.generate(choices::anyLong).limit(7).toArray()).containsExactly(0, -1, 1, -2, 2,
				Long.MIN_VALUE, Long.MAX_VALUE);
	}

	@Test
	void drawsAreSpreadOverAllThatIsAsked() {
		Choices choices = Tape.of(3).choices("spread");
		int[] hits = new int[10];
		int yes = 0;
		Set<Integer> sizes = new HashSet<>();
		int[] weighted = new int[3];
		for (int i = 0; i < 10_000; i++) {
			hits[choices.below(10)]++;
			yes += choices.chance(0.2) ? 1 : 0;
			sizes.add(choices.list(2, 6, () -> 0).size());
			weighted[choices.weighted(1, 0, 3)]++;
		}

		assertThat(IntStream.of(hits)).allSatisfy((count) -> assertThat(count).isBetween(900, 1100));
		assertThat(yes).isBetween(1900, 2100);
		assertThat(sizes).containsExactlyInAnyOrder(2, 3, 4, 5, 6);
		assertThat(weighted[0]).isBetween(2300, 2700);
		assertThat(weighted[1]).isZero();
	}

	@Test
	void whatIsCertainDrawsNothing() {
		Choices choices = Tape.of(3).choices("certain");

		assertThat(choices.chance(0)).isFalse();
		assertThat(choices.chance(1)).isTrue();
		assertThat(choices.count()).isZero();
	}

	@Test
	void whatCannotBeAnsweredIsRefused() {
		Choices choices = Tape.of(3).choices("any");

		assertThatIllegalArgumentException().isThrownBy(() -> choices.below(0));
		assertThatIllegalArgumentException().isThrownBy(() -> choices.between(2, 1));
	}

	@Test
	void aRecordingIsKeptInAFile(@TempDir Path directory) throws Exception {
		Tape tape = Tape.of(-5);
		tape.choices("empty");
		for (int i = 0; i < 1000; i++) {
			tape.choices("long").below(3);
		}
		Path file = directory.resolve("failed.tape");

		tape.recording().write(file);

		assertThat(Recording.read(file)).isEqualTo(tape.recording());
		assertThat(tape.recording().size()).isEqualTo(1000);
		assertThat(tape.recording().text()).startsWith("seed -5\nempty:\nlong: ").contains("*");
	}

	@Test
	void aTextThatIsNoRecordingSaysWhere() {
		assertThatIllegalArgumentException().isThrownBy(() -> Recording.parse("hello"))
			.withMessageContaining("starts with its seed");
		assertThatIllegalArgumentException().isThrownBy(() -> Recording.parse("seed 1\na: 1 x"))
			.withMessageContaining("Line 2");
		assertThatIllegalArgumentException().isThrownBy(() -> Recording.parse("seed 1\na: 1\nnothing"))
			.withMessageContaining("Line 3");
	}

}
