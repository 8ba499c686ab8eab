package io.actor.node;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;

import ch.qos.logback.classic.Level;
import io.actor.fixture.Authority;
import io.actor.fixture.LogEvents;
import io.actor.node.Nodes.Add;
import io.actor.node.Nodes.Note;
import io.actor.wire.transport.ClientAuth;
import io.actor.wire.transport.TlsMaterial;
import io.netty.pkitesting.X509Bundle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Nodes that speak TLS with each other, and whom they refuse. */
@Timeout(30)
class TlsNodesTests {

	private static final String HOST = "127.0.0.1";

	/** Of this machine too, and of the same kind. */
	private static final String OTHER_HOST = "127.0.0.2";

	private static final Authority AUTHORITY = Authority.named("authority of the cluster");

	private static final Authority OTHER = Authority.named("another authority");

	private static final TlsMaterial GOOD = AUTHORITY.material(HOST);

	private final Nodes nodes = new Nodes();

	@RegisterExtension
	final LogLines log = new LogLines();

	@RegisterExtension
	final LogEvents start = new LogEvents("io.actor.node.Node");

	@AfterEach
	void stop() {
		this.nodes.close();
	}

	private Node start(String alive, TlsMaterial material, Node... peers) {
		return this.nodes.start(Nodes.config(Nodes.freshName(alive)).tls(material), peers);
	}

	@Test
	void nodesTalkAndSayThatTheyAreEncrypted() throws InterruptedException {
		Node one = start("one", GOOD);
		var seen = Nodes.counter(one);
		Node two = start("two", AUTHORITY.material(HOST), one);
		Nodes.connected(one, two);

		assertThat(two.server("counter", one.name()).call(new Add(5))).isEqualTo(5);
		for (int i = 0; i < 10_000; i++) {
			two.server("counter", one.name()).cast(new Note(i));
		}
		for (int i = 0; i < 10_000; i++) {
			assertThat(seen.take()).isEqualTo(new Note(i));
		}
		for (Node each : List.of(one, two)) {
			assertThat(each.peers()).singleElement().satisfies((peer) -> {
				assertThat(peer.encrypted()).isTrue();
				assertThat(peer.protocol()).isEqualTo("TLSv1.3");
			});
		}
	}

	@Test
	void aConnectionWithoutTlsSaysSo() {
		Node one = this.nodes.start("one");
		Node two = this.nodes.start("two", one);
		Nodes.connected(one, two);

		assertThat(one.peers()).singleElement().satisfies((peer) -> {
			assertThat(peer.encrypted()).isFalse();
			assertThat(peer.protocol()).isEqualTo("tcp");
		});
	}

	@Test
	void anOldNodeIsSpokenWithInTheOlderVersion() {
		Node one = start("one", GOOD);
		Node old = start("old", GOOD.protocols(List.of("TLSv1.2")), one);
		Nodes.connected(one, old);

		assertThat(one.peers()).extracting(PeerInfo::protocol).containsExactly("TLSv1.2");
	}

	@Test
	void bothCallAtTheSameTimeAndOneEncryptedConnectionIsLeft() throws IOException {
		List<PeerAddress> places = List.of(new PeerAddress(Nodes.freshName("a"), freePort()),
				new PeerAddress(Nodes.freshName("b"), freePort()));
		List<Node> both = new ArrayList<>();
		for (int i = 0; i < 2; i++) {
			both.add(this.nodes.start(Nodes.config(places.get(i).node())
				.port(places.get(i).port())
				.tls(GOOD)
				.peers(List.of(places.get(1 - i)))));
		}
		Nodes.connected(both.get(0), both.get(1));
		assertThat(both).allSatisfy((node) -> assertThat(node.peers()).hasSize(1));
	}

	private static int freePort() throws IOException {
		try (java.net.ServerSocket free = new java.net.ServerSocket(0)) {
			return free.getLocalPort();
		}
	}

	/** Nodes that must not come in, and what is said about each. */
	static Stream<Arguments> strangers() {
		X509Bundle own = Authority.selfSigned(HOST);
		return Stream.of(
				bad("without TLS", HOST, (config) -> config, "it does not speak TLS, and this node does",
						"It speaks TLS, and this node does not"),
				bad("of another authority", HOST, with(AUTHORITY.material(OTHER.certify(HOST))),
						"no certificate of an authority this node trusts",
						"demands a certificate of an authority it trusts"),
				bad("that is self-signed", HOST, with(AUTHORITY.material(own)),
						"no certificate of an authority this node trusts",
						"demands a certificate of an authority it trusts"),
				bad("that has expired", HOST, with(AUTHORITY.material(AUTHORITY.expired(HOST))), "has expired on",
						"this node's certificate"),
				bad("with the name of another host", OTHER_HOST, with(AUTHORITY.material(HOST)),
						"@127.0.0.2 may not be: its certificate is for [127.0.0.1], not for the host '127.0.0.2'",
						"refuses this node"));
	}

	private static Arguments bad(String what, String host, UnaryOperator<NodeConfig> change, String weSay,
			String theySay) {
		return Arguments.of(what, host, change, weSay, theySay);
	}

	private static UnaryOperator<NodeConfig> with(TlsMaterial material) {
		return (config) -> config.tls(material);
	}

	@ParameterizedTest(name = "a caller {0}")
	@MethodSource("strangers")
	void aBadCallerIsRefusedOnBothEndsAndAGoodOneNoticesNothing(String what, String host,
			UnaryOperator<NodeConfig> change, String weSay, String theySay) {
		Node target = start("target", GOOD);
		Nodes.counter(target);
		Node honest = start("honest", GOOD, target);
		Nodes.connected(target, honest);
		Nodes.Events events = new Nodes.Events();
		target.listen(events);

		String name = "bad" + honest.name().substring(6, honest.name().indexOf('@')) + "@" + host;
		Node bad = this.nodes.start(change.apply(Nodes.config(name)), target);

		await().until(() -> bad.peerProblem(target.name()).isPresent());
		assertThat(bad.peerProblem(target.name()).orElseThrow()).contains(theySay);
		bad.disconnect(target.name());
		await().until(() -> this.log.refused().stream().anyMatch((line) -> line.contains(weSay)));
		assertThat(this.log.refused()).allSatisfy((line) -> assertThat(line).hasSizeLessThan(500).doesNotContain("\n"));
		assertThat(honest.server("counter", target.name()).call(new Add(1))).isEqualTo(1);
		assertThat(target.peers()).extracting(PeerInfo::name).containsExactly(honest.name());
		assertThat(events.seen).isEmpty();
	}

	/** Nodes that are called and are not who they should be. */
	static Stream<Arguments> impostors() {
		return Stream.of(bad("without TLS", HOST, (config) -> config, "closed during the TLS handshake", ""),
				bad("of another authority", HOST, with(AUTHORITY.material(OTHER.certify(HOST))),
						"leads to no authority this node trusts", ""),
				bad("that has expired", HOST, with(AUTHORITY.material(AUTHORITY.expired(HOST))), "has expired on", ""),
				bad("with the name of another host", OTHER_HOST, (config) -> config.tls(GOOD).address(there()),
						"its certificate is for [127.0.0.1], not for the host '127.0.0.2'", ""));
	}

	private static InetAddress there() {
		try {
			return InetAddress.getByName(OTHER_HOST);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@ParameterizedTest(name = "a peer {0}")
	@MethodSource("impostors")
	void aBadPeerIsNotConnectedAndItsProblemIsKnown(String what, String host, UnaryOperator<NodeConfig> change,
			String weSay, String none) {
		String name = Nodes.freshName("bad").replace(HOST, host);
		Node bad = this.nodes.start(change.apply(Nodes.config(name)));
		Node caller = start("caller", GOOD, bad);

		await().until(() -> caller.peerProblem(name).isPresent());
		assertThat(caller.peerProblem(name).orElseThrow()).contains(weSay);
		assertThat(caller.peers()).isEmpty();
		assertThat(bad.peers()).isEmpty();
	}

	@Test
	void aCertificateCannotForgeALine() {
		Authority liar = Authority.named("x\\0A2026-01-01 ERROR forged");
		Node bad = this.nodes.start(Nodes.config(Nodes.freshName("bad")).tls(liar.material(HOST)));
		Node dialing = start("dialing", GOOD, bad);
		await().until(() -> dialing.peerProblem(bad.name()).isPresent());
		List<String> texts = new ArrayList<>(this.log.lines());
		texts.add(dialing.peerProblem(bad.name()).orElseThrow());

		assertThat(texts).anyMatch((text) -> text.contains("x?2026-01-01 ERROR forged"))
			.noneMatch((text) -> text.contains("\n"));
	}

	@Test
	void oneRefusedCallIsOneLine() throws IOException {
		Node target = start("target", GOOD);
		try (Socket plain = new Socket(HOST, target.port().orElseThrow())) {
			plain.getOutputStream().write(new byte[] { 0, 3, 'N', 'o', '!' });
			assertThat(plain.getInputStream().readAllBytes()).hasSizeLessThan(100);
		}
		await().until(() -> !this.log.refused().isEmpty());
		assertThat(this.log.lines()).singleElement()
			.asString()
			.matches("Connection with a stranger at 127\\.0\\.0\\.1 refused: tls \\(it does not speak TLS.*\\)");
	}

	@Test
	void whoLooksWhetherThePortIsOpenIsNotWorthALine() throws IOException {
		Node target = start("target", GOOD);
		for (int i = 0; i < 5; i++) {
			new Socket(HOST, target.port().orElseThrow()).close();
		}
		Node honest = start("honest", GOOD, target);
		Nodes.connected(target, honest);
		assertThat(this.log.refused()).isEmpty();
	}

	@Test
	void newMaterialCountsForNewConnectionsAndOldOnesLiveOn() {
		AtomicReference<TlsMaterial> material = new AtomicReference<>(GOOD);
		Node target = this.nodes.start(Nodes.config(Nodes.freshName("target")).tls(material::get));
		Nodes.counter(target);
		Node old = start("old", GOOD, target);
		Nodes.connected(target, old);

		material.set(OTHER.material(HOST));
		Node next = start("next", OTHER.material(HOST), target);
		Nodes.connected(target, next);
		Node late = start("late", GOOD, target);
		await().until(() -> late.peerProblem(target.name()).isPresent());

		assertThat(old.server("counter", target.name()).call(new Add(1))).isEqualTo(1);
		assertThat(next.server("counter", target.name()).call(new Add(1))).isEqualTo(2);
		assertThat(target.peers()).hasSize(2);
	}

	@Test
	void anyAddressMayBeBoundWithoutFurtherWords() throws IOException {
		Node open = this.nodes
			.start(Nodes.config(Nodes.freshName("open")).address(InetAddress.getByName("0.0.0.0")).tls(GOOD));

		assertThat(open.port()).isPresent();
		assertThat(this.start.at(Level.WARN)).isEmpty();
	}

	@Test
	void aCertificateThatOthersWillRefuseIsToldAtTheStart() {
		start("wrong", AUTHORITY.material("chat.example.org"));

		assertThat(this.start.at(Level.WARN)).singleElement()
			.asString()
			.startsWith("Nodes that verify names and dates will refuse wrong")
			.contains("is for [chat.example.org], not for the host '127.0.0.1'");
	}

	@Test
	void callersWithoutACertificateAreWarnedAbout() {
		start("lax", GOOD.clientAuth(ClientAuth.NONE));

		assertThat(this.start.at(Level.WARN)).singleElement()
			.asString()
			.contains("accepts callers without a certificate");
	}

	@Test
	void aStormOfHandshakesFromOneAddressCostsFewOfThemAndAGoodPeerJoins() throws Exception {
		Node target = start("target", GOOD);
		List<Socket> storm = new ArrayList<>();
		try {
			byte[] hello = clientHello();
			for (int i = 0; i < 200; i++) {
				Socket socket = new Socket();
				socket.bind(new InetSocketAddress("127.0.0.2", 0));
				socket.connect(new InetSocketAddress(HOST, target.port().orElseThrow()));
				storm.add(socket);
				send(socket, hello);
			}
			Node honest = start("honest", GOOD, target);
			await().atMost(Duration.ofSeconds(2)).until(() -> honest.peers().size() == 1);

			int answered = 0;
			for (Socket socket : storm) {
				answered += answers(socket) ? 1 : 0;
			}
			assertThat(answered).isBetween(1, 8);
		}
		finally {
			for (Socket socket : storm) {
				socket.close();
			}
		}
	}

	private static void send(Socket socket, byte[] hello) {
		try {
			socket.getOutputStream().write(hello);
		}
		catch (IOException ex) {
			// It was closed at once.
		}
	}

	/** Whether the node has said anything to this one. */
	private static boolean answers(Socket socket) throws IOException {
		socket.setSoTimeout(10_000);
		try {
			return socket.getInputStream().read() >= 0;
		}
		catch (SocketTimeoutException ex) {
			throw ex;
		}
		catch (IOException ex) {
			return false;
		}
	}

	private static byte[] clientHello() throws Exception {
		SSLContext context = SSLContext.getInstance("TLS");
		context.init(null, AUTHORITY.trust().getTrustManagers(), null);
		SSLEngine engine = context.createSSLEngine();
		engine.setUseClientMode(true);
		engine.beginHandshake();
		ByteBuffer hello = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
		engine.wrap(ByteBuffer.allocate(0), hello);
		byte[] bytes = new byte[hello.flip().remaining()];
		hello.get(bytes);
		return bytes;
	}

}
