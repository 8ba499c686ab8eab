package io.actor.wire.transport;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import javax.net.ssl.KeyManager;
import javax.net.ssl.X509KeyManager;

/** The private keys of a node with their certificates, as key managers have them. */
final class OwnKeys {

	/** What a key manager is asked for to see what it has. */
	private static final List<String> TYPES = List.of("EC", "RSA", "EdDSA", "RSASSA-PSS", "DSA");

	private final KeyManager[] managers;

	OwnKeys(KeyManager[] managers) {
		this.managers = managers;
	}

	KeyManager[] managers() {
		return this.managers;
	}

	List<X509Certificate> certificates() {
		Set<X509Certificate> found = new LinkedHashSet<>();
		entries().forEach((entry) -> found.add(entry.certificate()));
		return List.copyOf(found);
	}

	/**
	 * Looks whether they can be used.
	 * @throws IllegalArgumentException if there is none, or a key and its certificate do
	 * not belong together, as when only one of their files has been renewed
	 */
	void check() {
		List<Entry> entries = entries();
		if (entries.isEmpty()) {
			throw new IllegalArgumentException(
					"There is no private key with a certificate: without one a node cannot prove who it is");
		}
		for (Entry entry : entries) {
			if (!entry.belongTogether()) {
				throw new IllegalArgumentException("The private key does not belong to the certificate '"
						+ entry.certificate().getSubjectX500Principal().getName() + "'");
			}
		}
	}

	private List<Entry> entries() {
		List<Entry> entries = new ArrayList<>();
		for (KeyManager each : this.managers) {
			if (each instanceof X509KeyManager manager) {
				TYPES.forEach((type) -> add(manager, type, entries));
			}
		}
		return entries;
	}

	private static void add(X509KeyManager manager, String type, List<Entry> entries) {
		String[] aliases = manager.getServerAliases(type, null);
		for (String alias : (aliases != null) ? aliases : new String[0]) {
			X509Certificate[] chain = manager.getCertificateChain(alias);
			PrivateKey key = manager.getPrivateKey(alias);
			if (key != null && chain != null && chain.length > 0) {
				entries.add(new Entry(key, chain[0]));
			}
		}
	}

	/** A key, and the certificate that is meant to be for it. */
	private record Entry(PrivateKey key, X509Certificate certificate) {

		private static final byte TEXT = 42;

		private boolean belongTogether() {
			String algorithm = switch (this.key.getAlgorithm()) {
				case "EC" -> "SHA256withECDSA";
				case "RSA" -> "SHA256withRSA";
				default -> this.key.getAlgorithm();
			};
			try {
				Signature signature = Signature.getInstance(algorithm);
				signature.initSign(this.key);
				signature.update(TEXT);
				byte[] signed = signature.sign();
				signature.initVerify(this.certificate.getPublicKey());
				signature.update(TEXT);
				return signature.verify(signed);
			}
			catch (GeneralSecurityException ex) {
				// A kind of key that does not sign this way, perhaps in hardware, is left
				// to TLS; a certificate for another kind of key is none for this one.
				return this.key.getAlgorithm().equals(this.certificate.getPublicKey().getAlgorithm());
			}
		}

	}

}
