package io.actor.process;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;

import io.actor.fixture.Otp;
import io.actor.term.Pid;
import io.actor.term.Ref;
import io.actor.term.RegisteredName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Timers that tell their reference, are looked at, or are cancelled later. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class TimerTests {

	private final Kernel kernel = new Kernel();

	private final Processes processes = this.kernel.processes;

	@AfterEach
	void stop() {
		this.kernel.close();
	}

	@Test
	@Otp(57)
	void aStartedTimerTellsItsReferenceNotBeforeItsTime() {
		this.kernel.in((self) -> {
			long start = System.nanoTime();
			Ref timer = self.startTimer(Duration.ofMillis(20), self.pid(), "ring");
			assertThat(self.receive()).isEqualTo(new TimerFired(timer, "ring"));
			assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(20));
			return null;
		});
		assertThat(this.processes.timerCount()).isZero();
	}

	@Test
	void whatIsLeftOfATimerCanBeReadByAnyoneUntilItFires() {
		this.kernel.in((self) -> {
			Ref timer = self.sendAfter(Duration.ofMinutes(1), self.pid(), "ring");
			CompletableFuture<OptionalLong> read = new CompletableFuture<>();
			self.spawn((other) -> read.complete(other.readTimer(timer)));
			assertThat(Kernel.get(read).orElseThrow()).isBetween(30_000L, 60_000L);
			self.cancelTimer(timer);
			assertThat(self.readTimer(timer)).isEmpty();
			Ref fired = self.sendAfter(Duration.ZERO, self.pid(), "ring");
			self.receive(String.class);
			assertThat(self.readTimer(fired)).isEmpty();
			return null;
		});
	}

	@Test
	@Otp(60)
	void aTimerThatHasFiredCannotBeCancelledAndItsMessageStays() {
		this.kernel.in((self) -> {
			Ref timer = self.sendAfter(Duration.ofMillis(1), self.pid(), "ring");
			await().until(() -> self.processes().info(self.pid(), InfoKey.MESSAGE_QUEUE_LEN).orElseThrow() == 1);

			assertThat(self.cancelTimer(timer)).isEmpty();

			assertThat(self.receive(String.class, Duration.ZERO)).contains("ring");
			return null;
		});
	}

	@Test
	@Otp(61)
	void ofATimerToAProcessThatHasEndedNothingIsLeft() {
		Pid target = this.kernel.spawnWaiting();
		Ref timer = this.processes.startTimer(Duration.ofMinutes(1), target, "ring");
		assertThat(this.processes.readTimer(timer)).isPresent();

		this.kernel.kill(target);

		await().until(() -> this.processes.info(target).isEmpty());
		await().until(() -> this.processes.readTimer(timer).isEmpty());
		assertThat(this.processes.cancelTimer(timer)).isEmpty();
		assertThat(this.processes.timerCount()).isZero();
	}

	@Test
	@Otp(63)
	void aTimerForANameNobodyHasIsDroppedInSilence() {
		this.processes.startTimer(Duration.ofMillis(1), RegisteredName.local("nobody"), "ring");

		await().until(() -> this.processes.droppedMessages(DropReason.NO_NAME) == 1);
		assertThat(this.kernel.reports.crashes).isEmpty();
		assertThat(this.kernel.reports.escaped).isEmpty();
	}

	@Test
	void aTimerCancelledLaterAnswersWithAMessage() {
		this.kernel.in((self) -> {
			Ref timer = self.startTimer(Duration.ofMinutes(1), self.pid(), "ring");
			self.cancelTimerLater(timer);
			TimerCancelled answer = self.receive(TimerCancelled.class);
			assertThat(answer.timer()).isEqualTo(timer);
			assertThat(answer.millisLeft().orElseThrow()).isBetween(30_000L, 60_000L);
			self.cancelTimerLater(timer);
			assertThat(self.receive()).isEqualTo(new TimerCancelled(timer, OptionalLong.empty()));
			return null;
		});
		assertThat(this.processes.timerCount()).isZero();
	}

}
