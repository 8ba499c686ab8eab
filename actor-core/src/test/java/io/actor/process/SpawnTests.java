package io.actor.process;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

import io.actor.fixture.Otp;
import io.actor.process.ProcessInfo.Status;
import io.actor.scheduler.SchedulerOptions;
import io.actor.term.Pid;
import io.actor.term.Ref;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static io.actor.process.Kernel.BOOM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/** The ways to spawn, and what a new process has and has not from its parent. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SpawnTests {

	private static final Duration SHORT = Duration.ofMillis(30);

	private static final ProcessLocal<String> COLOR = ProcessLocal.of("color", String.class);

	private final Kernel kernel = new Kernel();

	private final Processes processes = this.kernel.processes;

	@AfterEach
	void stop() {
		this.kernel.close();
	}

	@Test
	@Otp(21)
	void aProcessThatIsSpawnedWithAMonitorTellsItsOwnReasonOnceHoweverSoonItEnds() {
		this.kernel.in((self) -> {
			for (int i = 0; i < 1000; i++) {
				Spawned child = self.spawnMonitor((process) -> process.exit(BOOM));
				assertThat(self.receive(Down.class)).isEqualTo(new Down(child.monitor(), child.pid(), BOOM));
			}
			assertThat(self.receive(Down.class, SHORT)).isEmpty();
			return null;
		});
	}

	@Test
	@Otp(22)
	void aLinkAndAMonitorCanBeHadAtOnceAndBothTell() {
		this.kernel.in((self) -> {
			self.trapExit(true);
			Spawned child = self.spawnMonitor((process) -> process.exit(BOOM), SpawnOptions.LINK,
					MonitorOptions.DEFAULT);

			assertThat(self.receive(Exit.class)).isEqualTo(new Exit(child.pid(), BOOM));
			assertThat(self.receive(Down.class)).isEqualTo(new Down(child.monitor(), child.pid(), BOOM));
			return null;
		});
	}

	@Test
	void aChildInheritsNoValuesNoFlagsAndNoLimit() {
		this.kernel.in((self) -> {
			COLOR.put(self, "red");
			self.trapExit(true);
			self.sensitive(true);
			self.mailboxLimit(Optional.of(new MailboxLimit(1000, true)));
			CompletableFuture<List<Object>> found = new CompletableFuture<>();
			self.spawn((child) -> found.complete(List.of(COLOR.get(child), child.trapExit(true), child.sensitive(true),
					child.mailboxLimit(Optional.empty()), child.parent())));

			assertThat(Kernel.get(found)).containsExactly(Optional.empty(), false, false, Optional.empty(),
					Optional.of(self.pid()));
			return null;
		});
	}

	@Test
	void optionsHoldFromTheFirstInstant() {
		this.kernel.in((self) -> {
			MailboxLimit limit = new MailboxLimit(7, false);
			Pid child = self.spawn(Kernel::waitForever, SpawnOptions.LINK.trappingExits().mailbox(limit));

			assertThat(self.processes().info(child, InfoKey.TRAP_EXIT)).contains(true);
			assertThat(self.processes().info(child, InfoKey.LINKS)).contains(List.of(self.pid()));
			assertThat(self.processes().info(child, InfoKey.MAILBOX_LIMIT)).contains(Optional.of(limit));
			CompletableFuture<Boolean> virtual = new CompletableFuture<>();
			self.spawn((process) -> virtual.complete(Thread.currentThread().isVirtual()),
					SpawnOptions.DEFAULT.onCpuPool());
			assertThat(Kernel.get(virtual)).isFalse();
			return null;
		});
	}

	// ---- the limit of a mailbox, in place of that of a heap ----

	@Test
	void aProcessWithMoreMessagesThanItsLimitIsKilled() {
		this.kernel.in((self) -> {
			Spawned greedy = self.spawnMonitor(Kernel::waitForever,
					SpawnOptions.DEFAULT.mailbox(new MailboxLimit(3, true)), MonitorOptions.DEFAULT);
			for (int i = 0; i < 3; i++) {
				self.send(greedy.pid(), i);
			}
			assertThat(self.receive(Down.class, SHORT)).as("as many as it may have").isEmpty();

			self.send(greedy.pid(), "one too many");

			assertThat(self.receive(Down.class).reason()).isEqualTo(ExitReason.KILLED);
			return null;
		});
	}

	@Test
	void aProcessThatIsNotToBeKilledIsReportedOnceAndLives() {
		Pid greedy = this.processes
			.spawn(Kernel::waitForever, SpawnOptions.DEFAULT.mailbox(new MailboxLimit(3, false)), null)
			.pid();
		for (int i = 0; i < 5; i++) {
			this.processes.send(greedy, i);
			await().until(() -> this.processes.info(greedy, InfoKey.STATUS).orElseThrow() == Status.WAITING);
		}

		assertThat(this.kernel.reports.longMailboxes).containsExactly(4);
		assertThat(this.processes.isAlive(greedy)).isTrue();
	}

	@Test
	@Otp(69)
	void aFlagGivesItsOldValueAndABadOneIsRefusedAndChangesNothing() {
		this.kernel.in((self) -> {
			MailboxLimit limit = new MailboxLimit(10, false);
			assertThat(self.mailboxLimit(Optional.of(limit))).isEmpty();
			assertThatExceptionOfType(IllegalArgumentException.class)
				.isThrownBy(() -> self.mailboxLimit(Optional.of(new MailboxLimit(0, true))))
				.withMessageContaining("not 0");
			assertThatExceptionOfType(IllegalArgumentException.class)
				.isThrownBy(() -> new MailboxLimit(Integer.MAX_VALUE, true));
			assertThat(self.mailboxLimit(Optional.empty())).contains(limit);
			assertThat(self.mailboxLimit(Optional.empty())).isEmpty();
			assertThat(self.trapExit(true)).isFalse();
			assertThat(self.trapExit(true)).isTrue();
			assertThat(self.sensitive(true)).isFalse();
			assertThat(self.sensitive(false)).isTrue();
			return null;
		});
	}

	@Test
	void aLimitThatWasTakenAwayKillsNobody() {
		this.kernel.in((self) -> {
			self.mailboxLimit(Optional.of(new MailboxLimit(1, true)));
			self.mailboxLimit(Optional.empty());
			for (int i = 0; i < 5; i++) {
				self.send(self.pid(), i);
			}
			assertThat(self.receive(Integer.class)).isZero();
			return null;
		});
	}

	// ---- requests ----

	@Test
	void aSpawnRequestIsAnsweredBeforeAnythingTheProcessDoes() {
		this.kernel.in((self) -> {
			Ref request = self.spawnRequest((child) -> {
				child.send(self.pid(), "hello");
				throw child.exit(BOOM);
			}, SpawnOptions.DEFAULT, MonitorOptions.DEFAULT);

			SpawnReply.Ok reply = (SpawnReply.Ok) self.receive();
			assertThat(reply.request()).isEqualTo(request);
			assertThat(self.receive()).isEqualTo("hello");
			assertThat(self.receive()).isEqualTo(new Down(request, reply.pid(), BOOM));
			assertThat(self.abandonSpawn(request)).as("it was answered").isFalse();
			return null;
		});
	}

	@Test
	void aSpawnRequestCanAskForALink() {
		this.kernel.in((self) -> {
			self.trapExit(true);
			Ref request = self.spawnRequest((child) -> child.exit(BOOM), SpawnOptions.LINK);

			SpawnReply reply = self.receive(SpawnReply.class);
			assertThat(reply.request()).isEqualTo(request);
			assertThat(self.receive(Exit.class)).isEqualTo(new Exit(((SpawnReply.Ok) reply).pid(), BOOM));
			return null;
		});
	}

	@Test
	void theLimitOfTheNodeIsToldInTheReply() {
		Kernel full = new Kernel(new ProcessLimits(16, 0));
		try {
			full.in((self) -> {
				while (self.processes().count() < 16) {
					self.spawn(Kernel::waitForever);
				}
				Ref request = self.spawnRequest(Kernel::waitForever, SpawnOptions.DEFAULT);
				assertThat(self.receive(SpawnReply.class))
					.isEqualTo(new SpawnReply.Failed(request, ExitReason.named("system_limit")));
				return null;
			});
		}
		finally {
			full.close();
		}
	}

	/** With one worker the request waits until the process gives its turn away. */
	@Test
	void aRequestThatIsTakenBackMakesNoProcessAndHasNoReply() {
		Kernel narrow = new Kernel(ProcessLimits.DEFAULT, new SchedulerOptions(1, 1, Duration.ofSeconds(10), true));
		try {
			narrow.in((self) -> {
				Set<Pid> before = Set.copyOf(self.processes().pids());
				Ref request = self.spawnRequest(Kernel::waitForever, SpawnOptions.DEFAULT);
				assertThat(self.abandonSpawn(self.processes().newRef())).isFalse();
				assertThat(self.abandonSpawn(request)).isTrue();
				assertThat(self.abandonSpawn(request)).isFalse();
				assertThat(self.receive(SpawnReply.class, SHORT)).isEmpty();
				assertThat(self.processes().pids()).containsExactlyInAnyOrderElementsOf(before);
				return null;
			});
		}
		finally {
			narrow.close();
		}
	}

	@Test
	void aRequestOfOneWhoHasEndedMakesNoProcess() throws Exception {
		Kernel narrow = new Kernel(ProcessLimits.DEFAULT, new SchedulerOptions(1, 1, Duration.ofSeconds(10), true));
		try {
			CountDownLatch ran = new CountDownLatch(1);
			CountDownLatch ended = new CountDownLatch(1);
			Pid asking = narrow.spawn((self) -> {
				self.spawnRequest((child) -> ran.countDown(), SpawnOptions.LINK);
				self.processes().execute(ended::countDown);
				throw self.exit(BOOM);
			});
			ended.await();
			await().until(() -> narrow.processes.info(asking).isEmpty() && narrow.processes.count() == 0);
			assertThat(ran.getCount()).isOne();
		}
		finally {
			narrow.close();
		}
	}

}
