package io.actor.wire.transport;

import java.math.BigInteger;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.util.Date;

import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class CertificateNamesTests {

	private static final int DNS = GeneralName.dNSName;

	private static final int IP = GeneralName.iPAddress;

	private static final X509Certificate CERTIFICATE = certificate(new GeneralName(DNS, "chat.example.org"),
			new GeneralName(DNS, "*.pods.example.org"), new GeneralName(DNS, "*.local"),
			new GeneralName(IP, "10.0.0.7"), new GeneralName(IP, "fe80::1"));

	private static X509Certificate certificate(GeneralName... names) {
		try {
			KeyPair keys = KeyPairGenerator.getInstance("EC").generateKeyPair();
			X500Name subject = new X500Name("CN=chat.example.org");
			X509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(subject, BigInteger.ONE, new Date(0),
					new Date(1), subject, keys.getPublic());
			if (names.length > 0) {
				builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(names));
			}
			return new JcaX509CertificateConverter()
				.getCertificate(builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate())));
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

	@ParameterizedTest
	@CsvSource({ "chat.example.org", "CHAT.Example.ORG", "a.pods.example.org", "10.0.0.7", "fe80::1",
			"fe80:0:0:0:0:0:0:1" })
	void aHostThatIsNamedFits(String host) {
		assertThat(CertificateNames.problem(CERTIFICATE, host)).isEmpty();
	}

	@ParameterizedTest
	@CsvSource({ "example.org", "evil-chat.example.org", "chat.example.org.evil.org", "a.b.pods.example.org",
			"pods.example.org", ".pods.example.org", "a.local", "10.0.0.70", "10.0.0", "fe80::2",
			"*.pods.example.org.x" })
	void aHostThatIsNotNamedDoesNot(String host) {
		assertThat(CertificateNames.problem(CERTIFICATE, host)).hasValueSatisfying(
				(problem) -> assertThat(problem).startsWith("is for [chat.example.org, *.pods.example.org, *.local, "));
	}

	@Test
	void theNameOfTheSubjectDoesNotCount() {
		assertThat(CertificateNames.problem(certificate(), "chat.example.org"))
			.contains("has no DNS or IP name, so it is not for the host 'chat.example.org'");
	}

}
