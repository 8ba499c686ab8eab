package io.actor.wire.transport;

import java.security.cert.CertificateException;

/** A certificate is not accepted; the message says why in words for a log. */
final class RefusedCertificateException extends CertificateException {

	/**
	 * Refuses a certificate.
	 * @param message what is wrong, to be read after "its certificate"
	 * @param cause what the JDK derives the alert from that the other side hears
	 */
	RefusedCertificateException(String message, Throwable cause) {
		super("its certificate " + message, cause);
	}

	RefusedCertificateException(String message) {
		super("its certificate " + message);
	}

}
