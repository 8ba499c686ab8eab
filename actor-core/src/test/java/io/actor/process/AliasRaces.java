package io.actor.process;

import io.actor.term.Ref;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;
import org.openjdk.jcstress.infra.results.II_Result;

/** Aliases that switch themselves off, while somebody sends or ends. */
public final class AliasRaces {

	private AliasRaces() {
	}

	/** A process that monitors another under an alias for its reply. */
	static class Asking {

		final Stage stage = new Stage();

		final Process target = this.stage.idle();

		final Process self = this.stage.running();

		final Ref monitor = this.self.monitor(this.target.pid(),
				MonitorOptions.DEFAULT.alias(AliasMode.REPLY_DEMONITOR));

	}

	/**
	 * A reply from a third process comes while the monitored one ends: there is the reply
	 * or the Down, never both (LM-S2, LM-S8). Outcomes: how many replies, how many Downs,
	 * how many aliases are left.
	 */
	@JCStressTest
	@Outcome(id = "1, 0, 0", expect = Expect.ACCEPTABLE, desc = "the reply was first")
	@Outcome(id = "0, 1, 0", expect = Expect.ACCEPTABLE, desc = "the Down was first")
	@Outcome(expect = Expect.FORBIDDEN, desc = "both, neither, or an alias left over")
	@State
	public static class ReplyDownRace extends Asking {

		@Actor
		public void reply() {
			this.stage.processes.send(this.monitor, "reply");
		}

		@Actor
		public void exit() {
			this.stage.exit(this.target, Stage.BOOM);
			this.stage.bench.work();
		}

		@Arbiter
		public void came(III_Result result) {
			this.stage.bench.work();
			result.r1 = Stage.received(this.self, String.class);
			result.r2 = Stage.received(this.self, Down.class);
			result.r3 = this.stage.processes.aliasCount();
		}

	}

	/**
	 * Two replies come to an alias for one: one arrives, the other is dropped (LM-S8).
	 * Outcomes: how many arrived, how many were dropped.
	 */
	@JCStressTest
	@Outcome(id = "1, 1", expect = Expect.ACCEPTABLE, desc = "one of them")
	@Outcome(expect = Expect.FORBIDDEN, desc = "both or none")
	@State
	public static class TwoRepliesRace extends Asking {

		@Actor
		public void one() {
			this.stage.processes.send(this.monitor, "one");
		}

		@Actor
		public void other() {
			this.stage.processes.send(this.monitor, "other");
		}

		@Arbiter
		public void came(II_Result result) {
			result.r1 = Stage.received(this.self, String.class);
			result.r2 = (int) this.stage.processes.droppedMessages(DropReason.NO_ALIAS);
		}

	}

}
