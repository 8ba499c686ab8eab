package io.actor.gen;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

import ch.qos.logback.classic.Level;
import io.actor.fixture.LocalNode;
import io.actor.fixture.LogEvents;
import io.actor.fixture.Otp;
import io.actor.process.Exit;
import io.actor.process.ExitReason;
import io.actor.process.Marks;
import io.actor.process.ProcessLocal;
import io.actor.process.Report;
import io.actor.term.Destination;
import io.actor.term.Pid;
import io.actor.term.RegisteredName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Processes that are no servers and are started like them. */
class ProcLibTests {

	private static final ExitReason BROKEN = ExitReason.named("broken");

	private static final int ROUNDS = 50;

	private static final ProcessLocal<String> COLOR = ProcessLocal.of("color", String.class);

	@RegisterExtension
	final LocalNode local = new LocalNode();

	@RegisterExtension
	final LogEvents log = new LogEvents("io.actor.report");

	private StartResult start(StartBody body) {
		return ProcLib.start(this.local.processes(), body);
	}

	private static Pid pid(StartResult result) {
		return ((StartResult.Started) result).pid();
	}

	// ---- start ----

	@Test
	@Otp(72)
	void aStartReturnsExactlyWhatTheProcessSaysAndTheLinkIsThere() {
		this.local.inProcess((self) -> {
			StartResult said = new StartResult.Started(self.pid());
			CompletableFuture<Pid> child = new CompletableFuture<>();
			StartResult result = ProcLib.startLink(self, (process, starter) -> {
				child.complete(process.pid());
				starter.ready(process, said);
				process.receive();
			});
			assertThat(result).isSameAs(said);
			assertThat(self.processes().info(self.pid()).orElseThrow().links()).containsExactly(child.join());
			assertThat(self.processes().info(child.join()).orElseThrow().links()).containsExactly(self.pid());
			self.unlink(child.join());
			return null;
		});
	}

	@Test
	void aStartReturnsWhenTheProcessIsReadyAndItGoesOn() {
		for (int i = 0; i < ROUNDS; i++) {
			StartResult result = start((self, starter) -> {
				self.register("worker");
				starter.ready(self);
				self.receive();
			});

			assertThat(this.local.node().whereis("worker")).contains(pid(result));
			this.local.kill(pid(result));
			await().until(() -> this.local.node().whereis("worker").isEmpty());
		}
	}

	@Test
	@Otp(73)
	void aProcessThatEndsBeforeItIsReadyGivesTheReasonAndIsGone() {
		IllegalStateException thrown = new IllegalStateException("no disk");
		for (int i = 0; i < ROUNDS; i++) {
			assertThat(start((self, starter) -> {
				self.register("worker");
				throw self.exit(BROKEN);
			})).isEqualTo(new StartResult.Failed(BROKEN, null));
			assertNothingIsLeft();
		}
		assertThat(start((self, starter) -> {
			throw thrown;
		})).isEqualTo(new StartResult.Failed(ExitReason.crash(thrown), null));
		assertThat(start((self, starter) -> {
		})).isEqualTo(new StartResult.Failed(ExitReason.NORMAL, null));
		assertThat(start((self, starter) -> self.exit(self.pid(), ExitReason.KILL)))
			.isEqualTo(new StartResult.Failed(ExitReason.KILLED, null));
		assertNothingIsLeft();
	}

	private void assertNothingIsLeft() {
		assertThat(this.local.started()).isZero();
		assertThat(this.local.names()).isEmpty();
	}

	@Test
	@Otp(80)
	void aProcessThatCannotStartIsGoneWithItsNameWhenTheStartReturns() {
		StartResult refused = new StartResult.Failed(ExitReason.named("busy"), null);
		for (int i = 0; i < ROUNDS; i++) {
			StartResult failed = start((self, starter) -> {
				self.register("worker");
				throw starter.fail(self, refused, ExitReason.NORMAL);
			});
			assertThat(failed).isSameAs(refused);
			assertNothingIsLeft();

			StartResult second = start((self, starter) -> {
				self.register("worker");
				starter.ready(self);
				self.receive();
			});
			assertThat(second).isInstanceOf(StartResult.Started.class);
			this.local.kill(pid(second));
			await().until(() -> this.local.started() == 0);
		}
		assertThat(this.log.at(Level.ERROR)).isEmpty();
	}

	@Test
	@Otp(74)
	void aProcessThatSaysNothingInTimeIsDeadWhenTheStartReturns() {
		for (StartBody silent : List.<StartBody>of((self, starter) -> {
			self.register("worker");
			self.receive();
		}, (self, starter) -> {
			self.register("worker");
			new CountDownLatch(1).await();
		})) {
			for (boolean linked : new boolean[] { false, true }) {
				Optional<Exit> told = this.local.inProcess((self) -> {
					self.trapExit(true);
					Duration limit = Duration.ofMillis(10);
					StartResult result = linked ? ProcLib.startLink(self, silent, limit)
							: ProcLib.start(self.processes(), silent, limit);
					assertThat(result).isEqualTo(new StartResult.Failed(CallException.TIMEOUT, null));
					assertThat(self.processes().whereis("worker")).isEmpty();
					self.register("worker");
					return self.receive(Exit.class, Duration.ZERO);
				});

				assertThat(told).isEmpty();
				await().until(() -> this.local.started() == 0);
			}
		}
	}

	@Test
	void aStarterThatTrapsHearsOfAFailedStartFromItsResultAlone() {
		for (int i = 0; i < ROUNDS; i++) {
			int round = i;
			this.local.inProcess((self) -> {
				self.trapExit(true);
				ProcLib.startLink(self, (process, starter) -> {
					if (round % 2 == 0) {
						throw starter.fail(process, new StartResult.Ignored(), BROKEN);
					}
					throw process.exit(BROKEN);
				});
				self.send(self.pid(), "next");
				assertThat(self.receive()).isEqualTo("next");
				assertThat(self.processes().info(self.pid()).orElseThrow().links()).isEmpty();
				return null;
			});
		}
	}

	@Test
	void aStarterThatTrapsHearsOfTheEndOfAProcessThatWasReady() {
		for (int i = 0; i < ROUNDS; i++) {
			this.local.inProcess((self) -> {
				self.trapExit(true);
				StartResult result = ProcLib.startLink(self, (process, starter) -> {
					starter.ready(process);
					throw process.exit(BROKEN);
				});
				assertThat(self.receive(Exit.class)).isEqualTo(new Exit(pid(result), BROKEN));
				return null;
			});
		}
	}

	@Test
	void aStarterThatDoesNotTrapEndsWithAFailedLinkedStart() {
		Pid starter = this.local.node().spawn((self) -> {
			self.receive();
			ProcLib.startLink(self, (process, ack) -> process.exit(BROKEN));
			self.receive();
		});
		CompletableFuture<ExitReason> end = this.local.endOf(starter);

		this.local.node().send(starter, "go");

		assertThat(LocalNode.get(end)).isEqualTo(BROKEN);
	}

	@Test
	void aStarterThatIsKilledWhileItWaitsTakesTheProcessAlong() {
		CompletableFuture<Pid> child = new CompletableFuture<>();
		Pid starter = this.local.node().spawn((self) -> ProcLib.startLink(self, (process, ack) -> {
			child.complete(process.pid());
			process.receive();
		}));
		LocalNode.get(child);

		this.local.kill(starter);

		await().until(() -> this.local.started() == 0);
	}

	// ---- reports ----

	private List<Report> reported(Runnable action) {
		List<Report> all = new CopyOnWriteArrayList<>();
		Runnable stop = this.local.processes().reports().listen(all::add);
		try {
			action.run();
			await().until(() -> this.local.started() == 0 && !all.isEmpty());
		}
		finally {
			stop.run();
		}
		return all;
	}

	@Test
	@Otp(75)
	void aCrashIsReportedWithEverythingAboutTheProcess() {
		IllegalStateException thrown = new IllegalStateException("boom");
		CompletableFuture<Pid> neighbour = new CompletableFuture<>();
		CompletableFuture<Pid> starter = new CompletableFuture<>();

		List<Report> reports = reported(() -> this.local.node().spawn((self) -> {
			starter.complete(self.pid());
			self.register("maker");
			StartResult child = ProcLib.start(self.processes(), (process, ack) -> {
				process.register("made");
				process.trapExit(true);
				Marks.label(process, "the one that fails");
				COLOR.put(process, "green");
				neighbour.complete(process.spawnLink((near) -> near.receive()));
				ack.ready(process);
				process.receive(String.class, "go"::equals);
				throw thrown;
			});
			self.send(pid(child), "left");
			self.send(pid(child), "unread");
			self.send(pid(child), "go");
		}));

		assertThat(reports).singleElement().isInstanceOfSatisfying(Report.Crash.class, (crash) -> {
			assertThat(crash.name()).contains("made");
			assertThat(crash.label()).contains("the one that fails");
			assertThat(crash.errorClass()).isEqualTo(Report.ErrorClass.ERROR);
			assertThat(crash.reason()).isEqualTo(ExitReason.crash(thrown));
			assertThat(crash.initialCall()).startsWith(ProcLibTests.class.getName()).endsWith(".run");
			assertThat(crash.ancestors()).containsExactly(RegisteredName.local("maker"));
			assertThat(crash.dictionary()).isEqualTo(Map.of(COLOR, "green"));
			assertThat(crash.process().mailbox()).isEqualTo(2);
			assertThat(crash.process().trapExit()).isTrue();
			assertThat(crash.process().links()).containsExactly(neighbour.join());
			assertThat(crash.process().parent()).isEqualTo(starter.join());
			assertThat(crash.neighbours()).singleElement()
				.satisfies((near) -> assertThat(near.pid()).isEqualTo(neighbour.join()));
		});
		assertThat(this.log.at(Level.ERROR)).singleElement()
			.asString()
			.contains("made<", " 'the one that fails' ", "crashed: java.lang.IllegalStateException: boom at ",
					"started by [maker], 2 messages waiting, 1 links, traps exits");
	}

	@Test
	@Otp(76)
	void aCleanEndIsNotReported() {
		for (ExitReason clean : List.of(ExitReason.NORMAL, ExitReason.SHUTDOWN, ExitReason.shutdown("done"))) {
			start((self, starter) -> {
				starter.ready(self);
				throw self.exit(clean);
			});
		}
		await().until(() -> this.local.started() == 0);

		assertThat(this.log.at(Level.ERROR)).isEmpty();
	}

	@Test
	@Otp(77)
	void anyOtherEndIsReportedOnceWithItsClass() {
		for (ExitReason reason : List.of(BROKEN, ExitReason.KILL, ExitReason.of(List.of("a", 1)))) {
			assertThat(reported(() -> start((self, starter) -> {
				starter.ready(self);
				throw self.exit(reason);
			}))).singleElement().isInstanceOfSatisfying(Report.Crash.class, (crash) -> {
				assertThat(crash.reason()).isEqualTo(reason);
				assertThat(crash.errorClass()).isEqualTo(Report.ErrorClass.EXIT);
			});
		}
	}

	@Test
	void anEndByASignalIsNotReported() {
		for (ExitReason reason : List.of(BROKEN, ExitReason.KILL)) {
			StartResult result = start((self, starter) -> {
				starter.ready(self);
				self.receive();
			});
			this.local.exit(pid(result), reason);
		}
		await().until(() -> this.local.started() == 0);

		assertThat(this.log.at(Level.ERROR)).isEmpty();
	}

	@Test
	@Otp(79)
	void aPlainProcessIsSilentWhenItExitsAndReportedOnceWhenItThrows() {
		Pid exits = this.local.node().spawn((self) -> self.exit(BROKEN));
		await().until(() -> this.local.processes().info(exits).isEmpty());
		assertThat(this.log.at(Level.ERROR)).isEmpty();

		Pid throwing = this.local.node().spawn((self) -> {
			throw new IllegalStateException("boom");
		});
		await().until(() -> this.local.processes().info(throwing).isEmpty());

		assertThat(this.log.at(Level.ERROR)).singleElement()
			.asString()
			.startsWith("Process <")
			.contains("crashed: java.lang.IllegalStateException: boom at " + ProcLibTests.class.getName());
	}

	// ---- ancestors and labels ----

	@Test
	@Otp(78)
	void ancestorsAreNamedNearestFirstAndByNameIfTheyHadOneThen() {
		CompletableFuture<Pid> top = new CompletableFuture<>();
		CompletableFuture<Pid> middle = new CompletableFuture<>();
		CompletableFuture<List<Destination>> seen = new CompletableFuture<>();
		CountDownLatch gone = new CountDownLatch(1);
		this.local.node().spawn((self) -> {
			top.complete(self.pid());
			ProcLib.spawn(self, (child) -> {
				middle.complete(child.pid());
				child.register("middle");
				StartResult server = Servers.start(child.processes(), Probe::new, StartOptions.DEFAULT, child);
				child.processes().unregister("middle");
				child.processes().send(pid(server), (Asked) (process) -> {
					ProcLib.spawn(process, (last) -> {
						gone.await();
						seen.complete(Marks.ancestors(last));
					});
				});
				child.receive(String.class);
			});
		});
		LocalNode.get(middle);
		await().until(() -> !this.local.processes().isAlive(LocalNode.get(top)));
		gone.countDown();

		List<Destination> ancestors = LocalNode.get(seen);
		assertThat(ancestors).hasSize(3);
		assertThat(ancestors.subList(1, 3)).containsExactly(RegisteredName.local("middle"), LocalNode.get(top));
	}

	private interface Asked {

		void run(io.actor.process.Process process);

	}

	private static final class Probe extends GenServer<Request<?>, Object> {

		@Override
		protected Next handleInfo(Object message) {
			((Asked) message).run(self());
			return noReply();
		}

	}

	@Test
	void aProcessThatWasOnlySpawnedHasNoAncestors() {
		List<Destination> ancestors = this.local.inProcess((self) -> {
			CompletableFuture<List<Destination>> seen = new CompletableFuture<>();
			self.spawn((child) -> seen.complete(Marks.ancestors(child)));
			return LocalNode.get(seen);
		});

		assertThat(ancestors).isEmpty();
	}

	@Test
	void aServerStartedByAProcessThatIsNotItsParentHasItAsAncestorAllTheSame() {
		List<Destination> ancestors = this.local.inProcess((self) -> {
			ServerRef server = this.local.start(Probe::new);
			CompletableFuture<List<Destination>> seen = new CompletableFuture<>();
			server.send((Asked) (process) -> seen.complete(Marks.ancestors(process)));
			assertThat(LocalNode.get(seen)).containsExactly(self.pid());
			return List.of();
		});

		assertThat(ancestors).isEmpty();
	}

	@Test
	void othersCanReadWhatAProcessIsLabelled() {
		StartResult result = start((self, starter) -> {
			Marks.label(self, "session 42");
			starter.ready(self);
			self.receive();
		});

		assertThat(Marks.label(this.local.processes(), pid(result))).contains("session 42");
		this.local.kill(pid(result));
		await().until(() -> this.local.started() == 0);
		assertThat(Marks.label(this.local.processes(), pid(result))).isEmpty();
	}

}
