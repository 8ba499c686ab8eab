package io.actor.test.swarm;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.actor.node.Node;
import io.actor.process.Down;
import io.actor.process.Exit;
import io.actor.process.ExitReason;
import io.actor.process.Process;
import io.actor.process.ProcessExit;
import io.actor.term.Pid;
import io.actor.term.Ref;
import io.actor.test.swarm.Ledger.Sent;
import io.actor.test.swarm.Ledger.Word;

/**
 * A victim that is told to end by several at once, and perhaps by itself, while it waits,
 * sends, or tries to catch its end. All who watch see one reason, that of the first fatal
 * signal (PR-S2, PR-S7); a kill cannot be trapped (PR-S5); one that has been told to end
 * sends nothing more, and what it sent before comes before its Down (PR-L2, LM-S5); each
 * watcher hears once (LM-S2, LM-S3), and at once (LM-L1).
 */
final class ExitRaces extends LocalWorkload {

	@Override
	public String name() {
		return "exits";
	}

	@Override
	Site site(Arena arena, Node node) {
		return new Races(arena, node);
	}

	/** Tells the one who leads a round that a part is ready, or has ended. */
	private record Part(int round) {
	}

	private static final class Races extends Site {

		private final Ledger ledger = new Ledger(this);

		private int numbers;

		private boolean finished;

		private Races(Arena arena, Node node) {
			super(arena, node, "exits");
		}

		@Override
		void begin() {
			int rounds = this.choices.between(1, 8 * size());
			spawn((self) -> {
				for (int round = 0; round < rounds && active(); round++) {
					play(self, round);
					sleep(self, pace(rounds));
				}
				this.finished = true;
			});
		}

		private void play(Process self, int round) {
			List<Integer> watchers = new ArrayList<>();
			int count = this.choices.between(1, 4);
			for (int i = 0; i < count; i++) {
				watchers.add(++this.numbers);
			}
			List<Pid> sinks = new ArrayList<>();
			Life victim = victim(watchers, sinks);
			for (int watcher : watchers) {
				boolean links = this.choices.chance(0.5);
				sinks.add(live(links, (each) -> watch(each, self.pid(), round, watcher, victim, links)).pid);
			}
			await(self, round, count);
			self.send(victim.pid, "go");
			int attackers = this.choices.between(0, 4);
			for (int i = 0; i < attackers; i++) {
				ExitReason reason = this.choices.oneOf(ExitReason.named("r" + round + "." + i), ExitReason.KILL,
						ExitReason.NORMAL, ExitReason.KILLED);
				Duration delay = millis(0, 1);
				spawn((each) -> {
					sleep(each, delay);
					attack(each, victim, reason);
					each.send(self.pid(), new Part(round));
				});
			}
			await(self, round, attackers);
			attack(self, victim, ExitReason.KILL);
			await(self, round, count);
		}

		private void await(Process self, int round, int count) {
			for (int i = 0; i < count; i++) {
				self.receive(Part.class, (part) -> part.round() == round);
			}
		}

		private void attack(Process self, Life victim, ExitReason reason) {
			boolean kill = reason.equals(ExitReason.KILL);
			if (!kill && (victim.trapping || reason.isNormal())) {
				self.exit(victim.pid, reason);
				return;
			}
			if (kill && victim.trapping && !victim.over()) {
				mark(Marks.KILLED_WHILE_TRAPPING);
			}
			Life.Cause cause = victim.cause(kill ? ExitReason.KILLED : reason);
			self.exit(victim.pid, reason);
			cause.completed();
			if (processes().isAlive(victim.pid)) {
				throw violated(kill ? "PR-S5" : "PR-S7", victim + " lives on after " + reason);
			}
		}

		// ---- the victim ----

		private Life victim(List<Integer> watchers, List<Pid> sinks) {
			int kind = this.choices.below(6);
			boolean stubborn = this.choices.chance(0.3);
			int steps = this.choices.between(0, 10);
			boolean trapping = this.choices.chance(0.4);
			Life[] me = new Life[1];
			me[0] = live(trapping, (self) -> {
				Life life = me[0];
				try {
					suffer(self, life, kind, steps, watchers, sinks);
				}
				catch (ProcessExit ex) {
					if (!stubborn) {
						throw ex;
					}
					mark(Marks.END_WAS_CAUGHT);
					goOn(self, life, watchers, sinks);
				}
			});
			return me[0];
		}

		private void suffer(Process self, Life me, int kind, int steps, List<Integer> watchers, List<Pid> sinks)
				throws Exception {
			self.receive(String.class);
			for (int i = 0; i < steps || kind == 0; i++) {
				switch (kind) {
					case 0 -> self.receive(Never.class);
					case 1, 2 -> say(self, me, watchers, sinks);
					default -> sleep(self, (i % 3 == 0) ? Duration.ofMillis(1) : Duration.ZERO);
				}
			}
			if (me.doomed()) {
				mark(Marks.SIGNAL_BESIDE_OWN_END);
			}
			switch (kind) {
				case 1, 3 -> {
					ExitReason own = this.choices.oneOf(ExitReason.shutdown("own"), ExitReason.KILL);
					me.cause(own);
					self.exit(own);
				}
				case 4 -> throw new IllegalStateException("fails");
				default -> {
				}
			}
		}

		private void say(Process self, Life me, List<Integer> watchers, List<Pid> sinks) {
			for (int i = 0; i < sinks.size(); i++) {
				long event = event();
				Sent sent = this.ledger.sending(-me.number, watchers.get(i));
				try {
					self.send(sinks.get(i), sent.word);
				}
				catch (ProcessExit ex) {
					mark(Marks.KILLED_WHILE_SENDING);
					throw ex;
				}
				sent.completed();
				if (me.toldBefore(event)) {
					throw violated("PR-L2", me + " has sent " + sent.word + " after it had been told to end");
				}
			}
		}

		/** Whatever it tries, it has ended. */
		private void goOn(Process self, Life me, List<Integer> watchers, List<Pid> sinks) {
			for (int i = 0; i < 3; i++) {
				try {
					say(self, me, watchers, sinks);
					self.receive(Never.class, Duration.ofMillis(5));
					throw violated("PR-L2", me + " has been told to end and could receive");
				}
				catch (ProcessExit ex) {
					// As it must be.
				}
			}
		}

		// ---- the watchers ----

		private void watch(Process self, Pid leader, int round, int me, Life victim, boolean links) {
			Ref monitor = self.monitor(victim.pid);
			if (links) {
				self.link(victim.pid);
			}
			self.send(leader, new Part(round));
			boolean down = false;
			boolean exit = !links;
			Duration patience = Duration.ofDays(1);
			while (true) {
				Object message = self.receive(Object.class, patience).orElse(null);
				switch (message) {
					case Word word -> this.ledger.taken(me, word);
					case Down(Ref ref, var target, ExitReason reason) -> {
						if (down || !ref.equals(monitor) || !target.equals(victim.pid)) {
							throw violated("LM-S2", me + " has got another Down: " + message);
						}
						down = true;
						over(self, me, victim, reason);
					}
					case Exit(Pid from, ExitReason reason) -> {
						if (exit || !from.equals(victim.pid)) {
							throw violated("LM-S3", me + " has got another exit: " + message);
						}
						exit = true;
						over(self, me, victim, reason);
					}
					case null -> {
						if (!down || !exit) {
							throw violated("LM-L1", me + " has not heard of the end of " + victim);
						}
						self.send(leader, new Part(round));
						return;
					}
					default -> throw violated("MB-S3", "what is " + message);
				}
				if (down && exit) {
					patience = Duration.ofMillis(2);
				}
			}
		}

		private void over(Process self, int me, Life victim, ExitReason reason) {
			victim.seen("watcher " + me, reason);
			this.ledger.ended(-victim.number, me);
			Ref late = self.monitor(victim.pid);
			Down down = self.receive(Down.class, (each) -> each.monitor().equals(late), Duration.ZERO).orElse(null);
			if (down == null || !down.reason().equals(ExitReason.NOPROC)) {
				throw violated("LM-S6", me + " watches one that has ended and gets " + down);
			}
		}

		@Override
		boolean done() {
			return this.finished;
		}

		@Override
		String waitsFor() {
			return "PR-L2: a round has not ended; " + this.ledger;
		}

	}

}
