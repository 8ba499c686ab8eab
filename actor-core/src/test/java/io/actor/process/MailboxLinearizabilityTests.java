package io.actor.process;

import io.actor.scheduler.Turn;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.junit.jupiter.api.Test;

/** The mailbox against a plain queue, in the interleavings Lincheck tries. */
class MailboxLinearizabilityTests {

	@Test
	void offersAndFetchesBehaveAsSomeOrderOfThem() {
		new ModelCheckingOptions().iterations(20)
			.invocationsPerIteration(1000)
			.threads(2)
			.actorsPerThread(3)
			.check(Box.class);
	}

	/** A mailbox, with one thread at most that takes. */
	public static class Box {

		private final Mailbox mailbox = new Mailbox() {

			@Override
			protected void run(Turn turn) {
			}

		};

		@Operation
		public String offer(int number) {
			return this.mailbox.offer(new Message(number), 0).name();
		}

		@Operation(nonParallelGroup = "runner")
		public Integer take() {
			this.mailbox.fetch();
			Message first = this.mailbox.removeFirst();
			return (first != null) ? (Integer) first.body() : null;
		}

	}

}
