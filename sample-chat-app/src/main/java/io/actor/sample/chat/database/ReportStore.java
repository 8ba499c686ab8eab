package io.actor.sample.chat.database;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;

import io.actor.sample.chat.database.LineCounts.RoomCount;

import org.springframework.stereotype.Repository;

/** Reports on disk. Throws as {@link MessageStore} does. */
@Repository
public class ReportStore {

	private final Database database;

	ReportStore(Database database) {
		this.database = database;
	}

	/** Stores a minute's report; one that is there stays as it is. */
	public void store(Instant minute, List<RoomCount> counts) {
		this.database.run((jdbc) -> {
			counts.forEach((count) -> jdbc.sql("""
					insert into report (started_at, room, lines, people)
					values (:started_at, :room, :lines, :people) on conflict do nothing
					""")
				.param("started_at", minute.atOffset(ZoneOffset.UTC))
				.param("room", count.room())
				.param("lines", count.lines())
				.param("people", count.people())
				.update());
			return counts.size();
		});
	}

	/** The last reports, newest first. */
	public List<Report> latest(int limit) {
		return this.database
			.run((jdbc) -> jdbc.sql("select * from report order by started_at desc, lines desc, room limit :limit")
				.param("limit", limit)
				.query((row, number) -> new Report(row.getObject("started_at", OffsetDateTime.class).toInstant(),
						row.getString("room"), row.getLong("lines"), row.getLong("people")))
				.list());
	}

	/**
	 * A room's minute.
	 *
	 * @param minute when it began
	 * @param room which room
	 * @param lines lines said in it
	 * @param people different names that said them
	 */
	public record Report(Instant minute, String room, long lines, long people) {
	}

}
