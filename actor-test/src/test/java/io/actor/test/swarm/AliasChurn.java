package io.actor.test.swarm;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.actor.node.Node;
import io.actor.process.DropReason;
import io.actor.process.Process;
import io.actor.term.Pid;
import io.actor.term.Ref;
import io.actor.test.swarm.Ledger.Sent;
import io.actor.test.swarm.Ledger.Word;

/**
 * Processes that ask others and give them an alias for the answer, wait for some time and
 * switch the alias off. What was sent before that has come when it returns, nothing comes
 * after it, and what is dropped is counted (LM-S8, MB-S4); alias and pid keep one order
 * (MB-S1).
 */
final class AliasChurn extends LocalWorkload {

	@Override
	public String name() {
		return "aliases";
	}

	@Override
	Site site(Arena arena, Node node) {
		return new Churn(arena, node);
	}

	/** A question, to be answered some times through the alias and to the pid. */
	private record Ask(int asker, Pid pid, Ref alias, Question question) {
	}

	/** What is known of a question. */
	private static final class Question {

		private final List<Sent> replies = new ArrayList<>();

		private boolean closed;

	}

	/** A reply, with the question it belongs to. */
	private record Reply(Word word, Question question, boolean byAlias) {
	}

	private static final class Churn extends Site {

		private final Ledger ledger = new Ledger(this);

		private final List<Pid> answerers = new ArrayList<>();

		private int asking;

		private long answering;

		private long sent;

		private long taken;

		private final long droppedBefore;

		private Churn(Arena arena, Node node) {
			super(arena, node, "aliases");
			this.droppedBefore = dropped(DropReason.NO_ALIAS);
		}

		@Override
		void begin() {
			int answering = this.choices.between(1, 4);
			for (int i = 0; i < answering; i++) {
				int me = -1 - i;
				this.answerers.add(spawn((self) -> answer(self, me)));
			}
			int asking = this.choices.between(1, 5);
			for (int i = 0; i < asking; i++) {
				int me = i;
				int questions = this.choices.between(1, 10 * size());
				this.asking++;
				spawn((self) -> {
					for (int left = questions; left > 0 && active(); left--) {
						ask(self, me);
						hear(self, me, this.choices.chance(0.5) ? pace(questions) : Duration.ZERO);
					}
					this.asking--;
					while (true) {
						hear(self, me, Duration.ofHours(1));
					}
				});
			}
		}

		// ---- who answers ----

		private void answer(Process self, int me) {
			while (true) {
				Ask ask = self.receive(Ask.class);
				int replies = this.choices.between(1, 3);
				for (int i = 0; i < replies; i++) {
					if (this.choices.chance(0.5)) {
						sleep(self, Duration.ofMillis(1L << this.choices.below(4)));
					}
					boolean byAlias = i == 0 || this.choices.chance(0.6);
					Sent sent = this.ledger.sending(me, ask.asker(), false, byAlias);
					if (byAlias && ask.question().closed) {
						mark(Marks.LATE_REPLY_DROPPED);
						this.sent++;
						this.ledger.dropped(sent);
					}
					else if (byAlias) {
						this.sent++;
						ask.question().replies.add(sent);
					}
					if (this.choices.chance(0.1) && self.unalias(ask.alias())) {
						throw violated("LM-S8", me + " has switched off an alias that is not its own");
					}
					self.send(byAlias ? ask.alias() : ask.pid(), new Reply(sent.word, ask.question(), byAlias));
					sent.completed();
				}
				this.answering--;
			}
		}

		// ---- who asks ----

		private void ask(Process self, int me) {
			Ref alias = self.alias();
			Question question = new Question();
			this.answering++;
			self.send(this.choices.oneOf(this.answerers), new Ask(me, self.pid(), alias, question));
			Duration patience = this.choices.chance(0.2) ? millis(0, 40)
					: Duration.ofMillis(1L << this.choices.below(5));
			long end = now() + patience.toNanos();
			while (now() < end && question.replies.stream().noneMatch((sent) -> sent.completedBefore(event()))) {
				hear(self, me, Duration.ofNanos(end - now()));
			}
			long event = event();
			int begun = question.replies.size();
			if (!self.unalias(alias) || self.unalias(alias)) {
				throw violated("LM-S8", me + " could not switch its alias off, or twice");
			}
			long returned = event();
			question.closed = true;
			if (question.replies.size() > begun
					|| question.replies.stream().anyMatch((sent) -> !sent.completedBefore(returned))) {
				mark(Marks.REPLY_BESIDE_UNALIAS);
			}
			while (hear(self, me, Duration.ZERO)) {
				// All that has come before.
			}
			for (Sent sent : question.replies) {
				if (sent.completedBefore(event) && !this.ledger.hasTaken(sent)) {
					throw violated("LM-S8", me + " has not got " + sent.word + ", sent to an active alias");
				}
			}
			// What has not come by now must not come any more.
			question.replies.forEach(this.ledger::dropped);
			question.replies.clear();
		}

		private boolean hear(Process self, int me, Duration patience) {
			long begin = now();
			long event = event();
			Reply reply = self.receive(Reply.class, patience).orElse(null);
			if (reply == null) {
				checkTimeout(begin, patience);
				this.ledger.foundNothing(me, event, (any) -> true);
				return false;
			}
			if (reply.byAlias()) {
				this.taken++;
				if (reply.question().closed
						&& reply.question().replies.stream().noneMatch((sent) -> sent.word.equals(reply.word()))) {
					throw violated("LM-S8", me + " has got " + reply.word() + " through an alias that is off");
				}
			}
			this.ledger.taken(me, reply.word());
			return true;
		}

		@Override
		boolean done() {
			return this.asking == 0 && this.answering == 0 && this.ledger.outstanding() == 0;
		}

		@Override
		String waitsFor() {
			return "MB-L1: " + this.asking + " still ask, " + this.answering + " answers are to come; " + this.ledger;
		}

		@Override
		void check() {
			long dropped = dropped(DropReason.NO_ALIAS) - this.droppedBefore;
			if (alone() && this.sent != this.taken + dropped) {
				throw violated("MB-S4", this.sent + " replies were sent to aliases, " + this.taken + " taken and "
						+ dropped + " dropped");
			}
		}

	}

}
