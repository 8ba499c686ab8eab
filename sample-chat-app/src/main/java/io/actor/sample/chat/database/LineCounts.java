package io.actor.sample.chat.database;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

import org.springframework.stereotype.Repository;

/** Counts over the history. Throws as {@link MessageStore} does. */
@Repository
public class LineCounts {

	private final Database database;

	LineCounts(Database database) {
		this.database = database;
	}

	/** Lines of each room. */
	public List<RoomCount> byRoom() {
		return this.database.run((jdbc) -> jdbc
			.sql("select room, count(*) as lines, count(distinct nick) as people from line group by room")
			.query(RoomCount.class)
			.list());
	}

	/** Lines of each room in which something was said in this time. */
	public List<RoomCount> byRoom(Instant from, Instant until) {
		return this.database.run((jdbc) -> jdbc.sql("""
				select room, count(*) as lines, count(distinct nick) as people from line
				where said_at >= :from and said_at < :until group by room
				""")
			.param("from", from.atOffset(ZoneOffset.UTC))
			.param("until", until.atOffset(ZoneOffset.UTC))
			.query(RoomCount.class)
			.list());
	}

	/** The minute in which most was said. */
	public Optional<MinuteCount> busiest() {
		return this.database.run((jdbc) -> jdbc.sql("""
				select date_trunc('minute', said_at) as started_at, count(*) as lines from line
				group by date_trunc('minute', said_at) order by lines desc, started_at desc limit 1
				""")
			.query((row, number) -> new MinuteCount(row.getObject("started_at", OffsetDateTime.class).toInstant(),
					row.getLong("lines")))
			.optional());
	}

	/** Everybody who ever said something. */
	public List<String> people() {
		return this.database.run((jdbc) -> jdbc.sql("select distinct nick from line").query(String.class).list());
	}

	/**
	 * A room's count.
	 *
	 * @param room which
	 * @param lines lines said in it
	 * @param people different names that said them
	 */
	public record RoomCount(String room, long lines, long people) {
	}

	/**
	 * A minute's count.
	 *
	 * @param minute when it began
	 * @param lines lines said in it
	 */
	public record MinuteCount(Instant minute, long lines) {
	}

}
