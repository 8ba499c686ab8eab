package io.actor.process;

import io.actor.scheduler.Parker;
import io.actor.scheduler.Turn;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IZ_Result;
import org.openjdk.jcstress.infra.results.LL_Result;
import org.openjdk.jcstress.infra.results.LZI_Result;
import org.openjdk.jcstress.infra.results.LZ_Result;
import org.openjdk.jcstress.infra.results.ZZI_Result;

/** What happens at the mailbox's one word when two threads are there at once. */
public final class MailboxRaces {

	private MailboxRaces() {
	}

	/** A mailbox alone; new ones are busy. */
	private static final class Box extends Mailbox {

		@Override
		protected void run(Turn turn) {
		}

		static Box idle() {
			Box box = new Box();
			box.becomeIdle();
			return box;
		}

		/** What the runner has taken, as one text. */
		String takeAll() {
			StringBuilder taken = new StringBuilder();
			fetch();
			for (Message each = removeFirst(); each != null; each = removeFirst()) {
				taken.append(each.body());
			}
			return taken.toString();
		}

		Offer send(String body) {
			return offer(new Message(body), 0);
		}

	}

	/**
	 * Two processes send, one of them the receiver itself, which also takes: nothing is
	 * lost or doubled and each sender's messages stay in order (MB-S1, MB-S2, MB-S4).
	 * Outcome: how many messages were taken, and whether each sender's were in order.
	 */
	@JCStressTest
	@Outcome(id = "5, true", expect = Expect.ACCEPTABLE, desc = "all there, in order")
	@Outcome(expect = Expect.FORBIDDEN, desc = "lost, doubled or overtaken")
	@State
	public static class OfferRace {

		private final Box box = new Box();

		private String taken = "";

		@Actor
		public void sender() {
			this.box.send("a");
			this.box.send("b");
			this.box.send("c");
		}

		@Actor
		public void receiver() {
			this.box.send("x");
			this.taken = this.box.takeAll();
			this.box.send("y");
			this.taken += this.box.takeAll();
		}

		@Arbiter
		public void rest(IZ_Result result) {
			String all = this.taken + this.box.takeAll();
			result.r1 = all.length();
			result.r2 = all.replaceAll("[xy]", "").equals("abc") && all.replaceAll("[abc]", "").equals("xy");
		}

	}

	/**
	 * Two threads send to a running process: each one's messages stay in order (MB-S1).
	 * Outcome: as for {@link OfferRace}.
	 */
	@JCStressTest
	@Outcome(id = "4, true", expect = Expect.ACCEPTABLE, desc = "all there, in order")
	@Outcome(expect = Expect.FORBIDDEN, desc = "lost, doubled or overtaken")
	@State
	public static class SendersRace {

		private final Box box = new Box();

		@Actor
		public void one() {
			this.box.send("a");
			this.box.send("b");
		}

		@Actor
		public void other() {
			this.box.send("x");
			this.box.send("y");
		}

		@Arbiter
		public void taken(IZ_Result result) {
			String all = this.box.takeAll();
			result.r1 = all.length();
			result.r2 = all.indexOf('a') < all.indexOf('b') && all.indexOf('x') < all.indexOf('y');
		}

	}

	/**
	 * A message comes while the runner goes idle: exactly one of the two sees to it that
	 * the message is handled (MB-L1, MB-S6). Outcomes: what the offer said, whether the
	 * process went idle.
	 */
	@JCStressTest
	@Outcome(id = "QUEUED, false", expect = Expect.ACCEPTABLE, desc = "the runner goes on")
	@Outcome(id = "SCHEDULE, true", expect = Expect.ACCEPTABLE, desc = "the sender schedules")
	@Outcome(id = "QUEUED, true", expect = Expect.FORBIDDEN, desc = "idle with mail")
	@Outcome(id = "SCHEDULE, false", expect = Expect.FORBIDDEN, desc = "two runners")
	@Outcome(expect = Expect.FORBIDDEN, desc = "refused")
	@State
	public static class IdleRace {

		private final Box box = new Box();

		@Actor
		public void sender(LZ_Result result) {
			result.r1 = this.box.send("a");
		}

		@Actor
		public void runner(LZ_Result result) {
			result.r2 = this.box.becomeIdle();
		}

	}

	/**
	 * Two messages reach an idle process: exactly one sender schedules it (MB-S6).
	 * Outcomes: what each offer said.
	 */
	@JCStressTest
	@Outcome(id = { "SCHEDULE, QUEUED", "QUEUED, SCHEDULE" }, expect = Expect.ACCEPTABLE, desc = "one runner")
	@Outcome(expect = Expect.FORBIDDEN, desc = "two runners or none")
	@State
	public static class WakersRace {

		private final Box box = Box.idle();

		@Actor
		public void one(LL_Result result) {
			result.r1 = this.box.send("a");
		}

		@Actor
		public void other(LL_Result result) {
			result.r2 = this.box.send("x");
		}

	}

	/**
	 * A message comes while the process begins to wait inside a receive: the wait does
	 * not begin, or it is ended, once (MB-L1). Outcomes: what the offer said, whether the
	 * wait began, how often it was unparked.
	 */
	@JCStressTest
	@Outcome(id = "QUEUED, false, 0", expect = Expect.ACCEPTABLE, desc = "came before")
	@Outcome(id = "QUEUED, true, 1", expect = Expect.ACCEPTABLE, desc = "came after and woke it")
	@Outcome(id = "QUEUED, true, 0", expect = Expect.FORBIDDEN, desc = "a lost wake-up")
	@Outcome(expect = Expect.FORBIDDEN, desc = "scheduled, though a thread holds it")
	@State
	public static class WaitRace implements Parker {

		private final Box box = new Box();

		private int unparked;

		@Actor
		public void sender(LZI_Result result) {
			result.r1 = this.box.send("a");
		}

		@Actor
		public void receiver(LZI_Result result) {
			result.r2 = this.box.beginWait(new Parked(this));
		}

		@Arbiter
		public void woken(LZI_Result result) {
			result.r3 = this.unparked;
		}

		@Override
		public void park() {
		}

		@Override
		public void parkUntil(long deadlineNanos) {
		}

		@Override
		public void unpark() {
			this.unparked++;
		}

	}

	/**
	 * A message comes while the wait ends by its deadline: the mailbox is busy again and
	 * the message in it (MB-S4, MB-L2). Outcomes: what the offer said, what was taken.
	 */
	@JCStressTest
	@Outcome(id = "QUEUED, a", expect = Expect.ACCEPTABLE, desc = "taken")
	@Outcome(expect = Expect.FORBIDDEN, desc = "lost, or a second runner")
	@State
	public static class WaitEndRace extends WaitingBox {

		@Actor
		public void sender(LL_Result result) {
			result.r1 = this.box.send("a");
		}

		@Actor
		public void receiver() {
			this.box.endWait(this.parked);
		}

		@Arbiter
		public void taken(LL_Result result) {
			result.r2 = this.box.takeAll();
		}

	}

	/** A mailbox whose process waits. */
	static class WaitingBox {

		final Box box = new Box();

		final Parked parked = new Parked(new WaitRace());

		WaitingBox() {
			this.box.beginWait(this.parked);
		}

	}

	/**
	 * A message comes while the process ends: it is refused or given back to be counted,
	 * never lost in between (MB-S4). Outcomes: what the offer said, whether the close
	 * gave it back.
	 */
	@JCStressTest
	@Outcome(id = "DEAD, false", expect = Expect.ACCEPTABLE, desc = "refused")
	@Outcome(id = "QUEUED, true", expect = Expect.ACCEPTABLE, desc = "given back")
	@Outcome(expect = Expect.FORBIDDEN, desc = "lost, or counted twice")
	@State
	public static class CloseRace {

		private final Box box = new Box();

		@Actor
		public void sender(LZ_Result result) {
			result.r1 = this.box.send("a");
		}

		@Actor
		public void end(LZ_Result result) {
			result.r2 = this.box.closeIncoming() != null;
		}

	}

	/**
	 * A process that is ended by force takes its mail at that moment: either the close
	 * gives the message back or the process has it, and it stays closed (MB-S2, PR-S2).
	 * Outcomes: whether it is closed at the end, whether the close gave the message back,
	 * how many the process has.
	 */
	@JCStressTest
	@Outcome(id = "true, true, 0", expect = Expect.ACCEPTABLE, desc = "given back")
	@Outcome(id = "true, false, 1", expect = Expect.ACCEPTABLE, desc = "taken before")
	@Outcome(expect = Expect.FORBIDDEN, desc = "open again, or the message lost or doubled")
	@State
	public static class FetchCloseRace {

		private final Box box = new Box();

		public FetchCloseRace() {
			this.box.send("a");
		}

		@Actor
		public void runner() {
			this.box.fetch();
		}

		@Actor
		public void force(ZZI_Result result) {
			result.r2 = this.box.closeIncoming() != null;
		}

		@Arbiter
		public void after(ZZI_Result result) {
			result.r1 = this.box.closed();
			result.r3 = this.box.stored();
		}

	}

	/**
	 * Two messages reach a mailbox with room for one: exactly one is refused (MB-S7).
	 * Outcomes: what each offer said.
	 */
	@JCStressTest
	@Outcome(id = { "FULL, QUEUED", "QUEUED, FULL" }, expect = Expect.ACCEPTABLE, desc = "one is in")
	@Outcome(expect = Expect.FORBIDDEN, desc = "over the limit, or refused without need")
	@State
	public static class LimitRace {

		private final Box box = new Box();

		@Actor
		public void one(LL_Result result) {
			result.r1 = this.box.offer(new Message("a"), 1);
		}

		@Actor
		public void other(LL_Result result) {
			result.r2 = this.box.offer(new Message("x"), 1);
		}

	}

}
