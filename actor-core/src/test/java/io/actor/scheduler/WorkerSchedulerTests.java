package io.actor.scheduler;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/** The scheduler with bare tasks. */
@Timeout(value = 180, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class WorkerSchedulerTests extends SchedulerFixture {

	@Test
	void noWakeUpIsLostOverManyRounds() throws Exception {
		for (int i = 0; i < 20_000; i++) {
			CountDownLatch done = new CountDownLatch(2);
			submit(() -> submit(done::countDown));
			submit(done::countDown);
			awaitZero(done);
		}
		assertQuiet();
	}

	@Test
	void tasksFromManyThreadsAllRunOnce() throws Exception {
		int each = 20_000;
		AtomicInteger runs = new AtomicInteger();
		List<Thread> senders = new ArrayList<>();
		for (int i = 0; i < 6; i++) {
			Runnable sending = () -> {
				for (int n = 0; n < each; n++) {
					submit(() -> submit(runs::incrementAndGet));
				}
			};
			senders.add((i % 2 == 0) ? Thread.ofPlatform().start(sending) : Thread.ofVirtual().start(sending));
		}
		for (Thread sender : senders) {
			sender.join();
		}

		await().atMost(20, TimeUnit.SECONDS).untilAsserted(() -> assertThat(runs).hasValue(6 * each));
		assertQuiet();
	}

	@Test
	void anExceptionIsReportedAndTheWorkerGoesOn() throws Exception {
		submit(() -> {
			throw new IllegalStateException("thrown on purpose");
		});
		CountDownLatch next = new CountDownLatch(4);
		for (int i = 0; i < 4; i++) {
			submit(next::countDown);
		}

		awaitZero(next);
		await().until(() -> this.escaped.size() == 1);
	}

	@Test
	void aHundredBlockedTasksFinishInASmallMultipleOfTheirSleep() throws Exception {
		CountDownLatch done = new CountDownLatch(100);
		long start = System.nanoTime();
		for (int i = 0; i < 100; i++) {
			submit(() -> {
				Thread.sleep(200);
				done.countDown();
			});
		}

		awaitZero(done);
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
		assertQuiet();
	}

	@Test
	void theWorkersOfExtraQueuesEnd() throws Exception {
		for (int round = 0; round < 5; round++) {
			CountDownLatch done = new CountDownLatch(50);
			for (int i = 0; i < 50; i++) {
				submit(() -> {
					Thread.sleep(20);
					done.countDown();
				});
			}
			awaitZero(done);
		}

		await().atMost(20, TimeUnit.SECONDS).until(() -> this.scheduler.snapshot().workers() <= 4);
	}

	@Test
	void tasksThatOnlyComputeDoNotStopOthers() throws Exception {
		AtomicBoolean stop = new AtomicBoolean();
		CountDownLatch computing = new CountDownLatch(3);
		for (int i = 0; i < 3; i++) {
			submit(() -> {
				computing.countDown();
				while (!stop.get()) {
					Thread.onSpinWait();
				}
			});
		}
		try {
			awaitZero(computing);
			for (int i = 0; i < 20; i++) {
				CountDownLatch echo = new CountDownLatch(1);
				submit(echo::countDown);
				awaitZero(echo);
			}
			await().atMost(20, TimeUnit.SECONDS).until(() -> this.longSchedules.size() == 3);
		}
		finally {
			stop.set(true);
		}
		assertQuiet();
		assertThat(this.longSchedules).hasSize(3);
	}

	@Test
	void aTaskWokenByOneThatThenBlocksIsTakenOver() throws Exception {
		CountDownLatch release = new CountDownLatch(1);
		CountDownLatch woken = new CountDownLatch(1);
		submit(() -> {
			submit(woken::countDown);
			// Foreign blocking: the woken task lies in this worker's LIFO slot.
			release.await();
		});

		awaitZero(woken);
		release.countDown();
	}

	@Test
	void parkedTasksPassTheQueueOnAndComeBack() throws Exception {
		int count = 200;
		CountDownLatch parked = new CountDownLatch(count);
		CountDownLatch done = new CountDownLatch(count);
		ConcurrentLinkedQueue<Parker> parkers = new ConcurrentLinkedQueue<>();
		AtomicBoolean go = new AtomicBoolean();
		for (int i = 0; i < count; i++) {
			submit(() -> {
				Parker parker = this.scheduler.parker();
				parkers.add(parker);
				parked.countDown();
				while (!go.get()) {
					parker.park();
				}
				done.countDown();
			});
		}
		awaitZero(parked);
		// One that was added while the machine was busy goes again.
		await().until(() -> this.scheduler.snapshot().extraQueues() == 0);
		go.set(true);
		parkers.forEach(Parker::unpark);

		awaitZero(done);
		assertQuiet();
	}

	@Test
	void permitsAreNeverLostUnderARace() throws Exception {
		int rounds = 30_000;
		AtomicInteger turns = new AtomicInteger();
		AtomicReference<Parker> parker = new AtomicReference<>();
		CountDownLatch done = new CountDownLatch(1);
		submit(() -> {
			Parker mine = this.scheduler.parker();
			parker.set(mine);
			for (int i = 0; i < rounds; i++) {
				while (turns.get() <= i) {
					mine.park();
				}
			}
			done.countDown();
		});
		await().until(() -> parker.get() != null);
		Parker waiting = parker.get();
		for (int i = 0; i < rounds; i++) {
			turns.incrementAndGet();
			waiting.unpark();
			if (i % 3 == 0) {
				waiting.unpark();
			}
		}

		awaitZero(done);
		assertQuiet();
	}

	@Test
	void aTimedWaitEndsNotBeforeItsTimeAndAStaleTimerDoesNoHarm() throws Exception {
		AtomicReference<String> failure = new AtomicReference<>();
		CountDownLatch done = new CountDownLatch(20);
		for (int i = 0; i < 20; i++) {
			submit(() -> {
				Parker parker = this.scheduler.parker();
				for (int n = 0; n < 20; n++) {
					long deadline = System.nanoTime() + 2_000_000;
					if (n % 2 == 0) {
						parker.unpark();
					}
					while (deadline - System.nanoTime() > 0) {
						parker.parkUntil(deadline);
					}
					if (System.nanoTime() < deadline) {
						failure.set("early");
					}
				}
				done.countDown();
			});
		}

		awaitZero(done);
		assertThat(failure).hasNullValue();
		assertQuiet();
	}

	@Test
	void anInterruptEndsAWaitAndStaysSet() throws Exception {
		AtomicReference<Thread> thread = new AtomicReference<>();
		AtomicReference<Boolean> status = new AtomicReference<>();
		submit(() -> {
			thread.set(Thread.currentThread());
			this.scheduler.parker().park();
			status.set(Thread.currentThread().isInterrupted());
		});
		await().until(() -> thread.get() != null);
		thread.get().interrupt();

		await().until(() -> status.get() != null);
		assertThat(status).hasValue(true);
		AtomicReference<Boolean> next = new AtomicReference<>();
		submit(() -> next.set(Thread.currentThread().isInterrupted()));
		submit(() -> next.set(Thread.currentThread().isInterrupted()));
		await().until(() -> next.get() != null);
		assertThat(next).hasValue(false);
	}

	@Test
	void processesThatWaitForEachOtherDoNotShutOutTheGlobalQueue() throws Exception {
		List<AtomicBoolean> players = List.of(pingPong(), pingPong(), pingPong(), pingPong());
		try {
			for (int i = 0; i < 200; i++) {
				CountDownLatch done = new CountDownLatch(1);
				submit(done::countDown);
				awaitZero(done);
			}
		}
		finally {
			players.forEach((stop) -> stop.set(true));
		}
		assertQuiet();
	}

	@Test
	void foreignVirtualThreadsWakeWhileAllQueuesAreSaturated() throws Exception {
		AtomicBoolean stop = new AtomicBoolean();
		for (int i = 0; i < 8; i++) {
			this.scheduler.submit(new Task() {
				@Override
				protected void run(Turn turn) {
					if (!stop.get()) {
						WorkerSchedulerTests.this.scheduler.resubmit(this, turn);
					}
				}
			}, Turn.current());
		}
		try {
			List<Long> waits = new ArrayList<>();
			for (int i = 0; i < 50; i++) {
				CountDownLatch wake = new CountDownLatch(1);
				CountDownLatch done = new CountDownLatch(1);
				Thread.ofVirtual().start(() -> {
					try {
						wake.await();
					}
					catch (InterruptedException ex) {
						throw new IllegalStateException(ex);
					}
					done.countDown();
				});
				long start = System.nanoTime();
				wake.countDown();
				awaitZero(done);
				waits.add(System.nanoTime() - start);
			}
			waits.sort(null);
			assertThat(Duration.ofNanos(waits.get(25))).isLessThan(Duration.ofMillis(150));
		}
		finally {
			stop.set(true);
		}
		assertQuiet();
	}

	@Test
	void workThatOnlyComputesRunsOnItsOwnThreads() throws Exception {
		AtomicReference<String> name = new AtomicReference<>();
		this.scheduler.submit(new Once(() -> name.set(Thread.currentThread().getName()), true), Turn.current());
		await().until(() -> name.get() != null);
		assertThat(name.get()).startsWith("actor-cpu-");

		CountDownLatch done = new CountDownLatch(1);
		submit(() -> {
			try {
				name.set(this.scheduler.compute(() -> Thread.currentThread().getName()));
				assertThatExceptionOfType(java.io.IOException.class).isThrownBy(() -> this.scheduler.compute(() -> {
					throw new java.io.IOException("thrown on purpose");
				}));
				done.countDown();
			}
			catch (Exception ex) {
				throw new IllegalStateException(ex);
			}
		});
		awaitZero(done);
		assertThat(name.get()).startsWith("actor-cpu-");
		assertThat(this.scheduler.compute(() -> 7)).isEqualTo(7);
	}

	@Test
	void computationsDoNotKeepTheQueuesFromOthers() throws Exception {
		AtomicBoolean stop = new AtomicBoolean();
		CountDownLatch computing = new CountDownLatch(2);
		CountDownLatch ended = new CountDownLatch(2);
		for (int i = 0; i < 2; i++) {
			submit(() -> {
				try {
					this.scheduler.compute(() -> {
						computing.countDown();
						while (!stop.get()) {
							Thread.onSpinWait();
						}
						return 0;
					});
					ended.countDown();
				}
				catch (Exception ex) {
					throw new IllegalStateException(ex);
				}
			});
		}
		awaitZero(computing);
		assertQuiet();
		CountDownLatch other = new CountDownLatch(1);
		submit(other::countDown);
		awaitZero(other);
		stop.set(true);
		awaitZero(ended);
	}

	@Test
	void closingEndsAllThreadsAlsoTheOnesThatWaitInTasks() throws Exception {
		CountDownLatch started = new CountDownLatch(3);
		CountDownLatch release = new CountDownLatch(1);
		AtomicReference<Parker> parked = new AtomicReference<>();
		submit(() -> {
			parked.set(this.scheduler.parker());
			started.countDown();
			this.scheduler.parker().park();
		});
		submit(() -> {
			started.countDown();
			release.await();
		});
		submit(() -> {
			started.countDown();
			Thread.sleep(100);
		});
		awaitZero(started);
		this.scheduler.close();
		this.scheduler.close();
		await().atMost(20, TimeUnit.SECONDS).until(() -> this.scheduler.snapshot().workers() <= 2);

		parked.get().unpark();
		release.countDown();
		this.timers.close();

		await().atMost(20, TimeUnit.SECONDS).until(() -> this.scheduler.snapshot().workers() == 0);
		assertThat(this.scheduler.searching()).isZero();
	}

	@Test
	void aTaskSubmittedAfterCloseStillRunsAndACpuBoundOneIsDropped() throws Exception {
		this.scheduler.close();
		await().until(() -> this.scheduler.snapshot().workers() == 0);
		CountDownLatch late = new CountDownLatch(1);
		submit(late::countDown);
		this.scheduler.submit(new Once(() -> {
		}, true), Turn.current());

		awaitZero(late);
		await().until(() -> this.scheduler.snapshot().workers() == 0);
	}

}
