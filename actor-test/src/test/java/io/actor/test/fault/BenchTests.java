package io.actor.test.fault;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/** The bench itself, which must not be what fails, and must leave nothing behind. */
@Timeout(60)
class BenchTests {

	@Test
	void nodesOnABenchMeetAreHeardAndAreGoneWithIt() {
		Couple couple;
		String own;
		try (Bench bench = Bench.open()) {
			couple = Couple.start(bench, Pair.OURS, Couple.TICK_TIME);
			own = bench.network() ? couple.link().bridge() : "loopback";
			assertThat(couple.talks()).isTrue();
			assertThat(couple.watching().stats().number("peers")).isEqualTo(1);

			long start = couple.harmed().kill();

			assertThat(couple.down(Duration.ofSeconds(10)))
				.hasValueSatisfying((said) -> assertThat(said.after(start)).isPositive());
			if (bench.network()) {
				assertThat(Bench.namespaces()).filteredOn((each) -> each.startsWith(own)).hasSize(3);
			}
		}

		assertThat(ProcessHandle.of(couple.watching().pid())).isEmpty();
		if (!own.equals("loopback")) {
			assertThat(Bench.namespaces()).noneMatch((each) -> each.startsWith(own));
		}
	}

	@Test
	void aPercentileIsATimeThatWasMeasured() {
		Latencies latencies = new Latencies();
		for (int i = 1; i <= 200; i++) {
			latencies.add(Duration.ofMillis(i));
		}

		assertThat(latencies.percentile(50)).isEqualTo(Duration.ofMillis(100));
		assertThat(latencies.percentile(99)).isEqualTo(Duration.ofMillis(198));
		assertThat(latencies.percentile(100)).isEqualTo(Duration.ofMillis(200));
		assertThat(latencies).hasToString("median 100.0 ms, p99 198.0 ms (200)");
	}

	@Test
	void whatWasSaidIsReadByName() {
		Said said = new Said("stats processes=12 timers=3", 0);

		assertThat(said.number("timers")).isEqualTo(3);
		assertThat(said.number("processes")).isEqualTo(12);
	}

}
