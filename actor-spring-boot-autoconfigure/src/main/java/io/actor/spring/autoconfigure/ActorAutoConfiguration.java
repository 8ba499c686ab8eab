package io.actor.spring.autoconfigure;

import java.util.concurrent.atomic.AtomicReference;

import io.actor.node.Node;
import io.actor.node.NodeConfig;
import io.actor.node.NodeResolver;
import io.actor.node.PeerDiscovery;
import io.actor.spring.client.ActorOperations;
import io.actor.spring.client.ActorTemplate;
import io.actor.spring.server.GenServerCandidates;
import io.actor.spring.server.GenServers;
import io.actor.spring.server.RemoteFunctionBeans;
import io.actor.spring.server.SupervisionTree;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;

/**
 * The node of an application with its supervisors and servers. Each bean gives way to one
 * of the application's own.
 */
@AutoConfiguration
@ConditionalOnBooleanProperty(name = "actor.enabled", matchIfMissing = true)
@EnableConfigurationProperties(ActorProperties.class)
public final class ActorAutoConfiguration {

	ActorAutoConfiguration() {
	}

	@Bean
	static GenServerCandidates actorGenServerCandidates() {
		return new GenServerCandidates();
	}

	@Bean
	@ConditionalOnMissingBean
	NodeConfig actorNodeConfig(ActorProperties properties, ObjectProvider<SslBundles> bundles,
			ObjectProvider<PeerDiscovery> discoveries, ObjectProvider<NodeResolver> resolver,
			ObjectProvider<NodeConfigCustomizer> customizers) {
		AtomicReference<NodeConfig> config = new AtomicReference<>(
				NodeTls.apply(new NodeConfiguration(properties).config(), properties.node(), bundles.getIfAvailable())
					.discovery(discoveries.orderedStream().toList()));
		resolver.ifUnique((unique) -> config.set(config.get().resolver(unique)));
		customizers.orderedStream().forEach((customizer) -> config.set(customizer.customize(config.get())));
		return config.get();
	}

	/** Created only; the lifecycle opens it. */
	@Bean(destroyMethod = "close")
	@ConditionalOnMissingBean
	Node actorNode(NodeConfig config) {
		return Node.create(config);
	}

	@Bean
	@ConditionalOnMissingBean
	GenServers actorGenServers(ConfigurableListableBeanFactory beans, ObjectProvider<Node> node) {
		return new GenServers(beans, node::getObject);
	}

	@Bean
	@ConditionalOnMissingBean(ActorOperations.class)
	ActorTemplate actorTemplate(Node node, ActorProperties properties) {
		return new ActorTemplate(node, properties.defaultCallTimeout());
	}

	@Bean
	NodeLifecycle actorNodeLifecycle(Node node, ActorProperties properties, GenServers servers,
			ConfigurableApplicationContext context) {
		NodeConfiguration configuration = new NodeConfiguration(properties);
		return new NodeLifecycle(node, context, servers,
				() -> SupervisionTree.of(servers, configuration.supervisors(), context.getBeanFactory()),
				() -> RemoteFunctionBeans.of(context.getBeanFactory()));
	}

}
