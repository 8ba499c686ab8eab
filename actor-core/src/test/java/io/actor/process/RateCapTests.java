package io.actor.process;

import java.util.OptionalLong;
import java.util.stream.IntStream;

import io.actor.process.RateCap.Omitted;
import io.actor.process.RateCap.Source;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** How many lines a source may write, and what is told of the others. */
class RateCapTests {

	private static final long PERIOD = RateCap.PERIOD.toNanos();

	private static final Source LOBBY = new Source("crash", "lobby");

	private static final Source ROOM = new Source("crash", "room");

	/** Close to the end of what the clock can show: only differences count. */
	private long now = Long.MAX_VALUE - PERIOD / 2;

	private final RateCap cap = new RateCap();

	private OptionalLong ask(Source source) {
		return this.cap.admit(source, this.now);
	}

	private void spend(Source source) {
		IntStream.range(0, RateCap.BURST).forEach((i) -> assertThat(ask(source)).hasValue(0));
	}

	@Test
	void aSourceMayWriteSomeLinesAtOnceAndThenOneEachPeriod() {
		spend(LOBBY);
		assertThat(ask(LOBBY)).isEmpty();
		this.now += PERIOD - 1;
		assertThat(ask(LOBBY)).isEmpty();

		this.now += 1;
		assertThat(ask(LOBBY)).as("with how many were left out").hasValue(2);
		assertThat(ask(LOBBY)).isEmpty();
		this.now += PERIOD;
		assertThat(ask(LOBBY)).hasValue(1);
	}

	@Test
	void aSourceThatWasQuietForLongEnoughMayWriteAllLinesAgainAndNotMore() {
		spend(LOBBY);
		this.now += 100 * RateCap.BURST * PERIOD;

		spend(LOBBY);
		assertThat(ask(LOBBY)).isEmpty();
	}

	@Test
	void sourcesAndKindsDoNotTakeLinesFromEachOther() {
		spend(LOBBY);
		assertThat(ask(LOBBY)).isEmpty();

		spend(ROOM);
		spend(new Source("terminate", "lobby"));
	}

	@Test
	void whatWasLeftOutIsTurnedInWhenALineIsToBeHadAndOnlyOnce() {
		spend(LOBBY);
		assertThat(this.cap.omits()).isFalse();
		ask(LOBBY);
		ask(LOBBY);
		assertThat(this.cap.omits()).isTrue();
		assertThat(this.cap.due(this.now)).isEmpty();

		this.now += PERIOD;

		assertThat(this.cap.due(this.now)).containsExactly(new Omitted(LOBBY, 2));
		assertThat(this.cap.omits()).isFalse();
		assertThat(this.cap.due(this.now)).isEmpty();
		assertThat(ask(LOBBY)).as("that was its line").isEmpty();
	}

	@Test
	void sourcesBeyondAThousandCountAsOneUntilOthersHaveBeenQuiet() {
		IntStream.range(0, RateCap.MAX_SOURCES).forEach((i) -> ask(new Source("crash", "room " + i)));
		for (int i = 0; i < RateCap.BURST; i++) {
			assertThat(ask(new Source("crash", "late " + i))).hasValue(0);
		}
		assertThat(ask(new Source("crash", "latest"))).as("one more than all of these may write").isEmpty();

		this.now += PERIOD;

		assertThat(ask(new Source("crash", "latest"))).as("the early ones are forgotten").hasValue(0);
	}

}
