package io.actor.sample.chat.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;

import javax.sql.DataSource;

import io.actor.gen.GenServer;
import io.actor.gen.Init;
import io.actor.gen.Next;
import io.actor.gen.Request;
import io.actor.gen.ServerRef;
import io.actor.process.ExitReason;
import io.actor.term.RegisteredName;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * One connection to the database, and the process that owns it. It starts without one and
 * connects when it runs, so that a database that is away never fails a start and never
 * uses up the supervisor's patience. When the connection breaks, the process ends: the
 * supervisor starts another.
 */
final class DatabaseConnection extends GenServer<Request<?>, ConnectionCommand> {

	private static final int PROBE_SECONDS = 1;

	private static final Duration RETRY = Duration.ofSeconds(1);

	private static final Logger logger = LoggerFactory.getLogger(DatabaseConnection.class);

	private final DataSource dataSource;

	private volatile @Nullable Connection connection;

	DatabaseConnection(DataSource dataSource) {
		this.dataSource = dataSource;

	}

	@Override
	protected Init init() {
		return ok(noReply().thenContinue(new Connect()));
	}

	@Override
	protected Next handleContinue(Object connect) {
		try {
			this.connection = this.dataSource.getConnection();
			pool().cast(new PoolCommand.Ready(self().pid()));
		}
		catch (SQLException ex) {
			logger.warn("No connection to the database, trying again in {}: {}", RETRY, ex.getMessage());
			self().sendAfter(RETRY, self().pid(), new Connect());
		}
		return noReply();
	}

	@Override
	protected Next handleInfo(Object message) {
		return (message instanceof Connect connect) ? handleContinue(connect) : noReply();
	}

	@Override
	protected Next handleCast(ConnectionCommand command) throws SQLException {
		Connection current = this.connection;
		switch (command) {
			case ConnectionCommand.Do(Job job) -> {
				perform(job, Objects.requireNonNull(current, "Work is given to those that are ready"));
				pool().cast(new PoolCommand.Finished(self().pid()));
			}
			case ConnectionCommand.Report() when current != null -> pool().cast(new PoolCommand.Ready(self().pid()));
			case ConnectionCommand.Report() -> {
			}
		}
		return noReply();
	}

	private static void perform(Job job, Connection connection) throws SQLException {
		try {
			JdbcClient jdbc = JdbcClient.create(new SingleConnectionDataSource(connection, true));
			job.done(job.run().work().run(jdbc));
		}
		catch (DataAccessException ex) {
			// Is it the statement, or the connection? Only the latter ends this process,
			// and then the pool gives the job to another one.
			if (!connection.isValid(PROBE_SECONDS)) {
				throw ex;
			}
			job.failed(ex);
		}
		catch (RuntimeException ex) {
			job.failed(ex);
		}
	}

	/** Also when the process was killed in the middle of a statement. */
	@Override
	protected void ended(ExitReason reason) {
		Connection current = this.connection;
		if (current == null) {
			return;
		}
		try {
			current.close();
		}
		catch (SQLException ex) {
			logger.debug("A broken connection cannot be closed: {}", ex.getMessage());
		}
	}

	private ServerRef pool() {
		return ServerRef.of(self().processes(), RegisteredName.local(ConnectionPool.NAME));
	}

	/** To itself: connect. */
	private record Connect() {
	}

}
