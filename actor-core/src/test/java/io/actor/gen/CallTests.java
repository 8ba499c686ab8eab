package io.actor.gen;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;

import io.actor.fixture.LocalNode;
import io.actor.fixture.Otp;
import io.actor.fixture.Probe;
import io.actor.node.NodeConfig;
import io.actor.process.ExitReason;
import io.actor.process.ProcessLimits;
import io.actor.term.Pid;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static io.actor.gen.Calls.BROKEN;
import static io.actor.gen.Calls.ask;
import static io.actor.gen.Calls.asyncReason;
import static io.actor.gen.Calls.block;
import static io.actor.gen.Calls.failure;
import static io.actor.gen.Calls.kept;
import static io.actor.gen.Calls.number;
import static io.actor.gen.Calls.one;
import static io.actor.gen.Calls.reason;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

/** What callers see. */
class CallTests {

	private static final Duration SHORT = Duration.ofMillis(20);

	@RegisterExtension
	final LocalNode local = new LocalNode(NodeConfig.local().limits(new ProcessLimits(1 << 18, 50)));

	@Test
	void aCallWorksFromAPlatformThreadAVirtualThreadAndAProcess() throws Exception {
		ServerRef server = this.local.start(Probe::new);
		CompletableFuture<Integer> virtual = new CompletableFuture<>();

		Thread.startVirtualThread(() -> virtual.complete(server.call(one())));

		assertThat(server.call(one())).isEqualTo(1);
		assertThat(LocalNode.get(virtual)).isEqualTo(1);
		assertThat(this.local.<Integer>inProcess((self) -> server.call(one()))).isEqualTo(1);
	}

	@Test
	@Otp(86)
	void aCallByPidOrNameOfNobodyIsNoproc() {
		ServerRef server = this.local.start(Probe::new);
		server.stop();

		assertThat(reason(() -> server.call(one()))).isEqualTo(ExitReason.NOPROC);
		assertThat(reason(() -> this.local.node().server("nobody").call(one()))).isEqualTo(ExitReason.NOPROC);
	}

	@Test
	@Otp({ 95, 96 })
	void aTimeoutLeavesTheServerAtWorkAndItsLateReplyVanishes() {
		ServerRef server = this.local.start(Probe::new);
		CountDownLatch release = new CountDownLatch(1);

		assertThat(this.local.holds((self) -> {
			assertThat(reason(() -> server.call(ask((probe, ask, from) -> {
				release.await();
				return Probe.answer(ask, 1);
			}), SHORT))).isEqualTo(CallException.TIMEOUT);
			release.countDown();
			assertThat(server.call(number((probe, ask, from) -> Probe.answer(ask, 2)))).isEqualTo(2);
			return self.receive(Object.class, Duration.ZERO).isEmpty();
		})).isTrue();
	}

	@Test
	void aCallWhoseCallerHasGivenUpIsHandledAllTheSame() {
		Probe probe = new Probe();
		ServerRef server = this.local.start(() -> probe);
		CountDownLatch release = new CountDownLatch(1);
		block(server, release);

		assertThat(reason(() -> server.call(ask((same, ask, from) -> {
			same.notes().add("handled");
			return Probe.answer(ask, 1);
		}), Duration.ZERO))).isEqualTo(CallException.TIMEOUT);
		release.countDown();

		assertThat(Probe.answers(server)).isTrue();
		assertThat(probe.notes()).containsExactly("handled");
	}

	@Test
	void aCallCannotWaitANegativeTime() {
		ServerRef server = this.local.start(Probe::new);

		assertThatIllegalArgumentException().isThrownBy(() -> server.call(one(), Duration.ofMillis(-1)));
		assertThatIllegalArgumentException().isThrownBy(() -> server.callAsync(one(), Duration.ofMillis(-1)));
	}

	@Test
	@Otp(94)
	void aReplyMayComeLaterFromAnotherThread() {
		ServerRef server = this.local.start(Probe::new);

		assertThat(server.call(number((probe, ask, from) -> {
			Thread.startVirtualThread(() -> from.reply(ask, 7));
			return Probe.nothing();
		}))).isEqualTo(7);
	}

	@Test
	@Otp(93)
	void aReplyMayComeFromTheNextMessage() {
		ServerRef server = this.local.start(Probe::new);
		List<From> keep = new ArrayList<>();
		CompletableFuture<Integer> reply = server.callAsync(kept(keep));

		Probe.tell(server, (probe) -> {
			keep.getFirst().reply(3);
			return Probe.nothing();
		});

		assertThat(LocalNode.get(reply)).isEqualTo(3);
	}

	@Test
	void aSecondReplyIsDroppedAndSatisfiesNoLaterCall() {
		ServerRef server = this.local.start(Probe::new);
		AtomicReference<From> kept = new AtomicReference<>();

		assertThat(server.call(number((probe, ask, from) -> {
			kept.set(from);
			from.reply(ask, 1);
			return Probe.answer(ask, 2);
		}))).isEqualTo(1);
		kept.get().reply(3);

		assertThat(server.call(number((probe, ask, from) -> Probe.answer(ask, 4)))).isEqualTo(4);
	}

	@Test
	@Otp(101)
	void aCallToOneselfFailsAtOnce() {
		ServerRef server = this.local.start(Probe::new);

		assertThat(
				server.<ExitReason>call(ask((probe, ask, from) -> Probe.answer(ask, reason(() -> server.call(one()))))))
			.isEqualTo(CallException.CALLING_SELF);
		assertThat(server.<ExitReason>call(ask((probe, ask, from) -> Probe.answer(ask, reason(server::stop)))))
			.isEqualTo(CallException.CALLING_SELF);
	}

	@Test
	void aCallerThatIsKilledWhileItWaitsLeavesNothing() {
		ServerRef server = this.local.start(Probe::new);
		List<From> keep = new ArrayList<>();
		Pid caller = this.local.node().spawn((self) -> server.call(kept(keep)));
		await().until(() -> keep.size() == 1);
		CompletableFuture<ExitReason> end = this.local.endOf(caller);

		this.local.kill(caller);

		assertThat(LocalNode.get(end)).isEqualTo(ExitReason.KILLED);
		keep.getFirst().reply(1);
		assertThat(Probe.answers(server)).isTrue();
	}

	@Test
	void aThreadThatIsInterruptedWhileItWaitsStopsWaiting() throws Exception {
		ServerRef server = this.local.start(Probe::new);
		List<From> keep = new ArrayList<>();
		CompletableFuture<ExitReason> reason = new CompletableFuture<>();
		CompletableFuture<Boolean> flag = new CompletableFuture<>();
		Thread caller = Thread.ofPlatform().start(() -> {
			reason.complete(reason(() -> server.call(kept(keep))));
			flag.complete(Thread.currentThread().isInterrupted());
		});
		await().until(() -> keep.size() == 1);

		caller.interrupt();

		assertThat(LocalNode.get(reason)).isEqualTo(ExitReason.named("interrupted"));
		assertThat(LocalNode.get(flag)).isTrue();
		caller.join();
	}

	@Test
	void aFullMailboxRefusesCallsAndTakesAStop() {
		ServerRef server = this.local.start(Probe::new);
		CountDownLatch release = new CountDownLatch(1);
		block(server, release);
		for (int i = 0; i < 60; i++) {
			Probe.tell(server, Probe.note(i));
		}

		CallException failure = failure(() -> server.call(one()));

		assertThat(failure.reason()).isEqualTo(CallException.OVERLOADED);
		assertThat(failure).hasMessageContaining("50 messages waiting");
		assertThat(reason(() -> server.stop(ExitReason.NORMAL, SHORT))).isEqualTo(CallException.TIMEOUT);
		CompletableFuture<ExitReason> end = this.local.endOf(server.pid().orElseThrow());
		release.countDown();
		assertThat(LocalNode.get(end)).isEqualTo(ExitReason.NORMAL);
	}

	@Test
	void aFailureSaysWhomWhyAndWhatItWasDoing() {
		ServerRef server = this.local.start(Probe::new);
		CountDownLatch release = new CountDownLatch(1);
		block(server, release);
		Probe.tell(server, Probe.note(1));

		CallException failure = failure(() -> server.call(one(), SHORT));
		release.countDown();

		assertThat(failure.isTimeout()).isTrue();
		assertThat(failure).hasMessageContaining("Call of Ask to " + server.pid().orElseThrow().toLocalString())
			.hasMessageContaining("no answer within PT0.02S")
			.hasMessageContaining("messages waiting")
			.hasMessageContaining("handling");
	}

	@Test
	void anAsynchronousCallGivesTheReplyOrTheReason() {
		ServerRef server = this.local.start(Probe::new);

		assertThat(LocalNode.get(server.callAsync(one()))).isEqualTo(1);
		assertThat(asyncReason(server.callAsync(ask((probe, ask, from) -> Probe.nothing()), SHORT)))
			.isEqualTo(CallException.TIMEOUT);
		assertThat(asyncReason(this.local.node().server("nobody").callAsync(one()))).isEqualTo(ExitReason.NOPROC);
	}

	@Test
	void whatBlocksOnTheFutureOfACallDoesNotHoldTheServer() {
		ServerRef server = this.local.start(Probe::new);
		CountDownLatch hung = new CountDownLatch(1);
		CountDownLatch release = new CountDownLatch(1);
		CompletableFuture<Integer> slow = server.callAsync(number((probe, ask, from) -> {
			hung.await();
			return Probe.answer(ask, 1);
		})).thenApply((value) -> {
			try {
				release.await();
			}
			catch (InterruptedException ex) {
				throw new IllegalStateException(ex);
			}
			return value + 1;
		});
		hung.countDown();

		assertThat(server.call(one())).isEqualTo(1);

		release.countDown();
		assertThat(LocalNode.get(slow)).isEqualTo(2);
	}

	@Test
	void aServerMayAskItselfAsynchronously() {
		ServerRef server = this.local.start(Probe::new);

		CompletableFuture<Integer> answer = Probe.ask(server,
				(probe, ask, from) -> Probe.answer(ask, server.callAsync(one())));

		assertThat(LocalNode.get(answer)).isEqualTo(1);
	}

	@Test
	void aProcessThatIsNoServerMayAnswerCalls() {
		Pid body = this.local.node().spawn((self) -> {
			ReceivedCall call = self.receive(ReceivedCall.class);
			call.from().reply(String.valueOf(call.request()).length());
			self.receive(ReceivedCall.class);
			throw self.exit(BROKEN);
		});
		ServerRef server = this.local.node().server(body);

		assertThat(server.call(new Count("ab"))).isEqualTo("Count[text=ab]".length());
		assertThat(reason(() -> server.call(new Count("c")))).isEqualTo(BROKEN);
	}

	private record Count(String text) implements Request<Integer> {
	}

	@Test
	void aProcessThatEndsWithCallsUnreadTellsTheirCallers() {
		Pid body = this.local.node().spawn((self) -> self.receive(String.class));
		CompletableFuture<Integer> call = this.local.node().server(body).callAsync(one());

		this.local.node().send(body, "go");

		assertThat(asyncReason(call)).isEqualTo(ExitReason.NORMAL);
	}

	@Test
	@Tag("volume")
	void callsMayBeNestedDeeplyByMany() {
		List<CompletableFuture<Integer>> answers = new ArrayList<>();
		for (int i = 0; i < 100; i++) {
			ServerRef next = this.local.start(Probe::new);
			for (int depth = 1; depth < 10; depth++) {
				next = chained(next);
			}
			answers.add(next.callAsync(new Probe.Ask<>((probe, ask, from) -> ((Chained) probe).pass(ask))));
		}

		assertThat(answers).allSatisfy((answer) -> assertThat(LocalNode.get(answer)).isEqualTo(10));
	}

	private ServerRef chained(ServerRef next) {
		return this.local.start(() -> new Chained(next));
	}

	private static final class Chained extends Probe {

		private final ServerRef next;

		Chained(ServerRef next) {
			this.next = next;
		}

		Next pass(Ask<Integer> ask) {
			int deeper = this.next.call(new Ask<Integer>((probe, same, from) -> (probe instanceof Chained chained)
					? chained.pass(same) : Probe.answer(same, 1)));
			return Probe.answer(ask, deeper + 1);
		}

	}

	@Test
	void twoServersThatCallEachOtherEndByTimeout() {
		ServerRef one = this.local.start(Probe::new);
		ServerRef other = this.local.start(Probe::new);
		CompletableFuture<Boolean> both = new CompletableFuture<>();
		CompletableFuture<ExitReason> oneSaw = one.callAsync(ask((probe, ask, from) -> {
			LocalNode.get(both);
			return Probe.answer(ask, reason(() -> other.call(one(), SHORT)));
		}));
		CompletableFuture<Integer> otherSaw = other.callAsync(number((probe, ask, from) -> {
			both.complete(true);
			return Probe.answer(ask, one.call(one(), Duration.ofSeconds(2)));
		}));

		assertThat(LocalNode.get(oneSaw)).isEqualTo(CallException.TIMEOUT);
		assertThat(LocalNode.get(otherSaw)).isEqualTo(1);
		assertThat(Probe.answers(one)).isTrue();
		assertThat(Probe.answers(other)).isTrue();
	}

	@Test
	@Otp(104)
	void castsToNobodyAreDropped() {
		ServerRef server = this.local.start(Probe::new);
		server.stop();

		server.cast(Probe.note("lost"));
		this.local.node().server("nobody").cast(Probe.note("lost"));
		server.send("lost");

		assertThat(server.pid()).isPresent();
		assertThat(this.local.node().server("nobody").pid()).isEqualTo(Optional.empty());
	}

	@Test
	void aFailedCallIsNoCheckedException() {
		assertThatExceptionOfType(CallException.class).isThrownBy(() -> this.local.node().server("nobody").call(one()))
			.withMessageContaining("nobody")
			.withMessageContaining("noproc");
	}

}
