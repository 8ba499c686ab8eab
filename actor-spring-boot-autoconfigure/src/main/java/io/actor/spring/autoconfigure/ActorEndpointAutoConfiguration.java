package io.actor.spring.autoconfigure;

import io.actor.node.Node;
import io.actor.spring.actuate.NodesEndpoint;
import io.actor.spring.actuate.ProcessesEndpoint;

import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.actuate.management.HeapDumpWebEndpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/**
 * The endpoints {@code processes} and {@code nodes}, and a warning about another one.
 */
@AutoConfiguration(after = ActorAutoConfiguration.class)
@ConditionalOnClass(ConditionalOnAvailableEndpoint.class)
@ConditionalOnBean(Node.class)
public final class ActorEndpointAutoConfiguration {

	ActorEndpointAutoConfiguration() {
	}

	@Bean
	@ConditionalOnMissingBean
	@ConditionalOnAvailableEndpoint(ProcessesEndpoint.class)
	ProcessesEndpoint processesEndpoint(Node node) {
		return new ProcessesEndpoint(node);
	}

	@Bean
	@ConditionalOnAvailableEndpoint(HeapDumpWebEndpoint.class)
	HeapDumpWarning heapDumpWarning(Node node) {
		return new HeapDumpWarning(node);
	}

	@Bean
	@ConditionalOnMissingBean
	@ConditionalOnAvailableEndpoint(NodesEndpoint.class)
	NodesEndpoint nodesEndpoint(Node node) {
		return new NodesEndpoint(node);
	}

}
