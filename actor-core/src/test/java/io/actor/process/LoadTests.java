package io.actor.process;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import io.actor.term.Pid;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/** Processes under load: one runner, order, fairness, limits. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LoadTests {

	private Kernel kernel = new Kernel();

	private final AtomicBoolean stop = new AtomicBoolean();

	@AfterEach
	void stop() {
		this.stop.set(true);
		this.kernel.close();
	}

	@Test
	@Tag("volume")
	void eighteenSendersAndEightBlockingReceiversKeepOrderAndOneRunner() throws Exception {
		sendersAndReceivers(3_000);
	}

	@Tag("stress")
	@Test
	void eighteenSendersAndEightBlockingReceiversKeepOrderForLong() throws Exception {
		sendersAndReceivers(30_000);
	}

	private void sendersAndReceivers(int each) throws Exception {
		record Numbered(int sender, int number) {
		}
		int senders = 18;
		int receivers = 8;
		ConcurrentLinkedQueue<String> wrong = new ConcurrentLinkedQueue<>();
		CountDownLatch left = new CountDownLatch(receivers);
		Pid[] targets = new Pid[receivers];
		for (int r = 0; r < receivers; r++) {
			AtomicInteger runners = new AtomicInteger();
			int[] next = new int[senders];
			int[] total = new int[1];
			Random random = new Random(r);
			Kernel.Handler handler = (self, message) -> {
				if (runners.incrementAndGet() != 1) {
					wrong.add("two runners");
				}
				Numbered mail = (Numbered) message;
				if (next[mail.sender()]++ != mail.number()) {
					wrong.add("order");
				}
				switch (random.nextInt(2000)) {
					case 0 -> Thread.sleep(1);
					case 1 -> self.receive(Void.class, Duration.ofNanos(200_000));
					case 2 -> self.compute(() -> 1);
					default -> {
					}
				}
				runners.decrementAndGet();
				if (++total[0] == senders * each) {
					left.countDown();
				}
			};
			targets[r] = (r % 4 == 3) ? this.kernel.spawn((self) -> {
				while (true) {
					handler.handle(self, self.receive());
				}
			}) : this.kernel.server(handler, new SpawnOptions(false, r == 0, false));
		}
		for (int s = 0; s < senders; s++) {
			int number = s;
			Runnable sending = () -> {
				for (int n = 0; n < each; n++) {
					for (Pid target : targets) {
						this.kernel.processes.send(target, new Numbered(number, n));
					}
				}
			};
			if (s == 0) {
				Thread.ofPlatform().start(sending);
			}
			else if (s == 1) {
				Thread.ofVirtual().start(sending);
			}
			else {
				this.kernel.spawn((self) -> sending.run());
			}
		}

		assertThat(left.await(100, TimeUnit.SECONDS)).isTrue();
		assertThat(wrong).isEmpty();
		assertThat(this.kernel.reports.crashes).isEmpty();
		assertThat(this.kernel.reports.escaped).isEmpty();
	}

	private void assertEchoAnswers() {
		Pid echo = this.kernel.echo();
		this.kernel.in((self) -> {
			for (int i = 0; i < 20; i++) {
				self.send(echo, self.pid());
				assertThat(self.receive(String.class, Kernel.LONG)).isPresent();
			}
			return null;
		});
	}

	@Test
	@Tag("volume")
	void aFloodedServerDoesNotStarveOthers() {
		for (int i = 0; i < 4; i++) {
			Pid flooded = this.kernel.server((self, message) -> {
				if (!this.stop.get()) {
					self.send(self.pid(), message);
				}
			});
			for (int n = 0; n < 1000; n++) {
				this.kernel.processes.send(flooded, n);
			}
		}

		assertEchoAnswers();
	}

	@Test
	@Tag("volume")
	void aHandlerThatSendsInALoopShutsNobodyOut() {
		Pid sink = this.kernel.server((self, message) -> {
		});
		for (int i = 0; i < 4; i++) {
			Pid loop = this.kernel.server((self, message) -> {
				while (!this.stop.get()) {
					self.send(sink, 1);
				}
			});
			this.kernel.processes.send(loop, "go");
		}

		assertEchoAnswers();
	}

	@Test
	@Tag("volume")
	void aLoopOfSendsToADeadProcessShutsNobodyOut() {
		Pid dead = this.kernel.spawnWaiting();
		this.kernel.kill(dead);
		for (int i = 0; i < 4; i++) {
			this.kernel.spawn((self) -> {
				while (!this.stop.get()) {
					self.send(dead, 1);
				}
			});
		}

		assertEchoAnswers();
	}

	@Test
	@Tag("volume")
	void handlersThatOnlyComputeDoNotStopAnEchoServer() throws Exception {
		CountDownLatch computing = new CountDownLatch(4);
		for (int i = 0; i < 4; i++) {
			this.kernel.spawn((self) -> {
				computing.countDown();
				while (!this.stop.get()) {
					Thread.onSpinWait();
				}
			});
		}
		assertThat(computing.await(Kernel.LONG.toMillis(), TimeUnit.MILLISECONDS)).isTrue();

		assertEchoAnswers();
	}

	@Test
	@Tag("volume")
	void bodiesThatOnlyTalkToEachOtherShutNobodyOut() {
		for (int i = 0; i < 4; i++) {
			Body player = (self) -> {
				Pid peer = self.receive(Pid.class);
				while (true) {
					self.send(peer, "ball");
					self.receive(String.class);
				}
			};
			Pid one = this.kernel.spawn(player);
			Pid other = this.kernel.spawn(player);
			this.kernel.processes.send(one, other);
			this.kernel.processes.send(other, one);
		}

		assertEchoAnswers();
	}

	@Test
	void aFullMailboxRefusesMessagesButNoSignal() throws Exception {
		this.kernel.close();
		this.kernel = new Kernel(new ProcessLimits(100, 50));
		Processes processes = this.kernel.processes;
		CompletableFuture<Integer> selective = new CompletableFuture<>();
		Pid receiver = processes.spawn((self) -> {
			Down down = self.receive(Down.class);
			int stored = 0;
			while (self.receive(Integer.class, Duration.ZERO).isPresent()) {
				stored++;
			}
			assertThat(down.reason()).isEqualTo(ExitReason.NOPROC);
			selective.complete(stored);
		}, SpawnOptions.DEFAULT, null).pid();
		await().until(() -> processes.info(receiver).orElseThrow().status() == ProcessInfo.Status.WAITING);
		for (int i = 0; i < 80; i++) {
			processes.send(receiver, i);
			await().until(() -> processes.info(receiver)
				.map(ProcessInfo::status)
				.orElseThrow() == ProcessInfo.Status.WAITING);
		}

		assertThat(processes.droppedMessages(DropReason.MAILBOX_FULL)).isEqualTo(30);
		processes.deliverAlways(processes.find(receiver),
				new Message(new Down(processes.newRef(), receiver, ExitReason.NOPROC)));
		assertThat(Kernel.get(selective)).isEqualTo(50);
	}

	@Test
	void thereAreNoMoreProcessesThanTheLimit() {
		this.kernel.close();
		this.kernel = new Kernel(new ProcessLimits(16, 0));
		for (int i = 0; i < 16; i++) {
			this.kernel.spawnWaiting();
		}

		assertThatExceptionOfType(SystemLimitException.class).isThrownBy(this.kernel::spawnWaiting);
		this.kernel.kill(this.kernel.processes.pids().getFirst());
		await().until(() -> this.kernel.processes.count() == 15);
		this.kernel.spawnWaiting();
		assertThat(this.kernel.processes.count()).isEqualTo(16);
	}

	@Test
	void aLongMailboxIsReportedOnceForEachMark() throws Exception {
		CountDownLatch release = new CountDownLatch(1);
		Pid slow = this.kernel.server((self, message) -> release.await());
		for (int i = 0; i < 9_000; i++) {
			this.kernel.processes.send(slow, i);
		}
		await().until(() -> this.kernel.processes.info(slow).orElseThrow().messages() > 0);
		for (int i = 0; i < 100_000; i++) {
			this.kernel.processes.send(slow, i);
		}
		release.countDown();

		assertThat(this.kernel.reports.longMailboxes).containsExactly(10_000, 100_000);
		await().until(() -> this.kernel.processes.info(slow).orElseThrow().mailbox() == 0);
		assertThat(this.kernel.processes.info(slow).orElseThrow().messages()).isEqualTo(109_000);
	}

	@Test
	void aServerStartedOnTheStackOfItsStarterLeavesItsMailToAWorker() {
		List<String> order = this.kernel.in((self) -> {
			List<String> seen = new java.util.concurrent.CopyOnWriteArrayList<>();
			Process server = this.kernel.processes.prepare(new Kernel.Callbacks((started) -> {
				seen.add("init on " + (Thread.currentThread() == started.turn().thread()));
				started.send(started.pid(), "first");
			}, (started, message) -> {
				// Would wait for the one below it on this stack.
				started.send(self.pid(), "question");
				seen.add("answered " + started.receive(Integer.class));
			}), SpawnOptions.DEFAULT, self);
			assertThat(self.processes().startNested(server)).isTrue();
			assertThat(Process.current()).isSameAs(self);
			self.receive(String.class);
			self.send(server.pid(), 42);
			await().until(() -> seen.size() == 2);
			return seen;
		});

		assertThat(order).containsExactly("init on true", "answered 42");
	}

	@Test
	void killingAServerThatStartsOnAForeignStackLeavesThatThreadAlone() {
		AtomicBoolean interrupted = new AtomicBoolean();
		Process server = this.kernel.processes.prepare(new Kernel.Callbacks((started) -> {
			Thread.ofVirtual().start(() -> this.kernel.kill(started.pid()));
			try {
				Thread.sleep(60_000);
			}
			catch (InterruptedException ex) {
				interrupted.set(true);
				Thread.currentThread().interrupt();
			}
		}, (started, message) -> {
		}), SpawnOptions.DEFAULT, null);

		assertThat(this.kernel.processes.startNested(server)).isTrue();

		assertThat(interrupted).isTrue();
		assertThat(Thread.currentThread().isInterrupted()).isFalse();
		await().until(() -> this.kernel.processes.info(server.pid()).isEmpty());
	}

	@Test
	void killingAStarterDoesNotInterruptTheServerOnItsStack() throws Exception {
		CompletableFuture<String> init = new CompletableFuture<>();
		CompletableFuture<Throwable> unwound = new CompletableFuture<>();
		CountDownLatch starting = new CountDownLatch(1);
		CountDownLatch release = new CountDownLatch(1);
		Pid starter = this.kernel.spawn((self) -> {
			Process server = this.kernel.processes.prepare(new Kernel.Callbacks((started) -> {
				starting.countDown();
				release.await();
				init.complete("finished");
			}, (started, message) -> {
			}), SpawnOptions.DEFAULT, null);
			self.processes().startNested(server);
			try {
				Thread.sleep(60_000);
			}
			catch (InterruptedException ex) {
				unwound.complete(ex);
			}
		});
		assertThat(starting.await(Kernel.LONG.toMillis(), TimeUnit.MILLISECONDS)).isTrue();
		this.kernel.exit(starter, Kernel.BOOM);
		assertThat(this.kernel.processes.isAlive(starter)).isFalse();
		release.countDown();

		assertThat(Kernel.get(init)).isEqualTo("finished");
		assertThat(Kernel.get(unwound)).isInstanceOf(InterruptedException.class);
	}

	@Test
	void informationShowsWhatAProcessDoes() {
		Pid waiting = this.kernel.spawnWaiting();
		await().until(() -> this.kernel.processes.info(waiting).orElseThrow().status() == ProcessInfo.Status.WAITING);
		for (int i = 0; i < 3; i++) {
			this.kernel.processes.send(waiting, i);
		}
		Pid busy = this.kernel.spawn((self) -> {
			while (!this.stop.get()) {
				Thread.onSpinWait();
			}
		});

		await().until(() -> this.kernel.processes.info(busy).orElseThrow().status() == ProcessInfo.Status.RUNNING);
		assertThat(this.kernel.processes.info(waiting).orElseThrow().mailbox()).isEqualTo(3);
		this.kernel.exit(busy, Kernel.BOOM);
		assertThat(this.kernel.processes.info(busy).orElseThrow().status()).isEqualTo(ProcessInfo.Status.EXITING);
	}

}
