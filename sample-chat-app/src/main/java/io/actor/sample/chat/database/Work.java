package io.actor.sample.chat.database;

import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Something to do with a connection. It may be done twice, when the first connection
 * breaks on the way: statements here are written so that this changes nothing.
 *
 * @param <T> type of the outcome
 */
@FunctionalInterface
public interface Work<T> {

	/** Does it, on the process of the connection. */
	T run(JdbcClient jdbc);

}
