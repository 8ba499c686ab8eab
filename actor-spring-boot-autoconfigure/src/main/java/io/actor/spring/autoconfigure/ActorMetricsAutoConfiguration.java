package io.actor.spring.autoconfigure;

import io.actor.node.Node;
import io.actor.spring.metrics.ActorMeterBinder;
import io.micrometer.core.instrument.MeterRegistry;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/** The meters of the node. */
@AutoConfiguration(after = ActorAutoConfiguration.class,
		afterName = { "org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration",
				"org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration" })
@ConditionalOnClass(MeterRegistry.class)
@ConditionalOnBean({ MeterRegistry.class, Node.class })
public final class ActorMetricsAutoConfiguration {

	ActorMetricsAutoConfiguration() {
	}

	@Bean
	@ConditionalOnMissingBean
	ActorMeterBinder actorMeterBinder(Node node) {
		return new ActorMeterBinder(node);
	}

}
