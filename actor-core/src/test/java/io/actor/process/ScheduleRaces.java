package io.actor.process;

import java.util.concurrent.CountDownLatch;

import io.actor.process.Kernel.Handler;
import io.actor.scheduler.Turn;
import io.actor.term.Pid;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Mode;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.Signal;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.LI_Result;
import org.openjdk.jcstress.infra.results.ZI_Result;
import org.openjdk.jcstress.infra.results.ZZZ_Result;

/** Who runs a process, and what the next runner sees. */
public final class ScheduleRaces {

	private ScheduleRaces() {
	}

	/** A server that counts in plain fields, and notices a second runner. */
	private static final class Counting implements Handler {

		private int count;

		private int last;

		private boolean inside;

		private boolean broken;

		@Override
		public void handle(Process self, Object message) {
			this.broken |= this.inside || this.count != this.last;
			this.inside = true;
			this.count++;
			Thread.onSpinWait();
			this.last = this.count;
			this.inside = false;
		}

	}

	/**
	 * Two threads send to an idle server and work at once: it handles each message once,
	 * never on two threads, and each runner sees all the one before it wrote (MB-S2,
	 * MB-S6, MB-L1; safe publication of a server's state between carriers). Outcomes:
	 * whether its state was ever torn, how many messages it counted.
	 */
	@JCStressTest
	@Outcome(id = "false, 4", expect = Expect.ACCEPTABLE, desc = "one after the other")
	@Outcome(expect = Expect.FORBIDDEN, desc = "two runners, stale state or lost messages")
	@State
	public static class ServerStateRace {

		private final Stage stage = new Stage();

		private final Counting server = new Counting();

		private final Process process = this.stage.idle(this.server);

		@Actor
		public void one() {
			send();
			send();
		}

		@Actor
		public void other() {
			send();
			send();
		}

		private void send() {
			this.stage.processes.send(this.process.pid(), "message");
			this.stage.bench.work();
		}

		@Arbiter
		public void counted(ZI_Result result) {
			this.stage.bench.work();
			result.r1 = this.server.broken;
			result.r2 = this.server.count;
		}

	}

	/**
	 * A server starts while a message is on its way: the message is handled, once, and
	 * after the start (MB-L1, GS-S8). Outcomes: how often it was started before, and how
	 * many messages it handled.
	 */
	@JCStressTest
	@Outcome(id = "1, 1", expect = Expect.ACCEPTABLE, desc = "started, then handled")
	@Outcome(expect = Expect.FORBIDDEN, desc = "lost, or handled before the start")
	@State
	public static class StartRace {

		private final Stage stage = new Stage();

		private int starts;

		private int handledAfterStart;

		private final Process process = this.stage.processes.prepare(
				new Kernel.Callbacks((self) -> this.starts++, (self, message) -> this.handledAfterStart += this.starts),
				SpawnOptions.DEFAULT, null);

		@Actor
		public void starter() {
			this.stage.processes.start(this.process);
			this.stage.bench.work();
		}

		@Actor
		public void sender() {
			this.stage.processes.send(this.process.pid(), "message");
			this.stage.bench.work();
		}

		@Arbiter
		public void handled(II_Result result) {
			this.stage.bench.work();
			result.r1 = this.starts;
			result.r2 = this.handledAfterStart;
		}

	}

	/**
	 * A message is sent to a server that is told to end: it is handled or counted as
	 * dropped, and never both (MB-S4, PR-S4). Outcomes: whether it was handled, dropped
	 * for want of a process, dropped because the process ended.
	 */
	@JCStressTest
	@Outcome(id = "true, false, false", expect = Expect.ACCEPTABLE, desc = "handled")
	@Outcome(id = "false, true, false", expect = Expect.ACCEPTABLE, desc = "came too late")
	@Outcome(id = "false, false, true", expect = Expect.ACCEPTABLE, desc = "left in the mailbox")
	@Outcome(expect = Expect.FORBIDDEN, desc = "lost or counted twice")
	@State
	public static class SendExitRace {

		private final Stage stage = new Stage();

		private boolean handled;

		private final Process process = this.stage.idle((self, message) -> this.handled = true);

		@Actor
		public void sender() {
			this.stage.processes.send(this.process.pid(), "message");
			this.stage.bench.work();
		}

		@Actor
		public void killer() {
			this.stage.exit(this.process, ExitReason.KILL);
		}

		@Arbiter
		public void counted(ZZZ_Result result) {
			this.stage.bench.work();
			result.r1 = this.handled;
			result.r2 = this.stage.processes.droppedMessages(DropReason.NO_PROCESS) == 1;
			result.r3 = this.stage.processes.droppedMessages(DropReason.RECEIVER_ENDED) == 1;
		}

	}

	/**
	 * A process waits in a receive while its message comes: the receive ends, and not
	 * because nobody was left to wake it (MB-L1, MB-S5). Outcomes: what was received, how
	 * many wake-ups were lost.
	 */
	@JCStressTest
	@Outcome(id = "wanted, 0", expect = Expect.ACCEPTABLE, desc = "woken or never asleep")
	@Outcome(expect = Expect.FORBIDDEN, desc = "a lost wake-up or the wrong message")
	@State
	public static class ReceiveRace {

		private final Stage stage = new Stage();

		private final Process process = this.stage.running();

		@Actor
		public void receiver(LI_Result result) {
			result.r1 = this.process.receive(String.class, "wanted"::equals);
		}

		@Actor
		public void sender() {
			this.stage.processes.send(this.process.pid(), "other");
			this.stage.processes.send(this.process.pid(), "wanted");
			this.stage.bench.settle();
		}

		@Arbiter
		public void woken(LI_Result result) {
			result.r2 = this.stage.bench.lostWakeUps();
		}

	}

	/**
	 * A process begins to wait in a receive while it is killed: it unwinds and is not
	 * left waiting (PR-L2). Outcomes: why it unwound, how many wake-ups were lost.
	 */
	@JCStressTest
	@Outcome(id = "killed, 0", expect = Expect.ACCEPTABLE, desc = "unwound")
	@Outcome(expect = Expect.FORBIDDEN, desc = "waits though it is dead")
	@State
	public static class ReceiveKillRace {

		private final Stage stage = new Stage();

		private final Process process = this.stage.running();

		@Actor
		public void receiver(LI_Result result) {
			this.process.enter(Turn.current());
			try {
				this.process.receive();
			}
			catch (ProcessExit ex) {
				result.r1 = ex.reason().toString();
			}
			finally {
				this.process.leave();
				// Of the kill; the thread goes on to the next sample.
				Thread.interrupted();
			}
		}

		@Actor
		public void killer() {
			this.stage.exit(this.process, ExitReason.KILL);
			this.stage.bench.settle();
		}

		@Arbiter
		public void woken(LI_Result result) {
			result.r2 = this.stage.bench.lostWakeUps();
		}

	}

	/**
	 * A process on a worker of the production scheduler, which gives its queue away while
	 * it waits, is sent its message (MB-L1). Outcome: whether the receive ends.
	 */
	@JCStressTest(Mode.Termination)
	@Outcome(id = "TERMINATED", expect = Expect.ACCEPTABLE, desc = "woken")
	@Outcome(id = "STALE", expect = Expect.FORBIDDEN, desc = "a lost wake-up")
	@State
	public static class WorkerReceiveRace {

		private static final Kernel KERNEL = new Kernel();

		private final CountDownLatch received = new CountDownLatch(1);

		private final Pid receiver = KERNEL.spawn((self) -> {
			self.receive();
			this.received.countDown();
		});

		@Actor
		public void awaited() throws InterruptedException {
			this.received.await();
		}

		@Signal
		public void sender() {
			KERNEL.processes.send(this.receiver, "message");
		}

	}

}
