package io.actor.sample.chat.database;

import java.time.Duration;

import io.actor.gen.CallException;
import io.actor.gen.ServerRef;
import io.actor.sample.chat.database.PoolRequest.Outcome;
import io.actor.sample.chat.database.PoolRequest.Run;

import org.springframework.dao.DataAccessResourceFailureException;

/** The database service, as the others see it: give it work, get the outcome. */
public final class Database {

	/** Longer than the pool takes to say that something takes too long. */
	private static final Duration MARGIN = Duration.ofSeconds(1);

	private final ServerRef pool;

	Database(ServerRef pool, Duration timeout) {
		this.pool = pool.withTimeout(timeout.plus(MARGIN));
	}

	/**
	 * Does the work on some connection and waits for it.
	 * @throws org.springframework.dao.DataAccessException if it was not done
	 */
	@SuppressWarnings("unchecked")
	public <T> T run(Work<T> work) {
		try {
			return switch (this.pool.call(new Run<>(work))) {
				case Outcome.Done(Object value) -> (T) value;
				case Outcome.Failed(RuntimeException why) -> throw why;
			};
		}
		catch (CallException ex) {
			throw new DataAccessResourceFailureException("The database service does not answer", ex);
		}
	}

}
