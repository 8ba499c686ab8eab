package io.actor.wire.transport;

import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.List;

import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/**
 * What a node proves itself with over TLS, and whom it trusts: its private key with its
 * certificate, the authorities whose certificates it accepts, and the rules. Immutable,
 * and checked when it is made; each method gives a changed copy.
 */
public final class TlsMaterial {

	/** The versions that are spoken, the preferred one first. */
	public static final List<String> PROTOCOLS = List.of("TLSv1.3", "TLSv1.2");

	private final OwnKeys keys;

	private final X509TrustManager authorities;

	private final List<String> protocols;

	/** Empty for those of the JDK. */
	private final List<String> ciphers;

	private final ClientAuth clientAuth;

	private TlsMaterial(OwnKeys keys, X509TrustManager authorities, List<String> protocols, List<String> ciphers,
			ClientAuth clientAuth) {
		this.keys = keys;
		this.authorities = authorities;
		this.protocols = protocols;
		this.ciphers = ciphers;
		this.clientAuth = clientAuth;
	}

	/**
	 * Material of the JDK's factories, both initialized.
	 * @param keys has the private key and certificate of this node
	 * @param authorities trusts the certificates of the others
	 * @throws IllegalArgumentException if there is no key, it does not belong to its
	 * certificate, or nobody is trusted
	 */
	public static TlsMaterial of(KeyManagerFactory keys, TrustManagerFactory authorities) {
		X509TrustManager trust = Arrays.stream(authorities.getTrustManagers())
			.filter(X509TrustManager.class::isInstance)
			.map(X509TrustManager.class::cast)
			.findFirst()
			.orElseThrow(() -> new IllegalArgumentException("There is nothing that trusts X.509 certificates"));
		OwnKeys own = new OwnKeys(keys.getKeyManagers());
		own.check();
		if (trust.getAcceptedIssuers().length == 0) {
			throw new IllegalArgumentException(
					"There is no certificate of an authority: without one every other node would be refused");
		}
		return new TlsMaterial(own, trust, PROTOCOLS, List.of(), ClientAuth.NEED);
	}

	/**
	 * Material of two key stores, for example loaded by
	 * {@link KeyStore#getInstance(java.io.File, char[])} from PKCS #12 files.
	 * @param keys has the private key and certificate of this node
	 * @param password of the private key
	 * @param authorities has the certificates that are trusted
	 * @throws IllegalArgumentException if there is no key, it cannot be read with this
	 * password, or nobody is trusted
	 */
	public static TlsMaterial of(KeyStore keys, char[] password, KeyStore authorities) {
		try {
			if (authorities.size() == 0) {
				throw new IllegalArgumentException("The store of those to trust is empty");
			}
			KeyManagerFactory keyManagers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
			keyManagers.init(keys, password);
			TrustManagerFactory trustManagers = TrustManagerFactory
				.getInstance(TrustManagerFactory.getDefaultAlgorithm());
			trustManagers.init(authorities);
			return of(keyManagers, trustManagers);
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalArgumentException("The key stores cannot be used: " + ex.getMessage(), ex);
		}
	}

	/**
	 * The versions to speak, of {@link #PROTOCOLS}.
	 * @throws IllegalArgumentException for one that is not safe, or none at all
	 */
	public TlsMaterial protocols(List<String> names) {
		if (names.isEmpty() || !PROTOCOLS.containsAll(names)) {
			throw new IllegalArgumentException("Nodes speak the TLS versions " + PROTOCOLS + ", not " + names);
		}
		return new TlsMaterial(this.keys, this.authorities, List.copyOf(names), this.ciphers, this.clientAuth);
	}

	/**
	 * The cipher suites to offer, by their names in the JDK; those of the JDK unless set.
	 * @throws IllegalArgumentException if the JDK does not know one
	 */
	public TlsMaterial ciphers(List<String> names) {
		TlsMaterial changed = new TlsMaterial(this.keys, this.authorities, this.protocols, List.copyOf(names),
				this.clientAuth);
		if (!names.isEmpty()) {
			TlsEngines.server(changed);
		}
		return changed;
	}

	/** Whether callers must show a certificate; they must unless told otherwise. */
	public TlsMaterial clientAuth(ClientAuth rule) {
		return new TlsMaterial(this.keys, this.authorities, this.protocols, this.ciphers, rule);
	}

	/** Whether callers must show a certificate. */
	public ClientAuth clientAuth() {
		return this.clientAuth;
	}

	/**
	 * Why other nodes will refuse a node of this host; empty if they will not.
	 * @param host the part of the node's name after the at sign
	 * @param now the time
	 */
	public List<String> problems(String host, Instant now) {
		List<String> problems = new ArrayList<>();
		for (X509Certificate certificate : this.keys.certificates()) {
			String subject = "The certificate '" + certificate.getSubjectX500Principal().getName() + "' ";
			CertificateNames.problem(certificate, host).ifPresent((problem) -> problems.add(subject + problem));
			if (certificate.getNotAfter().before(Date.from(now))) {
				problems.add(subject + "has expired on " + certificate.getNotAfter().toInstant());
			}
		}
		return problems;
	}

	KeyManager[] keys() {
		return this.keys.managers();
	}

	X509TrustManager authorities() {
		return this.authorities;
	}

	List<String> protocols() {
		return this.protocols;
	}

	List<String> ciphers() {
		return this.ciphers;
	}

}
