package io.actor.guide;

import java.util.List;

import io.actor.gen.From;
import io.actor.gen.GenServer;
import io.actor.gen.Next;
import io.actor.gen.Request;
import io.actor.gen.StartOptions;
import io.actor.node.EpmdMode;
import io.actor.node.Node;
import io.actor.node.NodeConfig;
import io.actor.node.PeerAddress;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The examples of docs/guide/nodes.md, with a node of ours in the place of Erlang's; with
 * a real one they are what the tests of {@code io.actor.interop} do.
 */
class NodesGuideTests {

	record Add(int amount) implements Request<Integer> {
	}

	record Greet(String name) implements Request<String> {
	}

	static final class Greeter extends GenServer<Greet, Object> {

		@Override
		protected Next handleCall(Greet greet, From from) {
			return reply(greet, "hello " + greet.name());
		}

	}

	private static final class Counter extends GenServer<Add, Object> {

		private int value;

		@Override
		protected Next handleCall(Add add, From from) {
			this.value += add.amount();
			return reply(add, this.value);
		}

	}

	@Test
	void aNodeIsConfiguredWithItsPeers() {
		NodeConfig config = NodeConfig.named("java@127.0.0.1", "a-long-secret-cookie")
			.peers(List.of(PeerAddress.parse("erl@127.0.0.1")));

		config = config.port(0).epmd(EpmdMode.NONE);
		Node node = Node.start(config);
		try (node) {
			assertThat(node.name()).isEqualTo("java@127.0.0.1");
			assertThat(node.expectedPeers()).containsExactly("erl@127.0.0.1");
		}
	}

	@Test
	void twoNodesCallEachOther() {
		try (Node other = Node.start(config("other"));
				Node node = Node.start(config("java").peers(List.of(at(other))))) {
			other.start(Counter::new, StartOptions.named("counter"));
			String erlang = other.name();

			node.start(Greeter::new, StartOptions.named("greeter"));

			boolean connected = node.connect(erlang); // true

			Integer five = node.server("counter", erlang).call(new Add(5)); // 5

			assertThat(connected).isTrue();
			assertThat(five).isEqualTo(5);
			assertThat(other.server("greeter", node.name()).call(new Greet("joe"))).isEqualTo("hello joe");
		}
	}

	private static NodeConfig config(String alive) {
		String name = alive + "-guide" + ProcessHandle.current().pid() + "@127.0.0.1";
		return NodeConfig.named(name, "a-long-secret-cookie").port(0).epmd(EpmdMode.NONE);
	}

	private static PeerAddress at(Node node) {
		return new PeerAddress(node.name(), node.port().orElseThrow());
	}

}
