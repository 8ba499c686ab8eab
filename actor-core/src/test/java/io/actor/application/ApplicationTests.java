package io.actor.application;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

import ch.qos.logback.classic.Level;
import io.actor.fixture.LocalNode;
import io.actor.fixture.LogEvents;
import io.actor.fixture.Otp;
import io.actor.process.ExitReason;
import io.actor.process.Process;
import io.actor.supervisor.ChildSpec;
import io.actor.term.Atom;
import io.actor.term.Pid;
import io.actor.term.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

/** Applications that start, depend on each other, change and stop. */
class ApplicationTests {

	@RegisterExtension
	final LocalNode local = new LocalNode();

	@RegisterExtension
	final LogEvents errors = new LogEvents("io.actor.application");

	private final List<Object> notes = new CopyOnWriteArrayList<>();

	private Applications applications() {
		return this.local.node().applications();
	}

	private ApplicationSpec staged(String name) {
		return Staged.spec(name, this.notes);
	}

	private static ExitReason failure(Runnable command) {
		return catchThrowableOfType(ApplicationException.class, command::run).reason();
	}

	private static ExitReason reason(String why, String name) {
		return ExitReason.of(Tuple.of(Atom.of(why), Atom.of(name)));
	}

	private boolean alive(String name) {
		return this.local.node().whereis(name).isPresent();
	}

	// ---- dependencies ----

	@Test
	@Otp(278)
	void anApplicationStartsOnlyAfterWhatItDependsOn() {
		applications().load(staged("store"));
		applications().load(staged("chat").dependsOn("store"));

		assertThat(failure(() -> applications().start("chat"))).isEqualTo(reason("not_started", "store"));
		assertThat(applications().running()).isEmpty();

		assertThat(applications().ensureAllStarted("chat")).containsExactly("store", "chat");
		assertThat(this.notes).containsExactly("start store", "start chat");
		assertThat(applications().running()).extracting(ApplicationInfo::name).containsExactly("chat", "store");
		assertThat(applications().ensureAllStarted("chat")).isEmpty();
	}

	@Test
	@Otp(278)
	void whatWasStartedForAnApplicationThatFailsIsStoppedAgain() {
		applications().start(staged("base"));
		applications().load(staged("store").dependsOn("base"));
		applications().load(staged("chat").dependsOn("store", "missing"));

		ApplicationException failure = catchThrowableOfType(ApplicationException.class,
				() -> applications().ensureAllStarted("chat"));

		assertThat(failure.application()).isEqualTo("missing");
		assertThat(failure.reason()).isEqualTo(reason("not_loaded", "missing"));
		assertThat(failure).hasMessage("Cannot start application 'missing': {not_loaded,missing}");
		assertThat(applications().running()).extracting(ApplicationInfo::name).containsExactly("base");
		assertThat(this.notes).containsExactly("start base", "start store", "prepareStop store", "stop store");
	}

	@Test
	void applicationsThatDependOnEachOtherAreRefused() {
		applications().load(staged("a").dependsOn("b"));
		applications().load(staged("b").dependsOn("a"));

		assertThatIllegalArgumentException().isThrownBy(() -> applications().ensureAllStarted("a"))
			.withMessageContaining("a -> b -> a");
		assertThatIllegalArgumentException().isThrownBy(() -> staged("a").dependsOn("a"));
	}

	// ---- start ----

	@Test
	@Otp(279)
	void startingAndStoppingTwiceIsRefused() {
		applications().start(staged("chat"));
		assertThat(failure(() -> applications().start("chat"))).isEqualTo(reason("already_started", "chat"));
		assertThat(failure(() -> applications().start(staged("chat")))).isEqualTo(reason("already_started", "chat"));

		applications().stop("chat");
		assertThat(failure(() -> applications().stop("chat"))).isEqualTo(reason("not_started", "chat"));

		applications().start("chat");
		assertThat(this.notes).containsExactly("start chat", "prepareStop chat", "stop chat", "start chat");
	}

	@Test
	void whatIsLoadedIsKnownOnceAndForgottenOnlyWhenItDoesNotRun() {
		applications().start(staged("chat"));

		assertThat(failure(() -> applications().load(staged("chat")))).isEqualTo(reason("already_loaded", "chat"));
		assertThat(failure(() -> applications().unload("chat"))).isEqualTo(reason("running", "chat"));
		applications().stop("chat");
		applications().unload("chat");
		assertThat(failure(() -> applications().unload("chat"))).isEqualTo(reason("not_loaded", "chat"));
		assertThat(failure(() -> applications().start("chat"))).isEqualTo(reason("not_loaded", "chat"));
	}

	@Test
	@Otp(281)
	void theStartPhasesRunInOrderWhenTheTreeIsUp() {
		applications().start(ApplicationSpec.of("chat", () -> new Staged("chat", this.notes) {

			@Override
			public void startPhase(String phase, StartType type, Object argument) throws Exception {
				super.startPhase(phase, type, argument);
				this.notes.add(alive("chat_worker"));
			}
		}).phase("open", 1).phase("announce", "lobby"));

		assertThat(this.notes).containsExactly("start chat", "phase open Normal[] 1", true,
				"phase announce Normal[] lobby", true);
	}

	@Test
	@Otp(281)
	void aPhaseThatFailsFailsTheStartAndLeavesNothing() {
		ApplicationSpec chat = ApplicationSpec.of("chat", () -> new Staged("chat", this.notes) {

			@Override
			public void startPhase(String phase, StartType type, Object argument) {
				throw new IllegalStateException("no " + phase);
			}
		}).phase("open", 1);

		ApplicationException failure = catchThrowableOfType(ApplicationException.class,
				() -> applications().start(chat));

		assertThat(failure).hasMessageContaining("no open").hasRootCauseInstanceOf(IllegalStateException.class);
		assertThat(applications().running()).isEmpty();
		assertThat(alive("chat_sup")).isFalse();
		assertThat(alive("chat_worker")).isFalse();
		assertThat(this.notes).containsExactly("start chat");
	}

	@Test
	void aTreeThatCannotStartFailsTheStart() {
		this.local.node().processes().register("chat_worker", this.local.node().spawn((self) -> self.receive()));

		ApplicationException failure = catchThrowableOfType(ApplicationException.class,
				() -> applications().start(staged("chat")));

		assertThat(failure).hasMessageContaining("already_started");
		assertThat(applications().running()).isEmpty();
	}

	@Test
	void whoAsksForAnApplicationThatIsStartingWaitsForThatStart() {
		CountDownLatch release = new CountDownLatch(1);
		CountDownLatch begun = new CountDownLatch(1);
		applications().load(ApplicationSpec.of("slow", () -> new Staged("slow", this.notes) {

			@Override
			public ChildSpec start(StartType type, Map<String, Object> environment) throws Exception {
				begun.countDown();
				release.await();
				return super.start(type, environment);
			}
		}));
		List<CompletableFuture<Boolean>> starts = List.of(new CompletableFuture<>(), new CompletableFuture<>());
		starts.forEach((each) -> this.local.node().spawn((self) -> {
			applications().start("slow");
			each.complete(true);
		}));

		assertThat(begun).satisfies(CountDownLatch::await);
		assertThat(applications().running()).isEmpty();
		assertThat(failure(() -> applications().stop("slow"))).isEqualTo(reason("not_started", "slow"));
		assertThat(starts).noneMatch(CompletableFuture::isDone);
		release.countDown();

		starts.forEach(LocalNode::get);
		assertThat(this.notes).containsExactly("start slow");
	}

	@Test
	void aNodeWithoutApplicationsHasNoControllerForThem() {
		assertThat(alive(ApplicationController.NAME)).isFalse();
	}

	// ---- stop ----

	@Test
	@Otp(282)
	void aStopPreparesThenShutsTheTreeDownThenStopsThenKillsWhatIsLeft() {
		CompletableFuture<Pid> left = new CompletableFuture<>();
		CompletableFuture<Pid> spawnedByIt = new CompletableFuture<>();
		Pid stranger = this.local.node().spawn((self) -> self.receive(String.class));
		applications().start(ApplicationSpec.of("chat", () -> new Staged("chat", this.notes) {

			@Override
			public ChildSpec start(StartType type, Map<String, Object> environment) throws Exception {
				left.complete(Process.current().spawn((self) -> {
					spawnedByIt.complete(self.spawn((other) -> other.receive(String.class)));
					self.receive(String.class);
				}));
				return super.start(type, environment);
			}

			@Override
			public void prepareStop() {
				note("prepareStop");
			}

			@Override
			public void stop() {
				note("stop");
			}

			private void note(String what) {
				this.notes.add(what + ": tree " + alive("chat_sup") + ", left "
						+ ApplicationTests.this.local.processes().isAlive(left.join()));
			}
		}));
		CompletableFuture<ExitReason> end = this.local.endOf(LocalNode.get(left));
		CompletableFuture<ExitReason> endBeyond = this.local.endOf(LocalNode.get(spawnedByIt));

		applications().stop("chat");

		assertThat(this.notes).containsExactly("start chat", "prepareStop: tree true, left true",
				"stop: tree false, left true");
		assertThat(this.local.processes().isAlive(left.join())).isFalse();
		assertThat(LocalNode.get(end)).isEqualTo(ExitReason.KILLED);
		assertThat(LocalNode.get(endBeyond)).isEqualTo(ExitReason.KILLED);
		assertThat(this.local.processes().isAlive(stranger)).isTrue();
	}

	@Test
	void whatTheCallbacksOfAStopThrowIsLoggedAndStopsNothing() {
		applications().start(ApplicationSpec.of("chat", () -> new Staged("chat", this.notes) {

			@Override
			public void prepareStop() {
				throw new IllegalStateException("not prepared");
			}

			@Override
			public void stop() {
				throw new IllegalStateException("not stopped");
			}
		}));

		applications().stop("chat");

		assertThat(alive("chat_sup")).isFalse();
		assertThat(applications().running()).isEmpty();
		assertThat(this.errors.at(Level.ERROR)).containsExactly("prepareStop of application 'chat' failed",
				"stop of application 'chat' failed");
	}

	@Test
	void listenersHearOfStartAndEnd() {
		List<Object> heard = new CopyOnWriteArrayList<>();
		Runnable silence = applications().listen(new ApplicationListener() {

			@Override
			public void started(ApplicationInfo application) {
				heard.add(application.name() + " " + application.type());
			}

			@Override
			public void ended(ApplicationEnd end) {
				heard.add(end);
				throw new IllegalStateException("a listener that fails");
			}
		});
		applications().start(staged("chat"), RestartType.PERMANENT);

		applications().stop("chat");

		assertThat(heard).containsExactly("chat PERMANENT",
				new ApplicationEnd("chat", RestartType.PERMANENT, ApplicationEnd.STOPPED, false));
		silence.run();
		applications().start("chat");
		assertThat(heard).hasSize(2);
	}

	@Test
	void anApplicationWhoseMasterIsKilledIsReportedAndItsTreeGoesWithIt() {
		CompletableFuture<ApplicationEnd> ended = new CompletableFuture<>();
		applications().listen(new ApplicationListener() {

			@Override
			public void ended(ApplicationEnd end) {
				ended.complete(end);
			}
		});
		applications().start(staged("chat"));
		Pid top = applications().running().getFirst().top();
		Pid master = this.local.processes().info(top).orElseThrow().parent();

		this.local.kill(master);

		assertThat(LocalNode.get(ended).reason()).isEqualTo(ExitReason.KILLED);
		await().until(() -> !alive("chat_worker"));
	}

	// ---- configuration ----

	@Test
	void aRunningApplicationHearsWhatHasChangedInItsConfiguration() {
		applications().start(staged("chat").environment(Map.of("rooms", 3, "name", "talk", "old", true)));
		assertThat(applications().environment("chat")).contains(Map.of("rooms", 3, "name", "talk", "old", true));

		Map<String, Object> fresh = Map.of("rooms", 5, "name", "talk", "limit", 9);
		applications().configure("chat", fresh);
		applications().configure("chat", fresh);

		assertThat(this.notes).containsExactly("start chat",
				new ConfigurationChange(Map.of("rooms", 5), Map.of("limit", 9), Set.of("old")));
		assertThat(applications().environment("chat")).contains(fresh);
		assertThat(failure(() -> applications().configure("other", fresh))).isEqualTo(reason("not_loaded", "other"));
	}

	@Test
	void aConfigurationThatTheApplicationCannotTakeIsReportedToWhoChangedIt() {
		applications().start(ApplicationSpec.of("chat", () -> new Staged("chat", this.notes) {

			@Override
			public void configurationChanged(ConfigurationChange change) {
				throw new IllegalStateException("no");
			}
		}));

		assertThat(failure(() -> applications().configure("chat", Map.of("rooms", 1))))
			.isInstanceOf(ExitReason.Crash.class);
		assertThat(alive("chat_sup")).isTrue();
	}

}
