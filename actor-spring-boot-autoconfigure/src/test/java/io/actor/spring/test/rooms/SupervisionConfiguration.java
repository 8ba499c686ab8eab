package io.actor.spring.test.rooms;

import java.time.Duration;

import io.actor.spring.server.SupervisorSpec;
import io.actor.supervisor.Strategy;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Part of a slice, for it declares a supervisor. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(RoomSettings.class)
class SupervisionConfiguration {

	@Bean
	SupervisorSpec chat() {
		return SupervisorSpec.of("chat", Strategy.ONE_FOR_ONE).intensity(3, Duration.ofSeconds(5));
	}

	/** Nobody in a slice needs it, so nobody notices that its parameter is missing. */
	@Bean
	Statistics statistics(InMemoryRoomStore store) {
		return new Statistics(store);
	}

	/** Something else than a server. */
	record Statistics(InMemoryRoomStore store) {
	}

}
