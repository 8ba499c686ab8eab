package io.actor.spring.autoconfigure;

import io.actor.node.Node;
import io.actor.spring.actuate.ActorHealthIndicator;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.context.annotation.Bean;

/** The health contributor {@code actor}. */
@AutoConfiguration(after = ActorAutoConfiguration.class)
@ConditionalOnClass(ConditionalOnEnabledHealthIndicator.class)
@ConditionalOnBean(Node.class)
@ConditionalOnEnabledHealthIndicator("actor")
public final class ActorHealthContributorAutoConfiguration {

	ActorHealthContributorAutoConfiguration() {
	}

	@Bean
	@ConditionalOnMissingBean(name = { "actorHealthIndicator", "actorHealthContributor" })
	ActorHealthIndicator actorHealthContributor(Node node) {
		return new ActorHealthIndicator(node);
	}

}
