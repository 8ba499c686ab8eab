package io.actor.process;

import io.actor.term.Ref;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.IL_Result;
import org.openjdk.jcstress.infra.results.ZI_Result;

/** A monitor comes or goes while the process it watches ends. */
public final class MonitorRaces {

	private MonitorRaces() {
	}

	/**
	 * A process is monitored while it ends: exactly one Down comes (LM-S2, LM-S6).
	 * Outcomes: how many, and with which reason.
	 */
	@JCStressTest
	@Outcome(id = "1, boom", expect = Expect.ACCEPTABLE, desc = "watched its end")
	@Outcome(id = "1, noproc", expect = Expect.ACCEPTABLE, desc = "came too late")
	@Outcome(expect = Expect.FORBIDDEN, desc = "no Down, or two")
	@State
	public static class MonitorExitRace {

		private final Stage stage = new Stage();

		private final Process target = this.stage.idle();

		private final Process self = this.stage.running();

		@Actor
		public void monitor() {
			this.self.monitor(this.target.pid());
		}

		@Actor
		public void exit() {
			this.stage.exit(this.target, Stage.BOOM);
		}

		@Arbiter
		public void told(IL_Result result) {
			this.stage.bench.work();
			result.r1 = Stage.received(this.self, Down.class);
			result.r2 = Stage.downReason(this.self);
		}

	}

	/** A process with a monitor on another that is about to end. */
	static class Watched {

		final Stage stage = new Stage();

		final Process target = this.stage.idle();

		final Process self = this.stage.running();

		final Ref monitor = this.self.monitor(this.target.pid());

	}

	/**
	 * A monitor is removed while its process ends: the demonitor says whether it was in
	 * time, and no Down comes if it was (LM-S2). Outcomes: what it said, how many Downs
	 * came.
	 */
	@JCStressTest
	@Outcome(id = "true, 0", expect = Expect.ACCEPTABLE, desc = "in time")
	@Outcome(id = "false, 1", expect = Expect.ACCEPTABLE, desc = "the Down was first")
	@Outcome(expect = Expect.FORBIDDEN, desc = "a Down after the demonitor, or none at all")
	@State
	public static class DemonitorRace extends Watched {

		@Actor
		public void demonitor(ZI_Result result) {
			result.r1 = this.self.demonitor(this.monitor);
		}

		@Actor
		public void exit() {
			this.stage.exit(this.target, Stage.BOOM);
		}

		@Arbiter
		public void told(ZI_Result result) {
			this.stage.bench.work();
			result.r2 = Stage.received(this.self, Down.class);
		}

	}

	/**
	 * The same with a flush: when it has returned there is no Down and none comes
	 * (LM-S2). Outcomes: whether the monitor was still there, how many Downs there are at
	 * the end.
	 */
	@JCStressTest
	@Outcome(id = "true, 0", expect = Expect.ACCEPTABLE, desc = "in time")
	@Outcome(id = "false, 0", expect = Expect.ACCEPTABLE, desc = "flushed")
	@Outcome(expect = Expect.FORBIDDEN, desc = "a Down after the flush")
	@State
	public static class FlushRace extends Watched {

		@Actor
		public void flush(ZI_Result result) {
			result.r1 = this.self.demonitorFlush(this.monitor);
		}

		@Actor
		public void exit() {
			this.stage.exit(this.target, Stage.BOOM);
		}

		@Arbiter
		public void told(ZI_Result result) {
			this.stage.bench.work();
			result.r2 = Stage.received(this.self, Down.class);
		}

	}

	/**
	 * Several monitors are removed while the process they watch ends: those that stay are
	 * told, once each (LM-S2). Outcomes: how many were removed in time, how many Downs
	 * came.
	 */
	@JCStressTest
	@Outcome(id = { "0, 4", "1, 3", "2, 2", "3, 1" }, expect = Expect.ACCEPTABLE, desc = "removed, told")
	@Outcome(expect = Expect.FORBIDDEN, desc = "a monitor is forgotten or told twice")
	@State
	public static class ManyMonitorsRace extends Watched {

		private final Ref second = this.self.monitor(this.target.pid());

		private final Ref third = this.self.monitor(this.target.pid());

		private final Ref stays = this.self.monitor(this.target.pid());

		@Actor
		public void demonitor(II_Result result) {
			result.r1 = (this.self.demonitor(this.monitor) ? 1 : 0) + (this.self.demonitor(this.second) ? 1 : 0)
					+ (this.self.demonitor(this.third) ? 1 : 0);
		}

		@Actor
		public void exit() {
			this.stage.exit(this.target, Stage.BOOM);
		}

		@Arbiter
		public void told(II_Result result) {
			this.stage.bench.work();
			result.r2 = Stage.received(this.self, Down.class);
			if (this.self.demonitor(this.stays)) {
				result.r2 = -1;
			}
		}

	}

}
