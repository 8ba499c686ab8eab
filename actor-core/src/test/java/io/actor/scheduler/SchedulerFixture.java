package io.actor.scheduler;

import java.time.Duration;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import org.junit.jupiter.api.AfterEach;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A scheduler of two queues for bare tasks, closed after each test. */
abstract class SchedulerFixture {

	final ConcurrentLinkedQueue<Throwable> escaped = new ConcurrentLinkedQueue<>();

	final ConcurrentLinkedQueue<Task> longSchedules = new ConcurrentLinkedQueue<>();

	final ActorTimers timers = ActorTimers.wheel(ActorClock.system());

	final WorkerScheduler scheduler = new WorkerScheduler(new SchedulerOptions(2, 2, Duration.ofMillis(50), true),
			new SchedulerListener() {

				@Override
				public void longSchedule(Task task, Duration held, StackTraceElement[] stack) {
					SchedulerFixture.this.longSchedules.add(task);
				}

				@Override
				public void escaped(Task task, Throwable failure) {
					SchedulerFixture.this.escaped.add(failure);
				}

				@Override
				public void tick() {
				}

			}, ActorClock.system(), this.timers);

	@AfterEach
	void stop() {
		this.scheduler.close();
		this.timers.close();
	}

	/** A task that runs once. */
	static class Once extends Task {

		private final Work work;

		private final boolean cpuBound;

		Once(Work work) {
			this(work, false);
		}

		Once(Work work, boolean cpuBound) {
			this.work = work;
			this.cpuBound = cpuBound;
		}

		@Override
		protected void run(Turn turn) {
			try {
				this.work.run();
			}
			catch (InterruptedException ex) {
				throw new IllegalStateException(ex);
			}
		}

		@Override
		protected boolean cpuBound() {
			return this.cpuBound;
		}

	}

	interface Work {

		void run() throws InterruptedException;

	}

	final void submit(Work work) {
		this.scheduler.submit(new Once(work), Turn.current());
	}

	static void awaitZero(CountDownLatch latch) throws InterruptedException {
		assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
	}

	/** All queues idle, none searching, no extra one left. */
	final void assertQuiet() {
		await().atMost(20, TimeUnit.SECONDS).untilAsserted(() -> {
			SchedulerSnapshot now = this.scheduler.snapshot();
			assertThat(now.idleQueues()).isEqualTo(2);
			assertThat(now.extraQueues()).isZero();
			assertThat(now.queued()).isZero();
			assertThat(this.scheduler.searching()).isZero();
		});
	}

	/** Two tasks that wake each other and wait, which pass a queue on for ever. */
	final AtomicBoolean pingPong() {
		AtomicBoolean stop = new AtomicBoolean();
		AtomicReference<Parker> left = new AtomicReference<>();
		AtomicReference<Parker> right = new AtomicReference<>();
		AtomicInteger ball = new AtomicInteger();
		submit(() -> {
			left.set(this.scheduler.parker());
			submit(() -> play(stop, right, left, ball, 1));
			play(stop, left, right, ball, 0);
		});
		return stop;
	}

	static void sleep(long millis) {
		try {
			Thread.sleep(millis);
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private void play(AtomicBoolean stop, AtomicReference<Parker> mine, AtomicReference<Parker> other,
			AtomicInteger ball, int side) {
		Parker parker = this.scheduler.parker();
		mine.set(parker);
		while (!stop.get()) {
			Parker peer = other.get();
			if (ball.get() == side && peer != null) {
				ball.set(1 - side);
				peer.unpark();
			}
			parker.parkUntil(System.nanoTime() + 5_000_000);
		}
	}

}
