package io.actor.sample.chat.room;

import java.time.Duration;

import io.actor.node.Node;
import io.actor.sample.chat.analytics.Analytics;
import io.actor.sample.chat.database.MessageStore;
import io.actor.sample.chat.log.ChatLog;
import io.actor.spring.server.SupervisorSpec;
import io.actor.supervisor.Strategy;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

/** The rooms: their dynamic supervisor, and the directory beside it. */
@Configuration(proxyBeanMethods = false)
class RoomConfiguration {

	private static final int MOST_ROOMS = 200;

	@Bean
	@Order(5)
	SupervisorSpec roomService() {
		return SupervisorSpec.of("room-service", Strategy.ONE_FOR_ONE).intensity(5, Duration.ofSeconds(10));
	}

	/** Patient, for a button on the page crashes rooms. */
	@Bean
	SupervisorSpec rooms() {
		return SupervisorSpec.dynamic(RoomDirectoryServer.ROOMS)
			.under("room-service")
			.maxChildren(MOST_ROOMS)
			.intensity(30, Duration.ofSeconds(10));
	}

	@Bean
	RoomContext roomContext(Node node, MessageStore store, RoomDirectory directory, ChatLog log, Analytics analytics) {
		return new RoomContext(node, store, directory, log, analytics);
	}

}
