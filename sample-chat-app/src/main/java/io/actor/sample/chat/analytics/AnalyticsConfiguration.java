package io.actor.sample.chat.analytics;

import java.time.Duration;

import io.actor.spring.server.SupervisorSpec;
import io.actor.supervisor.Strategy;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

/** The analytics service, a subtree of its own that may fail alone. */
@Configuration(proxyBeanMethods = false)
class AnalyticsConfiguration {

	@Bean
	@Order(3)
	SupervisorSpec analyticsService() {
		return SupervisorSpec.of("analytics-service", Strategy.ONE_FOR_ONE).intensity(5, Duration.ofSeconds(10));
	}

}
