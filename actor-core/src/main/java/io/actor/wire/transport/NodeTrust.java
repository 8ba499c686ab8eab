package io.actor.wire.transport;

import java.net.Socket;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertPathValidatorException.BasicReason;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.util.Optional;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;
import javax.net.ssl.X509TrustManager;

import org.jspecify.annotations.Nullable;

/**
 * What a certificate has to be: from an authority that is trusted, valid today, and, if
 * this side has called, for the host of the node that was called. For which host a caller
 * stands is known only when it has said its name, see {@link TlsSession#problem}.
 */
final class NodeTrust extends X509ExtendedTrustManager {

	private final X509TrustManager authorities;

	NodeTrust(X509TrustManager authorities) {
		this.authorities = authorities;
	}

	@Override
	public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) throws CertificateException {
		trusted(chain, () -> {
			if (this.authorities instanceof X509ExtendedTrustManager extended) {
				extended.checkClientTrusted(chain, type, engine);
			}
			else {
				this.authorities.checkClientTrusted(chain, type);
			}
		});
	}

	@Override
	public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) throws CertificateException {
		trusted(chain, () -> {
			if (this.authorities instanceof X509ExtendedTrustManager extended) {
				extended.checkServerTrusted(chain, type, engine);
			}
			else {
				this.authorities.checkServerTrusted(chain, type);
			}
		});
		Optional<String> problem = CertificateNames.problem(chain[0], engine.getPeerHost());
		if (problem.isPresent()) {
			throw new RefusedCertificateException(problem.get());
		}
	}

	/** Asks the authorities. */
	private interface Check {

		/** Throws if the chain is not trusted. */
		void run() throws CertificateException;

	}

	private static void trusted(X509Certificate[] chain, Check authorities) throws CertificateException {
		try {
			// First, for the JDK does not look at the dates of a certificate that is an
			// authority itself, as two nodes with self-signed ones have them.
			chain[0].checkValidity();
		}
		catch (CertificateExpiredException | CertificateNotYetValidException ex) {
			boolean expired = ex instanceof CertificateExpiredException;
			String text = expired ? "has expired on " + chain[0].getNotAfter().toInstant()
					: "is not valid before " + chain[0].getNotBefore().toInstant();
			throw new RefusedCertificateException(text, new CertPathValidatorException(text, ex, null, -1,
					expired ? BasicReason.EXPIRED : BasicReason.NOT_YET_VALID));
		}
		try {
			authorities.run();
		}
		catch (CertificateException ex) {
			Throwable cause = (ex.getCause() != null) ? ex.getCause() : ex;
			throw new RefusedCertificateException(why(chain[0], cause), cause);
		}
	}

	private static String why(X509Certificate certificate, Throwable cause) {
		String subject = CertificateNames.bounded(certificate.getSubjectX500Principal().getName());
		String issuer = CertificateNames.bounded(certificate.getIssuerX500Principal().getName());
		if (!(cause instanceof CertPathBuilderException)) {
			return "(" + subject + ") is not accepted: " + cause.getMessage();
		}
		boolean selfSigned = certificate.getSubjectX500Principal().equals(certificate.getIssuerX500Principal());
		return selfSigned ? "(" + subject + ") is self-signed, and not one this node trusts"
				: "(" + subject + ") is from '" + issuer + "', and leads to no authority this node trusts";
	}

	@Override
	public void checkClientTrusted(X509Certificate[] chain, String type, @Nullable Socket socket)
			throws CertificateException {
		throw blocking();
	}

	@Override
	public void checkServerTrusted(X509Certificate[] chain, String type, @Nullable Socket socket)
			throws CertificateException {
		throw blocking();
	}

	@Override
	public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
		throw blocking();
	}

	@Override
	public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
		throw blocking();
	}

	private static CertificateException blocking() {
		return new CertificateException("A node's connections are engines, for which the host is known");
	}

	@Override
	public X509Certificate[] getAcceptedIssuers() {
		return this.authorities.getAcceptedIssuers();
	}

}
