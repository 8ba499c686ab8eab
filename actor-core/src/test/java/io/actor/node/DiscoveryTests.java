package io.actor.node;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import ch.qos.logback.classic.Level;
import io.actor.fixture.LogEvents;
import io.actor.scheduler.Timer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

/** Sources of peers that block, fail and say too much. */
@Timeout(30)
class DiscoveryTests {

	private static final Duration OFTEN = Duration.ofMillis(100);

	@RegisterExtension
	final LogEvents log = new LogEvents("io.actor.node.discovery");

	private final Nodes nodes = new Nodes();

	@AfterEach
	void stop() {
		this.nodes.close();
	}

	private Node node(PeerDiscovery source) {
		return this.nodes.start(Nodes.config(Nodes.freshName("seeker"))
			.seams(Hurried.seams())
			.discovery(List.of(source))
			.discoveryInterval(OFTEN));
	}

	@Test
	void aProblemIsLoggedOnceUntilItIsOver() {
		AtomicInteger asked = new AtomicInteger();
		Node node = node(() -> {
			int time = asked.incrementAndGet();
			if (time != 5) {
				throw new IllegalStateException("no\nanswer");
			}
			return List.of();
		});

		await().until(() -> asked.get() > 10);

		assertThat(this.log.at(Level.WARN)).hasSize(2)
			.allSatisfy((line) -> assertThat(line).contains("fails: no", "What it has found before stays")
				.doesNotContain("\n"));
		assertThat(node.discoveries().getFirst().answered()).isPresent();
	}

	@Test
	void aSourceThatBlocksHoldsNobodyUpAndIsShown() {
		KeptTimers timers = new KeptTimers();
		CountDownLatch release = new CountDownLatch(1);
		Node node = this.nodes
			.start(Nodes.config(Nodes.freshName("seeker")).seams(timers.seams()).discovery(List.of(() -> {
				release.await();
				return List.of(new PeerAddress("late@127.0.0.1", 1));
			})));
		try {
			await().until(() -> !timers.armed(Duration.ofSeconds(30)).isEmpty());
			timers.armed(Duration.ofSeconds(30)).forEach(Timer::fire);

			assertThat(node.discoveries().getFirst().problem()).contains("it has not answered for 30 s");
		}
		finally {
			release.countDown();
		}
		await().until(() -> node.expectedPeers().equals(List.of("late@127.0.0.1")));
		assertThat(node.discoveries().getFirst().problem()).isEmpty();
	}

	@Test
	void anAnswerThatIsNoneOrTooLongIsAFailure() {
		Node silent = node(() -> null);
		await()
			.until(() -> silent.discoveries().getFirst().problem().equals(java.util.Optional.of("it answered null")));

		List<PeerAddress> many = IntStream.range(0, 513).mapToObj((i) -> new PeerAddress("n" + i + "@h", 1)).toList();
		Node loud = node(() -> many);
		await().until(() -> loud.discoveries().getFirst().problem().isPresent());
		assertThat(loud.discoveries().getFirst().problem().orElseThrow()).contains("513 peers");
		assertThat(loud.expectedPeers()).isEmpty();
	}

	@Test
	void aPeerTwoSourcesHaveFoundStaysUntilNeitherHas() {
		PeerList list = new PeerList("me@h", List.of(PeerAddress.parse("one@h")));
		list.put("a", List.of(PeerAddress.parse("one@h:1"), PeerAddress.parse("two@h:2")));
		list.put("b", List.of(PeerAddress.parse("two@h:3"), PeerAddress.parse("me@h")));
		assertThat(list.names()).containsExactly("one@h", "two@h");
		assertThat(list.port("one@h")).isEqualTo(1);
		assertThat(list.port("two@h")).isEqualTo(2);

		list.put("a", List.of());
		assertThat(list.names()).containsExactly("one@h", "two@h");
		assertThat(list.port("one@h")).isNull();
		assertThat(list.port("two@h")).isEqualTo(3);

		list.put("b", List.of());
		assertThat(list.names()).containsExactly("one@h");
	}

	@Test
	void anIntervalThatIsNoneIsRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> NodeConfig.local().discoveryInterval(Duration.ZERO));
	}

}
