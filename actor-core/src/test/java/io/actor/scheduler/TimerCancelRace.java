package io.actor.scheduler;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/**
 * A timer fires while somebody cancels it: one of the two wins, and only that one
 * (TM-S1). Outcomes: whether it fired, whether the cancel said so.
 */
@JCStressTest
@Outcome(id = "true, false", expect = Expect.ACCEPTABLE, desc = "fired")
@Outcome(id = "false, true", expect = Expect.ACCEPTABLE, desc = "cancelled")
@Outcome(expect = Expect.FORBIDDEN, desc = "both or neither")
@State
public class TimerCancelRace {

	private boolean fired;

	private final Timer timer = new Timer(0) {

		@Override
		protected void expire() {
			TimerCancelRace.this.fired = true;
		}

	};

	@Actor
	public void fire(ZZ_Result result) {
		this.timer.fire();
		result.r1 = this.fired;
	}

	@Actor
	public void cancel(ZZ_Result result) {
		result.r2 = this.timer.cancel();
	}

}
