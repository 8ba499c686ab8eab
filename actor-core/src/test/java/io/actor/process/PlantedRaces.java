package io.actor.process;

import java.util.concurrent.atomic.AtomicReference;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LZ_Result;

/** Faults put in on purpose: the harness is only trusted while it finds them. */
public final class PlantedRaces {

	private PlantedRaces() {
	}

	/**
	 * A message comes while a runner goes idle that has looked for mail and does not look
	 * again: mail is left lying. As {@link MailboxRaces.IdleRace}, and here the forbidden
	 * outcome has to be found. Outcomes: what the offer said, whether the process went
	 * idle.
	 */
	@JCStressTest
	@Outcome(id = "QUEUED, false", expect = Expect.ACCEPTABLE, desc = "the runner goes on")
	@Outcome(id = "SCHEDULE, true", expect = Expect.ACCEPTABLE, desc = "the sender schedules")
	@Outcome(expect = Expect.FORBIDDEN, desc = "idle with mail")
	@State
	public static class ForgetfulIdleRace {

		private final ForgetfulMailbox box = new ForgetfulMailbox();

		@Actor
		public void sender(LZ_Result result) {
			result.r1 = this.box.offer("a");
		}

		@Actor
		public void runner(LZ_Result result) {
			result.r2 = this.box.becomeIdle();
		}

	}

	/** A mailbox that goes idle without a second look. */
	private static final class ForgetfulMailbox {

		private static final Object BUSY = new Object();

		private final AtomicReference<Object> in = new AtomicReference<>(BUSY);

		Mailbox.Offer offer(Object message) {
			return (this.in.getAndSet(message) == null) ? Mailbox.Offer.SCHEDULE : Mailbox.Offer.QUEUED;
		}

		boolean becomeIdle() {
			if (this.in.get() != BUSY) {
				return false;
			}
			// Widens the gap, so that a busy machine finds it too.
			Thread.yield();
			this.in.set(null);
			return true;
		}

	}

}
