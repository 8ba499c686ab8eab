package io.actor.spring.autoconfigure;

import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

import io.actor.node.Node;
import io.actor.node.NodeConfig;
import io.actor.spring.annotation.ActorDefinitionException;
import io.actor.wire.transport.TlsMaterial;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.ssl.NoSuchSslBundleException;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.util.StringUtils;

/**
 * Encrypts the connections of a node with one of the application's SSL bundles, and with
 * what that becomes while the application runs.
 */
final class NodeTls {

	private static final Logger LOGGER = LoggerFactory.getLogger(Node.class);

	private final ActorProperties.Node.Ssl settings;

	private final String bundle;

	private NodeTls(ActorProperties.Node.Ssl settings, String bundle) {
		this.settings = settings;
		this.bundle = bundle;
	}

	/** The configuration, encrypted if the properties name a bundle. */
	static NodeConfig apply(NodeConfig config, ActorProperties.Node node, @Nullable SslBundles bundles) {
		ActorProperties.Node.Ssl ssl = node.ssl();
		String name = ssl.bundle();
		if (!StringUtils.hasText(name)) {
			return config;
		}
		if (!StringUtils.hasText(node.name())) {
			throw new ActorDefinitionException("'actor.node.ssl.bundle' is set but 'actor.node.name' is not.",
					"Give the node a name, for example 'actor.node.name=chat@localhost': without one it opens no port"
							+ " and there is nothing to encrypt.");
		}
		NodeTls tls = new NodeTls(ssl, name);
		if (bundles == null) {
			throw tls.unknown("there are no SSL bundles");
		}
		AtomicReference<TlsMaterial> material = new AtomicReference<>(tls.read(bundles));
		bundles.addBundleUpdateHandler(name, (updated) -> tls.update(updated, material));
		return config.tls(material::get);
	}

	private TlsMaterial read(SslBundles bundles) {
		try {
			return material(bundles.getBundle(this.bundle));
		}
		catch (NoSuchSslBundleException ex) {
			throw unknown("there are only the bundles " + bundles.getBundleNames().stream().sorted().toList());
		}
		catch (ActorDefinitionException ex) {
			throw ex;
		}
		catch (RuntimeException ex) {
			throw wrong("cannot be used: " + NestedExceptionUtils.getMostSpecificCause(ex).getMessage(),
					"Correct 'spring.ssl.bundle.pem." + this.bundle + "' or 'spring.ssl.bundle.jks." + this.bundle
							+ "'.");
		}
	}

	/** Keeps what it has if the new material is of no use. */
	private void update(SslBundle updated, AtomicReference<TlsMaterial> material) {
		try {
			material.set(material(updated));
			LOGGER.info("New connections use what the SSL bundle '{}' holds now", this.bundle);
		}
		catch (RuntimeException ex) {
			LOGGER.warn("The SSL bundle '{}' has changed and cannot be used; connections use what it held before: {}",
					this.bundle, NestedExceptionUtils.getMostSpecificCause(ex).getMessage());
		}
	}

	private TlsMaterial material(SslBundle bundle) {
		if (bundle.getStores().getKeyStore() == null) {
			throw wrong("has no key, and a node proves with it who it is.",
					"Set 'spring.ssl.bundle.pem." + this.bundle + ".keystore.certificate' and '.private-key', or"
							+ " 'spring.ssl.bundle.jks." + this.bundle + ".keystore.location' and '.password'.");
		}
		if (bundle.getStores().getTrustStore() == null) {
			throw wrong(
					"does not say whom to trust. The authorities of browsers are not taken instead:"
							+ " each of them could let anybody into the cluster.",
					"Set 'spring.ssl.bundle.pem." + this.bundle + ".truststore.certificate' to the certificate of the"
							+ " authority that signs those of the nodes, or 'spring.ssl.bundle.jks." + this.bundle
							+ ".truststore.location'.");
		}
		TlsMaterial material = TlsMaterial
			.of(bundle.getManagers().getKeyManagerFactory(), bundle.getManagers().getTrustManagerFactory())
			.clientAuth(this.settings.clientAuth());
		String[] protocols = bundle.getOptions().getEnabledProtocols();
		String[] ciphers = bundle.getOptions().getCiphers();
		if (protocols != null) {
			material = material.protocols(List.of(protocols));
		}
		return (ciphers != null) ? material.ciphers(List.of(ciphers)) : material;
	}

	private ActorDefinitionException unknown(String known) {
		return new ActorDefinitionException("'actor.node.ssl.bundle' is '" + this.bundle + "', but " + known + ".",
				"Define it: 'spring.ssl.bundle.pem." + this.bundle + ".keystore.certificate', '.keystore.private-key'"
						+ " and '.truststore.certificate'; or correct 'actor.node.ssl.bundle'.");
	}

	private ActorDefinitionException wrong(String problem, String action) {
		return new ActorDefinitionException("The SSL bundle '" + this.bundle + "' of the node " + problem, action);
	}

}
