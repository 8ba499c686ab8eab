package io.actor.sample.chat.analytics;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.actor.sample.chat.Tick;
import io.actor.sample.chat.analytics.Analytics.CurrentFigures;
import io.actor.sample.chat.analytics.Analytics.LineCounted;
import io.actor.sample.chat.analytics.Figures.BusiestMinute;
import io.actor.sample.chat.analytics.Figures.RoomFigures;
import io.actor.sample.chat.database.LineCounts;
import io.actor.spring.annotation.GenServer;
import io.actor.spring.annotation.HandleCall;
import io.actor.spring.annotation.HandleCast;
import io.actor.spring.annotation.HandleInfo;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.dao.DataAccessException;

/**
 * Counts lines. What was said before it started it reads from the database, so its
 * figures are right after every restart.
 */
@GenServer(name = Analytics.NAME, supervisor = Analytics.SERVICE)
class AnalyticsServer {

	private static final Duration RETRY = Duration.ofSeconds(2);

	private static final int TOP = 5;

	private static final Logger logger = LoggerFactory.getLogger(AnalyticsServer.class);

	private final LineCounts history;

	private final Map<String, Long> rooms = new HashMap<>();

	private final Set<String> people = new HashSet<>();

	private BusiestMinute busiest = Figures.NONE.busiest();

	private BusiestMinute current = Figures.NONE.busiest();

	AnalyticsServer(LineCounts history) {
		this.history = history;
		Tick.after(Duration.ZERO);
	}

	/** Reads the history. A database that is away is no reason to crash. */
	@HandleInfo
	void load(Tick tick) {
		try {
			this.history.byRoom().forEach((counted) -> this.rooms.put(counted.room(), counted.lines()));
			this.history.busiest()
				.ifPresent((counted) -> this.busiest = new BusiestMinute(counted.minute(), counted.lines()));
			this.people.addAll(this.history.people());
		}
		catch (DataAccessException ex) {
			logger.warn("The figures of the past have to wait: {}", ex.getMessage());
			Tick.after(RETRY);
		}
	}

	@HandleCast
	void counted(LineCounted line) {
		this.rooms.merge(line.room(), 1L, Long::sum);
		this.people.add(line.nick());
		Instant minute = line.at().truncatedTo(ChronoUnit.MINUTES);
		if (minute.isAfter(this.current.start())) {
			this.current = new BusiestMinute(minute, 0);
		}
		if (minute.equals(this.current.start())) {
			this.current = new BusiestMinute(minute, this.current.lines() + 1);
		}
		if (this.current.lines() > this.busiest.lines()) {
			this.busiest = this.current;
		}
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
		return new Figures(lines, this.people.size(), top, this.busiest);
	}

}
