package io.actor.gen;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

import io.actor.fixture.LocalNode;
import io.actor.fixture.Otp;
import io.actor.fixture.Probe;
import io.actor.process.Exit;
import io.actor.process.ExitReason;
import io.actor.process.Process;
import io.actor.process.Processes;
import io.actor.process.SpawnOptions;
import io.actor.term.Atom;
import io.actor.term.Pid;
import io.actor.term.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/** How servers start, and what is left when they do not. */
class StartTests {

	private static final ExitReason BROKEN = ExitReason.named("broken");

	/** Enough to begin, even on a busy machine. */
	private static final Duration BRIEF = Duration.ofMillis(500);

	@RegisterExtension
	final LocalNode local = new LocalNode();

	private final List<Object> notes = new CopyOnWriteArrayList<>();

	private StartResult start(Supplier<? extends GenServer<?, ?>> server, StartOptions options) {
		return Servers.start(this.local.processes(), server, options, null);
	}

	private Supplier<Probe> initialized(Initializer init) {
		return () -> new Probe(this.notes) {

			@Override
			protected Init init() throws Exception {
				this.notes.add("init");
				return init.run(this);
			}
		};
	}

	private interface Initializer {

		Init run(Probe probe) throws Exception;

	}

	private static StartOptions named() {
		return StartOptions.named("probe");
	}

	@Test
	void aServerRunsWhenItsStartReturns() {
		StartResult result = start(initialized((probe) -> Probe.ready()), named());

		assertThat(result).isInstanceOfSatisfying(StartResult.Started.class, (started) -> {
			assertThat(this.local.processes().isAlive(started.pid())).isTrue();
			assertThat(this.local.node().whereis("probe")).contains(started.pid());
		});
		assertThat(Probe.answers(this.local.node().server("probe"))).isTrue();
	}

	@Test
	void theNameIsTakenBeforeInitRuns() {
		start(initialized((probe) -> {
			this.notes.add(probe.process().processes().whereis("probe"));
			return Probe.ready();
		}), named());

		assertThat(this.notes.get(1)).isEqualTo(this.local.node().whereis("probe"));
	}

	@Test
	@Otp(82)
	void anIgnoredServerEndsNormally() {
		assertThat(start(initialized((probe) -> GenServer.ignore()), named())).isEqualTo(new StartResult.Ignored());
		assertNothingIsLeft();
	}

	@Test
	@Otp(82)
	void aFailedStartGivesTheReason() {
		assertThat(start(initialized((probe) -> GenServer.failed(BROKEN)), named()))
			.isEqualTo(new StartResult.Failed(BROKEN, null));
		assertNothingIsLeft();
	}

	@Test
	@Otp(83)
	void anInitThatThrowsGivesWhatItThrew() {
		IllegalStateException thrown = new IllegalStateException("no disk");

		assertThat(start(initialized((probe) -> {
			throw thrown;
		}), named())).isEqualTo(new StartResult.Failed(ExitReason.crash(thrown), null));
		assertNothingIsLeft();
	}

	@Test
	void anInitThatThrowsAnErrorGivesIt() {
		StackOverflowError thrown = new StackOverflowError();

		assertThat(start(initialized((probe) -> {
			throw thrown;
		}), named())).isEqualTo(new StartResult.Failed(ExitReason.crash(thrown), null));
	}

	@Test
	void anInitThatReturnsNothingIsTold() {
		assertThat(start(initialized((probe) -> null), named())).isInstanceOfSatisfying(StartResult.Failed.class,
				(failed) -> assertThat(failed.reason().toString()).contains("init of ", "returned null"));
	}

	@Test
	void aConstructorThatThrowsFailsTheStart() {
		IllegalArgumentException thrown = new IllegalArgumentException();

		assertThat(start(() -> {
			throw thrown;
		}, named())).isEqualTo(new StartResult.Failed(ExitReason.crash(thrown), null));
		assertNothingIsLeft();
	}

	@Test
	void anInitThatExitsGivesTheReason() {
		assertThat(start(initialized((probe) -> {
			throw probe.process().exit(BROKEN);
		}), named())).isEqualTo(new StartResult.Failed(BROKEN, null));
		assertNothingIsLeft();
	}

	@Test
	@Otp(81)
	void aTakenNameIsToldAndInitDoesNotRun() {
		Pid holder = ((StartResult.Started) start(Probe::new, named())).pid();

		StartResult second = start(initialized((probe) -> Probe.ready()), named());

		assertThat(second)
			.isEqualTo(new StartResult.Failed(ExitReason.of(Tuple.of(Atom.of("already_started"), holder)), holder));
		assertThat(this.notes).isEmpty();
		assertThat(this.local.node().whereis("probe")).contains(holder);
	}

	@Test
	@Otp(81)
	void aTakenNameLinksNobody() {
		Pid holder = ((StartResult.Started) start(Probe::new, named())).pid();

		this.local.inProcess((self) -> Servers.start(self.processes(), Probe::new, named(), self));

		assertThat(this.local.processes().info(holder).orElseThrow().links()).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "undefined" })
	void aNameThatIsNoneFailsTheStart(String name) {
		assertThat(start(Probe::new, StartOptions.named(name))).isInstanceOf(StartResult.Failed.class);
	}

	@Test
	void aFailedStartCanBeTriedAgainAtOnce() {
		for (int i = 0; i < 500; i++) {
			assertThat(start(initialized((probe) -> GenServer.failed(BROKEN)), named()))
				.isEqualTo(new StartResult.Failed(BROKEN, null));
			assertNothingIsLeft();
		}
	}

	@Test
	void aFailedStartWithALimitCanBeTriedAgainAtOnce() {
		StartOptions limited = named().timeout(Duration.ofSeconds(5));
		for (int i = 0; i < 500; i++) {
			assertThat(start(initialized((probe) -> GenServer.failed(BROKEN)), limited))
				.isEqualTo(new StartResult.Failed(BROKEN, null));
			assertNothingIsLeft();
		}
	}

	private void assertNothingIsLeft() {
		assertThat(this.local.node().whereis("probe")).isEmpty();
		assertThat(this.local.processes().registeredNames()).doesNotContain("probe");
		assertThat(this.local.started()).isZero();
	}

	@Test
	@Otp(82)
	void anInitBeyondItsLimitIsKilled() {
		CountDownLatch never = new CountDownLatch(1);
		AtomicInteger interrupted = new AtomicInteger();

		StartResult result = start(initialized((probe) -> {
			try {
				never.await();
			}
			catch (InterruptedException ex) {
				interrupted.incrementAndGet();
				throw ex;
			}
			return Probe.ready();
		}), named().timeout(BRIEF));

		assertThat(result).isEqualTo(new StartResult.Failed(CallException.TIMEOUT, null));
		assertNothingIsLeft();
		await().until(() -> interrupted.get() == 1);
		assertThat(start(Probe::new, named())).isInstanceOf(StartResult.Started.class);
	}

	@Test
	void anInitBeyondItsLimitThatCannotBeInterruptedIsEndedByForce() {
		CountDownLatch release = new CountDownLatch(1);
		CompletableFuture<Boolean> unwound = new CompletableFuture<>();

		StartResult result = start(initialized((probe) -> {
			while (release.getCount() > 0) {
				try {
					release.await();
				}
				catch (InterruptedException ex) {
					// As code does that swallows interrupts.
				}
			}
			unwound.complete(true);
			return Probe.ready();
		}), named().timeout(BRIEF));

		assertThat(result).isEqualTo(new StartResult.Failed(CallException.TIMEOUT, null));
		assertNothingIsLeft();
		release.countDown();
		LocalNode.get(unwound);
		assertNothingIsLeft();
	}

	@Test
	void aStarterDoesNotDieOfAStartThatTookTooLong() {
		StartResult result = this.local.inProcess((self) -> {
			StartResult failed = Servers.start(self.processes(), initialized((probe) -> {
				new CountDownLatch(1).await();
				return Probe.ready();
			}), named().timeout(Duration.ofMillis(20)), self);
			self.receive(Exit.class, Duration.ofMillis(30));
			return failed;
		});

		assertThat(result).isEqualTo(new StartResult.Failed(CallException.TIMEOUT, null));
	}

	@Test
	void aTrappingStarterHearsOfAFailedStartOnce() {
		assertThat(this.local.<Object>inProcess((self) -> {
			self.trapExit(true);
			Servers.start(self.processes(), initialized((probe) -> GenServer.failed(BROKEN)), named(), self);
			return self.receive(Exit.class, Duration.ofMillis(30));
		})).isEqualTo(Optional.empty());
	}

	@Test
	void aTrappingStarterHearsOnceOfAnInitThatWasEndedInsteadOfFailing() {
		assertThat(this.local.<Object>inProcess((self) -> {
			self.trapExit(true);
			Servers.start(self.processes(), initialized((probe) -> {
				throw probe.process().exit(BROKEN);
			}), named(), self);
			return self.receive(Exit.class, Duration.ofMillis(30));
		})).isEqualTo(Optional.empty());
	}

	@Test
	void aStarterThatDoesNotTrapEndsWithAFailedLinkedStart() {
		Pid starter = this.local.node().spawn((self) -> {
			self.receive();
			Servers.start(self.processes(), initialized((probe) -> GenServer.failed(BROKEN)), named(), self);
			self.receive();
		});
		CompletableFuture<ExitReason> end = this.local.endOf(starter);

		this.local.node().send(starter, "go");

		assertThat(LocalNode.get(end)).isEqualTo(BROKEN);
	}

	@Test
	void aStarterThatDoesNotTrapSurvivesAnIgnoredStart() {
		assertThat(this.local.holds((self) -> {
			Servers.start(self.processes(), initialized((probe) -> GenServer.ignore()), named(), self);
			return self.receive(Object.class, Duration.ofMillis(20)).isEmpty();
		})).isTrue();
	}

	@Test
	void aContinuationOfInitMayCallItsStarter() {
		assertThat(this.local.holds((self) -> {
			Servers.start(self.processes(), () -> new Probe(this.notes) {

				@Override
				protected Init init() {
					return ok(noReply().thenContinue("now"));
				}

				@Override
				protected Next handleContinue(Object with) {
					this.notes.add(ServerRef.of(self().processes(), self().parent().orElseThrow())
						.call(new Greeting(), Duration.ofSeconds(5)));
					return noReply();
				}
			}, StartOptions.DEFAULT, self);
			ReceivedCall call = self.receive(ReceivedCall.class);
			call.from().reply("hello");
			await().until(() -> this.notes.contains("hello"));
			return true;
		})).isTrue();
	}

	private record Greeting() implements Request<String> {
	}

	@Test
	void aStartDoesNotWaitForMailTheServerSentItself() {
		CountDownLatch release = new CountDownLatch(1);
		ServerRef server = this.local.start(initialized((probe) -> {
			ServerRef.of(probe.process().processes(), probe.process().pid()).cast((Probe.Tell) (same) -> {
				release.await();
				return Probe.nothing();
			});
			return Probe.ready();
		}));

		release.countDown();

		assertThat(Probe.answers(server)).isTrue();
	}

	@Test
	void aStarterMayBeKilledWhileItWaits() {
		CompletableFuture<Pid> child = new CompletableFuture<>();
		Pid starter = this.local.node().spawn((self) -> Servers.start(self.processes(), initialized((probe) -> {
			child.complete(probe.process().pid());
			new CountDownLatch(1).await();
			return Probe.ready();
		}), named().timeout(Duration.ofSeconds(60)), self));
		Pid pid = LocalNode.get(child);
		CompletableFuture<ExitReason> end = this.local.endOf(pid);

		this.local.kill(starter);

		assertThat(LocalNode.get(end)).isEqualTo(ExitReason.KILLED);
		await().untilAsserted(this::assertNothingIsLeft);
	}

	@Test
	void nobodySeesTheInterruptMeantForAChildThatDiedInItsInit() throws Exception {
		assertThat(this.local.holds((self) -> {
			self.trapExit(true);
			CompletableFuture<Pid> child = new CompletableFuture<>();
			Processes processes = self.processes();
			processes.spawn((killer) -> {
				Pid pid = LocalNode.get(child);
				processes.exit(killer.pid(), pid, ExitReason.KILL);
			}, SpawnOptions.DEFAULT, null);
			Servers.start(processes, initialized((probe) -> {
				child.complete(probe.process().pid());
				while (!Thread.currentThread().isInterrupted()) {
					Thread.onSpinWait();
				}
				return Probe.ready();
			}), StartOptions.DEFAULT, self);
			return Thread.currentThread().isInterrupted();
		})).isFalse();
	}

	@Test
	void aCpuBoundServerAnswersFromThePlatformPool() {
		ServerRef server = this.local.node().start(Probe::new, StartOptions.DEFAULT.onCpuPool());

		assertThat(
				Probe.<Boolean>ask(server, (probe, ask, from) -> Probe.answer(ask, Thread.currentThread().isVirtual())))
			.isFalse();
		assertThatExceptionOfType(CallException.class)
			.isThrownBy(() -> Probe.ask(server, (probe, ask, from) -> Probe.end(BROKEN)))
			.satisfies((failure) -> assertThat(failure.reason()).isEqualTo(BROKEN));
	}

	@Test
	void theProcessIsKnownFromInitOnAndNotInTheConstructor() {
		assertThat(start(() -> new Probe() {

			private final Process early = self();

			@Override
			public String toString() {
				return String.valueOf(this.early);
			}
		}, StartOptions.DEFAULT)).isInstanceOfSatisfying(StartResult.Failed.class,
				(failed) -> assertThat(failed.reason().toString()).contains("not in its constructor"));
	}

}
