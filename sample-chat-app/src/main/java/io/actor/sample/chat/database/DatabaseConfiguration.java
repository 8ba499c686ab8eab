package io.actor.sample.chat.database;

import java.time.Duration;

import javax.sql.DataSource;

import io.actor.node.Node;
import io.actor.sample.chat.ChatProperties;
import io.actor.spring.server.SupervisorSpec;
import io.actor.supervisor.ChildSpec;
import io.actor.supervisor.DynamicSupervisor;
import io.actor.supervisor.Strategy;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

/**
 * The database service: connections under a dynamic supervisor, then the pool. If all
 * connections go down with their supervisor, the pool starts afresh too; if the pool
 * goes, the connections stay.
 */
@Configuration(proxyBeanMethods = false)
class DatabaseConfiguration {

	private static final int ATTEMPTS = 2;

	@Bean
	@Order(2)
	SupervisorSpec databaseService(DataSource dataSource, ChatProperties properties) {
		ConnectionPool.Settings settings = new ConnectionPool.Settings(properties.database().connections(),
				properties.database().timeout(), ATTEMPTS);
		return SupervisorSpec.of("database-service", Strategy.REST_FOR_ONE)
			.intensity(5, Duration.ofSeconds(10))
			.child(ChildSpec.supervisor(ConnectionPool.CONNECTIONS,
					DynamicSupervisor.create().intensity(30, Duration.ofSeconds(10))))
			.child(ChildSpec.worker(ConnectionPool.NAME,
					() -> new ConnectionPool(settings, () -> new DatabaseConnection(dataSource))));
	}

	@Bean
	Database database(Node node, ChatProperties properties) {
		return new Database(node.server(ConnectionPool.NAME), properties.database().timeout());
	}

	@Bean
	MessageStore messageStore(Database database) {
		return new JdbcMessageStore(database);
	}

}
