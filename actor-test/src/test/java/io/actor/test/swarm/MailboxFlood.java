package io.actor.test.swarm;

import java.time.Duration;
import java.util.List;

import io.actor.node.Node;
import io.actor.node.NodeConfig;
import io.actor.process.Down;
import io.actor.process.DropReason;
import io.actor.process.Exit;
import io.actor.process.ExitReason;
import io.actor.process.Process;
import io.actor.process.ProcessLimits;
import io.actor.process.SpawnOptions;
import io.actor.term.Pid;
import io.actor.term.Ref;
import io.actor.term.RegisteredName;
import io.actor.test.swarm.Ledger.Sent;
import io.actor.test.swarm.Ledger.Word;

/**
 * Senders that are faster than their receivers, and send to processes, names and aliases
 * that are not there. A mailbox holds as many messages as it may, no more and no fewer,
 * and never refuses a signal (MB-S7); every message is taken, or dropped and counted
 * (MB-S4).
 */
final class MailboxFlood extends LocalWorkload {

	@Override
	public String name() {
		return "flood";
	}

	@Override
	public NodeConfig configure(NodeConfig config, int size) {
		return config.limits(new ProcessLimits(ProcessLimits.DEFAULT.processes(), 2 + 4 * size));
	}

	@Override
	Site site(Arena arena, Node node) {
		return new Flood(arena, node, arena.profile().workloads().size() == 1 ? 2 + 4 * arena.profile().size()
				: ProcessLimits.DEFAULT.mailbox());
	}

	private static final class Flood extends Site {

		private final Ledger ledger = new Ledger(this);

		private final Pid[] receivers;

		private final int limit;

		private final long noNames = dropped(DropReason.NO_NAME);

		private final long noAliases = dropped(DropReason.NO_ALIAS);

		private Pid mortal;

		private Ref closed;

		private int sending;

		private int resting;

		private long sent;

		private long taken;

		private long toNames;

		private long toAliases;

		private Flood(Arena arena, Node node, int limit) {
			super(arena, node, "flood");
			this.limit = limit;
			this.receivers = new Pid[this.choices.between(1, 3)];
		}

		@Override
		void begin() {
			for (int i = 0; i < this.receivers.length; i++) {
				int me = -1 - i;
				this.receivers[i] = spawn((self) -> receive(self, me), new SpawnOptions(false, false, true));
			}
			this.mortal = spawn((self) -> {
				this.closed = self.alias();
				self.unalias(this.closed);
				self.receive(Never.class);
			});
			int senders = this.choices.between(1, 4);
			for (int i = 0; i < senders; i++) {
				int me = i;
				this.sending++;
				int messages = this.choices.between(1, 25 * size());
				int burst = this.choices.oneOf(10, 50, 200);
				spawn((self) -> send(self, me, messages, burst));
			}
		}

		private void send(Process self, int me, int messages, int burst) {
			int mortalAt = this.choices.below(2 * messages);
			for (int i = 0; i < messages && active(); i++) {
				this.sent++;
				switch (this.choices.below(24)) {
					case 20 -> self.send(this.mortal, "for one that will end");
					case 21 -> self.send(processes().nobody(), "for one that never was");
					case 22 -> {
						this.toNames++;
						self.send(new RegisteredName("nobody-has-this-name", processes().node().name()), "for nobody");
					}
					case 23 -> {
						boolean open = this.closed == null;
						self.send(open ? this.mortal : this.closed, "for an alias that is off");
						this.toAliases += open ? 0 : 1;
					}
					default -> {
						int to = this.choices.below(this.receivers.length);
						Sent word = this.ledger.sending(me, -1 - to, false, true);
						self.send(this.receivers[to], word.word);
						word.completed();
					}
				}
				if (i == mortalAt) {
					mark(Marks.ENDED_WITH_MAIL);
					self.send(this.mortal, "the last");
					this.sent++;
					self.exit(this.mortal, ExitReason.KILL);
				}
				if (i % burst == burst - 1) {
					sleep(self, pace(messages / burst));
				}
			}
			this.sending--;
		}

		private void receive(Process self, int me) {
			while (true) {
				Duration time = active() ? pace(10) : Duration.ofMillis(1);
				Pid brief = spawn((each) -> {
					each.receive(Object.class, time.dividedBy(2));
					each.exit(ExitReason.SHUTDOWN);
				});
				Ref monitor = self.monitor(brief);
				self.link(brief);
				sleep(self, time);
				drain(self, me, brief, monitor, !time.isZero());
				if (this.sending == 0 && this.ledger.waiting(me, Long.MAX_VALUE, true).isEmpty()) {
					this.resting++;
					self.receive(Never.class);
				}
			}
		}

		private void drain(Process self, int me, Pid brief, Ref monitor, boolean ended) {
			long event = event();
			List<Sent> waiting = this.ledger.waiting(me, event, true);
			int underWay = this.ledger.waiting(me, event, false).size();
			boolean down = false;
			boolean exit = false;
			while (true) {
				Object message = self.receive(Object.class, Duration.ZERO).orElse(null);
				switch (message) {
					case Word word -> {
						this.taken++;
						this.ledger.taken(me, word);
					}
					case Down end when end.monitor().equals(monitor) -> down = true;
					case Exit(Pid from, ExitReason reason) when from.equals(brief) -> exit = true;
					case null -> {
						check(waiting, underWay, (down ? 1 : 0) + (exit ? 1 : 0), ended);
						if (!down) {
							await(self, Down.class);
						}
						if (!exit) {
							await(self, Exit.class);
						}
						return;
					}
					default -> throw violated("MB-S3", me + " has got " + message);
				}
			}
		}

		private void check(List<Sent> waiting, int underWay, int signals, boolean ended) {
			long before = waiting.stream().filter(this.ledger::hasTaken).count();
			if (exact() && ended && signals < 2) {
				throw violated("MB-S7", "one has ended, and among " + before + " messages is no Down or no exit");
			}
			if (before > this.limit) {
				throw violated("MB-S7", before + " messages were in a mailbox for " + this.limit);
			}
			// Signals count when it is full; so may what was being sent.
			if (before < Math.min(waiting.size(), this.limit - 2 - underWay)) {
				throw violated("MB-S7",
						"of " + waiting.size() + " messages only " + before + " were in a mailbox for " + this.limit);
			}
			if (before < waiting.size()) {
				mark(Marks.MAILBOX_FULL);
				if (signals == 2 && before == this.limit) {
					mark(Marks.SIGNAL_INTO_FULL_MAILBOX);
				}
			}
			waiting.stream().filter((sent) -> !this.ledger.hasTaken(sent)).forEach(this.ledger::dropped);
		}

		private void await(Process self, Class<?> signal) {
			if (self.receive(signal, Duration.ofMinutes(1)).isEmpty()) {
				throw violated("MB-S7", "no " + signal.getSimpleName() + " of one that has ended");
			}
		}

		@Override
		boolean done() {
			return this.resting == this.receivers.length && this.ledger.outstanding() == 0;
		}

		@Override
		String waitsFor() {
			return "MB-L1: " + this.sending + " still send; " + this.ledger;
		}

		@Override
		void check() {
			long names = dropped(DropReason.NO_NAME) - this.noNames;
			long aliases = dropped(DropReason.NO_ALIAS) - this.noAliases;
			long lost = this.sent - this.taken - dropped();
			boolean counted = alone() ? lost == 0 && names == this.toNames && aliases == this.toAliases
					: lost <= 0 && names >= this.toNames && aliases >= this.toAliases;
			if (!counted) {
				throw violated("MB-S4",
						"of " + this.sent + " messages " + this.taken + " were taken and " + dropped() + " dropped; "
								+ names + " and " + aliases + " of them for names and aliases, where " + this.toNames
								+ " and " + this.toAliases + " were sent");
			}
		}

	}

}
