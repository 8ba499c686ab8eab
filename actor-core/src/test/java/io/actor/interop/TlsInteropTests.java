package io.actor.interop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import ch.qos.logback.classic.Level;
import io.actor.fixture.Authority;
import io.actor.fixture.LogEvents;
import io.actor.gen.From;
import io.actor.gen.GenServer;
import io.actor.gen.Next;
import io.actor.gen.Request;
import io.actor.gen.ServerRef;
import io.actor.gen.StartOptions;
import io.actor.node.Node;
import io.actor.node.NodeConfig;
import io.actor.node.NodeListener;
import io.actor.term.Binary;
import io.actor.term.RegisteredName;
import io.actor.term.Tuple;
import io.actor.wire.transport.TlsMaterial;
import io.netty.pkitesting.X509Bundle;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * Our node and Erlang with {@code -proto_dist inet_tls}, in both directions. The one
 * Erlang node is given a new certificate by each test.
 */
@Tag("interop")
@Timeout(60)
class TlsInteropTests {

	private static final String COOKIE = "interop-cookie-of-the-tests";

	private static final String HOST = "localhost";

	private static final Authority AUTHORITY = Authority.named("authority of the cluster");

	private static final Authority OTHER = Authority.named("another authority");

	private static final TlsMaterial GOOD = AUTHORITY.material(HOST);

	private static final AtomicInteger NUMBERS = new AtomicInteger();

	@TempDir
	private static Path directory;

	private static ErlangNode erlang;

	@RegisterExtension
	final LogEvents log = new LogEvents("io.actor.node.connections");

	private Node node;

	record Add(int amount) implements Request<Integer> {
	}

	record Greet(String name) implements Request<String> {
	}

	/** What Erlang talks to. */
	static final class Greeter extends GenServer<Greet, Object> {

		@Override
		protected Next handleCall(Greet greet, From from) {
			return reply(greet, "hello " + greet.name());
		}

	}

	@BeforeAll
	static void startErlang() throws IOException {
		assumeTrue(ErlangNode.tlsAvailable(), "Erlang is not installed, or without its application ssl");
		erlangShows(AUTHORITY.certify(HOST));
		erlang = startErlang("tls", "{certfile, Cert}, {keyfile, Key}, ");
		erlang.eval("gen_server:start({local, counter}, interop, 10, []).");
		erlang.eval("register(echo, spawn(fun L() -> receive {From, T} -> From ! {echoed, T}, L() end end)).");
	}

	private static ErlangNode startErlang(String alive, String asClient) throws IOException {
		String options = """
				[{server, [{certfile, Cert}, {keyfile, Key}, {cacertfile, Ca}, {verify, verify_peer},
				           {fail_if_no_peer_cert, true}, {versions, ['tlsv1.3', 'tlsv1.2']}]},
				 {client, [%s{cacertfile, Ca}, {verify, verify_peer}, {versions, ['tlsv1.3', 'tlsv1.2']}]}].
				""".formatted(asClient)
			.replace("Cert", '"' + directory.resolve("node.pem").toString() + '"')
			.replace("Key", '"' + directory.resolve("node.key").toString() + '"')
			.replace("Ca}", '"' + directory.resolve("authority.pem").toString() + "\"}");
		Path file = Files.writeString(directory.resolve(alive + ".conf"), options);
		return ErlangNode.startOnLocalhost(unique(alive), COOKIE, "-proto_dist", "inet_tls", "-ssl_dist_optfile",
				file.toString());
	}

	private static String unique(String alive) {
		return alive + NUMBERS.incrementAndGet() + "x" + ProcessHandle.current().pid();
	}

	/** From now on. */
	private static void erlangShows(X509Bundle certificate) {
		AUTHORITY.write(certificate, directory);
		if (erlang != null) {
			erlang.eval("gen_server:call(ssl_pem_cache_dist, {unconditionally_clear_pem_cache, self()}).");
		}
	}

	@AfterAll
	static void stopErlang() {
		if (erlang != null) {
			erlang.close();
		}
	}

	@BeforeEach
	void goodCertificate() {
		erlangShows(AUTHORITY.certify(HOST));
	}

	@AfterEach
	void stopOurs() {
		if (this.node != null) {
			this.node.close();
		}
	}

	private void startOurs(TlsMaterial material) {
		start(config().tls(material));
	}

	private static NodeConfig config() {
		return NodeConfig.named(unique("java") + "@" + HOST, COOKIE).port(0);
	}

	private void start(NodeConfig config) {
		this.node = Node.start(config);
		this.node.start(Greeter::new, StartOptions.named("greeter"));
	}

	private String us() {
		return "'" + this.node.name() + "'";
	}

	private List<String> refused() {
		return this.log.at(Level.WARN).stream().filter((line) -> line.contains("refused")).toList();
	}

	@ParameterizedTest
	@ValueSource(strings = { "TLSv1.3", "TLSv1.2" })
	void erlangCallsUs(String protocol) {
		startOurs(GOOD.protocols(List.of(protocol)));

		assertThat(erlang.eval("net_adm:ping(" + us() + ").")).isEqualTo("pong");
		assertThat(erlang.eval("gen_server:call({greeter, " + us() + "}, {greet, <<\"joe\">>})."))
			.isEqualTo("<<\"hello joe\">>");
		assertThat(this.node.peers()).singleElement().satisfies((peer) -> {
			assertThat(peer.outbound()).isFalse();
			assertThat(peer.protocol()).isEqualTo(protocol);
		});
		echoes();
	}

	@ParameterizedTest
	@ValueSource(strings = { "TLSv1.3", "TLSv1.2" })
	void weCallErlang(String protocol) {
		startOurs(GOOD.protocols(List.of(protocol)));
		ServerRef counter = this.node.server("counter", erlang.name());

		assertThat(counter.call(new Add(5))).isEqualTo(15);
		assertThat(this.node.peers()).singleElement().satisfies((peer) -> {
			assertThat(peer.outbound()).isTrue();
			assertThat(peer.protocol()).isEqualTo(protocol);
		});
		counter.call(new Add(-5));
		echoes();
	}

	/** A message of many TLS records there and back. */
	private void echoes() {
		byte[] large = new byte[5_000_000];
		new Random(1).nextBytes(large);
		CompletableFuture<Object> back = new CompletableFuture<>();
		this.node.spawn((self) -> {
			self.send(new RegisteredName("echo", erlang.name()), Tuple.of(self.pid(), Binary.of(large)));
			back.complete(self.receive(Tuple.class).get(1));
		});
		assertThat(back.orTimeout(20, TimeUnit.SECONDS).join()).isEqualTo(Binary.of(large));
	}

	/** What Erlang shows, and what we say about it. */
	static Stream<Arguments> bad() {
		return Stream.of(
				Arguments.of("of another authority", OTHER.certify(HOST), "leads to no authority this node trusts"),
				Arguments.of("for another host", AUTHORITY.certify("chat.example.org"),
						"is for [chat.example.org], not for the host 'localhost'"),
				Arguments.of("that has expired", AUTHORITY.expired(HOST), "has expired on"),
				Arguments.of("that is self-signed", Authority.selfSigned(HOST), "is self-signed"));
	}

	@ParameterizedTest(name = "a certificate {0}")
	@MethodSource("bad")
	void anErlangNodeIsRefusedInBothDirectionsWith(String what, X509Bundle certificate, String weSay) {
		startOurs(GOOD);
		Node honest = Node.start(config().tls(GOOD));
		try (honest) {
			assertThat(honest.connect(this.node.name())).isTrue();
			erlangShows(certificate);

			assertThat(erlang.eval("net_adm:ping(" + us() + ").")).isEqualTo("pang");
			await().until(() -> !refused().isEmpty());
			assertThat(refused()).anySatisfy((line) -> assertThat(line)
				// Some releases show no certificate rather than one that is not asked
				// for.
				.containsAnyOf(weSay, "no certificate of an authority this node trusts")
				.hasSizeLessThan(500));

			CompletableFuture<String> why = new CompletableFuture<>();
			this.node.listen(new NodeListener() {
				@Override
				public void unreachable(String name, String reason) {
					why.complete(reason);
				}
			});
			assertThat(this.node.connect(erlang.name())).isFalse();
			assertThat(why.join()).contains(weSay);

			assertThat(this.node.peers()).singleElement()
				.satisfies((peer) -> assertThat(peer.name()).isEqualTo(honest.name()));
			assertThat(honest.server("greeter", this.node.name()).call(new Greet("still"))).isEqualTo("hello still");
		}
	}

	@Test
	void anErlangNodeRefusesOurCertificateOfAnotherAuthority() {
		startOurs(AUTHORITY.material(OTHER.certify(HOST)));

		assertThat(erlang.eval("net_adm:ping(" + us() + ").")).isEqualTo("pang");
		assertThat(this.node.connect(erlang.name())).isFalse();
		await().untilAsserted(() -> assertThat(refused())
			.anySatisfy((line) -> assertThat(line).contains("does not trust the authority of this node")));
	}

	@Test
	void anErlangNodeRefusesOurCertificateForAnotherHost() {
		startOurs(AUTHORITY.material("chat.example.org"));

		assertThat(erlang.eval("net_adm:ping(" + us() + ").")).isEqualTo("pang");
		await().untilAsserted(() -> assertThat(refused()).anySatisfy((line) -> assertThat(line).contains("(alert ")));
	}

	@Test
	void anErlangNodeThatShowsNoCertificateIsRefused() throws IOException {
		startOurs(GOOD);
		try (ErlangNode stranger = startErlang("nocert", "")) {
			assertThat(stranger.eval("net_adm:ping(" + us() + ").")).isEqualTo("pang");
		}
		await().untilAsserted(
				() -> assertThat(refused()).anySatisfy((line) -> assertThat(line).contains("it has no certificate")));
		assertThat(erlang.eval("net_adm:ping(" + us() + ").")).isEqualTo("pong");
	}

	@Test
	void anErlangNodeWithoutTlsIsRefused() throws IOException {
		startOurs(GOOD);
		try (ErlangNode plain = ErlangNode.startOnLocalhost(unique("plain"), COOKIE)) {
			assertThat(plain.eval("net_adm:ping(" + us() + ").")).isEqualTo("pang");
		}
		await().untilAsserted(
				() -> assertThat(refused()).anySatisfy((line) -> assertThat(line).contains("it does not speak TLS")));
		assertThat(erlang.eval("net_adm:ping(" + us() + ").")).isEqualTo("pong");
	}

	@Test
	void ourNodeWithoutTlsAndErlangWithItDoNotComeTogether() {
		start(config());

		assertThat(erlang.eval("net_adm:ping(" + us() + ").")).isEqualTo("pang");
		assertThat(this.node.connect(erlang.name())).isFalse();
		await().untilAsserted(
				() -> assertThat(refused()).filteredOn((line) -> line.contains("It speaks TLS, and this node does not"))
					.hasSizeGreaterThanOrEqualTo(2));
	}

	/** Erlang waits seven seconds for the rest of what it takes for a long message. */
	@Test
	@Tag("deep")
	void aCallToAnErlangNodeWithoutTlsEndsInTime() throws IOException {
		startOurs(GOOD);
		try (ErlangNode plain = ErlangNode.startOnLocalhost(unique("plain"), COOKIE)) {
			assertThat(this.node.connect(plain.name())).isFalse();
		}
		await().untilAsserted(
				() -> assertThat(refused()).anySatisfy((line) -> assertThat(line).contains("does not speak TLS")));
	}

}
