package io.actor.supervisor;

import io.actor.process.ExitReason;
import io.actor.term.Pid;

import org.jspecify.annotations.Nullable;

/**
 * A child as its supervisor keeps it. Written by the supervisor's process, read by views.
 */
final class Child {

	private volatile ChildSpec spec;

	private volatile @Nullable Pid pid;

	/** The process it is, or was last. */
	private volatile @Nullable Pid lastPid;

	private volatile boolean restarting;

	private volatile int restarts;

	private volatile @Nullable LastEnd lastEnd;

	/** What will end its wait, while a restart of it is delayed. */
	private @Nullable Object waiting;

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

	/** Another specification, for its next restart. */
	void spec(ChildSpec next) {
		this.spec = next;
	}

	@Nullable Pid pid() {
		return this.pid;
	}

	@Nullable Pid lastPid() {
		return this.lastPid;
	}

	void started(@Nullable Pid now) {
		this.pid = now;
		this.lastPid = (now != null) ? now : this.lastPid;
		this.restarting = false;
		this.waiting = null;
	}

	void stopped() {
		started(null);
	}

	/** It is to be started: when this comes, or again if it is null. */
	void restarting(@Nullable Object due) {
		this.pid = null;
		this.restarting = true;
		this.waiting = due;
	}

	boolean isRestarting() {
		return this.restarting;
	}

	/** Whether it waits for this. */
	boolean waitsFor(Object due) {
		return this.waiting == due;
	}

	/** Whether it runs or is going to. */
	boolean isActive() {
		return this.pid != null || this.restarting;
	}

	void countRestart() {
		this.restarts++;
	}

	void ended(ExitReason reason, long wallMillis) {
		this.lastEnd = new LastEnd(reason, wallMillis);
	}

	ChildInfo info() {
		LastEnd last = this.lastEnd;
		ChildSpec known = this.spec;
		return new ChildInfo(known.id(), this.pid, this.restarting, known.kind(), known.restart(), this.restarts,
				(last != null) ? last.reason() : null, (last != null) ? last.wallMillis() : 0);
	}

}
