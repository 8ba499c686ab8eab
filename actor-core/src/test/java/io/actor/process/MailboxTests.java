package io.actor.process;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import io.actor.process.Mailbox.Offer;
import io.actor.scheduler.Parker;
import io.actor.scheduler.Turn;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The mailbox by itself, on one thread: what each state answers to an offer, and what is
 * kept.
 */
class MailboxTests {

	private final Box box = new Box();

	/** How many messages there were each time some were taken. */
	private final List<Integer> taken = new ArrayList<>();

	private final class Box extends Mailbox {

		@Override
		protected void run(Turn turn) {
		}

		@Override
		void taken() {
			MailboxTests.this.taken.add(length());
		}

	}

	private static final class CountingParker implements Parker {

		private final AtomicInteger permits = new AtomicInteger();

		@Override
		public void park() {
		}

		@Override
		public void parkUntil(long deadlineNanos) {
		}

		@Override
		public void unpark() {
			this.permits.incrementAndGet();
		}

	}

	private Offer offer(int number) {
		return offer(number, 0);
	}

	private Offer offer(int number, int limit) {
		return this.box.offer(new Message(number), limit);
	}

	private List<Object> take() {
		List<Object> bodies = new ArrayList<>();
		for (Message message = this.box.removeFirst(); message != null; message = this.box.removeFirst()) {
			bodies.add(message.body());
		}
		return bodies;
	}

	@Test
	void onlyTheFirstMessageForAnIdleProcessSchedulesIt() {
		assertThat(this.box.busy()).as("a new one is about to run").isTrue();
		assertThat(this.box.becomeIdle()).isTrue();
		assertThat(this.box.busy()).isFalse();
		assertThat(this.box.becomeIdle()).as("it is already").isFalse();

		assertThat(offer(1)).isEqualTo(Offer.SCHEDULE);
		assertThat(offer(2)).isEqualTo(Offer.QUEUED);

		assertThat(this.box.busy()).isTrue();
		assertThat(this.box.becomeIdle()).as("it has mail").isFalse();
	}

	@Test
	void messagesAreFetchedInTheOrderOfTheirOffersBehindThoseFetchedBefore() {
		IntStream.rangeClosed(1, 3).forEach(this::offer);
		this.box.fetch();
		IntStream.rangeClosed(4, 6).forEach(this::offer);
		assertThat(this.box.stored()).isEqualTo(3);
		assertThat(this.box.length()).isEqualTo(6);

		this.box.fetch();

		assertThat(this.box.stored()).isEqualTo(6);
		assertThat(this.box.length()).isEqualTo(6);
		assertThat(take()).containsExactly(1, 2, 3, 4, 5, 6);
		assertThat(this.box.stored()).isZero();
		offer(7);
		this.box.fetch();
		assertThat(take()).containsExactly(7);
	}

	@Test
	void aFetchWithoutMailChangesNothing() {
		this.box.fetch();
		assertThat(this.box.becomeIdle()).isTrue();
		this.box.fetch();
		assertThat(offer(1)).isEqualTo(Offer.SCHEDULE);
		this.box.closeIncoming();
		this.box.fetch();

		assertThat(take()).isEmpty();
		assertThat(this.box.closed()).isTrue();
	}

	@Test
	void theLimitCountsWhatIsFetchedAndWhatIsNot() {
		assertThat(offer(1, 3)).isEqualTo(Offer.QUEUED);
		assertThat(offer(2, 3)).isEqualTo(Offer.QUEUED);
		this.box.fetch();
		assertThat(offer(3, 3)).isEqualTo(Offer.QUEUED);
		assertThat(offer(4, 3)).isEqualTo(Offer.FULL);
		this.box.fetch();
		assertThat(offer(4, 3)).as("nothing new, all fetched").isEqualTo(Offer.FULL);
		assertThat(offer(4)).as("without a limit").isEqualTo(Offer.QUEUED);
		assertThat(this.box.length()).isEqualTo(4);

		this.box.fetch();
		this.box.removeFirst();
		this.box.removeFirst();
		assertThat(offer(5, 3)).as("there is room again").isEqualTo(Offer.QUEUED);
	}

	@Test
	void aWaitingReceiverIsWokenByTheFirstMessageAndNotByOneThatIsRefused() {
		CountingParker parker = new CountingParker();
		Parked parked = new Parked(parker);
		offer(1, 1);
		this.box.fetch();
		assertThat(this.box.beginWait(parked)).isTrue();
		assertThat(this.box.busy()).isFalse();
		assertThat(this.box.length()).isEqualTo(1);

		assertThat(offer(2, 1)).isEqualTo(Offer.FULL);
		assertThat(parker.permits).hasValue(0);
		assertThat(offer(2, 2)).isEqualTo(Offer.QUEUED);
		assertThat(offer(3)).isEqualTo(Offer.QUEUED);

		assertThat(parker.permits).hasValue(1);
		this.box.endWait(parked);
		this.box.fetch();
		assertThat(take()).containsExactly(1, 2, 3);
	}

	@Test
	void aReceiverDoesNotWaitWhenThereIsMail() {
		Parked parked = new Parked(new CountingParker());
		offer(1);
		assertThat(this.box.beginWait(parked)).isFalse();

		this.box.fetch();
		assertThat(this.box.beginWait(parked)).isTrue();
		this.box.endWait(parked);
		assertThat(this.box.busy()).isTrue();
		assertThat(offer(2)).isEqualTo(Offer.QUEUED);
	}

	@Test
	void aMessageIsRemovedFromAnywhereAndTheOthersKeepTheirPlaces() {
		IntStream.rangeClosed(1, 5).forEach(this::offer);
		this.box.fetch();
		Message first = this.box.after(null);
		Message second = this.box.after(first);

		this.box.removeAfter(second);
		this.box.removeAfter(this.box.after(second));
		assertThat(this.box.last()).as("the newest that is left").isSameAs(this.box.after(second));
		this.box.removeAfter(null);
		this.box.removeAfter(this.box.last());

		assertThat(this.box.stored()).isEqualTo(2);
		offer(6);
		this.box.fetch();
		assertThat(take()).containsExactly(2, 4, 6);
	}

	@Test
	void aMessageTakenOutHoldsNoOther() {
		IntStream.rangeClosed(1, 3).forEach(this::offer);
		this.box.fetch();
		Message first = this.box.removeFirst();
		Message third = this.box.after(this.box.after(null));
		this.box.removeAfter(this.box.after(null));

		assertThat(first.next).isNull();
		assertThat(third.next).isNull();
	}

	@Test
	void aClosedMailboxRefusesAndGivesBackWhatWasNotFetched() {
		offer(1);
		this.box.fetch();
		offer(2);
		offer(3);

		Message left = this.box.closeIncoming();

		assertThat(left.body()).as("newest first").isEqualTo(3);
		assertThat(left.next.body()).isEqualTo(2);
		assertThat(offer(4)).isEqualTo(Offer.DEAD);
		assertThat(this.box.closed()).isTrue();
		assertThat(this.box.busy()).isFalse();
		assertThat(this.box.length()).as("what was fetched").isEqualTo(1);
		assertThat(this.box.closeIncoming()).isNull();
	}

	@Test
	void aMailboxWithoutMailClosesWithNothingToGiveBack() {
		assertThat(new Box().closeIncoming()).isNull();
		Box idle = new Box();
		idle.becomeIdle();
		assertThat(idle.closeIncoming()).isNull();
		Box waiting = new Box();
		waiting.beginWait(new Parked(new CountingParker()));
		assertThat(waiting.closeIncoming()).isNull();
		assertThat(this.box.closed()).isFalse();
	}

	@Test
	void aMarkIsPassedOnceUntilHalfOfItIsLeft() {
		assertThat(this.box.passes(4)).isTrue();
		assertThat(this.box.passes(4)).isFalse();
		assertThat(this.box.passes(8)).as("a higher one").isTrue();
		IntStream.rangeClosed(1, 4).forEach(this::offer);
		this.box.fetch();
		assertThat(this.box.passes(8)).as("half of it").isFalse();

		this.box.removeFirst();
		this.box.removeFirst();
		offer(5);
		this.box.fetch();

		assertThat(this.box.passes(8)).as("less than half of it").isTrue();
	}

	@Test
	void whoeverTakesMessagesLooksHowManyThereAreThen() {
		this.box.fetch();
		assertThat(this.taken).isEmpty();

		offer(1);
		this.box.fetch();
		offer(2);
		offer(3);
		this.box.fetch();
		this.box.fetch();

		assertThat(this.taken).containsExactly(1, 3);
	}

	@Test
	void takingSaysWhetherALaneHasLetMessagesPass() {
		assertThat(this.box.fetch()).as("nothing is there").isFalse();
		offer(1);
		assertThat(this.box.fetch()).isFalse();
		assertThat(this.box.unusual()).isFalse();

		this.box.mark(Mailbox.LANE);
		assertThat(this.box.unusual()).isTrue();
		offer(2);
		assertThat(this.box.fetch()).as("none that may pass").isFalse();
		this.box.offer(new PriorityMessage(3), 0);
		assertThat(this.box.fetch()).isTrue();

		this.box.unmark(Mailbox.LANE);
		assertThat(this.box.is(Mailbox.LANE)).isFalse();
		this.box.offer(new PriorityMessage(4), 0);
		assertThat(this.box.fetch()).as("there is no lane any more").isFalse();
		assertThat(take()).containsExactly(3, 1, 2, 4);
	}

	@Test
	void oneLookFromAnotherThreadIsInOrderWhateverComesAndIsTakenMeanwhile() throws InterruptedException {
		AtomicBoolean enough = new AtomicBoolean();
		Thread runner = Thread.ofPlatform().start(() -> {
			for (int number = 0; !enough.get(); number++) {
				offer(number);
				if (number % 5 == 0) {
					this.box.fetch();
				}
				if (number % 60 == 0) {
					take();
				}
			}
		});

		try {
			for (int look = 0; look < 20_000; look++) {
				assertThat(WaitingMessages.in(this.box, 1)).extracting((message) -> (int) message.body())
					.isSorted()
					.doesNotHaveDuplicates();
			}
		}
		finally {
			enough.set(true);
			runner.join();
		}
	}

}
