package io.actor.spring.client;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import io.actor.node.Node;
import io.actor.node.NodeResolver;
import io.actor.node.PeerAddress;
import io.actor.node.PeerDiscovery;
import io.actor.spring.actuate.NodesEndpoint;
import io.actor.spring.autoconfigure.ActorAutoConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Peers that beans and DNS find. */
@Timeout(60)
class DiscoveredPeersTests {

	private final ApplicationContextRunner contexts = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(ActorAutoConfiguration.class))
		.withPropertyValues("actor.node.cookie=secret", "actor.node.port=0", "actor.node.epmd=none");

	@Test
	void peersAreWhatBeansAndDnsFind() {
		this.contexts.withPropertyValues("actor.node.name=server@127.0.0.1").run((server) -> {
			int port = server.getBean(Node.class).port().orElseThrow();
			PeerDiscovery table = () -> List.of(PeerAddress.parse("table@127.0.0.1:1"));
			this.contexts
				.withPropertyValues("actor.node.name=client@127.0.0.1", "actor.node.discovery.dns.alive=server",
						"actor.node.discovery.dns.host=127.0.0.1", "actor.node.discovery.dns.port=" + port)
				.withBean(PeerDiscovery.class, () -> table)
				.run((client) -> {
					Node node = client.getBean(Node.class);

					await().until(() -> !node.peers().isEmpty());
					assertThat(node.peers()).singleElement()
						.satisfies((peer) -> assertThat(peer.name()).isEqualTo("server@127.0.0.1"));
					await().untilAsserted(() -> assertThat(new NodesEndpoint(node).nodes().problems())
						.containsOnlyKeys("table@127.0.0.1"));
					assertThat(new NodesEndpoint(node).nodes().expected()).containsExactlyInAnyOrder("server@127.0.0.1",
							"table@127.0.0.1");
				});
		});
	}

	@Test
	void aDiscoveryThatFailsIsShownAndKeepsNothingFromStarting() {
		PeerDiscovery broken = () -> {
			throw new IllegalStateException("no directory");
		};
		this.contexts.withPropertyValues("actor.node.name=client@localhost")
			.withBean(PeerDiscovery.class, () -> broken)
			.run((context) -> {
				NodesEndpoint endpoint = new NodesEndpoint(context.getBean(Node.class));

				await().untilAsserted(
						() -> assertThat(endpoint.nodes().discovery()).singleElement().satisfies((discovery) -> {
							assertThat(discovery.problem()).isEqualTo("no directory");
							assertThat(discovery.answered()).isNull();
							assertThat(discovery.peers()).isEmpty();
						}));
			});
	}

	@Test
	void aBeanThatResolvesNamesIsAsked() {
		this.contexts.withPropertyValues("actor.node.name=server@nowhere").run((server) -> {
			int port = server.getBean(Node.class).port().orElseThrow();
			NodeResolver resolver = (name) -> CompletableFuture
				.completedFuture(InetSocketAddress.createUnresolved("127.0.0.1", port));
			this.contexts.withPropertyValues("actor.node.name=client@localhost")
				.withBean(NodeResolver.class, () -> resolver)
				.run((client) -> assertThat(client.getBean(Node.class).connect("server@nowhere")).isTrue());
		});
	}

}
