package io.actor.wire.transport;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.KeyStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

import io.actor.wire.transport.CloseReason.Kind;
import io.netty.pkitesting.X509Bundle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/** TLS between two ends of ours. */
@Timeout(30)
class TlsTransportTests extends TlsEnds {

	@ParameterizedTest
	@ValueSource(strings = { "TLSv1.3", "TLSv1.2" })
	void bytesTravelBothWaysAndNobodyReadsThemOnTheWay(String protocol) throws Exception {
		TlsMaterial old = GOOD.protocols(List.of(protocol));
		int port = listen(GOOD);
		try (Wire wire = new Wire(port)) {
			connect(wire.port(), old, HOST);
			byte[] sent = new byte[3_000_000];
			new Random(1).nextBytes(sent);
			System.arraycopy("a secret of the nodes".getBytes(StandardCharsets.US_ASCII), 0, sent, 0, 21);
			this.client.awaitOpen().write(sent);
			this.client.awaitOpen().flush();
			this.server.awaitSize(sent.length);
			this.server.awaitOpen().write("good day".getBytes(StandardCharsets.US_ASCII));
			this.server.awaitOpen().flush();
			this.client.awaitSize(8);

			assertThat(this.server.received()).isEqualTo(sent);
			assertThat(this.client.received()).asString(StandardCharsets.US_ASCII).isEqualTo("good day");
			assertThat(wire.seen()).doesNotContain("a secret of the nodes").doesNotContain("good day");
			for (Recorder end : List.of(this.client, this.server)) {
				assertThat(end.awaitOpen().tls()).hasValueSatisfying((tls) -> {
					assertThat(tls.protocol()).isEqualTo(protocol);
					assertThat(tls.problem(HOST)).isEmpty();
					assertThat(tls.problem("127.0.0.2")).isPresent();
				});
			}
		}
	}

	@Test
	void theBestVersionIsTakenAndTheNameOfTheHostMayBeADnsName() throws IOException {
		connect(listen(GOOD), GOOD, "localhost");

		assertThat(this.client.awaitOpen().tls().orElseThrow().protocol()).isEqualTo("TLSv1.3");
	}

	@Test
	void theCertificateIsForWhoIsExpectedAndNotForWhereItWasFound() throws IOException {
		int port = listen(AUTHORITY.material("chat.example.org"));
		Recorder expecting = new Recorder() {
			@Override
			public Optional<String> expectedHost() {
				return Optional.of("chat.example.org");
			}
		};
		this.transport.secured(() -> GOOD, PATIENCE).connect(HOST, port, PATIENCE, expecting);

		assertThat(expecting.awaitOpen().tls().orElseThrow().problem("chat.example.org")).isEmpty();
	}

	@Test
	void manySmallWritesLeaveInFewRecords() throws Exception {
		int port = listen(GOOD);
		try (Wire wire = new Wire(port)) {
			connect(wire.port(), GOOD, HOST);
			Connection open = this.client.awaitOpen();
			// Behind this there is nothing left of the handshake.
			this.server.awaitOpen().write(new byte[] { 1 });
			this.server.awaitOpen().flush();
			this.client.awaitSize(1);
			int before = wire.size();
			for (int i = 0; i < 10_000; i++) {
				open.write(new byte[] { 0, 0, 0, 1, 42 });
			}
			open.flush();
			this.server.awaitSize(50_000);

			// A record costs 22 bytes; one for each write would cost 220,000.
			assertThat(wire.size() - before).isLessThan(50_000 + 1_000);
		}
	}

	@Test
	void aCallerWithoutACertificateIsLetInWhereNoneIsDemanded() throws Exception {
		int port = listen(GOOD.clientAuth(ClientAuth.WANT));
		try (SSLSocket stranger = socket(port, "TLSv1.3", null)) {
			stranger.getOutputStream().write(7);
			this.server.awaitSize(1);
		}
		assertThat(this.server.awaitOpen().tls().orElseThrow().problem("anywhere")).isEmpty();
	}

	@Test
	void noSessionIsResumed() throws Exception {
		int port = this.transport.secured(() -> GOOD, PATIENCE).listen(LOOPBACK, 0, (_) -> new Recorder()).port();
		SSLContext context = context(AUTHORITY.certify(HOST));
		try (SSLSocket first = socket(context, port, "TLSv1.2"); SSLSocket second = socket(context, port, "TLSv1.2")) {
			first.startHandshake();
			first.getSession().putValue("what a resumed session", "has");
			second.startHandshake();

			assertThat(second.getSession().isValid()).isTrue();
			assertThat(second.getSession().getValueNames()).isEmpty();
		}
	}

	@Test
	void newMaterialCountsForNewConnectionsAndOldOnesLiveOn() throws IOException {
		AtomicReference<TlsMaterial> current = new AtomicReference<>(GOOD);
		List<Recorder> accepted = new ArrayList<>();
		int port = this.transport.secured(current::get, PATIENCE).listen(LOOPBACK, 0, (_) -> {
			Recorder recorder = new Recorder();
			accepted.add(recorder);
			return recorder;
		}).port();
		connect(port, GOOD, HOST);
		Connection old = this.client.awaitOpen();

		current.set(OTHER.material(HOST));
		Recorder stranger = new Recorder();
		this.transport.secured(() -> GOOD, PATIENCE).connect(HOST, port, PATIENCE, stranger);
		assertThat(stranger.awaitClosed().detail()).contains("leads to no authority");
		Recorder renewed = new Recorder();
		this.transport.secured(current::get, PATIENCE).connect(HOST, port, PATIENCE, renewed);
		renewed.awaitOpen();

		old.write(new byte[] { 1, 2, 3 });
		old.flush();
		accepted.getFirst().awaitSize(3);
	}

	@Test
	void anAbortDoesNotWaitForAPeerThatDoesNotRead() throws Exception {
		// Who waits for the peer waits longer than this test may take.
		try (NettyTransport patient = new NettyTransport(
				new TransportOptions(1, 1024 * 1024, 512 * 1024, Duration.ofMinutes(5)))) {
			patient.secured(() -> GOOD, PATIENCE).connect(HOST, listen(GOOD), PATIENCE, this.client);
			this.server.awaitOpen().setAutoRead(false);
			Connection open = this.client.awaitOpen();
			open.write(new byte[30_000_000]);
			open.flush();

			open.abort();

			assertThat(this.client.awaitClosed().kind()).isEqualTo(Kind.LOCAL);
		}
	}

	@Test
	void materialThatFailsCostsThatConnectionOnly() throws IOException {
		AtomicInteger calls = new AtomicInteger();
		int port = this.transport.secured(() -> {
			if (calls.incrementAndGet() == 1) {
				throw new IllegalStateException("no key today");
			}
			return GOOD;
		}, PATIENCE).listen(LOOPBACK, 0, (_) -> (calls.get() == 0) ? new Recorder() : this.server).port();
		Recorder unlucky = new Recorder();
		this.transport.secured(() -> GOOD, PATIENCE).connect(HOST, port, PATIENCE, unlucky);
		unlucky.awaitClosed();

		connect(port, GOOD, HOST);
		this.server.awaitOpen();
		Recorder broken = new Recorder();
		this.transport.secured(() -> {
			throw new IllegalStateException("no key today");
		}, PATIENCE).connect(HOST, port, PATIENCE, broken);
		assertThat(broken.awaitClosed()).isEqualTo(new CloseReason(Kind.TLS, "no key today"));
	}

	@Test
	void whatCannotWorkIsRefusedWhenTheMaterialIsMade() throws Exception {
		KeyStore empty = KeyStore.getInstance("PKCS12");
		empty.load(null, null);
		KeyStore keys = AUTHORITY.certify(HOST).toKeyStore("secret".toCharArray());

		assertThatIllegalArgumentException().isThrownBy(() -> TlsMaterial.of(empty, new char[0], keys))
			.withMessageContaining("no private key with a certificate");
		assertThatIllegalArgumentException().isThrownBy(() -> TlsMaterial.of(keys, "secret".toCharArray(), empty))
			.withMessageContaining("those to trust is empty");
		assertThatIllegalArgumentException().isThrownBy(() -> TlsMaterial.of(keys, "wrong".toCharArray(), keys))
			.withMessageContaining("cannot be used");
		KeyStore mixed = KeyStore.getInstance("PKCS12");
		mixed.load(null, null);
		X509Bundle renewed = AUTHORITY.certify(HOST);
		mixed.setKeyEntry("node", AUTHORITY.certify(HOST).getKeyPair().getPrivate(), new char[0],
				renewed.getCertificatePath());
		assertThatIllegalArgumentException().isThrownBy(() -> TlsMaterial.of(mixed, new char[0], keys))
			.withMessage("The private key does not belong to the certificate 'CN=node of a test'");
		assertThatIllegalArgumentException().isThrownBy(() -> GOOD.protocols(List.of("TLSv1.1")))
			.withMessage("Nodes speak the TLS versions [TLSv1.3, TLSv1.2], not [TLSv1.1]");
		assertThatIllegalArgumentException().isThrownBy(() -> GOOD.ciphers(List.of("ROT13")))
			.withMessageContaining("ROT13");
	}

	@Test
	void aSuiteThatIsChosenIsTheOneThatIsUsed() throws IOException {
		connect(GOOD.ciphers(List.of("TLS_AES_128_GCM_SHA256")), GOOD);

		assertThat(this.client.awaitOpen().tls()).isPresent();
		assertThat(TlsEngines.server(GOOD.ciphers(List.of("TLS_AES_128_GCM_SHA256"))).getEnabledCipherSuites())
			.containsExactly("TLS_AES_128_GCM_SHA256");
	}

	@Test
	void whatOthersWillHoldAgainstACertificateIsKnownBefore() {
		Instant now = Instant.now();

		assertThat(GOOD.problems(HOST, now)).isEmpty();
		assertThat(GOOD.problems("chat.example.org", now)).singleElement()
			.asString()
			.contains("not for the host 'chat.example.org'");
		assertThat(GOOD.problems(HOST, now.plus(Duration.ofDays(4000)))).singleElement()
			.asString()
			.contains("has expired on");
	}

}
