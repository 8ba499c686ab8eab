package io.actor.guide;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.concurrent.CompletableFuture;
import java.io.File;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

import io.actor.fixture.Authority;
import io.actor.gen.From;
import io.actor.gen.GenServer;
import io.actor.gen.Next;
import io.actor.gen.Request;
import io.actor.gen.StartOptions;
import io.actor.node.DiscoveryInfo;
import io.actor.node.DnsAddresses;
import io.actor.node.DnsService;
import io.actor.node.EpmdMode;
import io.actor.node.Limit;
import io.actor.node.Node;
import io.actor.node.NodeConfig;
import io.actor.node.NodeListener;
import io.actor.node.PeerAddress;
import io.actor.node.PeerDiscovery;
import io.actor.node.PeerLimits;
import io.actor.node.StrangerLimits;
import io.actor.wire.distribution.DistributionLimits;
import io.actor.term.Binary;
import io.actor.term.Destination;
import io.actor.term.RegisteredName;
import io.actor.wire.transport.TlsMaterial;
import io.actor.node.NodeDown;
import io.actor.node.NodeType;
import io.actor.node.NodeUp;
import io.actor.process.ProcessInfo;
import io.actor.term.Pid;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

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
	void aNodeSaysWhoMayConnect() {
		NodeConfig config = NodeConfig.named("java@127.0.0.1", "a-long-secret-cookie")
			.cookie("erl@127.0.0.1", "a-secret-for-this-peer") // in place of the one
																// above
			.allowNodes(List.of("erl@127.0.0.1")) // nobody else, in either direction
			.autoConnect(false); // only peers and node.connect(...)

		try (Node node = Node.start(config.port(0).epmd(EpmdMode.NONE))) {
			assertThat(node.allowedNodes()).hasValue(Set.of("erl@127.0.0.1"));
		}
	}

	@Test
	void aProcessHearsOfNodes() {
		try (Node node = Node.start(config("watching"))) {
			BlockingQueue<String> news = new LinkedBlockingQueue<>();
			Pid watcher = node.spawn((self) -> {
				node.monitorNodes(NodeType.CONNECTED); // or VISIBLE, or HIDDEN
				while (true) {
					switch (self.receive(Object.class)) {
						case NodeUp up -> news.add(up.node() + " is up");
						case NodeDown down -> news.add(down.node() + " is down: " + down.reason());
						default -> {
						}
					}
				}
			});
			await().until(() -> node.processes().info(watcher).orElseThrow().status() == ProcessInfo.Status.WAITING);
			Node other = Node.start(config("watched").peers(List.of(at(node))));
			await().until(() -> !node.peers().isEmpty());

			List<String> connected = node.nodes(NodeType.CONNECTED);

			assertThat(connected).containsExactly(other.name());
			other.close();
			await().until(() -> news.size() == 2);
			assertThat(news).containsExactly(other.name() + " is up", other.name() + " is down: CONNECTION_CLOSED");
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

	@Test
	void theConnectionsOfANodeAreEncrypted(@TempDir Path directory) throws Exception {
		Authority authority = Authority.named("authority of the guide");
		authority.write(authority.certify("localhost"), directory);
		File keyFile = directory.resolve("node.p12").toFile();
		File authorityFile = directory.resolve("authority.p12").toFile();
		char[] password = "changeit".toCharArray();

		KeyStore keys = KeyStore.getInstance(keyFile, password);
		KeyStore authorities = KeyStore.getInstance(authorityFile, password);

		NodeConfig config = NodeConfig.named("java@localhost", "a-long-secret-cookie")
			.tls(TlsMaterial.of(keys, password, authorities));

		NodeConfig other = NodeConfig.named("other@localhost", "a-long-secret-cookie")
			.tls(() -> TlsMaterial.of(keys, password, authorities));
		try (Node node = Node.start(config.port(0).epmd(EpmdMode.NONE));
				Node caller = Node.start(other.port(0).epmd(EpmdMode.NONE).peers(List.of(at(node))))) {
			assertThat(caller.connect(node.name())).isTrue();
			assertThat(node.peers()).singleElement().satisfies((peer) -> {
				assertThat(peer.encrypted()).isTrue();
				assertThat(peer.protocol()).isEqualTo("TLSv1.3");
			});
		}
	}

	@Test
	void aProcessThatMustNotWaitIsToldWhetherItsMessageIsOnItsWay() throws Exception {
		try (Node other = Node.start(config("other"));
				Node node = Node.start(config("java").buffer(64 * 1024, 32 * 1024).peers(List.of(at(other))))) {
			CompletableFuture<Object> heard = new CompletableFuture<>();
			other.processes().register("prices", other.spawn((self) -> heard.complete(self.receive())));
			node.connect(other.name());
			Destination slow = new RegisteredName("prices", other.name());
			CompletableFuture<Boolean> answer = new CompletableFuture<>();
			node.spawn((self) -> {
				boolean sent = self.sendNoSuspend(slow, "the latest price");
				answer.complete(sent);
			});

			assertThat(answer.get(10, TimeUnit.SECONDS)).isTrue();
			assertThat(heard.get(10, TimeUnit.SECONDS)).isEqualTo(Binary.utf8("the latest price"));
		}
	}

	@Test
	void whatOthersMayAskIsLimitedAndCounted() {
		NodeConfig config = config("strict");

		StrangerLimits strangers = StrangerLimits.DEFAULT.withFailedLogins(3, Duration.ofMinutes(5));
		DistributionLimits connection = DistributionLimits.DEFAULT.withBytes(1024 * 1024, 4 * 1024 * 1024);
		PeerLimits limits = PeerLimits.DEFAULT.withStrangers(strangers).withConnection(connection);
		NodeConfig strict = config.peerLimits(limits);

		String wrong = "not-the-cookie-of-that-node";
		try (Node node = Node.start(strict);
				Node guesser = Node.start(NodeConfig.named("guesser-" + node.name(), wrong)
					.port(0)
					.epmd(EpmdMode.NONE)
					.peers(List.of(at(node))))) {
			await().until(() -> {
				long blocked = node.limitHits(Limit.FAILED_LOGINS);

				return blocked == 1;
			});
			assertThat(guesser.peers()).isEmpty();
		}
	}

	@Test
	void aResolverTakesThePlaceOfThePortMappers() {
		Map<String, Integer> ports = Map.of("billing@10.0.0.7", 4370, "stock@10.0.0.8", 4380);

		NodeConfig config = NodeConfig.named("java@127.0.0.1", "a-long-secret-cookie")
			.epmd(EpmdMode.NONE)
			.resolver((name) -> {
				Integer port = ports.get(name);
				return (port != null)
						? CompletableFuture.completedFuture(
								InetSocketAddress.createUnresolved(name.substring(name.indexOf('@') + 1), port))
						: CompletableFuture.failedFuture(new NoSuchElementException(name + " is not in the table"));
			});

		CompletableFuture<String> problem = new CompletableFuture<>();
		try (Node node = Node.start(config.port(0))) {
			node.listen(new NodeListener() {
				@Override
				public void unreachable(String peer, String reason) {
					problem.complete(reason);
				}
			});
			assertThat(node.connect("nobody@10.0.0.9")).isFalse();
		}
		assertThat(problem).isCompletedWithValue("nobody@10.0.0.9 is not in the table");
	}

	@Test
	void peersAreFoundInDns() {
		PeerDiscovery pods = new DnsAddresses("chat", "chat-nodes.default.svc.cluster.local");

		PeerDiscovery service = new DnsService("chat", "_chat._tcp.example.org");

		NodeConfig config = NodeConfig.named("chat@10.0.0.5", "a-long-secret-cookie").discovery(List.of(pods, service));

		Node node = Node.create(config);
		try (node) {
			assertThat(node.discoveries()).extracting(DiscoveryInfo::name)
				.containsExactly("dns:chat-nodes.default.svc.cluster.local", "dns-srv:_chat._tcp.example.org");
		}
	}

	static final class TableOfNodes implements PeerDiscovery {

		private final Path file;

		TableOfNodes(Path file) {
			this.file = file;
		}

		@Override
		public List<PeerAddress> peers() throws IOException {
			return Files.readAllLines(this.file).stream().map(PeerAddress::parse).toList();
		}

	}

	@Test
	void peersAreFoundInATable(@TempDir Path directory) throws IOException {
		Path table = directory.resolve("nodes");
		try (Node other = Node.start(config("listed"))) {
			Files.writeString(table, at(other) + "\n");
			try (Node node = Node.start(config("reader").discovery(List.of(new TableOfNodes(table))))) {
				await().until(() -> !node.peers().isEmpty());
				assertThat(node.expectedPeers()).containsExactly(other.name());
			}
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
