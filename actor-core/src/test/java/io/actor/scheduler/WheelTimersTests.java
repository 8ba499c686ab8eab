package io.actor.scheduler;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Timers on their thread. */
class WheelTimersTests {

	private final ActorTimers timers = ActorTimers.wheel(ActorClock.system());

	@AfterEach
	void stop() {
		this.timers.close();
	}

	private static Timer timer(long deadline, Runnable action) {
		return new Timer(deadline) {
			@Override
			protected void expire() {
				action.run();
			}
		};
	}

	@Test
	void aHundredThousandTimersFireAndNoneEarly() throws Exception {
		int count = 100_000;
		CountDownLatch done = new CountDownLatch(count);
		AtomicLong earliest = new AtomicLong(Long.MAX_VALUE);
		Random random = new Random(7);
		for (int i = 0; i < count; i++) {
			long deadline = System.nanoTime() + random.nextLong(300_000_000);
			this.timers.schedule(timer(deadline, () -> {
				earliest.accumulateAndGet(System.nanoTime() - deadline, Math::min);
				done.countDown();
			}));
		}

		assertThat(done.await(20, TimeUnit.SECONDS)).isTrue();
		assertThat(earliest.get()).isNotNegative();
	}

	@Test
	void aTimerEitherFiresOrIsCancelledUnderARace() throws Exception {
		AtomicInteger fired = new AtomicInteger();
		int cancelled = 0;
		int count = 20_000;
		List<Timer> all = new ArrayList<>();
		for (int i = 0; i < count; i++) {
			Timer timer = timer(System.nanoTime() + 500_000 + i * 50L, fired::incrementAndGet);
			all.add(timer);
			this.timers.schedule(timer);
		}
		for (Timer timer : all) {
			cancelled += timer.cancel() ? 1 : 0;
		}

		int expected = count - cancelled;
		await().untilAsserted(() -> assertThat(fired).hasValue(expected));
	}

	@Test
	void anIdleTimerThreadIsWokenForASoonerDeadline() throws Exception {
		CountDownLatch far = new CountDownLatch(1);
		this.timers.schedule(timer(System.nanoTime() + Duration.ofHours(1).toNanos(), far::countDown));
		// Long enough for the thread to sleep until it is needed.
		await().pollDelay(Duration.ofMillis(1500)).until(() -> true);
		CountDownLatch near = new CountDownLatch(1);
		this.timers.schedule(timer(System.nanoTime() + 5_000_000, near::countDown));

		assertThat(near.await(10, TimeUnit.SECONDS)).isTrue();
		assertThat(far.getCount()).isOne();
	}

	@Test
	void aTimerThatThrowsDoesNotStopTheOthersAndIsTold() throws Exception {
		CompletableFuture<Throwable> told = new CompletableFuture<>();
		this.timers.schedule(timer(System.nanoTime(), () -> {
			// Else it would be told to whatever waits in a class beside this one.
			Thread.currentThread().setUncaughtExceptionHandler((_, ex) -> told.complete(ex));
			throw new IllegalStateException("thrown on purpose");
		}));
		CountDownLatch next = new CountDownLatch(1);
		this.timers.schedule(timer(System.nanoTime() + 20_000_000, next::countDown));

		assertThat(next.await(10, TimeUnit.SECONDS)).isTrue();
		assertThat(told.get(10, TimeUnit.SECONDS)).hasMessage("thrown on purpose");
	}

}
