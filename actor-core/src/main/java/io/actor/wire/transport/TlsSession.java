package io.actor.wire.transport;

import java.security.cert.X509Certificate;
import java.util.Optional;

import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;

/**
 * How a connection is encrypted.
 *
 * @param protocol the version, as in {@code TLSv1.3}
 * @param certificate what the other side has proven itself with; empty if it was not
 * asked
 */
public record TlsSession(String protocol, Optional<X509Certificate> certificate) {

	static TlsSession of(SSLSession session) {
		Optional<X509Certificate> certificate = Optional.empty();
		try {
			if (session.getPeerCertificates()[0] instanceof X509Certificate shown) {
				certificate = Optional.of(shown);
			}
		}
		catch (SSLPeerUnverifiedException ex) {
			// It has shown none.
		}
		return new TlsSession(session.getProtocol(), certificate);
	}

	/** What is wrong if the other side says it is on this host; empty if nothing is. */
	public Optional<String> problem(String host) {
		return this.certificate.flatMap((shown) -> CertificateNames.problem(shown, host));
	}

}
