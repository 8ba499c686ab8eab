package io.actor.spring.autoconfigure;

import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

import io.actor.node.Node;
import io.actor.node.NodeConfig;
import io.actor.node.NodeResolver;
import io.actor.node.PeerDiscovery;
import io.actor.spring.annotation.ActorDefinitionException;
import io.actor.spring.client.ActorOperations;
import io.actor.spring.client.ActorTemplate;
import io.actor.spring.server.GenServerCandidates;
import io.actor.spring.server.GenServers;
import io.actor.spring.server.RemoteFunctionBeans;
import io.actor.spring.server.SupervisionTree;
import io.actor.spring.server.SupervisorSpec;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.SearchStrategy;
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
	@ConditionalOnMissingBean(search = SearchStrategy.CURRENT)
	GenServers actorGenServers(ConfigurableListableBeanFactory beans, ObjectProvider<Node> node) {
		return new GenServers(beans, node::getObject);
	}

	@Bean
	@ConditionalOnMissingBean(ActorOperations.class)
	ActorTemplate actorTemplate(Node node, ActorProperties properties) {
		if (!properties.defaultCallTimeout().isPositive()) {
			throw new ActorDefinitionException("'actor.default-call-timeout' is "
					+ Written.of(properties.defaultCallTimeout()) + ", which is no time to wait.",
					"Set it to more than nothing; 5s is usual.");
		}
		return new ActorTemplate(node, properties.defaultCallTimeout());
	}

	@Bean
	NodeLifecycle actorNodeLifecycle(Node node, ActorProperties properties, GenServers servers,
			ConfigurableApplicationContext context) {
		// Those of the configuration run with the node; a child context has the same one.
		Supplier<List<SupervisorSpec>> configured = NodeLifecycle.ownsNode(context)
				? new NodeConfiguration(properties)::supervisors : List::of;
		return new NodeLifecycle(node, context, servers,
				() -> SupervisionTree.of(servers, configured.get(), context.getBeanFactory()),
				() -> RemoteFunctionBeans.of(context.getBeanFactory()));
	}

}
