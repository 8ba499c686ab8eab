package io.actor.sample.chat.reporting;

import java.time.Duration;

import io.actor.spring.server.SupervisorSpec;
import io.actor.supervisor.Strategy;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

/** The reporting service, a subtree of its own. */
@Configuration(proxyBeanMethods = false)
class ReportingConfiguration {

	@Bean
	@Order(4)
	SupervisorSpec reportingService() {
		return SupervisorSpec.of("reporting-service", Strategy.ONE_FOR_ONE).intensity(5, Duration.ofSeconds(10));
	}

}
