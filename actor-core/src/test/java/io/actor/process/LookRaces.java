package io.actor.process;

import java.util.List;

import io.actor.fixture.Workbench;
import io.actor.scheduler.Turn;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.I_Result;
import org.openjdk.jcstress.infra.results.L_Result;

/** Somebody looks at a mailbox, or says how long it is, while it changes. */
public final class LookRaces {

	private LookRaces() {
	}

	private static final class Box extends Mailbox {

		@Override
		protected void run(Turn turn) {
		}

		private void send(String body) {
			offer(new Message(body), 0);
		}

	}

	/**
	 * A mailbox is looked at while its runner takes messages and others come: what is
	 * seen is an unbroken part of them, in order (MB-S1). Outcome: what was seen.
	 */
	@JCStressTest
	@Outcome(id = { "abc", "bc", "bcd", "cd", "d" }, expect = Expect.ACCEPTABLE, desc = "one instant")
	@Outcome(id = "b", expect = Expect.ACCEPTABLE, desc = "what was just being taken is missing")
	@Outcome(expect = Expect.FORBIDDEN, desc = "out of order, doubled or with a gap")
	@State
	public static class WaitingRace {

		private final Box box = new Box();

		public WaitingRace() {
			this.box.send("a");
			this.box.send("b");
			this.box.fetch();
			this.box.send("c");
		}

		/** It also sends to itself. */
		@Actor
		public void runner() {
			this.box.removeFirst();
			this.box.send("d");
			this.box.fetch();
			this.box.removeFirst();
			this.box.removeFirst();
		}

		@Actor
		public void look(L_Result result) {
			StringBuilder seen = new StringBuilder();
			List<Message> waiting = WaitingMessages.in(this.box);
			waiting.forEach((message) -> seen.append(message.body()));
			result.r1 = seen.toString();
		}

	}

	/**
	 * A mailbox becomes long while its runner empties it: the subscriber is told both or
	 * nothing, and not that it is still long (MB-S7). Outcomes: how often it was told
	 * that it is long, how often that it is so no more.
	 */
	@JCStressTest
	@Outcome(id = { "0, 0", "1, 1" }, expect = Expect.ACCEPTABLE, desc = "they take turns")
	@Outcome(expect = Expect.FORBIDDEN, desc = "left as long")
	@State
	public static class LongMailboxRace {

		private final Stage stage = new Stage();

		private final Workbench bench = this.stage.bench;

		private final Process subscriber = this.stage.running();

		private final Process server = this.stage.idle();

		public LongMailboxRace() {
			this.stage.processes.monitoring().set(SystemMonitor.to(this.subscriber.pid()).longMessageQueue(0, 2));
		}

		@Actor
		public void sender() {
			this.stage.processes.send(this.server.pid(), 1);
			this.stage.processes.send(this.server.pid(), 2);
			this.stage.processes.send(this.server.pid(), 3);
		}

		@Actor
		public void worker() {
			this.bench.work();
		}

		@Arbiter
		public void told(II_Result result) {
			this.bench.work();
			this.subscriber.fetch();
			for (Message each = this.subscriber.removeFirst(); each != null; each = this.subscriber.removeFirst()) {
				if (((SystemEvent.LongMessageQueue) each.body()).isLong()) {
					result.r1++;
				}
				else {
					result.r2++;
				}
			}
		}

	}

	/**
	 * A mailbox becomes long with a message that comes while its runner takes the others,
	 * and nobody sends more: the subscriber is told, once (MB-S7). Outcome: how often.
	 */
	@JCStressTest
	@Outcome(id = "1", expect = Expect.ACCEPTABLE, desc = "told by the sender or by the runner")
	@Outcome(expect = Expect.FORBIDDEN, desc = "each has left it to the other, or neither")
	@State
	public static class TakenRace {

		private final Stage stage = new Stage();

		private final Process subscriber = this.stage.running();

		private final Process receiver = this.stage.running();

		public TakenRace() {
			this.stage.processes.monitoring().set(SystemMonitor.to(this.subscriber.pid()).longMessageQueue(0, 3));
			this.stage.processes.send(this.receiver.pid(), 1);
			this.stage.processes.send(this.receiver.pid(), 2);
		}

		@Actor
		public void sender() {
			this.stage.processes.send(this.receiver.pid(), 3);
		}

		/** Takes what there is, and handles nothing of it. */
		@Actor
		public void runner() {
			this.receiver.fetch();
		}

		@Arbiter
		public void told(I_Result result) {
			result.r1 = Stage.received(this.subscriber, SystemEvent.LongMessageQueue.class);
		}

	}

}
