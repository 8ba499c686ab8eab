package io.actor.process;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.ILZ_Result;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/** A link comes or goes while one of its ends does. */
public final class LinkRaces {

	private LinkRaces() {
	}

	/**
	 * A process that traps exits links with one that is ending: it gets exactly one Exit,
	 * of the link or because there was nobody (LM-S3, LM-S6), and no half link stays
	 * (LM-S1). Outcomes: how many Exits, the reason, whether a link is left.
	 */
	@JCStressTest
	@Outcome(id = "1, boom, false", expect = Expect.ACCEPTABLE, desc = "linked, then told")
	@Outcome(id = "1, noproc, false", expect = Expect.ACCEPTABLE, desc = "came too late")
	@Outcome(expect = Expect.FORBIDDEN, desc = "not told, told twice, or a half link")
	@State
	public static class LinkExitRace {

		private final Stage stage = new Stage();

		private final Process target = this.stage.idle();

		private final Process self = this.stage.trapping();

		@Actor
		public void link() {
			this.self.link(this.target.pid());
		}

		@Actor
		public void exit() {
			this.stage.exit(this.target, Stage.BOOM);
		}

		@Arbiter
		public void told(ILZ_Result result) {
			this.stage.bench.work();
			result.r1 = Stage.received(this.self, Exit.class);
			result.r2 = Stage.exitReason(this.self);
			result.r3 = Stage.linked(this.self, this.target);
		}

	}

	/**
	 * A process that traps exits unlinks from one that is ending: no Exit comes after the
	 * unlink has returned (LM-S3). Outcomes: how many Exits had come when the unlink
	 * returned, and how many at the end.
	 */
	@JCStressTest
	@Outcome(id = "0, 0", expect = Expect.ACCEPTABLE, desc = "unlinked in time")
	@Outcome(id = "1, 1", expect = Expect.ACCEPTABLE, desc = "the Exit came first")
	@Outcome(id = "0, 1", expect = Expect.FORBIDDEN, desc = "an Exit after the unlink")
	@Outcome(expect = Expect.FORBIDDEN, desc = "two Exits")
	@State
	public static class UnlinkExitRace {

		private final Stage stage = new Stage();

		private final Process target = this.stage.idle();

		private final Process self = this.stage.trapping();

		public UnlinkExitRace() {
			this.self.link(this.target.pid());
		}

		@Actor
		public void unlink(II_Result result) {
			this.self.unlink(this.target.pid());
			result.r1 = Stage.received(this.self, Exit.class);
		}

		@Actor
		public void exit() {
			this.stage.exit(this.target, Stage.BOOM);
		}

		@Arbiter
		public void told(II_Result result) {
			this.stage.bench.work();
			result.r2 = Stage.received(this.self, Exit.class);
		}

	}

	/**
	 * The same for a process that does not trap exits: it is told to end before the
	 * unlink returns or never (LM-S3). Outcomes: whether it was told then, and whether at
	 * the end.
	 */
	@JCStressTest
	@Outcome(id = "false, false", expect = Expect.ACCEPTABLE, desc = "unlinked in time")
	@Outcome(id = "true, true", expect = Expect.ACCEPTABLE, desc = "the exit signal came first")
	@Outcome(expect = Expect.FORBIDDEN, desc = "ended by a link it no longer had")
	@State
	public static class UnlinkFatalRace {

		private final Stage stage = new Stage();

		private final Process target = this.stage.idle();

		private final Process self = this.stage.running();

		public UnlinkFatalRace() {
			this.self.link(this.target.pid());
		}

		@Actor
		public void unlink(ZZ_Result result) {
			try {
				this.self.unlink(this.target.pid());
			}
			catch (ProcessExit ex) {
				result.r1 = true;
			}
		}

		@Actor
		public void exit() {
			this.stage.exit(this.target, Stage.BOOM);
		}

		@Arbiter
		public void told(ZZ_Result result) {
			this.stage.bench.work();
			result.r2 = this.self.exitReason() != null;
		}

	}

	/**
	 * Two living processes link and unlink from both ends at once: both agree whether
	 * there is a link (LM-S1). Outcomes: whether each end has it.
	 */
	@JCStressTest
	@Outcome(id = { "true, true", "false, false" }, expect = Expect.ACCEPTABLE, desc = "both or none")
	@Outcome(expect = Expect.FORBIDDEN, desc = "a half link")
	@State
	public static class LinkUnlinkRace {

		private final Stage stage = new Stage();

		private final Process one = this.stage.running();

		private final Process other = this.stage.running();

		@Actor
		public void link() {
			this.one.link(this.other.pid());
		}

		@Actor
		public void unlink() {
			this.other.unlink(this.one.pid());
		}

		@Arbiter
		public void symmetric(ZZ_Result result) {
			result.r1 = Stage.linked(this.one, this.other);
			result.r2 = Stage.linked(this.other, this.one);
		}

	}

	/**
	 * Two linked processes end at once: each keeps its own reason or takes the other's,
	 * and who watches both is told of each once (LM-L2, LM-S3). Outcomes: how many Exits
	 * the watcher got, and how many processes are left with it.
	 */
	@JCStressTest
	@Outcome(id = "2, 1", expect = Expect.ACCEPTABLE, desc = "both told")
	@Outcome(expect = Expect.FORBIDDEN, desc = "an end nobody heard of")
	@State
	public static class BothEndRace {

		private final Stage stage = new Stage();

		private final Process one = this.stage.running();

		private final Process other = this.stage.running();

		private final Process watcher = this.stage.trapping();

		public BothEndRace() {
			this.one.link(this.other.pid());
			this.watcher.link(this.one.pid());
			this.watcher.link(this.other.pid());
		}

		@Actor
		public void one() {
			this.stage.end(this.one, Stage.BOOM);
		}

		@Actor
		public void other() {
			this.stage.end(this.other, Stage.BANG);
		}

		@Arbiter
		public void told(II_Result result) {
			result.r1 = Stage.received(this.watcher, Exit.class);
			result.r2 = this.stage.processes.count();
		}

	}

}
