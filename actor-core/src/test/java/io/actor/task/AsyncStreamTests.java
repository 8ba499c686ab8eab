package io.actor.task;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.actor.fixture.LocalNode;
import io.actor.fixture.Otp;
import io.actor.gen.StartOptions;
import io.actor.process.ExitReason;
import io.actor.process.Process;
import io.actor.process.Processes;
import io.actor.supervisor.Supervisor;
import io.actor.term.Pid;
import io.actor.term.RegisteredName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

/** Streams whose elements are made by tasks. */
class AsyncStreamTests {

	private static final Duration SHORT = Duration.ofMillis(30);

	/** Enough for a task that does nothing, on a busy machine too. */
	private static final Duration AMPLE = Duration.ofSeconds(1);

	private static final ExitReason ODD = ExitReason.named("odd");

	private static final AsyncStreamOptions TWO = AsyncStreamOptions.create().maxConcurrency(2);

	@RegisterExtension
	final LocalNode local = new LocalNode();

	/** Tasks that run, and the most there have been. */
	private final Set<Pid> running = ConcurrentHashMap.newKeySet();

	private final AtomicInteger most = new AtomicInteger();

	private TaskSupervisor supervised(String name, int most) {
		this.local.node()
			.start(Supervisor.oneForOne().child(TaskSupervisor.child(name, most)), StartOptions.named("tree"));
		return TaskSupervisor.of(this.local.processes(), RegisteredName.local(name));
	}

	private static Process me() {
		return Optional.ofNullable(Process.current()).orElseThrow();
	}

	/** Notes that the current task runs. */
	private void enter() {
		this.running.add(me().pid());
		this.most.accumulateAndGet(this.running.size(), Math::max);
	}

	/** Runs until it is told something, and gives that. */
	private Object listen() {
		enter();
		Object heard = me().receive();
		this.running.remove(me().pid());
		return heard;
	}

	private static <R> Outcome<R> ok(R value) {
		return new Outcome.Value<>(value);
	}

	private static boolean mailboxIsEmpty(Process self) {
		return self.receive(Object.class, Duration.ZERO).isEmpty();
	}

	// ---- order and concurrency ----

	@Test
	@Otp(215)
	void resultsComeInTheOrderOfTheInputsAndLeaveNothingBehind() {
		this.local.inProcess((self) -> {
			List<Outcome<Integer>> results = Task
				.asyncStream(List.of(1, 2, 3, 4, 5, 6, 7), (Integer each) -> each * each, TWO)
				.toList();

			assertThat(results).extracting(Outcome::orElseThrow).containsExactly(1, 4, 9, 16, 25, 36, 49);
			assertThat(mailboxIsEmpty(self)).isTrue();
			return true;
		});
	}

	@Test
	@Otp(215)
	void neverMoreTasksRunThanAreAllowed() {
		Processes processes = this.local.processes();
		int before = processes.count();
		AtomicInteger mostProcesses = new AtomicInteger();
		CountDownLatch both = new CountDownLatch(2);
		this.local.inProcess((self) -> Task.asyncStream(() -> IntStream.range(0, 50).iterator(), (Integer each) -> {
			enter();
			mostProcesses.accumulateAndGet(processes.count(), Math::max);
			if (each < 2) {
				// Goes on only if there are two at a time.
				both.countDown();
				both.await();
			}
			me().receive(Object.class, Duration.ofMillis(1));
			this.running.remove(me().pid());
			return each;
		}, TWO).count());

		assertThat(this.most).hasValue(2);
		// The reader, the runner, and the tasks: one that has returned counts until it is
		// gone.
		assertThat(mostProcesses.get() - before).isLessThanOrEqualTo(4);
	}

	@Test
	@Otp(215)
	void aSlowTaskHoldsUpTheResultsAndNotTheOtherTasks() {
		this.local.inProcess((self) -> {
			CompletableFuture<Pid> slow = new CompletableFuture<>();
			List<Outcome<Object>> results = Task.asyncStream(List.of(0, 1, 2, 3), (Integer each) -> {
				if (each == 0) {
					slow.complete(me().pid());
					return me().receive();
				}
				if (each == 3) {
					me().send(slow.join(), 0);
				}
				return (Object) each;
			}, TWO).toList();

			assertThat(results).containsExactly(ok(0), ok(1), ok(2), ok(3));
			return true;
		});
	}

	@Test
	void unorderedResultsComeAsTheyAreReady() {
		this.local.inProcess((self) -> {
			CompletableFuture<Pid> slow = new CompletableFuture<>();
			List<Object> seen = new ArrayList<>();
			Task.asyncStream(List.of(0, 1, 2, 3), (Integer each) -> {
				if (each == 0) {
					slow.complete(me().pid());
					return me().receive();
				}
				return (Object) each;
			}, TWO.unordered()).forEach((outcome) -> {
				seen.add(outcome.orElseThrow());
				if (seen.size() == 3) {
					self.send(slow.join(), 0);
				}
			});

			assertThat(seen).hasSize(4).endsWith(0);
			assertThat(mailboxIsEmpty(self)).isTrue();
			return true;
		});
	}

	// ---- back pressure ----

	@Test
	@Otp(215)
	void inputsAreTakenOnlyAsFastAsResultsAre() {
		this.local.inProcess((self) -> {
			AtomicInteger taken = new AtomicInteger();
			Iterable<Integer> endless = () -> Stream.generate(taken::incrementAndGet).iterator();
			Stream<Outcome<Integer>> stream = Task.asyncStream(endless, (Integer each) -> each, TWO.unordered());
			assertThat(taken).hasValue(0);
			try (stream) {
				Iterator<Outcome<Integer>> results = stream.iterator();
				results.next();
				assertThat(taken).hasValue(2);

				// All that runs ends, and still no other task starts.
				await().until(() -> this.local.started() == 2);
				assertThat(taken).hasValue(2);
				results.next();
				assertThat(taken).hasValue(3);
			}
			assertThat(mailboxIsEmpty(self)).isTrue();
			return true;
		});
	}

	@Test
	void noStreamHasNoPlaceForATask() {
		assertThatThrownBy(() -> TWO.maxConcurrency(0)).isInstanceOf(IllegalArgumentException.class)
			.hasMessageContaining("at least 1");
	}

	// ---- the end before the end ----

	@Test
	void aReaderThatStopsKillsWhatStillRunsAndKeepsNoMessage() {
		this.local.inProcess((self) -> {
			self.trapExit(true);
			try (Stream<Outcome<Object>> stream = Task.asyncStream(List.of("quick", "slow", "slow"),
					(String each) -> each.equals("quick") ? each : listen(), TWO.timeout(Duration.ofDays(1)))) {
				assertThat(stream.findFirst()).contains(ok("quick"));
				await().until(() -> !this.running.isEmpty());
			}
			assertThat(this.running).isNotEmpty().noneMatch(self.processes()::isAlive);
			assertThat(this.local.started()).isEqualTo(1);
			assertThat(mailboxIsEmpty(self)).isTrue();
			return true;
		});
	}

	@Test
	void aReaderThatThrowsKillsWhatStillRuns() {
		this.local.inProcess((self) -> {
			Stream<Outcome<Object>> stream = Task.asyncStream(List.of("quick", "slow"),
					(String each) -> each.equals("quick") ? each : listen(), TWO);

			assertThatThrownBy(() -> stream.forEach((outcome) -> {
				await().until(() -> !this.running.isEmpty());
				throw new IllegalStateException("enough");
			})).hasMessage("enough");

			assertThat(this.running).hasSize(1).noneMatch(self.processes()::isAlive);
			assertThat(mailboxIsEmpty(self)).isTrue();
			return true;
		});
	}

	@Test
	void inputsThatFailEndTheStream() {
		this.local.inProcess((self) -> {
			Iterator<Integer> inputs = IntStream.range(0, 10).peek((each) -> {
				if (each == 1) {
					throw new IllegalStateException("no more");
				}
			}).iterator();

			assertThatThrownBy(() -> Task.asyncStream(() -> inputs, (Integer each) -> listen(), TWO).toList())
				.hasMessage("no more");

			await().until(() -> this.local.started() == 1);
			assertThat(mailboxIsEmpty(self)).isTrue();
			return true;
		});
	}

	@Test
	void linkedTasksEndWithTheirReader() {
		Pid reader = this.local.node()
			.spawn((self) -> Task
				.asyncStream(List.of(1, 2), (Integer each) -> listen(), TWO.timeout(Duration.ofDays(1)))
				.toList());
		await().until(() -> this.running.size() == 2);

		this.local.exit(reader, ODD);

		await().until(() -> this.running.stream().noneMatch(this.local.processes()::isAlive));
	}

	@Test
	void tasksThatAreNotLinkedEndWithTheirReaderHoweverItEnds() {
		TaskSupervisor tasks = supervised("tasks", Integer.MAX_VALUE);
		for (ExitReason reason : List.of(ODD, ExitReason.NORMAL)) {
			Pid reader = this.local.node().spawn((self) -> {
				tasks
					.asyncStreamNoLink(List.of("quick", "slow", "slow"),
							(String each) -> each.equals("quick") ? each : listen(), TWO.timeout(Duration.ofDays(1)))
					.iterator()
					.next();
				self.receive();
				throw self.exit(reason);
			});
			await().until(() -> this.running.size() == 1);

			this.local.node().send(reader, "go");

			await().until(() -> tasks.children().isEmpty());
			assertThat(this.running).noneMatch(this.local.processes()::isAlive);
			this.running.clear();
		}
	}

	@Test
	void aStreamIsReadByOneProcess() {
		this.local.inProcess((self) -> {
			Stream<Outcome<Integer>> stream = Task.asyncStream(List.of(1, 2, 3), (Integer each) -> each, TWO);
			Iterator<Outcome<Integer>> results = stream.iterator();
			results.next();
			CompletableFuture<Throwable> refused = new CompletableFuture<>();
			self.spawn((other) -> {
				try {
					results.next();
					results.next();
				}
				catch (IllegalArgumentException ex) {
					refused.complete(ex);
				}
			});

			assertThat(LocalNode.get(refused)).hasMessageContaining("is read by " + self.pid().toLocalString());
			return true;
		});
	}

	// ---- failures ----

	@Test
	void aCrashEndsAReaderThatDoesNotTrapExits() {
		Pid reader = this.local.node().spawn((self) -> {
			self.receive();
			Task.asyncStream(List.of("slow", "broken"), (String each) -> {
				if (each.equals("slow")) {
					return listen();
				}
				throw me().exit(ODD);
			}, TWO).toList();
		});
		CompletableFuture<ExitReason> end = this.local.endOf(reader);
		this.local.node().send(reader, "go");

		assertThat(LocalNode.get(end)).isEqualTo(ODD);
		await().until(() -> this.running.stream().noneMatch(this.local.processes()::isAlive));
	}

	@Test
	void aCrashIsAnElementForAReaderThatTrapsExits() {
		this.local.inProcess((self) -> {
			self.trapExit(true);

			assertThat(odd(Task.asyncStream(List.of(1, 2, 3), AsyncStreamTests::oddTwo, TWO))).containsExactly(ok(1),
					new Outcome.Exited<>(ODD), ok(3));

			assertThat(mailboxIsEmpty(self)).isTrue();
			return true;
		});
	}

	@Test
	void aCrashIsAnElementIfTasksAreNotLinked() {
		this.local.inProcess((self) -> {
			assertThat(odd(supervised("tasks", 9).asyncStreamNoLink(List.of(1, 2, 3), AsyncStreamTests::oddTwo, TWO)))
				.containsExactly(ok(1), new Outcome.Exited<>(ODD), ok(3));

			assertThat(mailboxIsEmpty(self)).isTrue();
			return true;
		});
	}

	@Test
	void aFailureCanTellItsInput() {
		this.local.inProcess((self) -> {
			List<Outcome<Integer>> results = odd(supervised("tasks", 9).asyncStreamNoLink(List.of(1, 2),
					AsyncStreamTests::oddTwo, TWO.zippingInputOnExit()));

			assertThat(results).containsExactly(ok(1), new Outcome.Exited<>(ExitReason.of(new InputExit(2, ODD))));
			return true;
		});
	}

	private static List<Outcome<Integer>> odd(Stream<Outcome<Integer>> stream) {
		return stream.toList();
	}

	private static Integer oddTwo(Integer each) {
		if (each == 2) {
			throw me().exit(ODD);
		}
		return each;
	}

	@Test
	@Otp(216)
	void aTaskThatTakesTooLongIsKilledAndTheStreamGoesOn() {
		this.local.inProcess((self) -> {
			List<Outcome<Object>> results = Task
				.asyncStream(List.of(1, 2, 3, 4), (Integer each) -> (each == 2) ? listen() : (Object) each,
						TWO.timeout(AMPLE).onTimeout(AsyncStreamOptions.OnTimeout.KILL_TASK))
				.toList();

			assertThat(results).containsExactly(ok(1), new Outcome.Exited<>(TaskException.TIMEOUT), ok(3), ok(4));
			assertThat(this.running).hasSize(1).noneMatch(self.processes()::isAlive);
			assertThat(mailboxIsEmpty(self)).isTrue();
			return true;
		});
	}

	@Test
	@Otp(216)
	void aTaskThatTakesTooLongEndsTheStreamUnlessToldOtherwise() {
		this.local.inProcess((self) -> {
			TaskException late = catchThrowableOfType(TaskException.class,
					() -> Task.asyncStream(List.of(1, 2), (Integer each) -> listen(), TWO.timeout(SHORT)).toList());

			assertThat(late.isTimeout()).isTrue();
			assertThat(this.running).noneMatch(self.processes()::isAlive);
			assertThat(mailboxIsEmpty(self)).isTrue();
			return true;
		});
	}

	@Test
	@Otp(216)
	void aReaderThatDoesNotCatchTheTimeoutEnds() {
		Pid reader = this.local.node().spawn((self) -> {
			self.receive();
			Task.asyncStream(List.of(1), (Integer each) -> listen(), TWO.timeout(SHORT)).toList();
		});
		CompletableFuture<ExitReason> end = this.local.endOf(reader);
		this.local.node().send(reader, "go");

		assertThat(LocalNode.get(end)).isInstanceOfSatisfying(ExitReason.Crash.class,
				(crash) -> assertThat(crash.cause()).isInstanceOf(TaskException.class));
	}

	@Test
	void aTaskIsKilledInTimeAlsoWhileTheReaderIsBusy() {
		this.local.inProcess((self) -> {
			List<Outcome<Object>> results = new CopyOnWriteArrayList<>();
			Task.asyncStream(List.of("quick", "slow"), (String each) -> each.equals("quick") ? each : listen(),
					TWO.timeout(AMPLE).onTimeout(AsyncStreamOptions.OnTimeout.KILL_TASK))
				.forEach((outcome) -> {
					results.add(outcome);
					await().until(() -> !this.running.isEmpty()
							&& this.running.stream().noneMatch(self.processes()::isAlive));
				});

			assertThat(results).containsExactly(ok("quick"), new Outcome.Exited<>(TaskException.TIMEOUT));
			return true;
		});
	}

	@Test
	@Otp(218)
	void aSupervisorThatIsFullEndsTheStream() {
		TaskSupervisor few = supervised("few", 1);
		this.local.inProcess((self) -> {
			assertThatThrownBy(() -> few.asyncStream(List.of(1, 2), (Integer each) -> listen(), TWO).toList())
				.isInstanceOf(IllegalStateException.class)
				.hasMessageContaining("max_children");

			assertThat(few.children()).isEmpty();
			assertThat(mailboxIsEmpty(self)).isTrue();
			return true;
		});
	}

	@Test
	void nothingRunsBeforeAStreamIsRead() {
		try (Stream<Outcome<Object>> stream = Task.asyncStream(List.of(1, 2), (Integer each) -> listen(), TWO)) {
			assertThat(stream.isParallel()).isFalse();
		}
		assertThat(this.running).isEmpty();
	}

}
