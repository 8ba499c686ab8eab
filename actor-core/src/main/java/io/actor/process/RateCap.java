package io.actor.process;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Keeps a storm of reports out of the log: of each source a few lines at once, then one
 * in ten seconds, and a count of those left out. Sources are forgotten when they have
 * been quiet for long enough; if there are too many all the same, the rest count as one.
 */
public final class RateCap {

	/** Lines a source may write at once. */
	public static final int BURST = 10;

	/** How long it takes until a source may write one line more. */
	public static final Duration PERIOD = Duration.ofSeconds(10);

	static final int MAX_SOURCES = 1000;

	private final Map<Source, Budget> budgets = new LinkedHashMap<>();

	/**
	 * Who is limited.
	 *
	 * @param kind of report
	 * @param origin what stays the same over restarts: a name or a class
	 */
	public record Source(String kind, String origin) {
	}

	/**
	 * Lines that were left out.
	 *
	 * @param source whose
	 * @param count how many
	 */
	public record Omitted(Source source, long count) {
	}

	/**
	 * Asks for one line.
	 * @param now on the monotonic clock
	 * @return how many have been left out before it, or empty if it is left out too
	 */
	public synchronized OptionalLong admit(Source source, long now) {
		Budget budget = budget(source, now);
		if (!budget.spend(now)) {
			budget.omitted++;
			return OptionalLong.empty();
		}
		long before = budget.omitted;
		budget.omitted = 0;
		return OptionalLong.of(before);
	}

	/** What was left out and may be told by now; counts as a line of its source. */
	public synchronized List<Omitted> due(long now) {
		List<Omitted> due = new ArrayList<>();
		this.budgets.forEach((source, budget) -> {
			if (budget.omitted > 0 && budget.spend(now)) {
				due.add(new Omitted(source, budget.omitted));
				budget.omitted = 0;
			}
		});
		return due;
	}

	/** Whether anything was left out that has not been told. */
	public synchronized boolean omits() {
		return this.budgets.values().stream().anyMatch((budget) -> budget.omitted > 0);
	}

	private Budget budget(Source source, long now) {
		Budget known = this.budgets.get(source);
		if (known != null) {
			return known;
		}
		if (this.budgets.size() >= MAX_SOURCES) {
			this.budgets.values().removeIf((budget) -> budget.untouched(now));
		}
		Source counted = (this.budgets.size() >= MAX_SOURCES) ? new Source(source.kind(), "others") : source;
		return this.budgets.computeIfAbsent(counted, (fresh) -> new Budget(now));
	}

	/** What a source may still write. */
	private static final class Budget {

		/** When all lines are to be had again; in the past if they are. */
		private long full;

		private long omitted;

		Budget(long now) {
			this.full = now;
		}

		private long missing(long now) {
			return Math.max(0, this.full - now);
		}

		boolean spend(long now) {
			long missing = missing(now);
			if (missing > (BURST - 1) * PERIOD.toNanos()) {
				return false;
			}
			this.full = now + missing + PERIOD.toNanos();
			return true;
		}

		boolean untouched(long now) {
			return this.omitted == 0 && missing(now) == 0;
		}

	}

}
