package io.actor.spring.autoconfigure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

import io.actor.node.Node;
import io.actor.node.PeerInfo;
import io.actor.spring.actuate.NodesEndpoint;
import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Nodes whose connections are encrypted with an SSL bundle of Spring Boot. */
class EncryptedNodeTests {

	@TempDir
	private Path directory;

	private X509Bundle authority;

	private ApplicationContextRunner contexts;

	@BeforeEach
	void certify() {
		this.authority = authority();
		write(this.authority, "one");
		write(this.authority, "two");
		this.contexts = new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(SslAutoConfiguration.class, ActorAutoConfiguration.class))
			.withPropertyValues("actor.node.cookie=secret", "actor.node.port=0", "actor.node.epmd=none",
					"spring.ssl.bundle.watch.file.quiet-period=50ms");
	}

	private static X509Bundle authority() {
		return signed(new CertificateBuilder().ecp256().subject("CN=cluster").setIsCertificateAuthority(true), null);
	}

	private static X509Bundle signed(CertificateBuilder certificate, X509Bundle issuer) {
		try {
			return (issuer != null) ? certificate.buildIssuedBy(issuer) : certificate.buildSelfSigned();
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

	/** Writes the files of a node on localhost. */
	private void write(X509Bundle issuer, String node) {
		X509Bundle certificate = signed(
				new CertificateBuilder().ecp256().subject("CN=" + node).addSanDnsName("localhost"), issuer);
		try {
			Files.writeString(this.directory.resolve(node + ".pem"), certificate.getCertificatePEM());
			Files.writeString(this.directory.resolve(node + ".key"), certificate.getPrivateKeyPEM());
			Files.writeString(this.directory.resolve(node + "-authority.pem"), issuer.getCertificatePEM());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private ApplicationContextRunner node(String name) {
		return this.contexts.withPropertyValues("actor.node.name=" + name + "@localhost",
				"actor.node.ssl.bundle=cluster", "spring.ssl.bundle.pem.cluster.reload-on-update=true",
				bundle("keystore.certificate=", name + ".pem"), bundle("keystore.private-key=", name + ".key"),
				bundle("truststore.certificate=", name + "-authority.pem"));
	}

	private String bundle(String property, String file) {
		return "spring.ssl.bundle.pem.cluster." + property + "file:" + this.directory.resolve(file);
	}

	private static String at(Node node) {
		return "actor.node.peers=" + node.name() + ":" + node.port().orElseThrow();
	}

	@Test
	void twoApplicationsAreOneEncryptedCluster() {
		node("one").run((first) -> {
			Node one = first.getBean(Node.class);
			node("two").withPropertyValues(at(one)).run((second) -> {
				Node two = second.getBean(Node.class);
				await().until(() -> !two.peers().isEmpty());

				assertThat(new NodesEndpoint(two).nodes().hidden()).singleElement().satisfies((peer) -> {
					assertThat(peer.name()).isEqualTo("one@localhost");
					assertThat(peer.encrypted()).isTrue();
					assertThat(peer.protocol()).isEqualTo("TLSv1.3");
				});
			});
		});
	}

	@Test
	void anyAddressMayBeBoundOnceThereIsABundle() {
		node("one").withPropertyValues("actor.node.address=0.0.0.0", "actor.node.cookie=W7pXqGm2zrVtKc9LhYdNe4Ub")
			.run((context) -> assertThat(context.getBean(Node.class).port()).isPresent());
	}

	@Test
	void theOptionsOfTheBundleAreObeyed() {
		node("one").run(
				(first) -> node("two")
					.withPropertyValues(at(first.getBean(Node.class)),
							"spring.ssl.bundle.pem.cluster.options.enabled-protocols=TLSv1.2")
					.run((second) -> {
						Node two = second.getBean(Node.class);
						await().until(() -> !two.peers().isEmpty());
						assertThat(two.peers()).extracting(PeerInfo::protocol).containsExactly("TLSv1.2");
					}));
	}

	@Test
	void newFilesCountForNewConnectionsWithoutARestart() {
		node("one").run((first) -> {
			Node one = first.getBean(Node.class);
			node("two").withPropertyValues(at(one)).run((second) -> {
				Node two = second.getBean(Node.class);
				await().until(() -> !two.peers().isEmpty());

				X509Bundle next = authority();
				write(next, "one");
				write(next, "three");

				node("three").withPropertyValues(at(one))
					.run((third) -> await().atMost(Duration.ofSeconds(20))
						.until(() -> !third.getBean(Node.class).peers().isEmpty()));
				assertThat(two.peers()).extracting(PeerInfo::name).containsExactly("one@localhost");
			});
		});
	}

	@Test
	void aBundleThatDoesNotExist() {
		Explanation.assertFails(node("one").withPropertyValues("actor.node.ssl.bundle=missing"),
				"'actor.node.ssl.bundle' is 'missing', but there are only the bundles [cluster].",
				"'spring.ssl.bundle.pem.missing.keystore.certificate'");
	}

	@Test
	void aBundleWithoutAKey() {
		Explanation.assertFails(
				this.contexts.withPropertyValues("actor.node.name=one@localhost", "actor.node.ssl.bundle=cluster",
						bundle("truststore.certificate=", "one-authority.pem")),
				"The SSL bundle 'cluster' of the node has no key",
				"'spring.ssl.bundle.pem.cluster.keystore.certificate' and '.private-key'");
	}

	@Test
	void aBundleThatTrustsNobodyDoesNotTrustEverybody() {
		Explanation.assertFails(
				this.contexts.withPropertyValues("actor.node.name=one@localhost", "actor.node.ssl.bundle=cluster",
						bundle("keystore.certificate=", "one.pem"), bundle("keystore.private-key=", "one.key")),
				"The SSL bundle 'cluster' of the node does not say whom to trust",
				"'spring.ssl.bundle.pem.cluster.truststore.certificate'");
	}

	@Test
	void aBundleWhoseFileIsMissing() {
		Explanation.assertFails(
				node("one").withPropertyValues(bundle("keystore.certificate=", "nowhere.pem"),
						"spring.ssl.bundle.pem.cluster.reload-on-update=false"),
				"nowhere.pem", "'spring.ssl.bundle.pem.cluster'");
	}

	@Test
	void aKeyOfAnotherCertificate() {
		Explanation.assertFails(node("one").withPropertyValues(bundle("keystore.private-key=", "two.key")),
				"The private key does not belong to the certificate 'CN=one'", "'spring.ssl.bundle.pem.cluster'");
	}

	@Test
	void aVersionOfTlsThatIsNotSafe() {
		Explanation.assertFails(
				node("one").withPropertyValues("spring.ssl.bundle.pem.cluster.options.enabled-protocols=TLSv1.1"),
				"Nodes speak the TLS versions [TLSv1.3, TLSv1.2], not [TLSv1.1]", "'spring.ssl.bundle.pem.cluster'");
	}

	@Test
	void aBundleOfANodeWithoutAName() {
		Explanation.assertFails(this.contexts.withPropertyValues("actor.node.ssl.bundle=cluster"),
				"'actor.node.ssl.bundle' is set but 'actor.node.name' is not.", "Give the node a name");
	}

}
