package io.actor.wire.transport;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import javax.net.ssl.SSLSocket;

import io.actor.fixture.Authority;
import io.actor.wire.transport.CloseReason.Kind;
import io.netty.pkitesting.X509Bundle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Who is refused by TLS, what both ends say, and that nothing of it reaches a handler.
 */
@Timeout(30)
class TlsRefusalTests extends TlsEnds {

	/** What is wrong, who notices, and what both ends say. */
	static Stream<Arguments> bad() {
		X509Bundle own = Authority.selfSigned(HOST);
		X509Bundle old = Authority.selfSignedExpired(HOST);
		return Stream.of(
				Arguments.of("server of another authority", GOOD, AUTHORITY.material(OTHER.certify(HOST)),
						"leads to no authority this node trusts", "does not accept this node's certificate"),
				Arguments.of("server is self-signed", GOOD, AUTHORITY.material(own), "is self-signed",
						"does not accept this node's certificate"),
				Arguments.of("server has expired", GOOD, AUTHORITY.material(AUTHORITY.expired(HOST)), "has expired on",
						"this node's certificate"),
				Arguments.of("server is for another host", GOOD, AUTHORITY.material("chat.example.org"),
						"is for [chat.example.org], not for the host '127.0.0.1'",
						"does not accept this node's certificate"),
				Arguments.of("server is for no host", GOOD, AUTHORITY.material(), "has no DNS or IP name",
						"does not accept this node's certificate"),
				Arguments.of("server is trusted itself but has expired", Authority.only(old).material(old),
						Authority.only(old).material(old), "has expired on", "this node's certificate"),
				Arguments.of("client of another authority", AUTHORITY.material(OTHER.certify(HOST)), GOOD,
						"demands a certificate of an authority it trusts",
						"no certificate of an authority this node trusts"),
				Arguments.of("client is self-signed", AUTHORITY.material(own), GOOD,
						"demands a certificate of an authority it trusts",
						"no certificate of an authority this node trusts"),
				Arguments.of("client has expired", AUTHORITY.material(AUTHORITY.expired(HOST)), GOOD,
						"this node's certificate", "has expired on"),
				Arguments.of("no version in common", GOOD.protocols(List.of("TLSv1.3")),
						GOOD.protocols(List.of("TLSv1.2")), "speaks no version of TLS", "version"));
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("bad")
	void bothEndsSayWhyTheyDoNotComeTogether(String what, TlsMaterial one, TlsMaterial other, String clientSays,
			String serverSays) throws IOException {
		connect(listen(other), one, HOST);

		CloseReason there = this.server.awaitClosed();
		CloseReason here = this.client.awaitClosed();
		assertThat(there.kind()).isEqualTo(Kind.TLS);
		assertThat(there.detail()).contains(serverSays).hasSizeLessThan(300);
		assertThat(here.kind()).isEqualTo(Kind.TLS);
		assertThat(here.detail()).contains(clientSays).hasSizeLessThan(300);
		assertThat(this.server.received()).isEmpty();
		assertThat(this.server.opened).hasValue(null);
	}

	@ParameterizedTest
	@ValueSource(strings = { "TLSv1.3", "TLSv1.2" })
	void aCallerWithoutACertificateIsRefused(String protocol) throws Exception {
		int port = listen(GOOD);
		try (SSLSocket stranger = socket(port, protocol, null)) {
			assertThatThrownBy(() -> {
				stranger.startHandshake();
				stranger.getOutputStream().write(1);
				assertThat(stranger.getInputStream().read()).isNegative();
				throw new IOException("closed");
			}).isInstanceOf(IOException.class);
		}
		assertThat(this.server.awaitClosed().detail())
			.startsWith("it has no certificate of an authority this node trusts");
		assertThat(this.server.received()).isEmpty();
	}

	@Test
	void anOldVersionIsRefused() throws IOException {
		int port = listen(GOOD);
		ByteBuffer hello = ByteBuffer.allocate(50);
		// A record with a ClientHello of TLS 1.1 and one cipher suite.
		hello.put((byte) 22).putShort((short) 0x0301).putShort((short) 45);
		hello.put((byte) 1).put((byte) 0).putShort((short) 41).putShort((short) 0x0302).put(new byte[32]);
		hello.put((byte) 0).putShort((short) 2).putShort((short) 0xC009).put((byte) 1).put((byte) 0);
		try (Socket old = new Socket(LOOPBACK, port)) {
			old.getOutputStream().write(hello.array());
			old.setSoTimeout(10_000);

			byte[] answer = old.getInputStream().readAllBytes();
			assertThat(answer[0]).as("alert").isEqualTo((byte) 21);
			assertThat(answer[answer.length - 1]).as("protocol_version").isEqualTo((byte) 70);
		}
		assertThat(this.server.awaitClosed().kind()).isEqualTo(Kind.TLS);
		assertThat(this.server.opened).hasValue(null);
	}

	@Test
	void plaintextNeverReachesTheHandler() throws IOException {
		int port = listen(GOOD);
		try (Socket plain = new Socket(LOOPBACK, port)) {
			plain.getOutputStream().write("\0\15N and what nodes say".getBytes(StandardCharsets.US_ASCII));
			assertThat(closed(plain)).isTrue();
		}
		CloseReason reason = this.server.awaitClosed();
		assertThat(reason).isEqualTo(new CloseReason(Kind.TLS, "it does not speak TLS, and this node does"));
		assertThat(this.server.opened).hasValue(null);
		assertThat(this.server.received()).isEmpty();
	}

	@Test
	void plaintextBehindTheFirstMessageOfTlsNeverReachesTheHandler() throws IOException {
		int port = listen(GOOD);
		ByteBuffer hello = clientHello();
		try (Socket plain = new Socket(LOOPBACK, port)) {
			byte[] both = Arrays.copyOf(hello.array(), hello.limit() + 20);
			both[hello.limit() + 3] = 13;
			both[hello.limit() + 4] = 'N';
			plain.getOutputStream().write(both);
			assertThat(closed(plain)).isTrue();
		}
		assertThat(this.server.awaitClosed().kind()).isEqualTo(Kind.TLS);
		assertThat(this.server.opened).hasValue(null);
		assertThat(this.server.received()).isEmpty();
	}

	/** A real one, as it goes over the wire. */
	private static ByteBuffer clientHello() throws IOException {
		var engine = TlsEngines.client(GOOD, HOST);
		ByteBuffer hello = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
		engine.beginHandshake();
		engine.wrap(ByteBuffer.allocate(0), hello);
		return hello.flip();
	}

	@Test
	void whoSpeaksNoTlsAtTheOtherEndIsNamedSo() throws Exception {
		try (ServerSocket plain = new ServerSocket(0, 1, LOOPBACK)) {
			CompletableFuture<Void> answered = CompletableFuture.runAsync(() -> {
				try (Socket socket = plain.accept()) {
					socket.getInputStream().read();
					socket.getOutputStream().write("\0\3sok and more".getBytes(StandardCharsets.US_ASCII));
					closed(socket);
				}
				catch (IOException ex) {
					throw new IllegalStateException(ex);
				}
			});
			connect(plain.getLocalPort(), GOOD, HOST);

			assertThat(this.client.awaitClosed())
				.isEqualTo(new CloseReason(Kind.TLS, "it does not speak TLS, and this node does"));
			answered.get(5, TimeUnit.SECONDS);
		}
	}

	@Test
	void whoSaysNothingIsGivenUpInTimeOnBothSides() throws IOException {
		Duration brief = Duration.ofMillis(150);
		int port = listen(GOOD, brief);
		try (ServerSocket silent = new ServerSocket(0, 1, LOOPBACK); Socket mute = new Socket(LOOPBACK, port)) {
			this.transport.secured(() -> GOOD, PATIENCE)
				.connect(HOST, silent.getLocalPort(), Duration.ofSeconds(2), this.client);

			assertThat(closed(mute)).isTrue();
			assertThat(this.server.awaitClosed().kind()).isEqualTo(Kind.TLS);
			assertThat(this.client.awaitClosed().detail()).contains("was not finished in time");
		}
	}

	@Test
	void whoLooksWhetherThePortIsOpenIsNoFailureOfTls() throws IOException {
		int port = listen(GOOD);
		new Socket(LOOPBACK, port).close();

		assertThat(this.server.awaitClosed()).isEqualTo(new CloseReason(Kind.REMOTE, ""));
	}

	@Test
	void whoIsNotWantedDoesNotGetATlsHandshake() throws IOException {
		AtomicInteger asked = new AtomicInteger();
		Recorder unwanted = new Recorder() {
			@Override
			public boolean isWanted() {
				return false;
			}
		};
		int port = this.transport.secured(() -> {
			asked.incrementAndGet();
			return GOOD;
		}, PATIENCE).listen(LOOPBACK, 0, (_) -> unwanted).port();

		connect(port, GOOD, HOST);

		assertThat(unwanted.awaitClosed().kind()).isEqualTo(Kind.LOCAL);
		assertThat(this.client.awaitClosed().kind()).isIn(Kind.TLS, Kind.ERROR);
		assertThat(asked).hasValue(0);
	}

	@Test
	void aRenegotiationIsRefused() throws Exception {
		int port = listen(GOOD);
		try (SSLSocket socket = socket(port, "TLSv1.2", AUTHORITY.certify(HOST))) {
			socket.getOutputStream().write(7);
			this.server.awaitSize(1);

			assertThatThrownBy(() -> {
				socket.startHandshake();
				socket.getOutputStream().write(8);
				assertThat(socket.getInputStream().read()).isNegative();
				throw new IOException("closed");
			}).isInstanceOf(IOException.class);
		}
		assertThat(this.server.awaitClosed())
			.isEqualTo(new CloseReason(Kind.TLS, "it asks for a renegotiation, which is off"));
		assertThat(this.server.size()).isEqualTo(1);
	}

}
