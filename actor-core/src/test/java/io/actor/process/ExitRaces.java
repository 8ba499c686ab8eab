package io.actor.process;

import java.time.Duration;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.LI_Result;
import org.openjdk.jcstress.infra.results.LLLL_Result;
import org.openjdk.jcstress.infra.results.LLL_Result;
import org.openjdk.jcstress.infra.results.Z_Result;

/** A process is told to end by several at once, or ends while something is done to it. */
public final class ExitRaces {

	private ExitRaces() {
	}

	/**
	 * A killer and a linked peer end an idle process at the same time: the first decides
	 * the reason, once, and the process itself, a link, and a monitor are told the same
	 * one (PR-S2, PR-S5, PR-S7). Outcomes: the reason in the process, in the Exit of its
	 * link, in the Down of its monitor.
	 */
	@JCStressTest
	@Outcome(id = "killed, killed, killed", expect = Expect.ACCEPTABLE, desc = "the killer was first")
	@Outcome(id = "boom, boom, boom", expect = Expect.ACCEPTABLE, desc = "the peer was first")
	@Outcome(expect = Expect.FORBIDDEN, desc = "two reasons")
	@State
	public static class KillerPeerRace {

		private final Stage stage = new Stage();

		private final Process target = this.stage.idle();

		private final Process peer = this.stage.running();

		private final Process watcher = this.stage.trapping();

		public KillerPeerRace() {
			this.peer.link(this.target.pid());
			this.watcher.link(this.target.pid());
			this.watcher.monitor(this.target.pid());
		}

		@Actor
		public void killer() {
			this.stage.exit(this.target, ExitReason.KILL);
		}

		@Actor
		public void peer() {
			this.stage.end(this.peer, Stage.BOOM);
			this.stage.bench.work();
		}

		@Arbiter
		public void reasons(LLL_Result result) {
			this.stage.bench.work();
			result.r1 = String.valueOf(this.target.exitReason());
			result.r2 = Stage.exitReason(this.watcher);
			result.r3 = Stage.downReason(this.watcher);
		}

	}

	/**
	 * A process comes to its own end while it is killed: one reason, told once to link
	 * and monitor (PR-S2, LM-S2, LM-S3). Outcomes: the reason in the process, in the Exit
	 * of its link, in the Down of its monitor, and how many messages the watcher got.
	 */
	@JCStressTest
	@Outcome(id = "killed, killed, killed, 2", expect = Expect.ACCEPTABLE, desc = "the killer was first")
	@Outcome(id = "boom, boom, boom, 2", expect = Expect.ACCEPTABLE, desc = "its own end was first")
	@Outcome(expect = Expect.FORBIDDEN, desc = "two reasons, or told twice")
	@State
	public static class SelfKillerRace {

		private final Stage stage = new Stage();

		private final Process target = this.stage.running();

		private final Process watcher = this.stage.trapping();

		public SelfKillerRace() {
			this.watcher.link(this.target.pid());
			this.watcher.monitor(this.target.pid());
		}

		@Actor
		public void killer() {
			this.stage.exit(this.target, ExitReason.KILL);
		}

		@Actor
		public void self() {
			this.stage.end(this.target, Stage.BOOM);
		}

		@Arbiter
		public void reasons(LLLL_Result result) {
			this.stage.bench.work();
			result.r1 = String.valueOf(this.target.exitReason());
			result.r2 = Stage.exitReason(this.watcher);
			result.r3 = Stage.downReason(this.watcher);
			result.r4 = Stage.received(this.watcher, Object.class);
		}

	}

	/**
	 * A killed process is ended by force while it comes to its own end: it ends once
	 * (PR-S2, GS-S8). Outcomes: the reason, and how many Exits and Downs the watcher got.
	 */
	@JCStressTest
	@Outcome(id = "killed, 2", expect = Expect.ACCEPTABLE, desc = "ended once")
	@Outcome(expect = Expect.FORBIDDEN, desc = "ended twice, or not")
	@State
	public static class ForceRace {

		private final Stage stage = new Stage();

		private final Process target = this.stage.running();

		private final Process watcher = this.stage.trapping();

		public ForceRace() {
			this.watcher.link(this.target.pid());
			this.watcher.monitor(this.target.pid());
			this.stage.exit(this.target, ExitReason.KILL);
			this.stage.bench.advance(Duration.ofMillis(20));
		}

		@Actor
		public void force() {
			this.stage.processes.tick();
			this.stage.bench.work();
		}

		@Actor
		public void self() {
			this.stage.end(this.target, Stage.BOOM);
		}

		@Arbiter
		public void told(LI_Result result) {
			result.r1 = String.valueOf(this.target.exitReason());
			result.r2 = Stage.received(this.watcher, Object.class);
		}

	}

	/**
	 * A process takes a debt on while it is ended by force: whoever it owes hears of it
	 * exactly once (GS-S1). Outcomes: how often the debt taken before, and how often the
	 * one taken meanwhile was given up.
	 */
	@JCStressTest
	@Outcome(id = "1, 1", expect = Expect.ACCEPTABLE, desc = "each once")
	@Outcome(expect = Expect.FORBIDDEN, desc = "forgotten, or told twice")
	@State
	public static class ObligationRace {

		private final Stage stage = new Stage();

		private final Process target = this.stage.running();

		private final Debt before = new Debt();

		private final Debt meanwhile = new Debt();

		public ObligationRace() {
			this.target.owes(this.before);
		}

		@Actor
		public void self() {
			this.target.owes(this.meanwhile);
		}

		@Actor
		public void force() {
			this.stage.end(this.target, ExitReason.KILLED);
		}

		@Arbiter
		public void told(II_Result result) {
			result.r1 = this.before.told;
			result.r2 = this.meanwhile.told;
		}

		private static final class Debt implements Obligation {

			private int told;

			@Override
			public boolean open() {
				return true;
			}

			@Override
			public void abandoned(ExitReason reason) {
				this.told++;
			}

		}

	}

	/**
	 * A killed process goes on sending while it is ended by force: none of its messages
	 * follows its Down (LM-S5). The clock is moved at once here, so the ten milliseconds
	 * that pass between kill and force in production are missing, and with them the
	 * certainty that the force sees a send begun. Outcome: whether a message came after
	 * the Down.
	 */
	@JCStressTest
	@Outcome(id = "false", expect = Expect.ACCEPTABLE, desc = "the Down is the last word")
	@Outcome(id = "true", expect = Expect.ACCEPTABLE_INTERESTING, desc = "only without the grace of a kill")
	@State
	public static class ForcedSendRace {

		private final Stage stage = new Stage();

		private final Process receiver = this.stage.running();

		private final Process sender = this.stage.processes.spawn((self) -> {
			for (int i = 0; i < 20; i++) {
				self.send(this.receiver.pid(), "message");
			}
		}, SpawnOptions.DEFAULT, null);

		public ForcedSendRace() {
			this.receiver.monitor(this.sender.pid());
		}

		@Actor
		public void sender() {
			this.stage.bench.work();
		}

		@Actor
		public void force() {
			this.stage.processes.exit(this.stage.processes.nobody(), this.sender.pid(), ExitReason.KILL);
			this.stage.bench.advance(Duration.ofMillis(20));
			this.stage.processes.tick();
			this.stage.bench.work();
		}

		@Arbiter
		public void order(Z_Result result) {
			this.stage.processes.tick();
			this.stage.bench.work();
			this.receiver.fetch();
			boolean ended = false;
			for (Message each = this.receiver.after(null); each != null; each = this.receiver.after(each)) {
				result.r1 |= ended;
				ended |= each.body() instanceof Down;
			}
		}

	}

}
