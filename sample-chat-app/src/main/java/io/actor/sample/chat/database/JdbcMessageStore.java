package io.actor.sample.chat.database;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;

import io.actor.sample.chat.room.Line;

/** The history in tables. */
final class JdbcMessageStore implements MessageStore {

	private final Database database;

	JdbcMessageStore(Database database) {
		this.database = database;
	}

	@Override
	public boolean append(Line line) {
		return this.database.run((jdbc) -> jdbc.sql("""
				insert into line (id, room, nick, text, said_at, node)
				values (:id, :room, :nick, :text, :at, :node)
				on conflict do nothing
				""")
			.param("id", line.id())
			.param("room", line.room())
			.param("nick", line.nick())
			.param("text", line.text())
			.param("at", line.at().atOffset(ZoneOffset.UTC))
			.param("node", line.node())
			.update()) == 1;
	}

	@Override
	public List<Line> last(String room, int limit) {
		return this.database.run((jdbc) -> jdbc.sql("""
				select id, room, nick, text, said_at, node from line
				where room = :room order by said_at desc, id desc limit :limit
				""").param("room", room).param("limit", limit).query(JdbcMessageStore::line).list()).reversed();
	}

	@Override
	public List<String> rooms() {
		return this.database
			.run((jdbc) -> jdbc.sql("select distinct room from line order by room").query(String.class).list());
	}

	private static Line line(ResultSet row, int number) throws SQLException {
		return new Line(row.getObject("id", UUID.class), row.getString("room"), row.getString("nick"),
				row.getString("text"), row.getObject("said_at", OffsetDateTime.class).toInstant(),
				row.getString("node"));
	}

}
