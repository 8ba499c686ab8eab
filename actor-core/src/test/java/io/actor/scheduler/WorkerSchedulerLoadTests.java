package io.actor.scheduler;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Waits, foreign blocking, computing and queues that come and go, all at once. */
@Timeout(value = 180, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class WorkerSchedulerLoadTests extends SchedulerFixture {

	@Test
	void parksGoOnWhileExtraQueuesComeAndRetire() throws Exception {
		parksAmongBlockers(Duration.ofSeconds(2));
	}

	@Tag("stress")
	@Test
	void parksGoOnForLongWhileExtraQueuesComeAndRetire() throws Exception {
		parksAmongBlockers(Duration.ofSeconds(60));
	}

	private void parksAmongBlockers(Duration time) throws Exception {
		long end = System.nanoTime() + time.toNanos();
		AtomicInteger alive = new AtomicInteger();
		List<AtomicBoolean> players = List.of(pingPong(), pingPong());
		for (int i = 0; i < 12; i++) {
			alive.incrementAndGet();
			int number = i;
			this.scheduler.submit(new Task() {
				private int runs;

				@Override
				protected void run(Turn turn) {
					if (System.nanoTime() > end) {
						alive.decrementAndGet();
						return;
					}
					this.runs++;
					switch ((this.runs + number) % 4) {
						case 0 -> sleep(3);
						case 1 ->
							WorkerSchedulerLoadTests.this.scheduler.parker().parkUntil(System.nanoTime() + 1_000_000);
						case 2 -> {
							for (int n = 0; n < 10_000; n++) {
								turn.reduce();
							}
						}
						default -> {
							try {
								WorkerSchedulerLoadTests.this.scheduler.compute(() -> 1);
							}
							catch (Exception ex) {
								throw new IllegalStateException(ex);
							}
						}
					}
					if (this.runs % 2 == 0) {
						WorkerSchedulerLoadTests.this.scheduler.resubmit(this, turn);
					}
					else {
						WorkerSchedulerLoadTests.this.scheduler.submit(this, turn);
					}
				}
			}, Turn.current());
		}
		await().atMost(time.plusSeconds(30)).until(() -> alive.get() == 0);
		players.forEach((stop) -> stop.set(true));
		assertThat(this.escaped).isEmpty();
		assertQuiet();
	}

}
