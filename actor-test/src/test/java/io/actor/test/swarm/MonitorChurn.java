package io.actor.test.swarm;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.actor.node.Node;
import io.actor.process.Down;
import io.actor.process.ExitReason;
import io.actor.process.Process;
import io.actor.term.Destination;
import io.actor.term.Pid;
import io.actor.term.Ref;
import io.actor.term.RegisteredName;
import io.actor.test.swarm.Ledger.Sent;
import io.actor.test.swarm.Ledger.Word;

/**
 * Watchers that set and remove monitors, by pid and by name, often several, on processes
 * that come, talk and go. One Down for each monitor that was not removed, none for one
 * that was (LM-S2), with the right reason (LM-S6, PR-S2), behind all the target has sent
 * (LM-S5), when its name is gone (PR-S7).
 */
final class MonitorChurn extends LocalWorkload {

	@Override
	public String name() {
		return "monitors";
	}

	@Override
	Site site(Arena arena, Node node) {
		return new Churn(arena, node);
	}

	/** A monitor of one watcher. */
	private static final class Watch {

		/** Null for a name. */
		private final Life target;

		private final Destination given;

		private final boolean wasOver;

		private final boolean wasTold;

		private boolean removed;

		private boolean fired;

		private Watch(Life target, Destination given, long event) {
			this.target = target;
			this.given = given;
			this.wasOver = target != null && target.over();
			this.wasTold = target != null && target.toldBefore(event);
		}

	}

	private static final class Churn extends Site {

		private static final int NAMES = 3;

		private final List<Life> targets = new ArrayList<>();

		private final List<Pid> watchers = new ArrayList<>();

		private final List<Map<Ref, Watch>> watches = new ArrayList<>();

		private final Ledger ledger = new Ledger(this);

		private boolean finished;

		private Churn(Arena arena, Node node) {
			super(arena, node, "monitors");
		}

		@Override
		void begin() {
			int watching = this.choices.between(1, 4);
			int count = this.choices.between(1, 10 * size());
			for (int i = 0; i < watching; i++) {
				int me = -1 - i;
				Map<Ref, Watch> mine = new HashMap<>();
				this.watches.add(mine);
				int steps = this.choices.between(1, 30 * size());
				this.watchers.add(spawn((self) -> watch(self, me, mine, steps)));
			}
			spawn((self) -> lead(self, count));
		}

		// ---- targets ----

		private void lead(Process self, int count) {
			for (int i = 0; i < count && active(); i++) {
				int words = this.choices.between(0, 4);
				int end = this.choices.below(6);
				int name = this.choices.below(2 * NAMES);
				Life[] life = new Life[1];
				life[0] = live(false, (each) -> target(each, life[0], words, end, name));
				this.targets.add(life[0]);
				sleep(self, this.choices.chance(0.3) ? Duration.ZERO : pace(count));
				if (this.choices.chance(0.5)) {
					end(self, this.choices.oneOf(this.targets));
				}
			}
			for (Life life : this.targets) {
				end(self, life);
			}
			this.finished = true;
		}

		private void end(Process self, Life life) {
			ExitReason reason = this.choices.oneOf(ExitReason.KILL, ExitReason.named("ended"));
			Life.Cause cause = life.cause(reason.equals(ExitReason.KILL) ? ExitReason.KILLED : reason);
			self.exit(life.pid, reason);
			cause.completed();
		}

		private void target(Process self, Life me, int words, int end, int name) {
			if (name < NAMES) {
				try {
					self.register("watched-" + name);
				}
				catch (IllegalArgumentException ex) {
					// Another one has it.
				}
			}
			for (int i = 0; i < words; i++) {
				int to = this.choices.below(this.watchers.size());
				Sent sent = this.ledger.sending(me.number, -1 - to);
				self.send(this.watchers.get(to), sent.word);
				sent.completed();
				if (this.choices.chance(0.3)) {
					sleep(self, millis(0, 3));
				}
			}
			switch (end) {
				case 0 -> {
				}
				case 1 -> throw new IllegalStateException("fails");
				case 2 -> {
					me.cause(ExitReason.SHUTDOWN);
					self.exit(ExitReason.SHUTDOWN);
				}
				default -> self.receive(Never.class);
			}
		}

		// ---- watchers ----

		private void watch(Process self, int me, Map<Ref, Watch> mine, int steps) {
			List<Ref> refs = new ArrayList<>();
			Ref itself = self.monitor(self.pid());
			for (int i = 0; i < steps && active(); i++) {
				if (this.targets.isEmpty() || this.choices.chance(0.2)) {
					hear(self, me, mine, pace(steps));
				}
				else if (refs.isEmpty() || this.choices.chance(0.6)) {
					refs.add(monitor(self, mine));
				}
				else {
					Ref ref = refs.remove(this.choices.below(refs.size()));
					demonitor(self, me, mine, ref, this.choices.chance(0.5));
				}
				hear(self, me, mine, Duration.ZERO);
			}
			while (true) {
				hear(self, me, mine, Duration.ofHours(1));
				if (mine.containsKey(itself)) {
					throw violated("LM-S2", me + " has heard of its own end");
				}
			}
		}

		private Ref monitor(Process self, Map<Ref, Watch> mine) {
			Life target = this.choices.chance(0.8) ? recent() : null;
			Destination given = (target != null) ? target.pid
					: RegisteredName.local("watched-" + this.choices.below(NAMES));
			Watch watch = new Watch(target, given, event());
			Ref ref = self.monitor(given);
			if (mine.put(ref, watch) != null) {
				throw violated("LM-S2", ref + " names two monitors");
			}
			return ref;
		}

		/** Mostly one that is still there. */
		private Life recent() {
			int last = this.targets.size() - 1;
			return this.targets.get(last - Math.min(this.choices.below(6), last));
		}

		private void demonitor(Process self, int me, Map<Ref, Watch> mine, Ref ref, boolean flush) {
			Watch watch = mine.get(ref);
			boolean active = flush ? self.demonitorFlush(ref) : self.demonitor(ref);
			if (active && watch.fired) {
				throw violated("LM-S2", me + " has removed a monitor that had fired");
			}
			Down down = self.receive(Down.class, (each) -> each.monitor().equals(ref), Duration.ZERO).orElse(null);
			if (down != null && (active || flush)) {
				throw violated("LM-S2", me + " has removed a monitor and yet got " + down);
			}
			if (active) {
				watch.removed = true;
			}
			else if (flush && !watch.fired) {
				mark(Marks.FLUSH_REMOVED_DOWN);
				watch.removed = true;
			}
			else if (!watch.fired) {
				if (down == null) {
					throw violated("LM-S2", me + " found its monitor of " + watch.given + " gone and no Down");
				}
				mark(Marks.DOWN_BEFORE_DEMONITOR);
				down(me, mine, down);
			}
		}

		private void hear(Process self, int me, Map<Ref, Watch> mine, Duration patience) {
			long begin = event();
			Object message = self.receive(Object.class, patience).orElse(null);
			switch (message) {
				case null -> this.ledger.foundNothing(me, begin, (any) -> true);
				case Word word -> this.ledger.taken(me, word);
				case Down down -> {
					Life target = down(me, mine, down);
					if (target != null) {
						this.ledger.ended(target.number, me);
					}
				}
				default -> throw violated("MB-S3", "what is " + message);
			}
		}

		/** Checks a Down; who has ended, or null if that was a name. */
		private Life down(int me, Map<Ref, Watch> mine, Down down) {
			Watch watch = mine.get(down.monitor());
			if (watch == null || watch.fired || watch.removed) {
				throw violated("LM-S2", me + " has got " + down + ((watch == null) ? " for no monitor"
						: watch.fired ? " a second time" : " of a monitor it had removed"));
			}
			watch.fired = true;
			Destination named = (watch.given instanceof RegisteredName(String name, String at))
					? new RegisteredName(name, this.node.processes().node().name()) : watch.given;
			if (!down.target().equals(named)) {
				throw violated("LM-S6", down + " came for a monitor of " + named);
			}
			boolean noproc = down.reason().equals(ExitReason.NOPROC);
			if (watch.target == null) {
				return null;
			}
			Pid pid = watch.target.pid;
			if (processes().isAlive(pid) || processes().info(pid).isPresent()) {
				throw violated("PR-S7", down + " came and the process is still there");
			}
			if (processes().registeredNames()
				.stream()
				.anyMatch((each) -> processes().whereis(each).filter(pid::equals).isPresent())) {
				throw violated("PR-S7", down + " came and the process still has a name");
			}
			if (watch.wasOver && !noproc) {
				throw violated("LM-S6", down + " came for a monitor of one that had ended long before");
			}
			if (noproc && !watch.target.doomed()) {
				throw violated("LM-S6", down + " came for one that nobody has ended");
			}
			if (!noproc) {
				if (watch.wasTold) {
					mark(Marks.MONITOR_OF_DYING);
				}
				watch.target.seen("watcher " + me, down.reason());
			}
			return watch.target;
		}

		@Override
		boolean done() {
			this.watchers.forEach((pid) -> {
				if (!processes().isAlive(pid)) {
					throw violated("PR-S1", "watcher " + pid + " has ended");
				}
			});
			this.targets.stream()
				.filter((life) -> !processes().isAlive(life.pid))
				.forEach((life) -> this.ledger.uncertain(life.number));
			return this.finished && this.ledger.outstanding() == 0 && silent() == 0;
		}

		private long silent() {
			return this.watches.stream()
				.flatMap((mine) -> mine.values().stream())
				.filter((watch) -> !watch.fired && !watch.removed)
				.count();
		}

		@Override
		String waitsFor() {
			return "LM-S2: " + silent() + " monitors have not fired; " + this.ledger;
		}

	}

}
