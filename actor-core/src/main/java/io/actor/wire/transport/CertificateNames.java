package io.actor.wire.transport;

import java.net.InetAddress;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * For which hosts a certificate stands: its DNS and IP names, and no other field (RFC
 * 9525). A wildcard stands for one whole label, the first.
 */
final class CertificateNames {

	private static final int DNS = 2;

	private static final int IP = 7;

	/** Most characters of a text of others. */
	private static final int LENGTH = 100;

	private final List<String> dns = new ArrayList<>();

	private final List<String> addresses = new ArrayList<>();

	private CertificateNames(X509Certificate certificate) {
		try {
			var names = certificate.getSubjectAlternativeNames();
			if (names == null) {
				return;
			}
			for (List<?> name : names) {
				if (name.get(1) instanceof String text) {
					switch ((Integer) name.get(0)) {
						case DNS -> this.dns.add(text.toLowerCase(Locale.ROOT));
						case IP -> this.addresses.add(text);
						default -> {
						}
					}
				}
			}
		}
		catch (CertificateParsingException ex) {
			// A certificate whose names cannot be read has none.
			this.dns.clear();
			this.addresses.clear();
		}
	}

	/** What is wrong with this certificate for this host, if anything. */
	static Optional<String> problem(X509Certificate certificate, String host) {
		CertificateNames names = new CertificateNames(certificate);
		if (names.contain(host)) {
			return Optional.empty();
		}
		List<String> all = new ArrayList<>(names.dns);
		all.addAll(names.addresses);
		return Optional.of(all.isEmpty() ? "has no DNS or IP name, so it is not for the host '" + host + "'"
				: "is for " + bounded(all.toString()) + ", not for the host '" + host + "'");
	}

	/** A text of others as it may stand in a sentence of ours. */
	static String bounded(String text) {
		return (text.length() > LENGTH) ? text.substring(0, LENGTH) + "..." : text;
	}

	private boolean contain(String host) {
		InetAddress address = literal(host);
		if (address != null) {
			return this.addresses.stream().map(CertificateNames::literal).anyMatch(address::equals);
		}
		String name = host.toLowerCase(Locale.ROOT);
		return this.dns.stream().anyMatch((pattern) -> pattern.equals(name) || wildcard(pattern, name));
	}

	private static boolean wildcard(String pattern, String name) {
		int dot = name.indexOf('.');
		return pattern.startsWith("*.") && dot > 0 && name.indexOf('.', dot + 1) > 0
				&& pattern.substring(1).equals(name.substring(dot));
	}

	/** The address that the text is, or null if it is a name. */
	static @Nullable InetAddress literal(String host) {
		try {
			return InetAddress.ofLiteral(host);
		}
		catch (IllegalArgumentException ex) {
			return null;
		}
	}

}
