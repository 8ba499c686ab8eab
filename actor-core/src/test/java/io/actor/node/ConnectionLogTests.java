package io.actor.node;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.stream.IntStream;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.actor.process.RateCap;
import io.actor.scheduler.ActorClock;
import io.actor.scheduler.ActorTimers;
import io.actor.scheduler.Timer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Isolated;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * How much of what others cause goes into the log, over time. Alone in the JVM, for it
 * changes the level of a logger.
 */
@Isolated
class ConnectionLogTests {

	@RegisterExtension
	final LogLines lines = new LogLines();

	private final Time time = new Time();

	private final List<String> up = new ArrayList<>();

	private final ConnectionLog log = new ConnectionLog(this.time, this.time, this.up::contains);

	/** A clock that stands until it is moved, and the timers that go by it. */
	private static final class Time implements ActorClock, ActorTimers {

		private long now = Long.MAX_VALUE - Duration.ofSeconds(15).toNanos();

		private final PriorityQueue<Timer> timers = new PriorityQueue<>(
				Comparator.comparingLong((timer) -> timer.deadline() - this.now));

		@Override
		public long nanoTime() {
			return this.now;
		}

		@Override
		public long wallMillis() {
			return 0;
		}

		@Override
		public void schedule(Timer timer) {
			this.timers.add(timer);
		}

		@Override
		public void close() {
			this.timers.clear();
		}

		private void pass(Duration time) {
			this.now += time.toNanos();
			while (!this.timers.isEmpty() && this.timers.peek().deadline() - this.now <= 0) {
				this.timers.remove().fire();
			}
		}

	}

	private static PeerInfo info(String node) {
		return new PeerInfo(node, Instant.EPOCH, true, false, 1, PeerInfo.PLAIN);
	}

	private void flap(String node, int times) {
		IntStream.range(0, times).forEach((i) -> {
			this.log.up(info(node));
			this.log.down(node, "protocol error", true);
		});
	}

	@Test
	void aNodeThatComesAndGoesWithoutEndHasFewLinesAndAnotherHasItsOwn() {
		flap("bad@host", 500);
		flap("good@host", 1);

		assertThat(this.lines.lines()).filteredOn((line) -> line.contains("bad@host")).hasSize(RateCap.BURST);
		assertThat(this.lines.at(Level.WARN)).last().isEqualTo("Node good@host is down: protocol error");
	}

	@Test
	void whatWasLeftOutIsToldWithTheStateItHasLedTo() {
		flap("bad@host", 15);
		this.up.add("bad@host");
		int before = this.lines.lines().size();

		this.time.pass(RateCap.PERIOD);

		assertThat(this.lines.lines()).hasSize(before + 1)
			.last()
			.isEqualTo("5 more lines that bad@host is down were left out; it is up now");
		this.time.pass(Duration.ofHours(1));
		assertThat(this.lines.lines()).hasSize(before + 1);
	}

	@Test
	void whoComesAndGoesOnPurposeIsNotWarnedAbout() {
		try (LoggedText all = new LoggedText("io.actor.node.connections")) {
			((Logger) LoggerFactory.getLogger("io.actor.node.connections")).setLevel(Level.INFO);
			this.log.up(info("good@host"));
			this.log.down("good@host", "this node stops", false);
			flap("bad@host", 500);

			assertThat(all.messages()).startsWith("Node good@host is up (outbound connection, tcp)",
					"Node good@host is down: this node stops");
			assertThat(all.messages()).hasSize(2 + 2 * RateCap.BURST);
		}
		assertThat(this.lines.at(Level.WARN)).hasSize(RateCap.BURST);
	}

	@Test
	void ownAttemptsThatFailDoNotHideWhatStrangersDo() {
		IntStream.range(0, 500).forEach((i) -> this.log.failed("wrong" + i % 20 + "@host", "does not know the cookie"));

		this.log.refused("anybody at 127.0.0.9", "its address is blocked");

		assertThat(this.lines.refused()).hasSize(RefusalLog.LINES + 1).last().asString().contains("127.0.0.9");
	}

	@Test
	void anAttemptThatFailsAgainAndAgainIsOneLineAMinute() {
		for (int i = 0; i < 60; i++) {
			this.log.failed("wrong@host", "does not know the cookie");
			this.time.pass(Duration.ofSeconds(2));
		}

		assertThat(this.lines.refused()).containsExactly("Connection with wrong@host refused: does not know the cookie",
				"Connection with wrong@host refused: does not know the cookie (and 29 more like it)");
	}

	@Test
	void strangersHaveTenLinesAMinuteInAll() {
		IntStream.range(0, 50).forEach((i) -> this.log.refused("a stranger", "no handshake"));
		assertThat(this.lines.refused()).hasSize(RefusalLog.LINES);

		this.time.pass(Duration.ofMinutes(1));
		this.log.refused("a stranger", "no\nhandshake");

		assertThat(this.lines.refused()).last()
			.isEqualTo("Connection with a stranger refused: no?handshake (and 40 more like it)");
	}

}
