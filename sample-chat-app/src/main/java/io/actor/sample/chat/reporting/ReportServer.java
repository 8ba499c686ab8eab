package io.actor.sample.chat.reporting;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

import io.actor.sample.chat.Tick;
import io.actor.sample.chat.database.LineCounts;
import io.actor.sample.chat.database.ReportStore;
import io.actor.sample.chat.database.ReportStore.Report;
import io.actor.sample.chat.reporting.Reports.LatestReports;
import io.actor.spring.annotation.GenServer;
import io.actor.spring.annotation.HandleCall;
import io.actor.spring.annotation.HandleInfo;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.dao.DataAccessException;

/**
 * Reports every minute that is over. It remembers only how far it has come: after a crash
 * it looks back some minutes, and a report that is there is not written twice.
 */
@GenServer(name = ReportServer.NAME, supervisor = "reporting-service")
class ReportServer {

	static final String NAME = "reporter";

	private static final Duration TICK = Duration.ofSeconds(5);

	private static final Duration LOOK_BACK = Duration.ofMinutes(10);

	private static final Logger logger = LoggerFactory.getLogger(ReportServer.class);

	private final LineCounts lines;

	private final ReportStore reports;

	private Instant next = minute(Instant.now().minus(LOOK_BACK));

	ReportServer(LineCounts lines, ReportStore reports) {
		this.lines = lines;
		this.reports = reports;
		Tick.after(TICK);
	}

	@HandleCall
	List<Report> latest(LatestReports request) {
		return this.reports.latest(request.limit());
	}

	@HandleInfo
	void tick(Tick tick) {
		try {
			Instant now = minute(Instant.now());
			while (this.next.isBefore(now)) {
				Instant until = this.next.plus(1, ChronoUnit.MINUTES);
				this.reports.store(this.next, this.lines.byRoom(this.next, until));
				this.next = until;
			}
		}
		catch (DataAccessException ex) {
			logger.warn("The report of {} has to wait: {}", this.next, ex.getMessage());
		}
		Tick.after(TICK);
	}

	private static Instant minute(Instant time) {
		return time.truncatedTo(ChronoUnit.MINUTES);
	}

}
