package io.actor.gen;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;

import io.actor.fixture.LocalNode;
import io.actor.fixture.Probe;
import io.actor.process.ExitReason;
import io.actor.term.Pid;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A thread that is interrupted while it waits for a server gives up, and is still
 * interrupted afterwards; what it was about to start is not there.
 */
class InterruptedWaitTests {

	private static final Duration MINUTE = Duration.ofMinutes(1);

	private static final ExitReason INTERRUPTED = ExitReason.named("interrupted");

	@RegisterExtension
	final LocalNode local = new LocalNode();

	/** The one that is waited for, when it does what takes so long. */
	private final CompletableFuture<Pid> busy = new CompletableFuture<>();

	private final CountDownLatch release = new CountDownLatch(1);

	private void takeLong(Pid self) throws InterruptedException {
		this.busy.complete(self);
		this.release.await();
	}

	/** What a thread is given that is interrupted while the other is busy. */
	private <T> T interrupted(Supplier<T> wait) {
		CompletableFuture<T> given = new CompletableFuture<>();
		CompletableFuture<Boolean> flag = new CompletableFuture<>();
		Thread thread = Thread.ofPlatform().start(() -> {
			given.complete(wait.get());
			flag.complete(Thread.interrupted());
		});
		LocalNode.get(this.busy);
		thread.interrupt();

		T result = LocalNode.get(given);
		assertThat(LocalNode.get(flag)).as("still interrupted").isTrue();
		return result;
	}

	private void ends() {
		await().until(() -> !this.local.processes().isAlive(LocalNode.get(this.busy)));
	}

	@Test
	void aServerWhoseStartIsInterruptedEnds() {
		StartOptions patient = StartOptions.DEFAULT.timeout(MINUTE);

		StartResult result = interrupted(() -> Servers.start(this.local.processes(), () -> new Probe() {

			@Override
			protected Init init() throws Exception {
				takeLong(self().pid());
				return ready();
			}

		}, patient, null));

		assertThat(result).isEqualTo(new StartResult.Failed(INTERRUPTED, null));
		ends();
	}

	@Test
	void aProcessWhoseStartIsInterruptedEnds() {
		StartResult result = interrupted(
				() -> ProcLib.start(this.local.processes(), (self, starter) -> takeLong(self.pid())));

		assertThat(result).isEqualTo(new StartResult.Failed(INTERRUPTED, null));
		ends();
	}

	@Test
	void aServerWhoseStopIsInterruptedStopsAllTheSame() {
		ServerRef server = this.local.start(() -> new Probe() {

			@Override
			protected void terminate(ExitReason reason) throws Exception {
				takeLong(self().pid());
			}

		});

		CallException failure = interrupted(() -> Calls.failure(() -> server.stop(ExitReason.NORMAL, MINUTE)));

		assertThat(failure).hasMessageContaining("Interrupted while waiting for the end of ");
		assertThat(failure.reason()).isEqualTo(INTERRUPTED);
		this.release.countDown();
		ends();
	}

	@Test
	void whoHasNotAnsweredIsMissingInAMultiCallThatIsInterrupted() {
		String node = this.local.node().name();
		this.local.node().start(Probe::new, StartOptions.named("probe"));

		MultiReply<Integer> replies = interrupted(
				() -> Servers.multiCall(this.local.processes(), List.of(node), "probe", slowly(), MINUTE));

		assertThat(replies.replies()).isEmpty();
		assertThat(replies.badNodes()).containsExactly(node);
		this.release.countDown();
	}

	private Probe.Ask<Integer> slowly() {
		return new Probe.Ask<>((probe, ask, from) -> {
			takeLong(probe.process().pid());
			return Probe.answer(ask, 1);
		});
	}

}
