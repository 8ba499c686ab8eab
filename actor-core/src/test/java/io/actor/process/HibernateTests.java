package io.actor.process;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

import io.actor.fixture.Otp;
import io.actor.term.Pid;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static io.actor.process.Kernel.BOOM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Processes that give their stack and their thread away until there is mail. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HibernateTests {

	private final Kernel kernel = new Kernel();

	private final Processes processes = this.kernel.processes;

	@AfterEach
	void stop() {
		this.kernel.close();
	}

	private void awaitIdle(Pid pid) {
		await().until(() -> this.processes.find(pid) instanceof Process process && !process.busy());
	}

	@Test
	@Otp(35)
	void aProcessThatHibernatesGoesOnWithTheContinuationWhenAMessageComes() {
		CompletableFuture<Object> received = new CompletableFuture<>();
		Pid pid = this.kernel.spawn((self) -> {
			throw self.hibernate((woken) -> received.complete(woken.receive()));
		});
		awaitIdle(pid);
		assertThat(received).isNotDone();

		this.processes.send(pid, "good morning");

		assertThat(Kernel.get(received)).isEqualTo("good morning");
		await().until(() -> this.processes.info(pid).isEmpty());
	}

	@Test
	@Otp(36)
	void aProcessWithMailGoesOnAtOnce() {
		CompletableFuture<List<Object>> received = new CompletableFuture<>();
		this.kernel.spawn((self) -> {
			self.send(self.pid(), 1);
			self.send(self.pid(), "taken");
			self.receive(String.class);
			throw self.hibernate((woken) -> {
				Object first = woken.receive();
				woken.send(woken.pid(), 2);
				throw woken.hibernate((again) -> received.complete(List.of(first, again.receive())));
			});
		});

		assertThat(Kernel.get(received)).containsExactly(1, 2);
	}

	@Test
	void itHoldsNoThreadAndNoStackMeanwhile() {
		CompletableFuture<Thread> before = new CompletableFuture<>();
		Pid pid = this.kernel.spawn((self) -> {
			before.complete(Thread.currentThread());
			throw self.hibernate(Kernel::waitForever);
		});
		awaitIdle(pid);

		assertThat(this.processes.info(pid, InfoKey.STATUS)).contains(ProcessInfo.Status.WAITING);
		assertThat(this.processes.info(pid, InfoKey.CURRENT_STACKTRACE)).contains(List.of());
		assertThat(this.processes.find(pid).turn()).isNull();
	}

	@Test
	void whatIsAroundTheCallDoesNotComeBack() {
		CompletableFuture<String> end = new CompletableFuture<>();
		Pid pid = this.kernel.spawn((self) -> {
			try {
				self.hibernate((woken) -> {
					woken.receive();
					throw new IllegalStateException("after the sleep");
				});
			}
			catch (IllegalStateException ex) {
				end.complete("caught");
			}
			catch (Throwable ex) {
				// Swallowed: what follows is the continuation all the same.
			}
		});
		this.kernel.in((self) -> {
			self.monitor(pid);
			awaitIdle(pid);
			self.send(pid, "wake up");
			end.complete(self.receive(Down.class).reason().toString());
			return null;
		});

		assertThat(Kernel.get(end)).contains("after the sleep");
	}

	@Test
	void itKeepsItsIdentityItsNameItsLinksAndWhatItBeganWith() {
		this.kernel.in((self) -> {
			self.trapExit(true);
			CompletableFuture<Class<?>> code = new CompletableFuture<>();
			Body body = new Body() {

				@Override
				public void run(Process child) {
					child.register("sleeper");
					code.complete(getClass());
					child.hibernate(Kernel::waitForever);
				}
			};
			Pid pid = self.spawnLink(body);
			String began = Kernel.get(code).getName();
			awaitIdle(pid);

			assertThat(this.processes.whereis("sleeper")).contains(pid);
			assertThat(this.processes.info(pid, InfoKey.INITIAL_CALL)).contains(began);
			self.send(pid, "mail");
			await().until(() -> this.processes.info(pid).orElseThrow().status() == ProcessInfo.Status.WAITING
					&& this.processes.info(pid).orElseThrow().mailbox() == 1);
			self.exit(pid, BOOM);
			assertThat(self.receive(Exit.class)).isEqualTo(new Exit(pid, BOOM));
			return null;
		});
	}

	@Test
	void anExitSignalEndsItAndItsContinuationDoesNotRun() {
		AtomicInteger runs = new AtomicInteger();
		Pid pid = this.kernel.spawn((self) -> self.hibernate((woken) -> runs.incrementAndGet()));
		awaitIdle(pid);

		this.kernel.in((self) -> {
			self.monitor(pid);
			self.exit(pid, BOOM);
			assertThat(self.receive(Down.class).reason()).isEqualTo(BOOM);
			return null;
		});

		assertThat(runs).hasValue(0);
	}

	@Test
	void anExitThatIsTrappedWakesIt() {
		CompletableFuture<Exit> received = new CompletableFuture<>();
		Pid pid = this.kernel.spawn((self) -> {
			self.trapExit(true);
			throw self.hibernate((woken) -> received.complete(woken.receive(Exit.class)));
		});
		awaitIdle(pid);

		this.kernel.exit(pid, BOOM);

		assertThat(Kernel.get(received).reason()).isEqualTo(BOOM);
	}

	/**
	 * The same code object follows itself, and every message finds it asleep or awake.
	 */
	@Test
	@Tag("volume")
	void aProcessThatSleepsAfterEachMessageMissesNone() throws Exception {
		int count = 5_000;
		List<Object> received = new ArrayList<>();
		CountDownLatch all = new CountDownLatch(count);
		Body loop = new Body() {

			@Override
			public void run(Process self) {
				received.add(self.receive());
				all.countDown();
				self.hibernate(this);
			}
		};
		Pid pid = this.kernel.spawn(loop);

		this.kernel.in((self) -> {
			for (int i = 0; i < count; i++) {
				self.send(pid, i);
				if (i % 7 == 0) {
					Thread.yield();
				}
			}
			return null;
		});

		all.await();
		assertThat(received).hasSize(count).isSortedAccordingTo((a, b) -> (int) a - (int) b);
	}

	@Test
	void aServerHasNothingToDiscard() {
		CompletableFuture<ExitReason> crash = new CompletableFuture<>();
		Pid server = this.kernel.server((self, message) -> self.hibernate(Kernel::waitForever));
		this.kernel.in((self) -> {
			self.monitor(server);
			self.send(server, "sleep");
			crash.complete(self.receive(Down.class).reason());
			return null;
		});

		assertThat(Kernel.get(crash).toString()).contains("does not hibernate");
	}

}
