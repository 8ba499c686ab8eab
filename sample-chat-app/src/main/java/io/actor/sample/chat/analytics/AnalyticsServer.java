package io.actor.sample.chat.analytics;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.actor.sample.chat.analytics.Analytics.CurrentFigures;
import io.actor.sample.chat.analytics.Analytics.LineCounted;
import io.actor.sample.chat.analytics.Figures.BusiestMinute;
import io.actor.sample.chat.analytics.Figures.RoomFigures;
import io.actor.sample.chat.database.LineCounts;
import io.actor.spring.annotation.GenServer;
import io.actor.spring.annotation.HandleCall;
import io.actor.spring.annotation.HandleCast;

/**
 * Counts lines. What was said before it started it reads from the database, so its
 * figures are right after every restart; what is said while it starts waits in its
 * mailbox and may be counted twice, which figures can bear.
 */
@GenServer(name = AnalyticsServer.NAME, supervisor = AnalyticsServer.SUPERVISOR)
class AnalyticsServer {

	static final String NAME = "analytics";

	static final String SUPERVISOR = "analytics-service";

	private static final int TOP = 5;

	private final Map<String, Long> rooms = new HashMap<>();

	private final Map<Instant, Long> minutes = new HashMap<>();

	private final Set<String> people = new HashSet<>();

	AnalyticsServer(LineCounts history) {
		history.byRoom().forEach((counted) -> this.rooms.put(counted.room(), counted.lines()));
		history.busiest().ifPresent((counted) -> this.minutes.put(counted.minute(), counted.lines()));
		this.people.addAll(history.people());
	}

	@HandleCast
	void counted(LineCounted line) {
		this.rooms.merge(line.room(), 1L, Long::sum);
		this.minutes.merge(line.at().truncatedTo(ChronoUnit.MINUTES), 1L, Long::sum);
		this.people.add(line.nick());
	}

	@HandleCall
	Figures figures(CurrentFigures request) {
		long lines = this.rooms.values().stream().mapToLong(Long::longValue).sum();
		List<RoomFigures> top = this.rooms.entrySet()
			.stream()
			.sorted(Map.Entry.<String, Long>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()))
			.limit(TOP)
			.map((room) -> new RoomFigures(room.getKey(), room.getValue()))
			.toList();
		BusiestMinute busiest = this.minutes.entrySet()
			.stream()
			.max(Map.Entry.<Instant, Long>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
			.map((minute) -> new BusiestMinute(minute.getKey(), minute.getValue()))
			.orElse(Figures.NONE.busiest());
		return new Figures(lines, this.people.size(), top, busiest);
	}

}
