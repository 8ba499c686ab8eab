package io.actor.node;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.actor.test.ActorTestKit;
import io.actor.test.World;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Peers that are discovered, lost, left out and found again, in virtual time. */
class DiscoveryInTimeTests {

	private static final Duration INTERVAL = Duration.ofSeconds(10);

	private final World world = ActorTestKit.cluster(11);

	private final Source source = new Source();

	/** A source that says what the test wants, and knows when it was asked. */
	private final class Source implements PeerDiscovery {

		private final List<Duration> asked = new CopyOnWriteArrayList<>();

		private volatile List<PeerAddress> peers = List.of();

		private volatile String failure = "";

		@Override
		public List<PeerAddress> peers() {
			this.asked.add(DiscoveryInTimeTests.this.world.clock().elapsed());
			if (!this.failure.isEmpty()) {
				throw new IllegalStateException(this.failure);
			}
			return this.peers;
		}

		private void finds(String... alive) {
			this.peers = List.of(alive).stream().map(DiscoveryInTimeTests::address).toList();
		}

	}

	private static PeerAddress address(String alive) {
		return new PeerAddress(World.fullName(alive), NodeConfig.DEFAULT_PORT);
	}

	@AfterEach
	void end() {
		this.world.close();
	}

	/** Starts node a, which discovers, and others, which call nobody. */
	private Node start(List<PeerAddress> configured, String... others) {
		this.world.configure((config) -> config.peers(List.of()));
		for (String other : others) {
			this.world.start(other);
		}
		this.world.configure(
				(config) -> config.peers(configured).discovery(List.of(this.source)).discoveryInterval(INTERVAL));
		Node node = this.world.start("a");
		this.world.configure((config) -> config.peers(List.of()));
		pass(Duration.ofSeconds(5));
		return node;
	}

	private void pass(Duration time) {
		this.world.clock().advance(time);
		this.world.settle();
	}

	private static List<String> connected(Node node) {
		return node.peers().stream().map(PeerInfo::name).sorted().toList();
	}

	private static List<String> names(String... alive) {
		return List.of(alive).stream().map(World::fullName).toList();
	}

	@Test
	void whoIsFoundIsConnectedWithinAnInterval() {
		this.source.finds("b");
		Node node = start(List.of(), "b", "c");
		assertThat(connected(node)).isEqualTo(names("b"));

		this.source.finds("b", "c");
		pass(Duration.ofSeconds(15));

		assertThat(connected(node)).isEqualTo(names("b", "c"));
		assertThat(node.expectedPeers()).isEqualTo(names("b", "c"));
	}

	@Test
	void aFailureIsNotReadAsNoPeersAndIsShown() {
		this.source.finds("b");
		Node node = start(List.of(), "b");

		this.source.failure = "the directory is down";
		pass(Duration.ofMinutes(1));

		assertThat(connected(node)).isEqualTo(names("b"));
		assertThat(node.expectedPeers()).isEqualTo(names("b"));
		DiscoveryInfo info = node.discoveries().getFirst();
		assertThat(info.problem()).contains("the directory is down");
		assertThat(info.peers()).containsExactly(address("b"));
		assertThat(info.answered()).isPresent();

		this.world.crash("b");
		pass(Duration.ofSeconds(5));
		this.world.start("b");
		pass(Duration.ofSeconds(15));
		assertThat(connected(node)).as("called with what was known before").isEqualTo(names("b"));

		this.source.failure = "";
		pass(Duration.ofSeconds(15));
		assertThat(node.discoveries().getFirst().problem()).isEmpty();
	}

	@Test
	void aFirstFailureIsNoReasonToGiveUp() {
		this.source.failure = "too early";
		Node node = start(List.of(), "b");
		assertThat(node.discoveries().getFirst().answered()).isEmpty();

		this.source.failure = "";
		this.source.finds("b");
		pass(Duration.ofSeconds(15));

		assertThat(connected(node)).isEqualTo(names("b"));
	}

	@Test
	void aPeerThatIsLeftOutIsNotDisconnectedAndNotCalledAgain() {
		this.source.finds("b");
		Node node = start(List.of(), "b");

		this.source.finds();
		pass(Duration.ofMinutes(1));
		assertThat(connected(node)).as("still connected").isEqualTo(names("b"));
		assertThat(node.expectedPeers()).isEmpty();

		this.world.crash("b");
		pass(Duration.ofSeconds(5));
		this.world.start("b");
		pass(Duration.ofMinutes(1));
		assertThat(connected(node)).as("not called again").isEmpty();
		assertThat(node.peerProblem(World.fullName("b"))).isEmpty();

		this.source.finds("b");
		pass(Duration.ofSeconds(15));
		assertThat(connected(node)).as("back on the list").isEqualTo(names("b"));
	}

	@Test
	void whatIsConfiguredStaysWhateverIsFound() {
		this.source.finds("c");
		Node node = start(List.of(address("b")), "b", "c");
		assertThat(node.expectedPeers()).isEqualTo(names("b", "c"));

		this.source.finds();
		pass(Duration.ofSeconds(15));

		assertThat(node.expectedPeers()).isEqualTo(names("b"));
	}

	@Test
	void theNodeItselfIsNotItsPeer() {
		this.source.finds("a", "b");
		Node node = start(List.of(address("a")), "b");

		assertThat(node.expectedPeers()).isEqualTo(names("b"));
	}

	@Test
	void aPeerThatWasDisconnectedOnPurposeStaysAwayWhileItIsOnTheList() {
		this.source.finds("b");
		Node node = start(List.of(), "b");

		node.disconnect(World.fullName("b"));
		pass(Duration.ofMinutes(1));

		assertThat(connected(node)).isEmpty();
	}

	@Test
	void itIsAskedAtTheIntervalGiveOrTakeAQuarter() {
		start(List.of());
		pass(Duration.ofMinutes(10));

		List<Duration> pauses = new ArrayList<>();
		for (int i = 1; i < this.source.asked.size(); i++) {
			pauses.add(this.source.asked.get(i).minus(this.source.asked.get(i - 1)));
		}
		assertThat(pauses).hasSizeGreaterThan(40)
			.allSatisfy((pause) -> assertThat(pause).isBetween(Duration.ofMillis(7_500), Duration.ofMillis(12_600)));
		assertThat(pauses.stream().distinct().count()).isGreaterThan(10);
	}

	@Test
	void nobodyIsAskedAfterTheNodeHasStopped() {
		start(List.of());
		this.world.stop("a");
		int before = this.source.asked.size();

		pass(Duration.ofMinutes(1));

		assertThat(this.source.asked).hasSize(before);
	}

}
