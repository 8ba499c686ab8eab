package io.actor.task;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;

import io.actor.fixture.LocalNode;
import io.actor.fixture.Otp;
import io.actor.gen.CallException;
import io.actor.gen.StartOptions;
import io.actor.process.Down;
import io.actor.process.ExitReason;
import io.actor.process.Process;
import io.actor.supervisor.ChildResult;
import io.actor.supervisor.ChildSpec;
import io.actor.supervisor.Restart;
import io.actor.supervisor.Shutdown;
import io.actor.supervisor.Supervisor;
import io.actor.term.Pid;
import io.actor.term.RegisteredName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

/** Tasks that are children of a supervisor. */
class TaskSupervisorTests {

	private static final ExitReason ODD = ExitReason.named("odd");

	private static final ChildResult FULL = new ChildResult.Refused(ExitReason.named("max_children"));

	@RegisterExtension
	final LocalNode local = new LocalNode();

	private TaskSupervisor start(int most) {
		this.local.node()
			.start(Supervisor.oneForOne().child(TaskSupervisor.child("tasks", most)), StartOptions.named("tree"));
		return named("tasks");
	}

	private TaskSupervisor named(String name) {
		return TaskSupervisor.of(this.local.processes(), RegisteredName.local(name));
	}

	private static Process me() {
		return Optional.ofNullable(Process.current()).orElseThrow();
	}

	private static Object heard() {
		return me().receive();
	}

	@Test
	void aTaskIsAChildAndGivesItsValue() {
		TaskSupervisor tasks = start(Integer.MAX_VALUE);
		this.local.inProcess((self) -> {
			Task<Object> task = tasks.async(TaskSupervisorTests::heard);
			assertThat(tasks.children()).containsExactly(task.pid());

			self.send(task.pid(), "done");

			assertThat(task.await()).isEqualTo("done");
			await().until(() -> tasks.children().isEmpty());
			assertThat(self.receive(Object.class, Duration.ZERO)).isEmpty();
			return true;
		});
	}

	@Test
	void aCrashOfALinkedTaskEndsItsOwnerAndNotTheSupervisor() {
		TaskSupervisor tasks = start(Integer.MAX_VALUE);
		Pid owner = this.local.node().spawn((self) -> {
			self.receive();
			tasks.async(() -> {
				throw me().exit(ODD);
			}).await();
		});
		CompletableFuture<ExitReason> end = this.local.endOf(owner);

		this.local.node().send(owner, "go");

		assertThat(LocalNode.get(end)).isEqualTo(ODD);
		await().until(() -> tasks.children().isEmpty());
	}

	@Test
	@Otp(217)
	void aCrashOfATaskThatIsNotLinkedIsADownAndTheOwnerLives() {
		TaskSupervisor tasks = start(Integer.MAX_VALUE);
		this.local.inProcess((self) -> {
			IllegalStateException thrown = new IllegalStateException("boom");
			Task<Object> task = tasks.asyncNoLink(() -> {
				throw thrown;
			});

			assertThat(self.receive(Down.class)).isEqualTo(new Down(task.ref(), task.pid(), ExitReason.crash(thrown)));
			return true;
		});
	}

	@Test
	@Otp(217)
	void whoAwaitsATaskThatIsNotLinkedIsToldWhyItFailed() {
		TaskSupervisor tasks = start(Integer.MAX_VALUE);
		this.local.inProcess((self) -> {
			Task<Object> task = tasks.asyncNoLink(() -> {
				throw me().exit(ODD);
			});

			assertThat(catchThrowableOfType(TaskException.class, task::await).reason()).isEqualTo(ODD);
			return true;
		});
	}

	@Test
	void aTaskThatIsNotLinkedOutlivesItsOwner() {
		TaskSupervisor tasks = start(Integer.MAX_VALUE);
		Pid owner = this.local.node().spawn((self) -> {
			tasks.asyncNoLink(TaskSupervisorTests::heard);
			throw self.exit(ODD);
		});
		await().until(() -> !this.local.processes().isAlive(owner));

		assertThat(tasks.children()).hasSize(1);
		this.local.node().send(tasks.children().getFirst(), "done");
		await().until(() -> tasks.children().isEmpty());
		assertThat(this.local.processes().aliasCount()).isZero();
	}

	@Test
	@Otp(218)
	void aFullSupervisorStartsNoTask() {
		TaskSupervisor tasks = start(1);
		this.local.inProcess((self) -> {
			Task<Object> first = tasks.async(TaskSupervisorTests::heard);

			assertThatThrownBy(() -> tasks.async(() -> 1)).isInstanceOf(IllegalStateException.class)
				.hasMessageContaining("maximum number of tasks")
				.hasMessageContaining("tasks");
			assertThatThrownBy(() -> tasks.asyncNoLink(() -> 1)).isInstanceOf(IllegalStateException.class);
			assertThat(tasks.startChild(Process::receive)).isEqualTo(FULL);

			self.send(first.pid(), "done");
			first.await();
			await().until(() -> tasks.children().isEmpty());
			assertThat(tasks.async(() -> 2).await()).isEqualTo(2);
			return true;
		});
	}

	@Test
	void aChildNobodyAwaitsIsStartedFromAnyThread() {
		TaskSupervisor tasks = start(Integer.MAX_VALUE);
		CompletableFuture<Pid> ran = new CompletableFuture<>();

		Pid child = tasks.startChild((self) -> ran.complete(self.pid())).orElseThrow();

		assertThat(LocalNode.get(ran)).isEqualTo(child);
		await().until(() -> tasks.children().isEmpty());
	}

	@Test
	void aChildIsRestartedIfThatWasAskedFor() {
		TaskSupervisor tasks = start(Integer.MAX_VALUE);
		List<Pid> runs = new CopyOnWriteArrayList<>();

		tasks.startChild((self) -> {
			runs.add(self.pid());
			if (runs.size() == 1) {
				throw self.exit(ODD);
			}
		}, Restart.TRANSIENT, Shutdown.DEFAULT);

		await().until(() -> runs.size() == 2 && tasks.children().isEmpty());
		assertThat(runs).doesNotHaveDuplicates();
	}

	@Test
	void aTaskIsTerminatedByItsPid() {
		TaskSupervisor tasks = start(Integer.MAX_VALUE);
		this.local.inProcess((self) -> {
			Task<Object> task = tasks.asyncNoLink(TaskSupervisorTests::heard);

			assertThat(tasks.terminateChild(task.pid())).isEqualTo(new ChildResult.Done());

			assertThat(self.receive(Down.class).reason()).isEqualTo(ExitReason.SHUTDOWN);
			assertThat(tasks.terminateChild(task.pid()))
				.isEqualTo(new ChildResult.Refused(ExitReason.named("not_found")));
			return true;
		});
	}

	@Test
	void tasksStopWithTheirSupervisor() {
		TaskSupervisor tasks = start(Integer.MAX_VALUE);
		this.local.inProcess((self) -> {
			tasks.asyncNoLink(TaskSupervisorTests::heard);
			Task<Object> deaf = tasks.asyncNoLink(() -> {
				me().trapExit(true);
				self.send(self.pid(), "ready");
				return me().receive(String.class);
			}, Shutdown.BRUTAL_KILL);
			assertThat(self.receive(String.class)).isEqualTo("ready");

			this.local.node().supervisor("tree").server().stop();

			assertThat(self.receive(Down.class, (down) -> down.monitor().equals(deaf.ref())).reason())
				.isEqualTo(ExitReason.KILLED);
			assertThat(self.receive(Down.class).reason()).isEqualTo(ExitReason.SHUTDOWN);
			return true;
		});
	}

	@Test
	void aTaskWhoseOwnerEndedBeforeItBeganDoesNotRun() {
		AtomicReference<Process> owner = new AtomicReference<>();
		Pid pid = this.local.node().spawn(owner::set);
		await().until(() -> owner.get() != null && !this.local.processes().isAlive(pid));
		TaskSupervisor tasks = start(Integer.MAX_VALUE);
		CompletableFuture<Boolean> ran = new CompletableFuture<>();

		Pid task = tasks.supervisor()
			.startChild(new ChildSpec("task",
					(supervisor) -> TaskProcess.startSupervised(supervisor, owner.get(), () -> ran.complete(true)),
					Restart.TEMPORARY, Shutdown.DEFAULT, ChildSpec.Kind.WORKER))
			.orElseThrow();

		await().until(() -> !this.local.processes().isAlive(task));
		assertThat(ran).isNotDone();
		await().until(() -> tasks.children().isEmpty());
	}

	@Test
	void aSupervisorThatDoesNotRunFailsTheStart() {
		assertThat(this.local
			.holds((self) -> catchThrowableOfType(CallException.class, () -> named("nobody").async(() -> 1)).reason()
				.equals(ExitReason.NOPROC)))
			.isTrue();
	}

	@Test
	void aSupervisorOfAnotherNodeIsRefused() {
		assertThatThrownBy(
				() -> TaskSupervisor.of(this.local.processes(), new RegisteredName("tasks", "far@example.org")))
			.isInstanceOf(IllegalArgumentException.class)
			.hasMessageContaining("far@example.org");
		assertThat(List.of(this.local.started())).containsExactly(0);
	}

}
