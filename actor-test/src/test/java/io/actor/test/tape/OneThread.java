package io.actor.test.tape;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;

import io.actor.process.ExitReason;
import io.actor.process.Process;
import io.actor.process.ProcessLimits;
import io.actor.process.ProcessListener;
import io.actor.process.NodeIdentity;
import io.actor.process.NodeServices;
import io.actor.process.Processes;
import io.actor.scheduler.ActorClock;
import io.actor.scheduler.ActorScheduler;
import io.actor.scheduler.ActorTimers;
import io.actor.scheduler.Parker;
import io.actor.scheduler.SchedulerSnapshot;
import io.actor.scheduler.Task;
import io.actor.scheduler.Timer;
import io.actor.scheduler.Turn;
import io.actor.term.Atom;

/**
 * Servers on the thread of the test, in an order that is chosen, in a time that passes
 * when told. Whoever waits runs others on its own stack meanwhile, so waits must be
 * nested: enough to compare servers with a model that knows no threads.
 */
public final class OneThread implements ActorScheduler, ActorTimers, ActorClock, Parker {

	private static final int DEEPEST = 100;

	private final Choices choices;

	private final List<Task> runnable = new ArrayList<>();

	private final List<Timer> timers = new ArrayList<>();

	private boolean permit;

	private long now = 1;

	public OneThread(Choices choices) {
		this.choices = choices;
	}

	/** Processes of a node without network. */
	public Processes processes() {
		return new Processes(new NodeIdentity(Atom.of("nonode@nohost"), 1), new NodeServices(this, this, this, () -> 7),
				ProcessLimits.DEFAULT, null, new Deaf());
	}

	/** Runs until nothing can run without time passing. */
	public void settle() {
		while (step()) {
			this.permit = false;
		}
	}

	/** Lets time pass and everything happen that is due. */
	public void advance(Duration time) {
		long end = this.now + time.toNanos();
		settle();
		while (fireNext(end)) {
			settle();
		}
		this.now = end;
	}

	private boolean step() {
		if (this.runnable.isEmpty()) {
			return false;
		}
		Task next = this.runnable.remove(this.choices.below(this.runnable.size()));
		if (!Turn.current().runNested(next, DEEPEST)) {
			throw new IllegalStateException("Processes wait for each other " + DEEPEST + " deep");
		}
		return true;
	}

	private boolean fireNext(long until) {
		this.timers.removeIf((timer) -> !timer.armed());
		Timer next = this.timers.stream().min(Comparator.comparingLong(Timer::deadline)).orElse(null);
		if (next == null || next.deadline() > until) {
			return false;
		}
		this.timers.remove(next);
		this.now = Math.max(this.now, next.deadline());
		next.fire();
		return true;
	}

	@Override
	public void submit(Task task, Turn turn) {
		this.runnable.add(task);
	}

	@Override
	public void resubmit(Task task, Turn turn) {
		this.runnable.add(task);
	}

	@Override
	public Parker parker() {
		return this;
	}

	@Override
	public void park() {
		parkUntil(Long.MAX_VALUE);
	}

	/** Returns after each step of another, as waits may: the caller looks again. */
	@Override
	public void parkUntil(long deadline) {
		if (this.permit || step()) {
			this.permit = false;
		}
		else if (!fireNext(deadline)) {
			if (deadline == Long.MAX_VALUE) {
				throw new IllegalStateException("Nobody is left who could end this wait");
			}
			this.now = Math.max(this.now, deadline);
		}
	}

	@Override
	public void unpark() {
		this.permit = true;
	}

	@Override
	public void schedule(Timer timer) {
		this.timers.add(timer);
	}

	@Override
	public long nanoTime() {
		return this.now;
	}

	@Override
	public long wallMillis() {
		return this.now / 1_000_000;
	}

	@Override
	public <T> T compute(Callable<T> work) throws Exception {
		return work.call();
	}

	@Override
	public SchedulerSnapshot snapshot() {
		return new SchedulerSnapshot(1, 0, 0, 1, this.runnable.size(), 0);
	}

	@Override
	public void close() {
		this.runnable.clear();
		this.timers.clear();
	}

	/** Hears nothing: models look at what processes do, not at reports. */
	private static final class Deaf implements ProcessListener {

		@Override
		public void crashed(Process process, ExitReason reason, int mailbox) {
		}

		@Override
		public void zombie(Process process, ExitReason reason, Duration since) {
		}

		@Override
		public void longSchedule(Process process, Duration held, StackTraceElement[] stack) {
		}

		@Override
		public void longMailbox(Process process, int length) {
		}

	}

}
