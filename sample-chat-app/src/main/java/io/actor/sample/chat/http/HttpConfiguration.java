package io.actor.sample.chat.http;

import java.time.Duration;

import io.actor.node.Node;
import io.actor.sample.chat.ChatProperties;
import io.actor.sample.chat.room.Rooms;
import io.actor.spring.server.SupervisorSpec;
import io.actor.supervisor.Strategy;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.web.socket.config.annotation.EnableWebSocket;
import org.springframework.web.socket.config.annotation.WebSocketConfigurer;

/** The HTTP service: the status board, and one session for each open page. */
@Configuration(proxyBeanMethods = false)
@EnableWebSocket
class HttpConfiguration {

	private static final int MOST_SESSIONS = 10_000;

	@Bean
	@Order(6)
	SupervisorSpec httpService() {
		return SupervisorSpec.of("http-service", Strategy.ONE_FOR_ONE).intensity(5, Duration.ofSeconds(10));
	}

	@Bean
	SupervisorSpec sessions() {
		return SupervisorSpec.dynamic(ChatSocket.SESSIONS).under("http-service").maxChildren(MOST_SESSIONS);
	}

	@Bean
	ChatSocket chatSocket(Node node, Rooms rooms, StatusBoard board, ChatProperties properties, JsonMapper json) {
		DemoSwitches switches = new DemoSwitches(node, properties.demo());
		return new ChatSocket(node, new SessionContext(rooms, board, switches, properties.patience()), json);
	}

	/** Pages of other origins are refused, which is the default. */
	@Bean
	WebSocketConfigurer chatEndpoint(ChatSocket socket) {
		return (registry) -> registry.addHandler(socket, "/chat");
	}

}
