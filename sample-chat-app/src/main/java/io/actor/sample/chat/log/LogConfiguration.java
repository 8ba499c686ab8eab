package io.actor.sample.chat.log;

import java.time.Duration;

import io.actor.spring.server.SupervisorSpec;
import io.actor.supervisor.Strategy;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

/** The log service, a subtree of its own: first to start and last to stop. */
@Configuration(proxyBeanMethods = false)
class LogConfiguration {

	@Bean
	@Order(1)
	SupervisorSpec logService() {
		return SupervisorSpec.of("log-service", Strategy.ONE_FOR_ONE).intensity(5, Duration.ofSeconds(10));
	}

}
