package io.actor.process;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import io.actor.term.Pid;
import io.actor.term.Ref;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static io.actor.process.Kernel.BOOM;
import static io.actor.process.Kernel.LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The end of processes that do not cooperate: exit asks, kill fences. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class KillTests {

	private final Kernel kernel = new Kernel();

	private final AtomicBoolean stop = new AtomicBoolean();

	@AfterEach
	void stop() {
		this.stop.set(true);
		this.kernel.close();
	}

	private ExitReason killed(Pid victim, ExitReason with) {
		return this.kernel.in((self) -> {
			Ref monitor = self.monitor(victim);
			self.exit(victim, with);
			return self.receive(Down.class, (down) -> down.monitor().equals(monitor), LONG)
				.map(Down::reason)
				.orElseThrow(() -> new AssertionError("No Down"));
		});
	}

	@Test
	void aLoopingProcessCanBeKilled() throws Exception {
		for (boolean server : new boolean[] { false, true }) {
			CountDownLatch looping = new CountDownLatch(1);
			Kernel.Handler loop = (self, message) -> {
				looping.countDown();
				while (!this.stop.get()) {
					Thread.onSpinWait();
				}
			};
			Pid victim = server ? this.kernel.server(loop) : this.kernel.spawn((self) -> loop.handle(self, ""));
			this.kernel.processes.send(victim, "go");
			looping.await();

			long start = System.nanoTime();
			assertThat(killed(victim, ExitReason.KILL)).isEqualTo(ExitReason.KILLED);

			assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
			assertThat(this.kernel.processes.info(victim)).isEmpty();
		}
	}

	@Test
	void aBlockedProcessUnwindsWhenItIsToldToEnd() throws Exception {
		List<Kernel.Handler> blocking = List.of((self, message) -> Thread.sleep(60_000),
				(self, message) -> new CountDownLatch(1).await(), (self, message) -> self.receive(Void.class),
				(self, message) -> self.receive(Void.class, Duration.ofMinutes(1)),
				(self, message) -> self.compute(() -> {
					Thread.sleep(60_000);
					return 1;
				}));
		for (Kernel.Handler handler : blocking) {
			for (ExitReason reason : List.of(BOOM, ExitReason.KILL)) {
				for (boolean cpuBound : new boolean[] { false, true }) {
					CompletableFuture<Throwable> unwound = new CompletableFuture<>();
					CountDownLatch blocked = new CountDownLatch(1);
					Process process = this.kernel.processes.spawn((self) -> {
						blocked.countDown();
						try {
							handler.handle(self, "");
						}
						catch (Throwable ex) {
							unwound.complete(ex);
							throw ex;
						}
					}, new SpawnOptions(false, cpuBound, false), null);
					blocked.await();

					assertThat(killed(process.pid(), reason)).isEqualTo((reason == BOOM) ? BOOM : ExitReason.KILLED);
					assertThat(Kernel.get(unwound)).isNotNull();
				}
			}
		}
		assertThat(this.kernel.reports.crashes).isEmpty();
	}

	@Test
	@Tag("volume")
	void anExitSignalFindsAProcessAtWhateverItDoes() {
		for (int i = 0; i < 500; i++) {
			Pid echo = this.kernel.echo();
			Pid victim = this.kernel.spawn((self) -> {
				while (true) {
					self.send(echo, self.pid());
					self.receive(String.class);
					Thread.sleep(0, 1000);
				}
			});
			long until = System.nanoTime() + (i % 50) * 20_000L;
			while (System.nanoTime() < until) {
				Thread.onSpinWait();
			}

			assertThat(killed(victim, BOOM)).isEqualTo(BOOM);
			this.kernel.kill(echo);
		}
	}

	@Test
	@Tag("volume")
	void nothingOfAKilledProcessIsSeenAfterItsDown() {
		for (int i = 0; i < 300; i++) {
			boolean server = i % 2 == 0;
			this.kernel.in((self) -> {
				Kernel.Handler flood = (process, message) -> {
					while (true) {
						try {
							process.send(self.pid(), "mail");
						}
						catch (ProcessExit ex) {
							// A stubborn one: goes on trying.
							if (this.stop.get() || !process.processes().isAlive(self.pid())) {
								throw ex;
							}
						}
					}
				};
				Pid victim = server ? this.kernel.server(flood) : self.spawn((process) -> flood.handle(process, ""));
				Ref monitor = self.monitor(victim);
				self.send(victim, "go");
				self.receive(String.class);
				self.exit(victim, ExitReason.KILL);
				self.receive(Down.class, (down) -> down.monitor().equals(monitor));
				int left = self.processes().info(self.pid()).orElseThrow().mailbox();
				while (self.receive(String.class, Duration.ZERO).isPresent()) {
					left--;
				}
				assertThat(left).isZero();
				assertThat(self.receive(String.class, Duration.ofMillis(1))).isEmpty();
				return null;
			});
		}
	}

	@Test
	void aProcessThatSwallowsItsInterruptStillEnds() throws Exception {
		CountDownLatch blocked = new CountDownLatch(1);
		AtomicInteger swallowed = new AtomicInteger();
		Pid victim = this.kernel.server((self, message) -> {
			while (!this.stop.get()) {
				blocked.countDown();
				try {
					Thread.sleep(60_000);
				}
				catch (InterruptedException ex) {
					swallowed.incrementAndGet();
					return;
				}
			}
		});
		this.kernel.processes.send(victim, "go");
		this.kernel.processes.send(victim, "again");
		blocked.await();

		assertThat(killed(victim, BOOM)).isEqualTo(BOOM);
		assertThat(swallowed).hasValue(1);
	}

	@Test
	@Tag("volume")
	void theInterruptOfOneProcessDoesNotReachTheNextOnItsThread() {
		List<Throwable> hit = new CopyOnWriteArrayList<>();
		Pid innocent = this.kernel.server((self, message) -> {
			try {
				Thread.sleep(0, 1000);
			}
			catch (InterruptedException ex) {
				hit.add(ex);
			}
		});
		for (int i = 0; i < 1000; i++) {
			Pid victim = this.kernel.server((self, message) -> {
			});
			this.kernel.processes.send(victim, "go");
			this.kernel.processes.send(innocent, "go");
			this.kernel.exit(victim, (i % 2 == 0) ? BOOM : ExitReason.KILL);
		}
		await().until(() -> this.kernel.processes.info(innocent).orElseThrow().mailbox() == 0);

		assertThat(hit).isEmpty();
		assertThat(this.kernel.processes.isAlive(innocent)).isTrue();
	}

	@Test
	void whatWasSentToAProcessThatEndsIsCountedButNotTheSignalItself() throws Exception {
		CountDownLatch blocked = new CountDownLatch(1);
		Pid victim = this.kernel.server((self, message) -> {
			blocked.countDown();
			Thread.sleep(60_000);
		});
		for (int i = 0; i < 6; i++) {
			this.kernel.processes.send(victim, i);
		}
		blocked.await();
		killed(victim, ExitReason.KILL);

		assertThat(this.kernel.processes.droppedMessages(DropReason.RECEIVER_ENDED)).isEqualTo(5);
	}

}
