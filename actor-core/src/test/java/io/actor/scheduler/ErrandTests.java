package io.actor.scheduler;

import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What a thread that brings work from outside does itself, and what it leaves to workers.
 */
@Timeout(60)
class ErrandTests extends SchedulerFixture {

	private final AtomicInteger waits = new AtomicInteger();

	@Test
	void theFirstTaskIsLeftToTheThreadThatHasBroughtIt() throws Exception {
		awaitIdle();
		AtomicReference<Thread> first = new AtomicReference<>();
		AtomicReference<Thread> second = new AtomicReference<>();
		CountDownLatch secondRan = new CountDownLatch(1);
		Runnable errand = bring(new Brief(() -> first.set(Thread.currentThread())), new Brief(() -> {
			second.set(Thread.currentThread());
			secondRan.countDown();
		}));

		assertThat(errand).isNotNull();
		awaitZero(secondRan);
		assertThat(first).hasNullValue();
		errand.run();
		assertThat(first).hasValue(Thread.currentThread());
		assertThat(second).doesNotHaveValue(Thread.currentThread());
		assertThat(bring()).isNull();
	}

	@Test
	void aTaskThatMayTakeAnyTimeIsLeftToAWorker() throws Exception {
		awaitIdle();
		CountDownLatch ran = new CountDownLatch(2);

		assertThat(bring(new Once(ran::countDown), new Once(ran::countDown, true))).isNull();
		awaitZero(ran);
	}

	@Test
	void whileEveryWorkerIsBusyATaskWaitsForItsTurn() throws Exception {
		CountDownLatch busy = new CountDownLatch(2);
		CountDownLatch over = new CountDownLatch(1);
		for (int i = 0; i < 2; i++) {
			submit(() -> {
				busy.countDown();
				over.await();
			});
		}
		awaitZero(busy);
		CountDownLatch ran = new CountDownLatch(1);
		Runnable errand = bring(new Brief(ran::countDown));
		over.countDown();

		assertThat(errand).isNull();
		awaitZero(ran);
	}

	@Test
	void whatBecomesRunnableOutsideOfBringingIsForWorkers() throws Exception {
		awaitIdle();
		CountDownLatch ran = new CountDownLatch(2);
		Runnable errand = bring(new Brief(() -> this.scheduler.submit(new Brief(ran::countDown), Turn.current())));
		this.scheduler.submit(new Brief(ran::countDown), Turn.current());

		assertThat(errand).isNotNull();
		errand.run();
		awaitZero(ran);
	}

	@Test
	void aTaskThatTookLongIsLeftToWorkersForAWhile() throws Exception {
		AtomicInteger here = new AtomicInteger();
		AtomicInteger runs = new AtomicInteger();
		Thread bringing = Thread.currentThread();
		Brief slow = new Brief(() -> {
			here.addAndGet((Thread.currentThread() == bringing) ? 1 : 0);
			if (runs.incrementAndGet() == 1) {
				spin(Duration.ofMillis(2));
			}
		});
		int times = 0;
		while (here.get() < 2) {
			awaitIdle();
			Runnable errand = bring(slow);
			if (errand != null) {
				errand.run();
			}
			times++;
			int expected = times;
			await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(1)).until(() -> runs.get() == expected);
		}

		assertThat(times).isGreaterThan(100);
	}

	@Test
	void beforeATaskWaitsTheThreadIsToldOnce() throws Exception {
		awaitIdle();
		Runnable errand = bring(new Brief(() -> {
			Parker parker = this.scheduler.parker();
			parker.parkUntil(System.nanoTime() + 1_000_000);
			parker.parkUntil(System.nanoTime() + 1_000_000);
			assertThat(this.waits).hasValue(1);
		}));

		assertThat(errand).isNotNull();
		errand.run();
		assertThat(this.waits).hasValue(1);
		assertThat(this.escaped).isEmpty();
		assertThat(bring(new Once(() -> {
		}))).isNull();
		this.scheduler.parker().parkUntil(System.nanoTime() + 1_000_000);
		assertThat(this.waits).hasValue(1);
	}

	@Test
	void anExceptionIsReportedAndAnInterruptDoesNotStay() throws Exception {
		awaitIdle();
		Runnable errand = bring(new Brief(() -> {
			Thread.currentThread().interrupt();
			throw new IllegalStateException("thrown on purpose");
		}));

		assertThat(errand).isNotNull();
		errand.run();
		assertThat(this.escaped).singleElement().isInstanceOf(IllegalStateException.class);
		assertThat(Thread.currentThread().isInterrupted()).isFalse();
	}

	@Test
	void oneThatComputesForLongIsToldOnce() throws Exception {
		awaitIdle();
		Brief computing = new Brief(() -> {
			spin(Duration.ofMillis(200));
		});
		Runnable errand = bring(computing);

		assertThat(errand).isNotNull();
		errand.run();
		assertThat(this.longSchedules).containsExactly(computing);
		assertThat(this.scheduler.snapshot().longSchedules()).isEqualTo(1);
	}

	private static void spin(Duration time) {
		long end = System.nanoTime() + time.toNanos();
		while (System.nanoTime() < end) {
			Thread.onSpinWait();
		}
	}

	/** A worker would have to be woken. */
	private void awaitIdle() {
		await().pollDelay(Duration.ZERO)
			.pollInterval(Duration.ofMillis(1))
			.until(() -> this.scheduler.snapshot().idleQueues() == 2);
	}

	@Test
	void oneThatWaitsForTheSystemIsNotToldOf() throws Exception {
		awaitIdle();
		try (ServerSocket nobody = new ServerSocket(0)) {
			nobody.setSoTimeout(200);
			Runnable errand = bring(new Brief(() -> {
				try {
					nobody.accept();
				}
				catch (IOException ex) {
					// Nobody comes.
				}
			}));

			assertThat(errand).isNotNull();
			errand.run();
		}
		assertThat(this.longSchedules).isEmpty();
	}

	/** Makes tasks runnable as a thread does that brings work from outside. */
	private @Nullable Runnable bring(Task... tasks) {
		this.scheduler.beginErrand(this.waits::incrementAndGet);
		for (Task task : tasks) {
			this.scheduler.submit(task, Turn.current());
		}
		return this.scheduler.endErrand();
	}

	/** A task that runs once, and on any thread. */
	private static final class Brief extends Once {

		Brief(Work work) {
			super(work);
		}

		@Override
		protected boolean isBrief() {
			return true;
		}

	}

}
