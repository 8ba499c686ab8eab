package io.actor.sample.chat.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;

import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** A database in memory whose connections the test can take away. */
final class BreakableDataSource extends DriverManagerDataSource {

	private final List<Connection> opened = new CopyOnWriteArrayList<>();

	private volatile boolean away;

	BreakableDataSource() {
		super("jdbc:h2:mem:" + UUID.randomUUID() + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DB_CLOSE_DELAY=-1");
	}

	void away(boolean isAway) {
		this.away = isAway;
	}

	/** Every connection there is fails from now on; new ones work. */
	void breakAll() throws SQLException {
		for (Connection connection : this.opened) {
			connection.close();
		}
		this.opened.clear();
	}

	int opened() {
		return this.opened.size();
	}

	@Override
	public Connection getConnection() throws SQLException {
		if (this.away) {
			throw new SQLException("The database is away", "08001");
		}
		Connection connection = super.getConnection();
		this.opened.add(connection);
		return connection;
	}

}
