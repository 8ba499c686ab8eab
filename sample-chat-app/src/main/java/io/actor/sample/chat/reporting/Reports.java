package io.actor.sample.chat.reporting;

import java.util.List;

import io.actor.sample.chat.database.ReportStore.Report;
import io.actor.spring.annotation.GenServerClient;

/** The reporting service, as the others see it. */
@GenServerClient(ReportServer.NAME)
public interface Reports {

	/** The last reports, newest first. */
	List<Report> latest(LatestReports request);

	/**
	 * Asks for reports.
	 *
	 * @param limit how many at most
	 */
	record LatestReports(int limit) {
	}

}
