package io.actor.node;

import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import io.actor.node.Nodes.Add;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/**
 * Starts that fail and ends at any moment: nothing stays behind, no thread either, so no
 * other class may run beside this one.
 */
@Isolated
@Timeout(30)
class NodeLifecycleTests {

	private Set<Thread> before;

	@BeforeEach
	void census() {
		this.before = ours();
	}

	@AfterEach
	void nothingStays() {
		await().atMost(Duration.ofSeconds(5)).untilAsserted(() -> {
			Set<Thread> left = ours();
			left.removeAll(this.before);
			assertThat(left).isEmpty();
		});
	}

	private static Set<Thread> ours() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> thread.getName().startsWith("actor-") && thread.isAlive())
			.collect(Collectors.toSet());
	}

	@Test
	void aTakenPortFailsTheStartAndSaysSo() {
		try (Node first = Node.start(Nodes.config(Nodes.freshName("first")))) {
			int port = first.port().orElseThrow();
			assertThatThrownBy(() -> Node.start(Nodes.config(Nodes.freshName("second")).port(port)))
				.isInstanceOf(NodeStartException.class)
				.hasMessageContaining("port " + port + ": another program has it");
			assertThat(first.state()).isEqualTo(NodeState.UP);
		}
	}

	@Test
	void ofARangeOfPortsTheFirstFreeOneIsTaken() throws IOException {
		try (java.net.ServerSocket taken = new java.net.ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			int first = taken.getLocalPort();
			NodeConfig config = Nodes.config(Nodes.freshName("ranging"));

			try (Node node = Node.start(config.ports(first, Math.min(first + 50, 65_535)))) {
				assertThat(node.port().orElseThrow()).isBetween(first + 1, first + 50);
			}
			assertThatThrownBy(() -> Node.start(config.ports(first, first))).isInstanceOf(NodeStartException.class)
				.hasMessageContaining("port " + first + ": another program has it");
			assertThatThrownBy(() -> config.ports(5, 4)).isInstanceOf(IllegalArgumentException.class);
			assertThatThrownBy(() -> config.ports(0, 4)).isInstanceOf(IllegalArgumentException.class);
		}
	}

	@Test
	void anAddressThatIsNotTheLoopbackOneNeedsTheWordInsecure() throws IOException {
		InetAddress everywhere = InetAddress.getByName("0.0.0.0");
		NodeConfig config = Nodes.config(Nodes.freshName("open")).address(everywhere);

		assertThatThrownBy(() -> Node.start(config)).isInstanceOf(NodeStartException.class)
			.hasMessageContaining("without encryption");

		try (Node node = Node.start(config.insecure(true))) {
			assertThat(node.port()).isPresent();
		}
	}

	@Test
	void closingTwiceAndFromManyThreadsIsClosingOnce() throws Exception {
		Node node = Node.start(Nodes.config(Nodes.freshName("closed")));
		List<CompletableFuture<Void>> closers = List.of(CompletableFuture.runAsync(node::close),
				CompletableFuture.runAsync(node::close), CompletableFuture.runAsync(node::close));
		for (CompletableFuture<Void> closer : closers) {
			closer.get(10, TimeUnit.SECONDS);
		}
		await().until(() -> node.state() == NodeState.DOWN);
		node.close();
		assertThat(node.state()).isEqualTo(NodeState.DOWN);
		assertThat(node.peers()).isEmpty();
	}

	@Test
	void closingWhileConnectingLetsEverybodyGo() throws Exception {
		try (java.net.ServerSocket silent = new java.net.ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
			PeerAddress nobody = new PeerAddress(Nodes.freshName("silent"), silent.getLocalPort());
			Node node = Node.start(Nodes.config(Nodes.freshName("caller")).peers(List.of(nobody)));
			CompletableFuture<Boolean> connecting = CompletableFuture.supplyAsync(() -> node.connect(nobody.node()));
			CompletableFuture<Integer> calling = node.server("x", nobody.node())
				.callAsync(new Add(1), Duration.ofSeconds(20));
			silent.accept();

			node.close();

			assertThat(connecting.get(2, TimeUnit.SECONDS)).isFalse();
			assertThat(calling).failsWithin(Duration.ofSeconds(2));
		}
	}

	@Test
	void twoNodesInOneJvmShareNothing() {
		Node one = Node.start(Nodes.config(Nodes.freshName("one")));
		Node two = Node.start(Nodes.config(Nodes.freshName("two")));
		try (two) {
			Nodes.counter(one);
			Nodes.counter(two);
			assertThat(one.server("counter").call(new Add(1))).isEqualTo(1);
			one.close();
			assertThat(two.server("counter").call(new Add(5))).isEqualTo(5);
			assertThat(one.peers()).isEmpty();
			assertThat(two.peers()).isEmpty();
		}
	}

	@Test
	void nodesThatTalkLeaveNoThreadBehind() {
		try (Nodes nodes = new Nodes()) {
			Node a = nodes.start("a");
			Node b = nodes.start("b", a);
			Nodes.counter(a);
			assertThat(b.server("counter", a.name()).call(new Add(1))).isEqualTo(1);
		}
	}

}
