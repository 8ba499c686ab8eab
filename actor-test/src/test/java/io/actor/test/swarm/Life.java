package io.actor.test.swarm;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

import io.actor.process.ExitReason;
import io.actor.term.Pid;

/**
 * What is known about the life and the end of one process: who wanted it to end and why,
 * and what others saw. The reason is set once, all see the same, and of two fatal signals
 * the first decides (PR-S2, PR-S7).
 */
final class Life {

	private final Site site;

	final int number;

	final boolean trapping;

	Pid pid;

	/** Its code has begun. */
	boolean started;

	/** Its code has returned or thrown. */
	boolean unwound;

	private final List<Cause> causes = new ArrayList<>();

	/**
	 * Whether something else explains such an end, as the end of one it is linked with.
	 */
	private Predicate<ExitReason> explained = (why) -> false;

	private ExitReason reason;

	private String seenBy;

	/** Something that ends the process if nothing else has. */
	final class Cause {

		private final ExitReason fatal;

		private final long begun = Life.this.site.event();

		private long completed = Long.MAX_VALUE;

		private long completedAt = Long.MAX_VALUE;

		private Cause(ExitReason fatal) {
			this.fatal = fatal;
		}

		/** The signal has been sent: from now on it is told to end. */
		void completed() {
			this.completed = Life.this.site.event();
			this.completedAt = Life.this.site.now();
		}

	}

	Life(Site site, int number, boolean trapping) {
		this.site = site;
		this.number = number;
		this.trapping = trapping;
	}

	/** It is about to be told, or about, to end for this reason. */
	Cause cause(ExitReason fatal) {
		Cause cause = new Cause(fatal);
		for (Cause other : this.causes) {
			if (other.completed == Long.MAX_VALUE) {
				this.site.mark(Marks.TWO_FATAL_SIGNALS);
			}
			else {
				this.site.mark(Marks.FATAL_SIGNAL_TOO_LATE);
			}
		}
		this.causes.add(cause);
		return cause;
	}

	/** What else it may end for. */
	void explainedBy(Predicate<ExitReason> explanation) {
		this.explained = explanation;
	}

	/** Whether something wanted it to end for this reason itself. */
	boolean wantedBy(ExitReason why) {
		return this.causes.stream().anyMatch((cause) -> cause.fatal.equals(why));
	}

	/** Whether it had been told to end before this event. */
	boolean toldBefore(long event) {
		return this.causes.stream().anyMatch((cause) -> cause.completed < event);
	}

	/** Whether anything wants it to end. */
	boolean doomed() {
		return !this.causes.isEmpty();
	}

	/** Whether somebody has seen its end. */
	boolean over() {
		return this.reason != null;
	}

	/** Why it has ended, as others saw. */
	ExitReason reason() {
		return this.reason;
	}

	/** Somebody has seen its end. */
	void seen(String by, ExitReason why) {
		if (this.reason != null) {
			if (!this.reason.equals(why)) {
				throw this.site.violated("PR-S2", this + " has ended with " + this.reason + " for " + this.seenBy
						+ " and with " + why + " for " + by);
			}
			return;
		}
		this.reason = why;
		this.seenBy = by;
		if (!this.unwound) {
			this.site.mark(this.started ? Marks.ENDED_BY_FORCE : Marks.KILLED_BEFORE_START);
		}
		if (!this.site.ending()) {
			checkCause();
		}
	}

	/** One of the causes of this reason must have had nothing fatal before it. */
	private void checkCause() {
		List<Cause> matching = this.causes.stream().filter((cause) -> cause.fatal.equals(this.reason)).toList();
		if (!this.explained.test(this.reason)) {
			if (matching.isEmpty()) {
				throw this.site.violated("PR-S2",
						this + " has ended with " + this.reason + " for " + this.seenBy + ", which nobody wanted");
			}
			if (matching.stream().allMatch((cause) -> toldBefore(cause.begun))) {
				throw this.site.violated("PR-S7", this + " has ended with " + this.reason + ", but not first");
			}
		}
		long told = this.causes.stream().mapToLong((cause) -> cause.completedAt).min().orElse(Long.MAX_VALUE);
		if (this.site.exact() && told < this.site.now()) {
			throw this.site.violated("LM-L1", this + " was told to end " + (this.site.now() - told)
					+ " ns before anybody saw it, and nothing was running meanwhile");
		}
	}

	@Override
	public String toString() {
		return "process " + this.number + ((this.pid != null) ? " " + this.pid.toLocalString() : "");
	}

}
