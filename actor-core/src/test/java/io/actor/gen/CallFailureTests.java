package io.actor.gen;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

import io.actor.fixture.LocalNode;
import io.actor.fixture.Otp;
import io.actor.fixture.Probe;
import io.actor.process.ExitReason;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static io.actor.gen.Calls.BROKEN;
import static io.actor.gen.Calls.ask;
import static io.actor.gen.Calls.asyncReason;
import static io.actor.gen.Calls.block;
import static io.actor.gen.Calls.failure;
import static io.actor.gen.Calls.kept;
import static io.actor.gen.Calls.one;
import static io.actor.gen.Calls.reason;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What callers see of a server that fails. */
class CallFailureTests {

	@RegisterExtension
	final LocalNode local = new LocalNode();

	@Test
	@Otp(98)
	void aCrashInTheHandlerReachesItsCaller() {
		IllegalStateException thrown = new IllegalStateException("boom");
		CallException failure = failure(() -> this.local.start(Probe::new).call(ask((probe, ask, from) -> {
			throw thrown;
		})));

		assertThat(failure.reason()).isEqualTo(ExitReason.crash(thrown));
		assertThat(failure).hasCause(thrown);
	}

	@Test
	void anErrorInTheHandlerReachesItsCaller() {
		AssertionError thrown = new AssertionError("boom");

		assertThat(reason(() -> this.local.start(Probe::new).call(ask((probe, ask, from) -> {
			throw thrown;
		})))).isEqualTo(ExitReason.crash(thrown));
	}

	@Test
	void aThrowableInTheHandlerReachesItsCaller() {
		Throwable thrown = new Throwable("boom");

		assertThat(reason(() -> this.local.start(Probe::new).call(ask((probe, ask, from) -> {
			throw sneaky(thrown);
		})))).isEqualTo(ExitReason.crash(thrown));
	}

	@SuppressWarnings("unchecked")
	private static <T extends Throwable> RuntimeException sneaky(Throwable thrown) throws T {
		throw (T) thrown;
	}

	@Test
	void aHandlerThatReturnsNothingCrashesTheServer() {
		assertThat(reason(() -> this.local.start(Probe::new).call(ask((probe, ask, from) -> null))).toString())
			.contains("returned null");
	}

	@Test
	void aCrashReachesCallersQueuedBehindAndDeferred() {
		IllegalStateException thrown = new IllegalStateException("boom");
		ServerRef server = this.local.start(Probe::new);
		List<From> keep = new ArrayList<>();
		CompletableFuture<Integer> deferred = server.callAsync(kept(keep));
		CountDownLatch release = new CountDownLatch(1);
		block(server, release);
		Probe.tell(server, (probe) -> {
			throw thrown;
		});
		List<CompletableFuture<Integer>> behind = new ArrayList<>();
		for (int i = 0; i < 10; i++) {
			behind.add(server.callAsync(one()));
		}

		release.countDown();

		behind.add(deferred);
		assertThat(behind).allSatisfy((each) -> assertThat(asyncReason(each)).isEqualTo(ExitReason.crash(thrown)));
	}

	@Test
	@Otp(99)
	void aStopWithoutReplyReachesTheCallerAsTheReason() {
		assertThat(reason(() -> this.local.start(Probe::new).call(ask((probe, ask, from) -> Probe.end(BROKEN)))))
			.isEqualTo(BROKEN);
		assertThat(reason(
				() -> this.local.start(Probe::new).call(ask((probe, ask, from) -> Probe.end(ExitReason.NORMAL)))))
			.isEqualTo(ExitReason.NORMAL);
	}

	@Test
	@Otp(98)
	void anExitInTheHandlerReachesTheCaller() {
		assertThat(reason(() -> this.local.start(Probe::new).call(ask((probe, ask, from) -> {
			throw probe.process().exit(BROKEN);
		})))).isEqualTo(BROKEN);
	}

	@Test
	void aKilledServerReachesItsCallersAsKilled() {
		ServerRef server = this.local.start(Probe::new);
		CompletableFuture<Boolean> there = new CompletableFuture<>();
		CompletableFuture<Integer> call = server.callAsync(ask((probe, ask, from) -> {
			there.complete(true);
			new CountDownLatch(1).await();
			return Probe.answer(ask, 1);
		}));
		CompletableFuture<Integer> behind = server.callAsync(one());
		LocalNode.get(there);

		this.local.kill(server.pid().orElseThrow());

		assertThat(asyncReason(call)).isEqualTo(ExitReason.KILLED);
		assertThat(asyncReason(behind)).isEqualTo(ExitReason.KILLED);
	}

	@Test
	@Tag("volume")
	void nothingAKilledHandlerStillAnswersIsSeen() {
		for (int i = 0; i < 50; i++) {
			ServerRef server = this.local.start(Probe::new);
			CompletableFuture<Boolean> there = new CompletableFuture<>();
			CompletableFuture<Integer> call = server.callAsync(ask((probe, ask, from) -> {
				there.complete(true);
				try {
					new CountDownLatch(1).await();
				}
				catch (InterruptedException ex) {
					// As code does that swallows interrupts.
				}
				return Probe.answer(ask, 1);
			}));
			LocalNode.get(there);

			this.local.kill(server.pid().orElseThrow());

			assertThat(asyncReason(call)).isEqualTo(ExitReason.KILLED);
		}
	}

	@Test
	void nothingAKilledHandlerAnswersByItselfIsSeen() {
		ServerRef server = this.local.start(Probe::new);
		CompletableFuture<Boolean> there = new CompletableFuture<>();
		CompletableFuture<Integer> call = server.callAsync(ask((probe, ask, from) -> {
			there.complete(true);
			try {
				new CountDownLatch(1).await();
			}
			catch (InterruptedException ex) {
				from.reply(ask, 1);
			}
			return Probe.nothing();
		}));
		LocalNode.get(there);

		this.local.kill(server.pid().orElseThrow());

		assertThat(asyncReason(call)).isEqualTo(ExitReason.KILLED);
	}

}
