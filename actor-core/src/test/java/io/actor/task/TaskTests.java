package io.actor.task;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;

import ch.qos.logback.classic.Level;
import io.actor.fixture.LocalNode;
import io.actor.fixture.LogEvents;
import io.actor.fixture.Otp;
import io.actor.fixture.Probe;
import io.actor.gen.Next;
import io.actor.gen.ServerRef;
import io.actor.gen.StartOptions;
import io.actor.process.Down;
import io.actor.process.Exit;
import io.actor.process.ExitReason;
import io.actor.process.Process;
import io.actor.process.ProcessInfo;
import io.actor.supervisor.ChildInfo;
import io.actor.supervisor.Supervisor;
import io.actor.supervisor.SupervisorRef;
import io.actor.term.Pid;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

/** Tasks and those who wait for them. */
class TaskTests {

	private static final Duration SHORT = Duration.ofMillis(20);

	private static final Duration LONG = Duration.ofSeconds(10);

	private static final ExitReason ODD = ExitReason.named("odd");

	@RegisterExtension
	final LocalNode local = new LocalNode();

	@RegisterExtension
	final LogEvents reports = new LogEvents("io.actor.report");

	/** Waits for a message, whatever it is, and returns it. */
	private static Object heard() {
		return me().receive();
	}

	private static Process me() {
		return Optional.ofNullable(Process.current()).orElseThrow();
	}

	/** Waits until a process has ended, by a monitor of its own. */
	private static ExitReason ended(Process self, Pid pid) {
		var monitor = self.monitor(pid);
		return self.receive(Down.class, (down) -> down.monitor().equals(monitor)).reason();
	}

	private static List<Object> mailbox(Process self) {
		return self.receive(Object.class, Duration.ZERO).<List<Object>>map(List::of).orElse(List.of());
	}

	// ---- await ----

	@Test
	@Otp(208)
	void aTaskGivesItsValueAndLeavesNothingInTheMailbox() {
		this.local.inProcess((self) -> {
			Task<Integer> task = Task.async(() -> 6 * 7);

			assertThat(task.await()).isEqualTo(42);

			ended(self, task.pid());
			assertThat(mailbox(self)).isEmpty();
			return true;
		});
	}

	@Test
	@Otp(209)
	void aResultThatComesAfterTheTimeoutIsNeverDelivered() {
		this.local.inProcess((self) -> {
			Task<Object> task = Task.async(TaskTests::heard);

			TaskException late = catchThrowableOfType(TaskException.class, () -> task.await(SHORT));
			assertThat(late.isTimeout()).isTrue();
			assertThat(late).hasMessageContaining(task.pid().toLocalString()).hasMessageContaining("PT0.02S");

			self.send(task.pid(), "late");
			assertThat(ended(self, task.pid())).isIn(ExitReason.NORMAL, ExitReason.NOPROC);
			assertThat(mailbox(self)).isEmpty();
			return true;
		});
	}

	@Test
	@Otp(209)
	void anOwnerThatDoesNotCatchTheTimeoutEndsAndTheTaskWithIt() {
		CompletableFuture<Pid> started = new CompletableFuture<>();
		Pid owner = this.local.node().spawn((self) -> {
			self.receive();
			Task<Object> task = Task.async(TaskTests::heard);
			started.complete(task.pid());
			task.await(Duration.ofMillis(100));
		});
		CompletableFuture<ExitReason> end = this.local.endOf(owner);
		this.local.node().send(owner, "go");

		CompletableFuture<ExitReason> endOfTask = this.local.endOf(LocalNode.get(started));

		assertThat(LocalNode.get(end)).isInstanceOfSatisfying(ExitReason.Crash.class,
				(crash) -> assertThat(crash.cause()).isInstanceOf(TaskException.class));
		assertThat(LocalNode.get(endOfTask)).isIn(LocalNode.get(end), ExitReason.NOPROC);
	}

	@Test
	@Otp(210)
	void anOwnerThatTrapsExitsIsToldByItsAwaitWhyTheTaskFailed() {
		this.local.inProcess((self) -> {
			self.trapExit(true);
			IllegalStateException thrown = new IllegalStateException("boom");
			Task<Object> broken = Task.async(() -> {
				throw thrown;
			});
			Task<Object> exiting = Task.async(() -> {
				throw me().exit(ODD);
			});
			Task<Object> leaving = Task.async(() -> {
				throw me().exit(ExitReason.NORMAL);
			});

			assertThat(catchThrowableOfType(TaskException.class, broken::await))
				.hasMessageContaining(broken.pid().toLocalString())
				.hasCause(thrown)
				.extracting(TaskException::reason)
				.isEqualTo(ExitReason.crash(thrown));
			assertThat(catchThrowableOfType(TaskException.class, exiting::await).reason()).isEqualTo(ODD);
			assertThat(catchThrowableOfType(TaskException.class, leaving::await).reason()).isEqualTo(ExitReason.NORMAL);
			return true;
		});
	}

	@Test
	@Otp(210)
	void anOwnerThatDoesNotTrapExitsEndsWithTheReasonOfItsTask() {
		IllegalStateException thrown = new IllegalStateException("boom");
		Pid owner = this.local.node().spawn((self) -> {
			self.receive();
			Task.async(() -> {
				throw thrown;
			}).await();
		});
		CompletableFuture<ExitReason> end = this.local.endOf(owner);

		this.local.node().send(owner, "go");

		assertThat(LocalNode.get(end)).isEqualTo(ExitReason.crash(thrown));
	}

	@Test
	void aTaskThatReturnsNullCrashes() {
		this.local.inProcess((self) -> {
			self.trapExit(true);
			Task<Object> task = Task.async(() -> null);

			assertThatThrownBy(task::await).isInstanceOf(TaskException.class)
				.hasCauseInstanceOf(NullPointerException.class)
				.hasMessageContaining("Optional");
			return true;
		});
	}

	@Test
	@Otp(211)
	void onlyTheOwnerMayAskForATask() {
		AtomicReference<Task<Object>> shared = new AtomicReference<>();
		Pid owner = this.local.node().spawn((self) -> {
			shared.set(Task.async(TaskTests::heard));
			self.receive();
		});
		await().until(() -> shared.get() != null);
		Task<Object> task = shared.get();

		this.local.inProcess((self) -> {
			refuses(task, self.pid().toLocalString());
			return true;
		});
		refuses(task, "no process");
		assertThat(task.owner()).isEqualTo(owner);
		assertThat(this.local.processes().isAlive(task.pid())).isTrue();
	}

	private static void refuses(Task<Object> task, String asker) {
		List<Runnable> operations = List.of(task::await, () -> task.yield(SHORT), () -> task.shutdown(SHORT),
				task::kill, task::ignore, () -> Task.awaitMany(List.of(task), SHORT),
				() -> Task.yieldMany(List.of(task), YieldOptions.DEFAULT));
		for (Runnable operation : operations) {
			assertThatThrownBy(operation::run).isInstanceOf(IllegalArgumentException.class)
				.hasMessageContaining("must be queried by its owner")
				.hasMessageContaining(task.owner().toLocalString())
				.hasMessageContaining(asker);
		}
	}

	@Test
	void aThreadThatRunsNoProcessCannotOwnATask() {
		assertThatThrownBy(() -> Task.async(() -> 1)).isInstanceOf(IllegalStateException.class)
			.hasMessageContaining("process");
	}

	// ---- messages of a task nobody awaits ----

	@Test
	void anOwnerThatDoesNotAwaitGetsTheResultAndThenTheEnd() {
		ServerRef server = this.local.start(Probe::new);
		Task<Integer> task = Probe.ask(server, (probe, ask, from) -> Probe.answer(ask, Task.async(() -> 42)));

		List<Object> notes = Probe.ask(server, (probe, ask, from) -> Probe.answer(ask, probe.notes()));

		await().untilAsserted(() -> assertThat(notes).containsExactly(new TaskReply<>(task.ref(), 42),
				new Down(task.ref(), task.pid(), ExitReason.NORMAL)));
	}

	@Test
	void aServerThatHasTheResultCanIgnoreTheEnd() {
		List<Object> notes = new CopyOnWriteArrayList<>();
		AtomicReference<Task<Object>> task = new AtomicReference<>();
		ServerRef server = this.local.start(() -> new Probe(notes) {

			@Override
			protected Next handleInfo(Object message) throws Exception {
				task.get().ignore();
				return super.handleInfo(message);
			}
		});
		Probe.tell(server, (probe) -> {
			task.set(Task.async(TaskTests::heard));
			return Probe.nothing();
		});
		await().until(() -> task.get() != null);
		CompletableFuture<ExitReason> end = this.local.endOf(task.get().pid());
		this.local.node().send(task.get().pid(), "go");

		assertThat(LocalNode.get(end)).isEqualTo(ExitReason.NORMAL);
		assertThat(Probe.answers(server)).isTrue();
		assertThat(notes).containsExactly(new TaskReply<>(task.get().ref(), "go"));
	}

	// ---- yield ----

	@Test
	@Otp(212)
	void yieldIsEmptyBeforeTheEndAndTheValueAfterIt() {
		this.local.inProcess((self) -> {
			Task<Object> task = Task.async(TaskTests::heard);

			assertThat(task.yield(Duration.ZERO)).isEmpty();
			assertThat(task.yield(SHORT)).isEmpty();
			self.send(task.pid(), "done");
			assertThat(task.yield(LONG)).contains(new Outcome.Value<>("done"));
			assertThat(task.yield(Duration.ZERO)).isEmpty();
			ended(self, task.pid());
			assertThat(mailbox(self)).isEmpty();
			return true;
		});
	}

	@Test
	void yieldTellsHowATaskFailed() {
		this.local.inProcess((self) -> {
			self.trapExit(true);
			Task<Object> task = Task.async(() -> {
				throw me().exit(ODD);
			});

			assertThat(task.yield(LONG)).contains(new Outcome.Exited<>(ODD));
			return true;
		});
	}

	// ---- shutdown ----

	@Test
	@Otp(214)
	void aTaskThatIsShutDownIsDeadAndHasNoOutcome() {
		this.local.inProcess((self) -> {
			Task<Object> told = Task.async(TaskTests::heard);
			Task<Object> killed = Task.async(TaskTests::heard);

			assertThat(told.shutdown(LONG)).isEmpty();
			assertThat(killed.kill()).isEmpty();

			assertThat(self.processes().isAlive(told.pid())).isFalse();
			assertThat(self.processes().isAlive(killed.pid())).isFalse();
			assertThat(mailbox(self)).isEmpty();
			return true;
		});
	}

	@Test
	@Otp(214)
	void anOwnerThatTrapsExitsHearsOfAShutdownByItsResultAlone() {
		this.local.inProcess((self) -> {
			self.trapExit(true);

			assertThat(Task.async(TaskTests::heard).shutdown(LONG)).isEmpty();
			assertThat(Task.async(TaskTests::heard).kill()).isEmpty();

			assertThat(mailbox(self)).isEmpty();
			return true;
		});
	}

	@Test
	void aTaskThatDoesNotListenIsKilledAfterTheTime() {
		this.local.inProcess((self) -> {
			Task<Object> deaf = Task.async(() -> {
				me().trapExit(true);
				self.send(self.pid(), "ready");
				return me().receive(String.class);
			});
			assertThat(self.receive(String.class)).isEqualTo("ready");

			assertThat(deaf.shutdown(SHORT)).contains(new Outcome.Exited<>(ExitReason.KILLED));
			return true;
		});
	}

	@Test
	void aResultThatIsThereIsGivenByAShutdown() {
		this.local.inProcess((self) -> {
			Task<Object> task = Task.async(() -> "done");
			ended(self, task.pid());

			assertThat(task.shutdown(LONG)).contains(new Outcome.Value<>("done"));
			assertThat(task.shutdown(LONG)).contains(new Outcome.Exited<>(ExitReason.NOPROC));
			assertThat(mailbox(self)).isEmpty();
			return true;
		});
	}

	@Test
	void aShutdownTellsHowATaskEndedThatWasNotAsked() {
		this.local.inProcess((self) -> {
			self.trapExit(true);
			Task<Object> left = Task.async(() -> {
				throw me().exit(ExitReason.NORMAL);
			});
			Task<Object> shut = Task.async(() -> {
				throw me().exit(ExitReason.SHUTDOWN);
			});
			ended(self, left.pid());
			ended(self, shut.pid());

			assertThat(left.shutdown(LONG)).contains(new Outcome.Exited<>(ExitReason.NORMAL));
			assertThat(shut.shutdown(LONG)).isEmpty();
			return true;
		});
	}

	// ---- ignore ----

	@Test
	void anIgnoredTaskGoesOnWithoutItsOwner() {
		AtomicReference<Pid> task = new AtomicReference<>();
		Pid owner = this.local.node().spawn((self) -> {
			Task<Object> ignored = Task.async(TaskTests::heard);
			assertThat(ignored.ignore()).isEmpty();
			task.set(ignored.pid());
			throw self.exit(ODD);
		});
		await().until(() -> !this.local.processes().isAlive(owner) && task.get() != null);

		assertThat(this.local.processes().isAlive(task.get())).isTrue();
		assertThat(this.local.processes().aliasCount()).isZero();
	}

	@Test
	void ignoringATaskThatIsDoneGivesItsOutcome() {
		this.local.inProcess((self) -> {
			Task<Object> task = Task.async(() -> "done");
			ended(self, task.pid());

			assertThat(task.ignore()).contains(new Outcome.Value<>("done"));
			assertThat(mailbox(self)).isEmpty();
			return true;
		});
	}

	// ---- reports, views, trees ----

	@Test
	void aTaskThatFailsIsReportedOnceAndItsOwnerNamed() {
		String owner = this.local.inProcess((self) -> {
			self.trapExit(true);
			Task.async(() -> {
				throw new IllegalStateException("boom");
			}).yield(LONG);
			return self.pid().toLocalString();
		});

		assertThat(this.reports.at(Level.ERROR)).singleElement().asString().contains("task of " + owner, "boom");
	}

	@Test
	void aTaskThatEndsItselfIsReportedUnlessTheReasonIsClean() {
		this.local.inProcess((self) -> {
			self.trapExit(true);
			Task.async(() -> {
				throw me().exit(ExitReason.SHUTDOWN);
			}).yield(LONG);
			Task.async(() -> {
				throw me().exit(ExitReason.NORMAL);
			}).yield(LONG);
			Task.async(TaskTests::heard).kill();
			assertThat(this.reports.at(Level.ERROR)).isEmpty();
			return Task.async(() -> {
				throw me().exit(ODD);
			}).yield(LONG);
		});

		assertThat(this.reports.at(Level.ERROR)).singleElement().asString().contains("odd");
	}

	@Test
	void aTaskShowsAsATask() {
		this.local.inProcess((self) -> {
			Task<Object> task = Task.async(TaskTests::heard);

			assertThat(self.processes().info(task.pid()).map(ProcessInfo::kind)).contains("task");
			return true;
		});
	}

	@Test
	void aTaskInATreeRunsOnceAndIsForgotten() {
		CompletableFuture<Pid> ran = new CompletableFuture<>();
		SupervisorRef tree = this.local.node()
			.start(Supervisor.oneForOne()
				.child(Task.child("warm-up", (self) -> ran.complete(self.pid())))
				.child(Task.child("forever", Process::receive)), StartOptions.DEFAULT);

		assertThat(LocalNode.get(ran)).isNotNull();
		await()
			.untilAsserted(() -> assertThat(tree.whichChildren()).extracting(ChildInfo::id).containsExactly("forever"));
	}

	@Test
	void anExitOfALinkedTaskReachesAnOwnerThatTraps() {
		this.local.inProcess((self) -> {
			self.trapExit(true);
			Task<Object> task = Task.async(() -> "done");

			assertThat(task.await()).isEqualTo("done");

			assertThat(self.receive(Exit.class)).isEqualTo(new Exit(task.pid(), ExitReason.NORMAL));
			return true;
		});
	}

}
