package io.actor.test.swarm;

import java.time.Duration;

import io.actor.node.Node;
import io.actor.process.Down;
import io.actor.process.Exit;
import io.actor.process.ExitReason;
import io.actor.process.Process;
import io.actor.process.SpawnOptions;
import io.actor.term.Pid;

/**
 * What an exit signal does, by its origin, its reason and whether its receiver traps
 * exits: each cell of the table of Erlang's reference manual, in any order of events
 * (LM-S4).
 */
final class ExitTable extends LocalWorkload {

	private static final ExitReason OTHER = ExitReason.named("other");

	private static final ExitReason SURVIVED = ExitReason.shutdown("survived");

	@Override
	public String name() {
		return "exit table";
	}

	@Override
	Site site(Arena arena, Node node) {
		return new Table(arena, node);
	}

	/** Where a signal comes from. */
	private enum Origin {

		LINK, OTHER, SELF

	}

	private sealed interface Outcome {

	}

	/** It ends. */
	private record Dies(ExitReason reason) implements Outcome {
	}

	/** It gets a message. */
	private record Gets(ExitReason reason) implements Outcome {
	}

	/** Nothing happens. */
	private record Ignores() implements Outcome {
	}

	/** What the subject of a cell tells the one who tries it. */
	private record Told(int cell, Outcome outcome, Pid from) {
	}

	/** The model. */
	private static Outcome expected(Origin origin, ExitReason reason, boolean trapping) {
		if (origin != Origin.LINK && reason.equals(ExitReason.KILL)) {
			return new Dies(ExitReason.KILLED);
		}
		if (trapping) {
			return new Gets(reason);
		}
		if (reason.isNormal()) {
			return (origin == Origin.SELF) ? new Dies(reason) : new Ignores();
		}
		return new Dies(reason);
	}

	private static final class Table extends Site {

		private int trying;

		private int cells;

		private Table(Arena arena, Node node) {
			super(arena, node, "exit table");
		}

		@Override
		void begin() {
			int testers = this.choices.between(1, 3);
			int each = this.choices.between(1, 4 * size());
			for (int i = 0; i < testers; i++) {
				this.trying++;
				spawn((self) -> {
					for (int count = 0; count < each && active(); count++) {
						tryOne(self, ++this.cells);
						sleep(self, pace(each));
					}
					this.trying--;
				});
			}
		}

		private void tryOne(Process self, int cell) {
			Origin origin = this.choices.oneOf(Origin.values());
			ExitReason reason = this.choices.oneOf(ExitReason.NORMAL, ExitReason.KILL, ExitReason.KILLED,
					ExitReason.SHUTDOWN, ExitReason.NOPROC, OTHER);
			boolean trapping = this.choices.chance(0.5);
			boolean late = this.choices.chance(0.5);
			Pid peer = spawn((each) -> {
				each.receive(String.class);
				if (!reason.isNormal() || this.choices.chance(0.5)) {
					each.exit(reason);
				}
			});
			Pid from = (origin == Origin.LINK) ? peer : self.pid();
			Pid subject = spawn(
					(each) -> subject(each, cell, self.pid(), (origin == Origin.LINK) ? peer : null, late, trapping),
					new SpawnOptions(false, false, late != trapping));
			var monitor = self.monitor(subject);
			self.receive(Told.class, (told) -> told.cell() == cell);
			switch (origin) {
				case LINK -> self.send(peer, "end");
				case OTHER -> self.exit(subject, reason);
				case SELF -> self.send(subject, reason);
			}
			Told told = null;
			Down down = null;
			while (down == null) {
				switch (self.receive()) {
					case Down end when end.monitor().equals(monitor) -> down = end;
					case Told news when news.cell() == cell -> told = news;
					default -> {
					}
				}
			}
			Outcome outcome = (told != null) ? told.outcome() : new Dies(down.reason());
			Outcome expected = expected(origin, reason, trapping);
			if (!outcome.equals(expected)) {
				throw violated("LM-S4", origin + ", " + reason + (trapping ? ", trapping" : "") + ": it " + outcome
						+ " where it " + expected);
			}
			if (outcome instanceof Gets && !told.from().equals((origin == Origin.SELF) ? subject : from)) {
				throw violated("LM-S4", "an exit of " + from + " came as one of " + told.from());
			}
			if (told != null && !down.reason().equals(SURVIVED)) {
				throw violated("PR-S2", subject + " has survived and ended with " + down.reason());
			}
		}

		private void subject(Process self, int cell, Pid tester, Pid peer, boolean sets, boolean trapping) {
			if (sets && self.trapExit(trapping) == trapping) {
				throw violated("LM-S4", "trap_exit was " + trapping + " before it was set");
			}
			if (peer != null) {
				self.link(peer);
				self.link(peer);
			}
			self.send(tester, new Told(cell, new Ignores(), tester));
			Duration patience = Duration.ofMillis(50);
			while (true) {
				switch (self.receive(Object.class, patience).orElse(null)) {
					case ExitReason reason -> self.exit(self.pid(), reason);
					case Exit(Pid from, ExitReason reason) -> {
						self.send(tester, new Told(cell, new Gets(reason), from));
						self.exit(SURVIVED);
					}
					case null -> {
						self.send(tester, new Told(cell, new Ignores(), tester));
						self.exit(SURVIVED);
					}
					default -> {
					}
				}
			}
		}

		@Override
		boolean done() {
			return this.trying == 0;
		}

		@Override
		String waitsFor() {
			return "LM-S4: a signal has had no outcome";
		}

	}

}
