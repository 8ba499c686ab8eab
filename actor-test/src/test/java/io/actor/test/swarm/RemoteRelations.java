package io.actor.test.swarm;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.actor.node.Node;
import io.actor.process.ExitReason;
import io.actor.process.Process;
import io.actor.term.Atom;
import io.actor.term.Int;
import io.actor.term.Pid;
import io.actor.term.Tuple;
import io.actor.test.World;
import io.actor.test.tape.Choices;

/**
 * Processes that link with and watch those of other nodes and let go again, while these
 * end and connections break. What each of them sees is checked by its
 * {@link RelationsLedger}; here is what has to be so in the end: everything that was
 * watched has been heard of, and links hold in both directions (LM-S1, LM-S2, LM-L2).
 */
final class RemoteRelations implements Workload {

	static final Atom GO = Atom.of("go");

	static final Atom WORD = Atom.of("word");

	static final Atom DONE = Atom.of("done");

	private final List<Target> targets = new ArrayList<>();

	private final List<Watcher> watchers = new ArrayList<>();

	private final Map<String, Neighbours> neighbours = new TreeMap<>();

	private boolean lastWordsSaid;

	private long lastWords;

	/** A process that is linked with and watched. */
	static final class Target {

		final Pid pid;

		final String alive;

		/** Its node is gone. */
		boolean lost;

		/** It has ended by itself, or was told to. */
		boolean ended;

		/** Whether a link of it may have been lost, or its holder: it may end by that. */
		boolean risky;

		/** Those who were linked with it when they ended. */
		final List<RelationsLedger> doomedBy = new ArrayList<>();

		Target(Pid pid, String alive) {
			this.pid = pid;
			this.alive = alive;
		}

		/** Whether it has to end: the connection was there for the news. */
		boolean isDoomed() {
			return this.doomedBy.stream().anyMatch((each) -> each.couldTell(this));
		}

	}

	/** A process that links and watches. */
	private static final class Watcher {

		private final String alive;

		private final RelationsLedger ledger;

		private boolean lost;

		private boolean ends;

		private boolean gone;

		private Watcher(String alive, RelationsLedger ledger) {
			this.alive = alive;
			this.ledger = ledger;
		}

	}

	@Override
	public String name() {
		return "relations";
	}

	@Override
	public void nodeStarted(Arena arena, String alive, Node node) {
		Choices choices = arena.choices(name());
		Neighbours seen = new Neighbours(arena, alive, node);
		this.neighbours.put(alive, seen);
		int size = arena.profile().size();
		for (int i = choices.below(2 + size / 2); i >= 0; i--) {
			this.targets.add(target(arena, alive, node));
		}
		for (int i = 0; i < 1 + size / 7; i++) {
			RelationsLedger ledger = new RelationsLedger(arena, alive, seen);
			Watcher watcher = new Watcher(alive, ledger);
			this.watchers.add(watcher);
			Pid pid = node.spawn((self) -> arena.guard(() -> watch(arena, self, watcher)));
			ledger.pid(pid);
			seen.tell(pid);
		}
	}

	private Target target(Arena arena, String alive, Node node) {
		Target[] made = new Target[1];
		Pid pid = node.spawn((self) -> {
			while (true) {
				Tuple go = self.receive(Tuple.class);
				Pid whom = (Pid) go.get(1);
				long words = ((Int) go.get(2)).value();
				for (int i = 0; i < words; i++) {
					self.send(whom, Tuple.of(WORD, self.pid(), Int.of(i)));
				}
				made[0].ended = true;
				self.exit(ExitReason.of(Tuple.of(DONE, whom, Int.of(words))));
			}
		});
		made[0] = new Target(pid, alive);
		return made[0];
	}

	@Override
	public void nodeCrashed(Arena arena, String alive) {
		this.neighbours.remove(alive);
		this.targets.stream().filter((each) -> each.alive.equals(alive)).forEach((each) -> each.lost = true);
		for (Watcher each : this.watchers) {
			if (each.alive.equals(alive) && !each.lost) {
				each.lost = true;
				each.ledger.abandoned();
			}
		}
	}

	// ---- what watchers do ----

	private void watch(Arena arena, Process self, Watcher me) {
		Choices choices = arena.choices(name());
		RelationsLedger ledger = me.ledger;
		self.trapExit(true);
		int actions = choices.between(1, 8 * arena.profile().size());
		int pause = choices.oneOf(5, 100, 1_000);
		for (int i = 0; i < actions && arena.active(); i++) {
			List<Target> there = this.targets.stream().filter((each) -> !each.lost || choices.chance(0.05)).toList();
			if (!there.isEmpty()) {
				Target target = choices.oneOf(there);
				switch (choices.weighted(5, 3, 5, 3, 1, 2)) {
					case 0 -> ledger.monitor(self, target);
					case 1 -> ledger.demonitor(self, target, choices.chance(0.5));
					case 2 -> ledger.link(self, target);
					case 3 -> ledger.unlink(self, target);
					case 4 -> ledger.go(self, target, choices.below(5));
					default -> {
						ledger.unlink(self, target);
						ledger.link(self, target);
					}
				}
			}
			Duration time = Duration.ofMillis(choices.below(pause));
			self.receive(Object.class, time).ifPresent((message) -> take(self, me, message));
		}
		while (true) {
			take(self, me, self.receive());
		}
	}

	private static void take(Process self, Watcher me, Object message) {
		if (!message.equals(DONE)) {
			me.ledger.take(message);
			return;
		}
		// What has come already counts.
		for (Object more = next(self); more != null; more = next(self)) {
			me.ledger.take(more);
		}
		me.ledger.leave();
		me.gone = true;
		self.exit(ExitReason.named("enough"));
	}

	private static Object next(Process self) {
		return self.receive(Object.class, Duration.ZERO).orElse(null);
	}

	// ---- the end ----

	/**
	 * When all nodes are connected again half of the targets end, and some of the
	 * watchers; the rest has to hear of it, and nobody else.
	 */
	@Override
	public boolean settled(Arena arena) {
		if (!this.lastWordsSaid) {
			if (arena.active() || !arena.isWhole()) {
				return false;
			}
			this.lastWordsSaid = true;
			this.lastWords = arena.now();
			sayLastWords(arena);
		}
		return this.watchers.stream().allMatch((each) -> each.lost || (each.ends ? each.gone : !owed(each)))
				&& this.targets.stream().noneMatch((each) -> each.isDoomed() && !each.lost && isAlive(arena, each));
	}

	private void sayLastWords(Arena arena) {
		Choices choices = arena.choices(name());
		for (Target each : this.targets) {
			if (!each.lost && choices.chance(0.5)) {
				Node node = arena.node(each.alive);
				each.ended = true;
				node.send(each.pid, Tuple.of(GO, each.pid, Int.of(0)));
			}
		}
		for (Watcher each : this.watchers) {
			if (!each.lost && choices.chance(0.3)) {
				each.ends = true;
				arena.node(each.alive).send(each.ledger.pid(), DONE);
			}
		}
	}

	/** Whether it has links with or watches somebody who has ended. */
	private boolean owed(Watcher watcher) {
		return watcher.ledger.waitsForTheDead();
	}

	private static boolean isAlive(Arena arena, Target target) {
		return arena.world().isRunning(target.alive) && arena.node(target.alive).processes().isAlive(target.pid);
	}

	@Override
	public String waitsFor(Arena arena) {
		StringBuilder text = new StringBuilder("LM-S2: ");
		for (Watcher each : this.watchers) {
			if (!each.lost && !each.gone && owed(each)) {
				text.append(each.ledger.owed()).append(' ');
			}
		}
		this.targets.stream()
			.filter((each) -> each.isDoomed() && !each.lost && isAlive(arena, each))
			.forEach((each) -> text.append("LM-S1: ")
				.append(each.pid)
				.append(" lives, and the one linked with it has ended. "));
		return text.toString();
	}

	@Override
	public void check(Arena arena) {
		this.watchers.forEach((each) -> each.ledger.check(each.lost || each.gone));
		for (Target each : this.targets) {
			if (!each.lost && !each.ended && !each.risky && !each.isDoomed() && !isAlive(arena, each)) {
				arena.violated("LM-S1", each.pid + " on " + World.fullName(each.alive)
						+ " has ended, and nobody who was linked with it has");
			}
		}
	}

}
