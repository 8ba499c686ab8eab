package io.actor.test.swarm;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

import io.actor.gen.GenServer;
import io.actor.gen.Next;
import io.actor.gen.StartOptions;
import io.actor.node.Node;
import io.actor.process.Process;
import io.actor.term.Destination;
import io.actor.term.Pid;
import io.actor.term.Ref;
import io.actor.term.RegisteredName;
import io.actor.test.swarm.Ledger.Sent;
import io.actor.test.swarm.Ledger.Word;

/**
 * Processes and code outside any process send numbered messages, by pid, name and alias,
 * to receivers that wait, look selectively, look without waiting, and to servers. Every
 * message arrives once, unchanged and in order (MB-S1, MB-S2, MB-S3, MB-S5, MB-S6), none
 * is overlooked (MB-L1), and a receive ends when its time is over (MB-L2, MB-L3).
 */
final class MailboxTraffic extends LocalWorkload {

	@Override
	public String name() {
		return "mailbox";
	}

	@Override
	Site site(Arena arena, Node node) {
		return new Traffic(arena, node);
	}

	/** A receiver. */
	private static final class Receiver {

		private final int number;

		private Pid pid;

		private Ref alias;

		private Receiver(int number) {
			this.number = number;
		}

	}

	private static final class Traffic extends Site {

		private static final int LONGEST_WAIT = 8_000;

		private final List<Receiver> receivers = new ArrayList<>();

		private final Ledger ledger = new Ledger(this);

		private int sending;

		private Traffic(Arena arena, Node node) {
			super(arena, node, "mailbox");
		}

		@Override
		void begin() {
			int count = 1 + this.choices.below(2 + size() / 3);
			for (int i = 0; i < count; i++) {
				Receiver receiver = new Receiver(i);
				this.receivers.add(receiver);
				int kind = this.choices.below(5);
				if (kind == 0) {
					receiver.pid = spawned(
							this.node.start(() -> new Server(receiver), StartOptions.DEFAULT).pid().orElseThrow());
				}
				else {
					receiver.pid = spawn((self) -> receive(self, receiver, kind));
				}
				processes().register("mailbox-" + i, receiver.pid);
			}
			int senders = 1 + this.choices.below(5);
			for (int i = 0; i < senders; i++) {
				int me = count + i;
				this.sending++;
				int messages = this.choices.between(1, 30 * size());
				int burst = this.choices.oneOf(1, 5, 50);
				if (this.choices.chance(0.2)) {
					sendFromOutside(me, messages, burst);
				}
				else {
					spawn((self) -> send(self, me, messages, burst));
				}
			}
		}

		// ---- senders ----

		private void send(Process self, int me, int messages, int burst) {
			for (int left = messages; left > 0 && active(); left -= burst) {
				Receiver to = this.choices.oneOf(this.receivers);
				for (int i = 0; i < Math.min(left, burst); i++) {
					Sent sent = sending(me, to);
					self.send(address(to), sent.word);
					sent.completed();
				}
				sleep(self, this.choices.chance(0.5) ? pace(messages / burst)
						: Duration.ofMillis(1L << this.choices.below(8)));
			}
			this.sending--;
		}

		private void sendFromOutside(int me, int left, int burst) {
			if (left <= 0 || !active()) {
				this.sending--;
				return;
			}
			Receiver to = this.choices.oneOf(this.receivers);
			for (int i = 0; i < Math.min(left, burst); i++) {
				Sent sent = sending(me, to);
				this.node.send(address(to), sent.word);
				sent.completed();
			}
			this.arena.after(pace(5), () -> sendFromOutside(me, left - burst, burst));
		}

		private Sent sending(int me, Receiver to) {
			return this.ledger.sending(me, to.number, this.choices.below(6) == 5, false);
		}

		private Destination address(Receiver to) {
			return switch (this.choices.below(5)) {
				case 3 -> RegisteredName.local("mailbox-" + to.number);
				case 4 -> (to.alias != null) ? to.alias : to.pid;
				default -> to.pid;
			};
		}

		// ---- receivers ----

		private void receive(Process self, Receiver me, int kind) {
			me.alias = self.alias();
			int wait = 1;
			while (true) {
				boolean found = switch (kind) {
					case 1 -> take(self, me, (word) -> true, null);
					case 2 -> take(self, me, Word::urgent, Duration.ofMillis(wait))
							|| take(self, me, (word) -> true, Duration.ZERO);
					case 3 -> take(self, me, (word) -> true, Duration.ofMillis(wait));
					default -> {
						int from = this.receivers.size() + this.choices.below(5);
						yield take(self, me, (word) -> word.from() == from, Duration.ofMillis(wait))
								|| take(self, me, (word) -> true, Duration.ZERO);
					}
				};
				wait = found ? 1 : Math.min(2 * wait, LONGEST_WAIT);
			}
		}

		/** Takes a message, or none within this time; null is for ever. */
		private boolean take(Process self, Receiver me, Predicate<Word> matching, Duration time) {
			long begin = now();
			long event = event();
			long steps = this.arena.world().simulation().steps();
			Word word = (time != null) ? self.receive(Word.class, matching, time).orElse(null)
					: self.receive(Word.class, matching);
			if (word != null) {
				if (time != null && !time.isZero() && now() - begin == time.toNanos()) {
					mark(Marks.MESSAGE_AT_DEADLINE);
				}
				this.ledger.taken(me.number, word, matching);
				return true;
			}
			checkTimeout(begin, time);
			if (time.isZero() && this.arena.profile().options().interleave() == 0
					&& this.arena.world().simulation().steps() != steps) {
				throw violated("MB-L3", "others ran while " + self + " looked at what was there");
			}
			this.ledger.foundNothing(me.number, event, matching);
			return false;
		}

		/** A receiver that holds no thread while it has nothing to do. */
		private final class Server extends GenServer<Object, Object> {

			private final Receiver me;

			private boolean inside;

			private Server(Receiver me) {
				this.me = me;
			}

			@Override
			protected Next handleInfo(Object message) {
				if (this.inside) {
					throw violated("MB-S6", "two are inside server " + this.me.number + " at once");
				}
				this.inside = true;
				Traffic.this.ledger.taken(this.me.number, (Word) message);
				// Where it can be overtaken, if it can be.
				self().send(processes().nobody(), message);
				this.inside = false;
				return noReply();
			}

		}

		@Override
		boolean done() {
			return this.sending == 0 && this.ledger.outstanding() == 0;
		}

		@Override
		String waitsFor() {
			return "MB-L1: " + this.sending + " still send, " + this.ledger;
		}

	}

}
