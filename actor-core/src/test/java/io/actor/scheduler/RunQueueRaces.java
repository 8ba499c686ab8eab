package io.actor.scheduler;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/** The holder of a run queue and a thief take from it at once. */
public final class RunQueueRaces {

	private RunQueueRaces() {
	}

	/** A task with a letter, and who has taken which. */
	private static final class Letter extends Task {

		private final char letter;

		private int taken;

		private Letter(char letter) {
			this.letter = letter;
		}

		@Override
		protected void run(Turn turn) {
			this.taken++;
		}

	}

	/**
	 * A thief takes half of the queue while its holder takes and pushes: each task is
	 * taken exactly once (MB-S6, PR-L1). Outcome: each task with how often it was taken.
	 */
	@JCStressTest
	@Outcome(id = "a1 b1 c1 d1", expect = Expect.ACCEPTABLE, desc = "each once")
	@Outcome(expect = Expect.FORBIDDEN, desc = "lost or taken twice")
	@State
	public static class StealRace {

		private final RunQueue queue = new RunQueue(0);

		private final RunQueue thief = new RunQueue(1);

		private final Letter[] letters = { new Letter('a'), new Letter('b'), new Letter('c'), new Letter('d') };

		public StealRace() {
			for (int i = 0; i < 3; i++) {
				this.queue.push(this.letters[i]);
			}
		}

		@Actor
		public void holder() {
			run(this.queue.take());
			this.queue.push(this.letters[3]);
			run(this.queue.take());
		}

		@Actor
		public void thief() {
			run(this.thief.stealFrom(this.queue));
			run(this.thief.take());
		}

		@Arbiter
		public void rest(L_Result result) {
			for (int i = 0; i < 4; i++) {
				run(this.queue.take());
				run(this.thief.take());
			}
			StringBuilder text = new StringBuilder();
			for (Letter each : this.letters) {
				text.append(each.letter).append(each.taken).append(' ');
			}
			result.r1 = text.toString().trim();
		}

		private static void run(Task task) {
			if (task != null) {
				task.run(Turn.current());
			}
		}

	}

}
