package io.actor.sample.chat.reporting;

import java.util.List;

import io.actor.sample.chat.database.ReportStore.Report;
import io.actor.sample.chat.reporting.Reports.LatestReports;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Reports as JSON. */
@RestController
class ReportController {

	private static final int MOST = 500;

	private final Reports reports;

	ReportController(Reports reports) {
		this.reports = reports;
	}

	@GetMapping("/reports")
	List<Report> latest() {
		return this.reports.latest(new LatestReports(MOST));
	}

}
