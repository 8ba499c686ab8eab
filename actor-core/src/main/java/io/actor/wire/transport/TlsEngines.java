package io.actor.wire.transport;

import java.security.GeneralSecurityException;
import java.util.List;

import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;

/**
 * Makes one side of a TLS connection. Each has an {@link SSLContext} of its own and with
 * it a cache of its own: no session is resumed, each connection proves itself anew and
 * with what counts now.
 */
final class TlsEngines {

	private TlsEngines() {
	}

	/** The side that calls a node of this host. */
	static SSLEngine client(TlsMaterial material, String host) {
		SSLEngine engine = context(material).createSSLEngine(host, 0);
		engine.setUseClientMode(true);
		SSLParameters parameters = parameters(material, engine);
		if (CertificateNames.literal(host) == null) {
			try {
				parameters.setServerNames(List.of(new SNIHostName(host)));
			}
			catch (IllegalArgumentException ex) {
				// A host that DNS would not allow, as one with an underscore, is not
				// named.
				parameters.setServerNames(List.of());
			}
		}
		engine.setSSLParameters(parameters);
		return engine;
	}

	/** The side that is called. */
	static SSLEngine server(TlsMaterial material) {
		SSLEngine engine = context(material).createSSLEngine();
		engine.setUseClientMode(false);
		SSLParameters parameters = parameters(material, engine);
		switch (material.clientAuth()) {
			case NEED -> parameters.setNeedClientAuth(true);
			case WANT -> parameters.setWantClientAuth(true);
			case NONE -> parameters.setNeedClientAuth(false);
		}
		engine.setSSLParameters(parameters);
		return engine;
	}

	private static SSLParameters parameters(TlsMaterial material, SSLEngine engine) {
		SSLParameters parameters = engine.getSSLParameters();
		parameters.setProtocols(material.protocols().toArray(String[]::new));
		if (!material.ciphers().isEmpty()) {
			parameters.setCipherSuites(material.ciphers().toArray(String[]::new));
		}
		return parameters;
	}

	private static SSLContext context(TlsMaterial material) {
		try {
			SSLContext context = SSLContext.getInstance("TLS");
			context.init(material.keys(), new TrustManager[] { new NodeTrust(material.authorities()) }, null);
			return context;
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("TLS cannot be used: " + ex.getMessage(), ex);
		}
	}

}
