package io.actor.gen;

import java.util.concurrent.CompletableFuture;

import io.actor.fixture.Workbench;
import io.actor.process.ExitReason;
import io.actor.process.Processes;
import io.actor.term.Pid;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LI_Result;
import org.openjdk.jcstress.infra.results.LL_Result;
import org.openjdk.jcstress.infra.results.LZ_Result;

/** Several outcomes of one call come at once. */
public final class CallRaces {

	private CallRaces() {
	}

	private static String text(Object outcome) {
		return (outcome instanceof PendingCall.Failure(ExitReason reason)) ? reason.toString() : outcome.toString();
	}

	/**
	 * A call is answered while its caller begins to wait: the caller is woken, or does
	 * not wait (GS-S1, MB-L1). Outcomes: what the caller got, how many wake-ups were
	 * lost.
	 */
	@JCStressTest
	@Outcome(id = "answer, 0", expect = Expect.ACCEPTABLE, desc = "answered")
	@Outcome(expect = Expect.FORBIDDEN, desc = "no answer, or a lost wake-up")
	@State
	public static class AnswerWaitRace {

		private final Workbench bench = new Workbench();

		private final PendingCall call = new PendingCall(this.bench.processes);

		@Actor
		public void caller(LI_Result result) {
			result.r1 = text(this.call.await(this.bench.processes, 0, true));
		}

		@Actor
		public void server() {
			this.call.answered("answer");
			this.bench.settle();
		}

		@Arbiter
		public void woken(LI_Result result) {
			result.r2 = this.bench.lostWakeUps();
		}

	}

	/**
	 * A call is answered while the end of its server reaches it: the first outcome counts
	 * and stays (GS-S1). Outcomes: what the caller got, what it sees later.
	 */
	@JCStressTest
	@Outcome(id = { "answer, answer", "noproc, noproc" }, expect = Expect.ACCEPTABLE, desc = "one of them")
	@Outcome(expect = Expect.FORBIDDEN, desc = "two outcomes")
	@State
	public static class AnswerDeathRace {

		private final Workbench bench = new Workbench();

		private final PendingCall call = new PendingCall(this.bench.processes);

		@Actor
		public void death(LL_Result result) {
			this.call.failed(ExitReason.NOPROC);
			result.r1 = text(this.call.await(this.bench.processes, 0, true));
		}

		@Actor
		public void server() {
			this.call.answered("answer");
		}

		@Arbiter
		public void later(LL_Result result) {
			result.r2 = text(this.call.await(this.bench.processes, 0, true));
		}

	}

	/**
	 * A call is answered while it times out: one outcome, and after a timeout the answer
	 * is never seen (GS-S1, GS-S3). Outcomes: what the caller got, what it sees later.
	 */
	@JCStressTest
	@Outcome(id = { "answer, answer", "timeout, timeout" }, expect = Expect.ACCEPTABLE, desc = "one of them")
	@Outcome(expect = Expect.FORBIDDEN, desc = "two outcomes")
	@State
	public static class AnswerTimeoutRace {

		private final Workbench bench = new Workbench();

		private final PendingCall call = new PendingCall(this.bench.processes);

		@Actor
		public void caller(LL_Result result) {
			result.r1 = text(this.call.await(this.bench.processes, 0, false));
		}

		@Actor
		public void server() {
			this.call.answered("answer");
		}

		@Arbiter
		public void later(LL_Result result) {
			result.r2 = text(this.call.await(this.bench.processes, 0, false));
		}

	}

	/**
	 * A call that nobody waits for is answered while its timer fires: its future is
	 * completed once, with one of the two (GS-S1, TM-S1). Outcomes: what is in the
	 * future, whether the timer is still armed.
	 */
	@JCStressTest
	@Outcome(id = { "answer, false", "timeout, false" }, expect = Expect.ACCEPTABLE, desc = "one of them")
	@Outcome(expect = Expect.FORBIDDEN, desc = "no outcome, or two")
	@State
	public static class FutureTimeoutRace {

		private final Workbench bench = new Workbench();

		private final FutureCall<String> call = new FutureCall<>(this.bench.processes, 0, String::valueOf,
				(reason) -> new CallException("late", reason));

		private final CompletableFuture<String> seen = this.call.future()
			.exceptionally((failure) -> ((CallException) failure).reason().toString());

		@Actor
		public void server() {
			this.call.answered("answer");
			this.bench.work();
		}

		@Actor
		public void timer() {
			this.call.fire();
			this.bench.work();
		}

		@Arbiter
		public void outcome(LZ_Result result) {
			this.bench.work();
			result.r1 = this.seen.getNow("nothing");
			result.r2 = this.call.armed();
		}

	}

	/** Answers each call with its own text. */
	private static final class Echo extends GenServer<Say, Object> {

		@Override
		protected Next handleCall(Say request, From from) {
			return reply(request, request.text());
		}

	}

	/** A request that is answered with its text. */
	private record Say(String text) implements Request<String> {
	}

	/**
	 * A server is called while it is killed: the call is answered or fails, once, and
	 * nobody waits for ever (GS-S1, GS-L1). Outcomes: what became of the call, how often.
	 */
	@JCStressTest
	@Outcome(id = "hello, 1", expect = Expect.ACCEPTABLE, desc = "answered before")
	@Outcome(id = "killed, 1", expect = Expect.ACCEPTABLE, desc = "killed with the call in its mailbox")
	@Outcome(id = "noproc, 1", expect = Expect.ACCEPTABLE, desc = "called too late")
	@Outcome(expect = Expect.FORBIDDEN, desc = "no outcome, or two")
	@State
	public static class CallKillRace {

		private final Workbench bench = new Workbench();

		private final Processes processes = this.bench.processes;

		private final Pid server;

		private final Outcomes outcomes = new Outcomes();

		public CallKillRace() {
			StartResult result = Servers.start(this.processes, Echo::new, StartOptions.DEFAULT, null);
			this.server = ((StartResult.Started) result).pid();
			this.bench.work();
		}

		@Actor
		public void caller() {
			this.processes.deliver(this.server, new CallRequest(new Say("hello"), this.outcomes));
			this.bench.work();
		}

		@Actor
		public void killer() {
			this.processes.exit(this.processes.nobody(), this.server, ExitReason.KILL);
			this.bench.work();
		}

		@Arbiter
		public void outcome(LI_Result result) {
			this.bench.work();
			result.r1 = this.outcomes.last;
			result.r2 = this.outcomes.count;
		}

	}

	/** Counts what becomes of a call. */
	private static final class Outcomes implements Caller {

		private volatile String last = "nothing";

		private int count;

		@Override
		public synchronized void answered(Object value) {
			this.last = value.toString();
			this.count++;
		}

		@Override
		public synchronized void failed(ExitReason reason) {
			this.last = reason.toString();
			this.count++;
		}

		@Override
		public synchronized boolean waits() {
			return this.count == 0;
		}

	}

}
