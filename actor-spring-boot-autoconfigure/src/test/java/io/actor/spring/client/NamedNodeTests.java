package io.actor.spring.client;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;

import io.actor.node.Node;
import io.actor.node.NodeState;
import io.actor.spring.actuate.ActorHealthIndicator;
import io.actor.spring.actuate.NodesEndpoint;
import io.actor.spring.annotation.GenServer;
import io.actor.spring.annotation.GenServerClient;
import io.actor.spring.annotation.HandleCall;
import io.actor.spring.annotation.HandleCast;
import io.actor.spring.autoconfigure.ActorAutoConfiguration;
import io.actor.spring.autoconfigure.GenServerClientAutoConfiguration;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurationPackage;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Nodes with a name, each in a context of its own. */
class NamedNodeTests {

	private final ApplicationContextRunner contexts = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(ActorAutoConfiguration.class, GenServerClientAutoConfiguration.class))
		.withPropertyValues("actor.node.cookie=secret", "actor.node.port=0", "actor.node.epmd=none");

	@Test
	void twoContextsAreOneCluster() {
		this.contexts.withUserConfiguration(Rooms.class)
			.withPropertyValues("actor.node.name=server@localhost")
			.run((server) -> {
				int port = server.getBean(Node.class).port().orElseThrow();
				this.contexts.withUserConfiguration(Client.class)
					.withPropertyValues("actor.node.name=client@localhost", "actor.node.peers=server@localhost:" + port)
					.run((client) -> {
						Node node = client.getBean(Node.class);
						await().until(() -> !node.peers().isEmpty());

						RoomsClient rooms = client.getBean(RoomsClient.class);
						rooms.say(new Say("hello"));

						assertThat(rooms.history(new History(7))).containsExactly(new Line("hello", 7));
						assertThat(new NodesEndpoint(node).nodes().hidden()).singleElement()
							.satisfies((peer) -> assertThat(peer.name()).isEqualTo("server@localhost"))
							.satisfies((peer) -> assertThat(peer.direction()).isEqualTo("outbound"));
					});
			});
	}

	@Test
	void aPeerThatCannotBeReachedIsReportedAndNotFatal() {
		this.contexts
			.withPropertyValues("actor.node.name=alone@localhost", "actor.node.peers=nobody@localhost:" + freePort())
			.run((context) -> {
				Node node = context.getBean(Node.class);
				assertThat(node.state()).isEqualTo(NodeState.UP);

				Health health = new ActorHealthIndicator(node).health(true);

				assertThat(health).isNotNull();
				assertThat(health.getStatus()).isEqualTo(Status.UP);
				assertThat(health.getDetails()).extractingByKey("peers")
					.asString()
					.contains("connected=0", "missing=[nobody@localhost]");
			});
	}

	@Test
	void theEndpointTellsWhyAPeerIsMissingAndWhyOneWasLost() {
		this.contexts.withPropertyValues("actor.node.name=lost@localhost").run((other) -> {
			int port = other.getBean(Node.class).port().orElseThrow();
			this.contexts
				.withPropertyValues("actor.node.name=stays@localhost",
						"actor.node.peers=lost@localhost:" + port + ",nobody@localhost:" + freePort())
				.run((context) -> {
					Node node = context.getBean(Node.class);
					await().until(() -> !node.peers().isEmpty());

					other.getBean(Node.class).close();

					NodesEndpoint endpoint = new NodesEndpoint(node);
					await()
						.untilAsserted(() -> assertThat(endpoint.nodes().lost()).singleElement().satisfies((lost) -> {
							assertThat(lost.name()).isEqualTo("lost@localhost");
							assertThat(lost.kind()).isEqualTo("hidden");
							assertThat(lost.reason()).isEqualTo("connection_closed");
						}));
					await().untilAsserted(() -> assertThat(endpoint.nodes().problems())
						.containsOnlyKeys("lost@localhost", "nobody@localhost"));
				});
		});
	}

	@Test
	void aNodeIsToldWhoMayConnectAndWithWhichCookie() {
		this.contexts
			.withPropertyValues("actor.node.name=host@localhost", "actor.node.allow=guest@localhost",
					"actor.node.cookies[guest@localhost]=guests-secret")
			.run((host) -> {
				int port = host.getBean(Node.class).port().orElseThrow();
				String peers = "actor.node.peers=host@localhost:" + port;
				this.contexts
					.withPropertyValues("actor.node.name=guest@localhost", peers, "actor.node.cookie=guests-secret")
					.run((guest) -> await().until(() -> !guest.getBean(Node.class).peers().isEmpty()));
				this.contexts.withPropertyValues("actor.node.name=stranger@localhost", peers).run((stranger) -> {
					Node node = stranger.getBean(Node.class);
					await().until(() -> node.peerProblem("host@localhost").isPresent());
					assertThat(node.peerProblem("host@localhost").orElseThrow()).contains("refuses this node");
				});
			});
	}

	@Test
	void aTakenPortEndsTheStart() throws Exception {
		try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			this.contexts
				.withPropertyValues("actor.node.name=late@localhost", "actor.node.port=" + taken.getLocalPort())
				.run((context) -> {
					assertThat(context).hasFailed();
					assertThat(context.getStartupFailure()).hasRootCauseInstanceOf(BindException.class);
				});
		}
	}

	private static int freePort() {
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			return socket.getLocalPort();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	record History(int last) {
	}

	record Say(String text) {
	}

	record Line(String text, int number) {
	}

	@GenServer(name = "talk")
	static class Rooms {

		private String said = "";

		@HandleCall
		List<Line> history(History request) {
			return List.of(new Line(this.said, request.last()));
		}

		@HandleCast
		void say(Say message) {
			this.said = message.text();
		}

	}

	@GenServerClient("talk@server@localhost")
	interface RoomsClient {

		List<Line> history(History request);

		void say(Say message);

	}

	@Configuration(proxyBeanMethods = false)
	@AutoConfigurationPackage
	static class Client {

	}

}
