package io.actor.process;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;

import io.actor.term.Pid;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static io.actor.process.Kernel.BOOM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/** Waiting for an answer, in a process and outside. */
class WaitTests {

	private final Kernel kernel = new Kernel();

	private final Processes processes = this.kernel.processes;

	@AfterEach
	void stop() {
		this.kernel.close();
	}

	/** Waits for one value. */
	private final class Answer extends Wait {

		private volatile boolean given;

		private Answer() {
			super(WaitTests.this.processes);
		}

		@Override
		protected boolean done() {
			return this.given;
		}

		private void give() {
			this.given = true;
			wake();
		}

		private boolean await(Duration timeout) throws InterruptedException {
			return await(WaitTests.this.processes, WaitTests.this.processes.deadline(timeout));
		}

		private boolean awaitForever() throws InterruptedException {
			return await(WaitTests.this.processes, Long.MAX_VALUE);
		}

	}

	@Test
	void aWaitEndsWithTheAnswer() throws Exception {
		for (Duration timeout : new Duration[] { Duration.ofMinutes(1), Duration.ofDays(100_000) }) {
			Answer outside = new Answer();
			this.kernel.spawn((self) -> outside.give());
			assertThat(outside.await(timeout)).isTrue();
			assertThat(outside.waiter()).isNull();

			this.kernel.in((self) -> {
				Answer inside = new Answer();
				this.kernel.spawn((other) -> inside.give());
				assertThat(inside.await(timeout)).isTrue();
				assertThat(inside.waiter()).isEqualTo(self.pid());
				return null;
			});
		}
	}

	@Test
	void anAnswerThatIsThereIsNotWaitedFor() throws Exception {
		Answer answer = new Answer();
		answer.give();

		assertThat(answer.await(Duration.ZERO)).isTrue();
		assertThat(answer.awaitForever()).isTrue();
	}

	@Test
	void aWaitEndsWithItsTime() throws Exception {
		assertThat(new Answer().await(Duration.ZERO)).isFalse();
		assertThat(new Answer().await(Duration.ofMillis(1))).isFalse();
		assertThat(this.kernel.<Boolean>in((self) -> new Answer().await(Duration.ofMillis(1)))).isFalse();
	}

	@Test
	void aProcessThatIsToldToEndStopsWaiting() {
		CompletableFuture<Throwable> unwound = new CompletableFuture<>();
		Pid waiting = this.kernel.spawn((self) -> {
			try {
				new Answer().awaitForever();
			}
			catch (Throwable ex) {
				unwound.complete(ex);
				throw ex;
			}
		});
		await().until(() -> this.processes.info(waiting).orElseThrow().status() == ProcessInfo.Status.WAITING);

		this.kernel.exit(waiting, BOOM);

		assertThat(Kernel.get(unwound)).isInstanceOf(ProcessExit.class);
		await().until(() -> this.processes.info(waiting).isEmpty());
	}

	@Test
	void aThreadThatIsInterruptedStopsWaitingAndAProcessDoesNot() throws Exception {
		Thread.currentThread().interrupt();
		assertThatExceptionOfType(InterruptedException.class).isThrownBy(() -> new Answer().awaitForever());

		AtomicReference<Answer> answer = new AtomicReference<>();
		CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
		Pid waiting = this.kernel.spawn((self) -> {
			answer.set(new Answer());
			Thread.currentThread().interrupt();
			answer.get().awaitForever();
			interrupted.complete(Thread.interrupted());
		});
		await().until(() -> this.processes.info(waiting).orElseThrow().status() == ProcessInfo.Status.WAITING);
		answer.get().give();

		assertThat(Kernel.get(interrupted)).as("the interrupt is there for what comes next").isTrue();
	}

}
