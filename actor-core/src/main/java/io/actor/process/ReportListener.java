package io.actor.process;

/**
 * Hears of reports. Called on a worker and outside any process, one report after the
 * other in the order in which they were made; may send and call, may block for a while.
 */
@FunctionalInterface
public interface ReportListener {

	/** Something was reported. What it throws is logged and goes no further. */
	void report(Report report);

}
