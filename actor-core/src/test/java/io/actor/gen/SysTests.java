package io.actor.gen;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.UnaryOperator;

import io.actor.fixture.LocalNode;
import io.actor.fixture.Otp;
import io.actor.fixture.Probe;
import io.actor.process.ExitReason;
import io.actor.process.Process;
import io.actor.supervisor.ChildSpec;
import io.actor.supervisor.Supervisor;
import io.actor.term.Pid;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

/** Servers looked at, suspended and stopped from outside. */
class SysTests {

	private static final Duration SHORT = Duration.ofMillis(20);

	@RegisterExtension
	final LocalNode local = new LocalNode();

	private final Counter counter = new Counter();

	private ServerRef start() {
		return this.local.start(() -> this.counter);
	}

	private static CallException failure(Runnable request) {
		return catchThrowableOfType(CallException.class, request::run);
	}

	/** Suspends a server right after a message: no timeout can be over in between. */
	private void suspendBehind(ServerRef server, Probe.Tell message) {
		CompletableFuture<Boolean> begun = new CompletableFuture<>();
		CountDownLatch release = new CountDownLatch(1);
		Probe.tell(server, (same) -> {
			begun.complete(true);
			release.await();
			return message.handle(same);
		});
		LocalNode.get(begun);
		CompletableFuture<Boolean> suspended = new CompletableFuture<>();
		this.local.node().spawn((self) -> {
			Sys.of(server).suspend();
			suspended.complete(true);
		});
		Pid pid = server.pid().orElseThrow();
		await().until(() -> this.local.processes().info(pid).orElseThrow().mailbox() == 1);
		release.countDown();
		LocalNode.get(suspended);
	}

	// ---- suspension ----

	@Test
	@Otp(130)
	void aSuspendedServerKeepsItsMailAndHandlesItInOrderAfterTheResume() {
		Probe probe = new Probe();
		ServerRef server = this.local.start(() -> probe);
		Sys sys = Sys.of(server);

		sys.suspend();
		sys.suspend();
		CallException timeout = failure(() -> server.call(new Probe.Ask<Integer>((same, ask, from) -> {
			same.notes().add("call");
			return Probe.answer(ask, 1);
		}), SHORT));
		Probe.tell(server, Probe.note("cast"));
		server.send("info");

		assertThat(timeout.isTimeout()).isTrue();
		assertThat(timeout).hasMessageContaining("handling Suspend");
		assertThat(sys.status().suspended()).isTrue();
		assertThat(probe.notes()).isEmpty();

		sys.resume();

		assertThat(Probe.answers(server)).isTrue();
		assertThat(probe.notes()).containsExactly("call", "cast", "info");
		assertThat(sys.status().suspended()).isFalse();
	}

	@Test
	void resumingAServerThatIsNotSuspendedChangesNothing() {
		ServerRef server = start();

		Sys.of(server).resume();

		assertThat(server.call(new Counter.Query())).isZero();
	}

	@Test
	void mailSentBeforeTheSuspensionIsHandledBeforeIt() {
		ServerRef server = start();
		server.cast(new Counter.Add(1));
		server.cast(new Counter.Add(2));

		Sys.of(server).suspend();

		assertThat(Sys.of(server).state()).isEqualTo(3);
	}

	@Test
	void aTrappingSuspendedServerObeysItsParentAndNobodyElse() {
		CompletableFuture<Pid> started = new CompletableFuture<>();
		Pid parent = this.local.node().spawn((self) -> {
			self.trapExit(true);
			StartResult result = Servers.start(self.processes(), () -> this.counter, StartOptions.DEFAULT, self);
			started.complete(((StartResult.Started) result).pid());
			self.receive(String.class);
			throw self.exit(ExitReason.named("gone"));
		});
		Pid pid = LocalNode.get(started);
		Sys sys = Sys.of(this.local.processes(), pid);
		sys.suspend();

		this.local.exit(pid, ExitReason.named("stranger"));
		assertThat(sys.status().suspended()).isTrue();
		assertThat(this.counter.notes).isEmpty();

		CompletableFuture<ExitReason> end = this.local.endOf(pid);
		this.local.node().send(parent, "end");
		assertThat(LocalNode.get(end)).isEqualTo(ExitReason.named("gone"));
		assertThat(this.counter.notes).containsExactly("terminate gone", "ended gone");
	}

	@Test
	void theCallersOfASuspendedServerThatIsKilledHearOfIt() {
		ServerRef server = start();
		Sys.of(server).suspend();
		CompletableFuture<Integer> answer = server.callAsync(new Counter.Query());

		this.local.kill(server.pid().orElseThrow());

		assertThat(answer).failsWithin(Duration.ofSeconds(5))
			.withThrowableThat()
			.havingCause()
			.isInstanceOfSatisfying(CallException.class,
					(failure) -> assertThat(failure.reason()).isEqualTo(ExitReason.KILLED));
	}

	@Test
	void aTimeoutWithAMessageThatEndsDuringTheSuspensionIsToldInItsPlace() {
		Probe probe = new Probe();
		ServerRef server = this.local.start(() -> probe);
		Sys sys = Sys.of(server);
		suspendBehind(server, (same) -> Probe.nothing().timeout(SHORT, "silence"));
		Pid pid = server.pid().orElseThrow();
		await().until(() -> this.local.processes().info(pid).orElseThrow().mailbox() == 1);
		Probe.tell(server, Probe.note("cast"));

		sys.resume();

		await().untilAsserted(() -> assertThat(probe.notes()).containsExactly("silence", "cast"));
	}

	@Test
	void aPlainTimeoutIsStillToldBehindASuspension() {
		Probe probe = new Probe();
		ServerRef server = this.local.start(() -> probe);
		Sys sys = Sys.of(server);
		suspendBehind(server, (same) -> Probe.nothing().timeout(SHORT));
		this.local.holds((self) -> self.receive(Object.class, SHORT.multipliedBy(2)).isEmpty());

		sys.resume();

		await().untilAsserted(() -> assertThat(probe.notes()).containsExactly(new Timeout()));
	}

	@Test
	void systemRequestsDoNotDelayATimeoutWithAMessage() {
		Probe probe = new Probe();
		ServerRef server = this.local.start(() -> probe);
		Sys sys = Sys.of(server);
		Probe.tell(server, (same) -> Probe.nothing().timeout(SHORT, "silence"));

		await().pollInterval(Duration.ofMillis(1)).untilAsserted(() -> {
			sys.status();
			assertThat(probe.notes()).containsExactly("silence");
		});
	}

	@Test
	void aSuspendedSupervisorRestartsNobodyUntilItIsResumed() {
		Supervisor one = Supervisor.oneForOne().child(ChildSpec.worker("only", () -> new Counter()));
		Sys sys = Sys.of(this.local.node().start(one, StartOptions.named("sup")).server());
		Pid first = this.local.node().whereis("only").orElseThrow();
		sys.suspend();

		CompletableFuture<ExitReason> end = this.local.endOf(first);
		this.local.kill(first);
		LocalNode.get(end);
		assertThat(sys.status()).satisfies((status) -> {
			assertThat(status.suspended()).isTrue();
			assertThat(status.kind()).isEqualTo("supervisor");
			assertThat(status.name()).contains("sup");
		});
		assertThat(this.local.node().whereis("only")).isEmpty();

		sys.resume();
		await().until(() -> this.local.node().whereis("only").isPresent());
	}

	// ---- state ----

	@Test
	@Otp(131)
	void theStateIsReadAndReplacedAlsoWhileSuspended() {
		ServerRef server = start();
		Sys sys = Sys.of(server);
		server.cast(new Counter.Add(2));

		assertThat(sys.state(Integer.class)).isEqualTo(2);
		assertThat(sys.replaceState((Integer value) -> value * 10)).isEqualTo(20);
		assertThat(server.call(new Counter.Query())).isEqualTo(20);

		sys.suspend();
		assertThat(sys.state()).isEqualTo(20);
		assertThat(sys.replaceState((Integer value) -> value + 1)).isEqualTo(21);
		sys.resume();
		assertThat(server.call(new Counter.Query())).isEqualTo(21);
	}

	@Test
	@Otp(131)
	void aReplacingFunctionThatThrowsLeavesServerAndStateAlone() {
		ServerRef server = start();
		Sys sys = Sys.of(server);
		server.cast(new Counter.Add(2));
		UnaryOperator<Integer> broken = (value) -> {
			throw new IllegalStateException("broken " + value);
		};
		UnaryOperator<Integer> ofAnotherType = (value) -> null;

		CallException failure = failure(() -> sys.replaceState(broken));
		assertThat(failure.reason()).isEqualTo(Sys.CALLBACK_FAILED);
		assertThat(failure).hasMessageContaining("ReplaceState")
			.hasMessageContaining("broken 2")
			.hasRootCauseInstanceOf(IllegalStateException.class);
		assertThat(failure(() -> sys.replaceState(ofAnotherType)).reason()).isEqualTo(Sys.CALLBACK_FAILED);

		assertThat(server.call(new Counter.Query())).isEqualTo(2);
		assertThat(this.counter.notes).isEmpty();
	}

	@Test
	void aServerThatShowsNoStateSaysSo() {
		Probe probe = new Probe();
		ServerRef server = this.local.start(() -> probe);
		Sys sys = Sys.of(server);

		CallException read = failure(sys::state);
		assertThat(read.reason()).isEqualTo(Sys.NOT_STATEFUL);
		assertThat(read).hasMessageContaining(Probe.class.getName() + " does not implement Stateful");
		assertThat(failure(() -> sys.replaceState((Object state) -> state)).reason()).isEqualTo(Sys.NOT_STATEFUL);
		assertThat(sys.status().state()).isSameAs(probe);
		assertThat(Probe.answers(server)).isTrue();
	}

	@Test
	void theStatusTellsWhoTheServerIs() {
		ServerRef server = this.local.node().start(() -> this.counter, StartOptions.named("counter"));

		ServerStatus status = Sys.of(server).status();

		assertThat(status.pid()).isEqualTo(server.pid().orElseThrow());
		assertThat(status.name()).contains("counter");
		assertThat(status.type()).isEqualTo(Counter.class.getName());
		assertThat(status.parent()).isEmpty();
		assertThat(status.state()).isEqualTo(0);
		assertThat(status.debugging()).isEmpty();
	}

	@Test
	void theStatusIsShownAsTheServerFormatsIt() {
		ServerRef server = this.local.start(() -> new Counter() {

			@Override
			protected ReportedStatus formatStatus(ReportedStatus status) {
				return status.state("secret").log(List.of(status.log().size()));
			}
		});
		Sys sys = Sys.of(server);
		sys.log();
		server.call(new Counter.Query());

		assertThat(sys.status().state()).isEqualTo("secret");
		assertThat(sys.status().log()).containsExactly(2);
		assertThat(sys.state()).isEqualTo(0);
	}

	// ---- the end ----

	@Test
	void terminateStopsARunningAndASuspendedServer() {
		for (boolean suspended : List.of(false, true)) {
			Counter each = new Counter();
			ServerRef server = this.local.start(() -> each);
			CompletableFuture<ExitReason> end = this.local.endOf(server.pid().orElseThrow());
			if (suspended) {
				Sys.of(server).suspend();
			}

			Sys.of(server).terminate(ExitReason.shutdown("enough"));

			assertThat(LocalNode.get(end)).isEqualTo(ExitReason.shutdown("enough"));
			assertThat(each.notes).first().isEqualTo("terminate {shutdown, enough}");
		}
	}

	@Test
	void stopEndsASuspendedServer() {
		ServerRef server = start();
		Sys.of(server).suspend();

		server.stop();

		assertThat(this.counter.notes).containsExactly("terminate normal", "ended normal");
	}

	// ---- requests that fail ----

	@Test
	void aRequestToNobodySaysSo() {
		ServerRef server = start();
		server.stop();

		CallException failure = failure(Sys.of(server)::suspend);

		assertThat(failure.reason()).isEqualTo(ExitReason.NOPROC);
		assertThat(failure).hasMessageContaining("Suspend");
		assertThat(failure(Sys.of(this.local.node().server("nobody"))::resume).reason()).isEqualTo(ExitReason.NOPROC);
	}

	@Test
	void aRequestToABusyServerTimesOut() {
		Probe probe = new Probe();
		ServerRef server = this.local.start(() -> probe);
		CountDownLatch release = new CountDownLatch(1);
		Probe.tell(server, (same) -> {
			release.await();
			return Probe.nothing();
		});

		assertThat(failure(() -> Sys.of(server).within(SHORT).suspend()).isTimeout()).isTrue();
		release.countDown();
	}

	@Test
	void aRequestToAServerThatEndsMeanwhileHearsOfIt() {
		ServerRef server = this.local.start(Probe::new);
		CompletableFuture<Boolean> begun = new CompletableFuture<>();
		CountDownLatch release = new CountDownLatch(1);
		Probe.tell(server, (same) -> {
			begun.complete(true);
			release.await();
			return Probe.end(ExitReason.named("broken"));
		});
		LocalNode.get(begun);
		CompletableFuture<CallException> failed = new CompletableFuture<>();
		Pid asking = this.local.node().spawn((self) -> failed.complete(failure(Sys.of(server)::suspend)));
		Pid pid = server.pid().orElseThrow();
		await().until(() -> this.local.processes().info(pid).orElseThrow().mailbox() == 1);

		release.countDown();

		assertThat(LocalNode.get(failed).reason()).isEqualTo(ExitReason.named("broken"));
		assertThat(asking).isNotEqualTo(pid);
	}

	@Test
	void aServerCannotAskItself() {
		ServerRef server = this.local.start(Probe::new);

		CallException failure = Probe.ask(server, (same, ask, from) -> {
			Process self = same.process();
			return Probe.answer(ask, failure(Sys.of(self.processes(), self.pid())::suspend));
		});

		assertThat(failure.reason()).isEqualTo(CallException.CALLING_SELF);
	}

	@Test
	void aProcessThatIsNoServerDoesNotAnswer() {
		Pid body = this.local.node().spawn((self) -> self.receive(String.class));

		assertThat(failure(Sys.of(this.local.processes(), body).within(SHORT)::suspend).isTimeout()).isTrue();
	}

}
