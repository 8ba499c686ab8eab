package io.actor.wire.transport;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

import javax.net.ssl.SSLException;

import io.actor.wire.transport.CloseReason.Kind;
import io.netty.handler.ssl.NotSslRecordException;
import io.netty.handler.ssl.SslHandshakeTimeoutException;
import org.jspecify.annotations.Nullable;

/** Says in words what has gone wrong with TLS; "it" is the other side. */
final class TlsFailure {

	private static final Pattern ALERT = Pattern.compile("Received (?:fatal|warning) alert: (\\w+)");

	private TlsFailure() {
	}

	/** It has closed before TLS was established. */
	static CloseReason closed() {
		return new CloseReason(Kind.TLS, "it closed during the TLS handshake; perhaps it does not speak TLS, or does"
				+ " not accept the certificate of this node");
	}

	/** Why a connection ended with this. */
	static CloseReason reason(Throwable failure) {
		for (Throwable each = failure; each != null; each = each.getCause()) {
			if (each instanceof SSLException) {
				return new CloseReason(Kind.TLS, words(each));
			}
		}
		return new CloseReason(Kind.ERROR, String.valueOf(failure));
	}

	private static String words(Throwable failure) {
		for (Throwable each = failure; each != null; each = each.getCause()) {
			String known = known(each);
			if (known != null) {
				return known;
			}
		}
		return String.valueOf(failure.getMessage());
	}

	private static @Nullable String known(Throwable failure) {
		String message = String.valueOf(failure.getMessage());
		Matcher alert = ALERT.matcher(message);
		if (failure instanceof RefusedCertificateException) {
			return message;
		}
		if (failure instanceof NotSslRecordException) {
			return "it does not speak TLS, and this node does";
		}
		if (failure instanceof SslHandshakeTimeoutException) {
			return "the TLS handshake was not finished in time; perhaps it does not speak TLS";
		}
		if (message.contains("Empty client certificate chain") || message.contains("null cert chain")) {
			// Many show none rather than one of an authority that was not asked for.
			return "it has no certificate of an authority this node trusts, and this node demands one";
		}
		return alert.find() ? told(alert.group(1)) : null;
	}

	/** What an alert of the other side means (RFC 8446, section 6.2). */
	private static String told(String alert) {
		String meaning = switch (alert) {
			case "unknown_ca" -> "does not trust the authority of this node's certificate";
			case "certificate_expired" -> "finds this node's certificate expired";
			case "certificate_required" -> "demands a certificate of an authority it trusts";
			case "bad_certificate", "certificate_unknown", "unsupported_certificate", "certificate_revoked",
					"access_denied" ->
				"does not accept this node's certificate";
			case "protocol_version" -> "speaks no version of TLS that this node speaks";
			case "handshake_failure", "insufficient_security" ->
				"refuses the TLS handshake: it does not accept this node's certificate, or misses one, or there is no"
						+ " cipher suite in common";
			default -> "refuses this node";
		};
		return "it " + meaning + " (alert " + alert + ")";
	}

}
