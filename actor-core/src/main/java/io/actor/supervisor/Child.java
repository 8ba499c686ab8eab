package io.actor.supervisor;

import io.actor.process.ExitReason;
import io.actor.term.Pid;

import org.jspecify.annotations.Nullable;

/**
 * A child as its supervisor keeps it. Written by the supervisor's process, read by views.
 */
final class Child {

	private final ChildSpec spec;

	private volatile @Nullable Pid pid;

	private volatile boolean restarting;

	private volatile int restarts;

	private volatile @Nullable LastEnd lastEnd;

	/**
	 * How it ended last, if it did so by itself.
	 *
	 * @param reason why
	 * @param wallMillis when
	 */
	record LastEnd(ExitReason reason, long wallMillis) {
	}

	Child(ChildSpec spec) {
		this.spec = spec;
	}

	ChildSpec spec() {
		return this.spec;
	}

	@Nullable Pid pid() {
		return this.pid;
	}

	void started(@Nullable Pid now) {
		this.pid = now;
		this.restarting = false;
	}

	void stopped() {
		this.pid = null;
		this.restarting = false;
	}

	/** Its start failed and will be tried again. */
	void restarting() {
		this.pid = null;
		this.restarting = true;
	}

	boolean isRestarting() {
		return this.restarting;
	}

	void countRestart() {
		this.restarts++;
	}

	void ended(ExitReason reason, long wallMillis) {
		this.lastEnd = new LastEnd(reason, wallMillis);
	}

	ChildInfo info() {
		LastEnd last = this.lastEnd;
		return new ChildInfo(this.spec.id(), this.pid, this.restarting, this.spec.kind(), this.spec.restart(),
				this.restarts, (last != null) ? last.reason() : null, (last != null) ? last.wallMillis() : 0);
	}

}
