package io.actor.test.swarm;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.actor.node.Node;
import io.actor.process.Body;
import io.actor.process.DropReason;
import io.actor.process.ExitReason;
import io.actor.process.Process;
import io.actor.process.ProcessExit;
import io.actor.process.Processes;
import io.actor.process.SpawnOptions;
import io.actor.term.Pid;
import io.actor.test.tape.Choices;

/**
 * What a workload does on one node, and what it knows about it. All its processes share
 * this object as their history: one thread runs them all.
 */
abstract class Site {

	final Arena arena;

	final Node node;

	final Choices choices;

	private final String name;

	private final List<Pid> spawned = new ArrayList<>();

	private final int aliases;

	private final int timers;

	private final long dropped;

	private long events;

	private int lives;

	private boolean gone;

	private boolean ending;

	/** A message nobody ever sends. */
	record Never() {
	}

	Site(Arena arena, Node node, String name) {
		this.arena = arena;
		this.node = node;
		this.name = name;
		this.choices = arena.choices(name);
		this.aliases = processes().aliasCount();
		this.timers = processes().timerCount();
		this.dropped = droppedSinceStart();
	}

	/** Starts its processes. */
	abstract void begin();

	/** Whether all has come that has to come. */
	abstract boolean done();

	/** What has not come. */
	abstract String waitsFor();

	/** Checks what can only be told at the end, when all its processes have ended. */
	void check() {
	}

	// ---- what processes use ----

	final Processes processes() {
		return this.node.processes();
	}

	/** Spawns a process that is killed at the end of the run, if it still runs then. */
	final Pid spawn(Body body) {
		return spawn(body, SpawnOptions.DEFAULT);
	}

	final Pid spawn(Body body, SpawnOptions options) {
		return spawned(processes().spawn(body, options, null).pid());
	}

	final Pid spawned(Pid pid) {
		this.spawned.add(pid);
		return pid;
	}

	/** Spawns a process whose life is followed. */
	final Life live(boolean trapping, Body body) {
		Life life = new Life(this, ++this.lives, trapping);
		life.pid = spawn((self) -> lead(life, self, body), new SpawnOptions(false, false, trapping));
		return life;
	}

	/** Runs the code of a process whose life is followed. */
	final void lead(Life life, Process self, Body body) throws Exception {
		life.pid = self.pid();
		life.started = true;
		try {
			body.run(self);
			life.cause(ExitReason.NORMAL);
		}
		catch (ProcessExit | Violation ex) {
			throw ex;
		}
		catch (Exception | Error ex) {
			life.cause(ExitReason.crash(ex));
			throw ex;
		}
		finally {
			life.unwound = true;
		}
	}

	/** Virtual time, in nanoseconds. */
	final long now() {
		return this.arena.now();
	}

	/** Orders what happens at one instant. */
	final long event() {
		return ++this.events;
	}

	/** How much there is to do, 1 to 20. */
	final int size() {
		return this.arena.profile().size();
	}

	/** Whether new things are begun. */
	final boolean active() {
		return this.arena.active() && !this.gone;
	}

	/** Whether its processes are being ended because the run is over. */
	final boolean ending() {
		return this.ending;
	}

	/** Whether time passes only when nothing can run. */
	final boolean exact() {
		return this.arena.profile().options().stepNanos() == 0 && !this.arena.profile().faults().contains(Fault.PAUSE);
	}

	/** Whether nothing else runs that sends messages, has aliases or timers. */
	final boolean alone() {
		return this.arena.profile().workloads().size() == 1 && this.arena.profile().nodes() == 1;
	}

	/** Waits; the wait must end neither early nor late. */
	final void sleep(Process self, Duration time) {
		long begin = now();
		self.receive(Never.class, time);
		checkTimeout(begin, time);
	}

	/** MB-L2 and MB-L3 of a receive without a match. */
	final void checkTimeout(long begin, Duration time) {
		long passed = now() - begin;
		if (passed < time.toNanos() || (exact() && passed != time.toNanos())) {
			throw violated(time.isZero() ? "MB-L3" : "MB-L2",
					"a receive with a timeout of " + time + " gave up after " + passed + " ns");
		}
	}

	/** A time of whole milliseconds, so that many things happen at one instant. */
	final Duration millis(int least, int most) {
		return Duration.ofMillis(this.choices.between(least, most));
	}

	/** A pause between the steps of one who takes that many of them in the run. */
	final Duration pace(int steps) {
		return millis(0, (int) Math.max(1, 2 * this.arena.profile().faultTime().toMillis() / Math.max(1, steps)));
	}

	final void kill(Pid pid) {
		processes().exit(processes().nobody(), pid, ExitReason.KILL);
	}

	final void mark(Marks mark) {
		this.arena.mark(mark.name());
	}

	final Violation violated(String invariant, String what) {
		String text = this.name + " on " + this.node.name() + ": " + what;
		// What a node that stops does to what runs on it is none of its business.
		return this.gone ? new Violation(invariant, text) : this.arena.violated(invariant, text);
	}

	// ---- the end ----

	final void leave() {
		this.gone = true;
	}

	final boolean settled() {
		if (!this.ending) {
			if (!done()) {
				return false;
			}
			this.ending = true;
			this.spawned.forEach(this::kill);
		}
		return this.spawned.stream().noneMatch((pid) -> processes().info(pid).isPresent());
	}

	final String missing() {
		if (!this.ending) {
			return waitsFor();
		}
		List<String> alive = new ArrayList<>();
		this.spawned
			.forEach((pid) -> processes().info(pid).ifPresent((info) -> alive.add(info.status() + " " + info.pid())));
		return "PR-L2: killed and still there are " + alive;
	}

	final void checkEnd() {
		for (String registered : processes().registeredNames()) {
			if (processes().whereis(registered).filter(this.spawned::contains).isPresent()) {
				throw violated("PR-S6", "the name " + registered + " is still that of a process that has ended");
			}
		}
		if (alone() && processes().aliasCount() != this.aliases) {
			throw violated("PR-S6", processes().aliasCount() - this.aliases + " aliases have outlived their processes");
		}
		if (alone() && processes().timerCount() != this.timers) {
			throw violated("PR-S6", processes().timerCount() - this.timers + " timers have outlived their receivers");
		}
		check();
	}

	/** Messages dropped on this node since this site began, for any of these reasons. */
	final long dropped(DropReason... reasons) {
		return droppedSinceStart(reasons) - ((reasons.length == 0) ? this.dropped : 0);
	}

	private long droppedSinceStart(DropReason... reasons) {
		long sum = 0;
		for (DropReason reason : (reasons.length == 0) ? DropReason.values() : reasons) {
			sum += processes().droppedMessages(reason);
		}
		return sum;
	}

}
