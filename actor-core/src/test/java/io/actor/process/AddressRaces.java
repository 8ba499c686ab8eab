package io.actor.process;

import java.time.Duration;

import io.actor.term.Ref;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.III_Result;
import org.openjdk.jcstress.infra.results.IZ_Result;
import org.openjdk.jcstress.infra.results.LZ_Result;
import org.openjdk.jcstress.infra.results.ZII_Result;
import org.openjdk.jcstress.infra.results.ZZZ_Result;

/** Names, aliases and timers of a process, while it ends or lets go of them. */
public final class AddressRaces {

	private AddressRaces() {
	}

	/**
	 * Two processes take one name: exactly one gets it, and it is the one who is found
	 * (RG-S1). Outcomes: whether the first got it, whether the second did, whether the
	 * winner is found.
	 */
	@JCStressTest
	@Outcome(id = { "true, false, true", "false, true, true" }, expect = Expect.ACCEPTABLE, desc = "one has it")
	@Outcome(expect = Expect.FORBIDDEN, desc = "two winners or none")
	@State
	public static class NameClaimRace {

		private final Stage stage = new Stage();

		private final Process one = this.stage.running();

		private final Process other = this.stage.running();

		@Actor
		public void one(ZZZ_Result result) {
			result.r1 = this.stage.processes.tryRegister("name", this.one).isEmpty();
		}

		@Actor
		public void other(ZZZ_Result result) {
			result.r2 = this.stage.processes.tryRegister("name", this.other).isEmpty();
		}

		@Arbiter
		public void found(ZZZ_Result result) {
			Process winner = result.r1 ? this.one : this.other;
			result.r3 = this.stage.processes.whereis("name").orElseThrow().equals(winner.pid());
		}

	}

	/**
	 * A process gets a name while it ends: the name is free afterwards (RG-S3, PR-S6).
	 * Outcomes: how many names are left, whether it is found.
	 */
	@JCStressTest
	@Outcome(id = "0, false", expect = Expect.ACCEPTABLE, desc = "free")
	@Outcome(expect = Expect.FORBIDDEN, desc = "a dead process has a name")
	@State
	public static class NameDeathRace {

		private final Stage stage = new Stage();

		private final Process process = this.stage.running();

		@Actor
		public void register() {
			this.stage.processes.tryRegister("name", this.process);
		}

		@Actor
		public void end() {
			this.stage.end(this.process, Stage.BOOM);
		}

		@Arbiter
		public void found(IZ_Result result) {
			result.r1 = this.stage.processes.registeredNames().size();
			result.r2 = this.stage.processes.whereis("name").isPresent();
		}

	}

	/**
	 * The holder of a name ends while another takes it: the other has it afterwards if it
	 * was told so, else nobody (RG-S1, RG-S3). Outcomes: who is found at the end, whether
	 * the other was told that it has the name.
	 */
	@JCStressTest
	@Outcome(id = "successor, true", expect = Expect.ACCEPTABLE, desc = "taken over")
	@Outcome(id = "nobody, false", expect = Expect.ACCEPTABLE, desc = "refused, and free")
	@Outcome(expect = Expect.FORBIDDEN, desc = "lost, or left with the dead")
	@State
	public static class NameSuccessionRace {

		private final Stage stage = new Stage();

		private final Process holder = this.stage.running();

		private final Process successor = this.stage.running();

		public NameSuccessionRace() {
			this.holder.register("name");
		}

		@Actor
		public void end() {
			this.stage.end(this.holder, Stage.BOOM);
		}

		@Actor
		public void succeed(LZ_Result result) {
			result.r2 = this.stage.processes.tryRegister("name", this.successor).isEmpty();
		}

		@Arbiter
		public void found(LZ_Result result) {
			result.r1 = this.stage.processes.whereis("name")
				.map((pid) -> pid.equals(this.successor.pid()) ? "successor" : "holder")
				.orElse("nobody");
		}

	}

	/**
	 * A reply comes to an alias that is being switched off: it has arrived by then or is
	 * dropped and counted (LM-S8). Outcomes: how many had arrived when the unalias
	 * returned, how many at the end, how many were dropped.
	 */
	@JCStressTest
	@Outcome(id = "1, 1, 0", expect = Expect.ACCEPTABLE, desc = "arrived")
	@Outcome(id = "0, 0, 1", expect = Expect.ACCEPTABLE, desc = "dropped")
	@Outcome(id = "0, 1, 0", expect = Expect.FORBIDDEN, desc = "came after the unalias")
	@Outcome(expect = Expect.FORBIDDEN, desc = "lost, or counted twice")
	@State
	public static class AliasReplyRace {

		private final Stage stage = new Stage();

		private final Process self = this.stage.running();

		private final Ref alias = this.self.alias();

		@Actor
		public void unalias(III_Result result) {
			this.self.unalias(this.alias);
			result.r1 = Stage.received(this.self, String.class);
		}

		@Actor
		public void reply() {
			this.stage.processes.send(this.alias, "reply");
		}

		@Arbiter
		public void arrived(III_Result result) {
			result.r2 = Stage.received(this.self, String.class);
			result.r3 = (int) this.stage.processes.droppedMessages(DropReason.NO_ALIAS);
		}

	}

	/**
	 * A process makes and drops aliases while it is ended by force: none is left, and the
	 * end comes through (PR-S6, LM-S2). Outcomes: how many aliases are left, how many
	 * Downs its watcher got.
	 */
	@JCStressTest
	@Outcome(id = "0, 1", expect = Expect.ACCEPTABLE, desc = "none left")
	@Outcome(expect = Expect.FORBIDDEN, desc = "an alias of a dead process, or an end nobody heard of")
	@State
	public static class AliasDeathRace {

		private final Stage stage = new Stage();

		private final Process self = this.stage.running();

		private final Process watcher = this.stage.running();

		private final Ref first = this.self.alias();

		private final Ref second = this.self.alias();

		public AliasDeathRace() {
			this.watcher.monitor(this.self.pid());
		}

		@Actor
		public void aliases() {
			try {
				this.self.unalias(this.first);
				this.self.alias();
				this.self.unalias(this.second);
			}
			catch (ProcessExit ex) {
				// It has seen that it is to end.
			}
		}

		@Actor
		public void force() {
			this.stage.end(this.self, ExitReason.KILLED);
		}

		@Arbiter
		public void left(II_Result result) {
			result.r1 = this.stage.processes.aliasCount();
			result.r2 = Stage.received(this.watcher, Down.class);
		}

	}

	/**
	 * A timer of a process fires while it is cancelled: its message comes or the cancel
	 * says what time was left, not both (TM-S1). Outcomes: whether it was cancelled, how
	 * many messages came, how many timers are left.
	 */
	@JCStressTest
	@Outcome(id = "true, 0, 0", expect = Expect.ACCEPTABLE, desc = "cancelled")
	@Outcome(id = "false, 1, 0", expect = Expect.ACCEPTABLE, desc = "fired")
	@Outcome(expect = Expect.FORBIDDEN, desc = "both or neither")
	@State
	public static class SendTimerRace {

		private final Stage stage = new Stage();

		private final Process self = this.stage.running();

		private final Ref timer = this.self.sendAfter(Duration.ofSeconds(1), this.self.pid(), "late");

		@Actor
		public void fire() {
			this.stage.bench.fireTimers();
		}

		@Actor
		public void cancel(ZII_Result result) {
			result.r1 = this.self.cancelTimer(this.timer).isPresent();
		}

		@Arbiter
		public void came(ZII_Result result) {
			result.r2 = Stage.received(this.self, String.class);
			result.r3 = this.stage.processes.timerCount();
		}

	}

	/**
	 * Timers fire, and one is set, while the process they send to ends: none is left, and
	 * the end comes through (TM-S4, PR-S6, LM-S2). Outcomes: how many timers are left,
	 * how many Downs its watcher got.
	 */
	@JCStressTest
	@Outcome(id = "0, 1", expect = Expect.ACCEPTABLE, desc = "none left")
	@Outcome(expect = Expect.FORBIDDEN, desc = "a timer of a dead process, or an end nobody heard of")
	@State
	public static class TimerDeathRace {

		private final Stage stage = new Stage();

		private final Process self = this.stage.running();

		private final Process watcher = this.stage.running();

		public TimerDeathRace() {
			this.watcher.monitor(this.self.pid());
			set();
			set();
			set();
		}

		private void set() {
			this.stage.processes.sendAfter(Duration.ofSeconds(1), this.self.pid(), "late");
		}

		@Actor
		public void timers() {
			set();
			this.stage.bench.fireTimers();
		}

		@Actor
		public void end() {
			this.stage.end(this.self, Stage.BOOM);
		}

		@Arbiter
		public void left(II_Result result) {
			result.r1 = this.stage.processes.timerCount();
			result.r2 = Stage.received(this.watcher, Down.class);
		}

	}

}
