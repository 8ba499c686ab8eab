package io.actor.task;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

import io.actor.fixture.LocalNode;
import io.actor.fixture.Otp;
import io.actor.gen.CallException;
import io.actor.gen.StartException;
import io.actor.gen.StartOptions;
import io.actor.process.ExitReason;
import io.actor.process.Process;
import io.actor.process.ProcessInfo;
import io.actor.supervisor.ChildSpec;
import io.actor.supervisor.Supervisor;
import io.actor.term.Pid;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

/** Processes that hold a value. */
class AgentTests {

	@RegisterExtension
	final LocalNode local = new LocalNode();

	private <S> Agent<S> holding(S value) {
		return Agent.of(this.local.start(Agent.holding(() -> value)));
	}

	@Test
	@Otp(219)
	void theValueChangesInTheOrderOfTheRequests() {
		Agent<List<String>> agent = holding(List.of());

		agent.update((all) -> with(all, "a"));
		agent.cast((all) -> with(all, "b"));
		int before = agent.getAndUpdate((all) -> new Agent.Updated<>(all.size(), with(all, "c")));

		assertThat(before).isEqualTo(2);
		assertThat(agent.<List<String>>get((all) -> all)).containsExactly("a", "b", "c");
		assertThat(agent.<Integer>get(List::size)).isEqualTo(3);
	}

	private static List<String> with(List<String> all, String more) {
		return Stream.concat(all.stream(), Stream.of(more)).toList();
	}

	@Test
	@Otp(219)
	void aFunctionThatThrowsEndsTheAgentAndItsCallerHearsWhy() {
		Agent<Integer> agent = holding(1);
		CompletableFuture<ExitReason> end = this.local.endOf(agent.server().pid().orElseThrow());
		IllegalStateException thrown = new IllegalStateException("boom");

		CallException failed = catchThrowableOfType(CallException.class, () -> agent.update((value) -> {
			throw thrown;
		}));

		assertThat(failed.reason()).isEqualTo(ExitReason.crash(thrown));
		assertThat(LocalNode.get(end)).isEqualTo(failed.reason());
	}

	@Test
	@Otp(219)
	void aProcessThatDoesNotCatchTheFailureOfItsAgentEnds() {
		Agent<Integer> agent = holding(0);
		Pid caller = this.local.node().spawn((self) -> {
			self.receive();
			agent.get((value) -> 1 / value);
		});
		CompletableFuture<ExitReason> end = this.local.endOf(caller);

		this.local.node().send(caller, "go");

		assertThat(LocalNode.get(end)).isInstanceOfSatisfying(ExitReason.Crash.class,
				(crash) -> assertThat(crash.cause()).isInstanceOf(CallException.class)
					.hasCauseInstanceOf(ArithmeticException.class));
	}

	@Test
	void functionsRunInTheProcessOfTheAgent() {
		Agent<Integer> agent = holding(0);

		assertThat(agent.<Boolean>get((value) -> {
			Process current = Process.current();
			return current != null && agent.server().pid().filter(current.pid()::equals).isPresent();
		})).isTrue();
	}

	@Test
	void aSlowFunctionHoldsUpOthersUntilTheyGiveUp() {
		Agent<Integer> agent = holding(0);
		CompletableFuture<Integer> gate = new CompletableFuture<>();
		agent.cast((value) -> gate.join());

		assertThat(catchThrowableOfType(CallException.class, () -> agent.get((value) -> value, Duration.ofMillis(20)))
			.isTimeout()).isTrue();
		gate.complete(7);

		assertThat(agent.<Integer>get((value) -> value)).isEqualTo(7);
	}

	@Test
	void aValueIsNeverNull() {
		Agent<String> agent = holding("some");

		assertThatThrownBy(() -> agent.update((value) -> null)).isInstanceOf(CallException.class)
			.hasCauseInstanceOf(NullPointerException.class);
	}

	@Test
	void aFirstValueThatFailsFailsTheStart() {
		assertThatThrownBy(() -> this.local.node().start(Agent.holding(() -> {
			throw new IllegalStateException("boom");
		}), StartOptions.named("agent"))).isInstanceOf(StartException.class).hasMessageContaining("boom");
		assertThat(this.local.names()).isEmpty();
	}

	@Test
	void anAgentInATreeBeginsAnewAfterACrash() {
		this.local.node()
			.start(Supervisor.oneForOne().child(ChildSpec.worker("hits", Agent.holding(() -> 0))),
					StartOptions.named("tree"));
		Agent<Integer> hits = Agent.of(this.local.node().server("hits"));
		hits.update((count) -> count + 1);
		Pid before = hits.server().pid().orElseThrow();
		assertThat(this.local.processes().info(before).map(ProcessInfo::kind)).contains("agent");

		hits.cast((count) -> {
			throw new IllegalStateException("boom");
		});

		await().until(() -> hits.server().pid().filter((pid) -> !pid.equals(before)).isPresent());
		assertThat(hits.<Integer>get((count) -> count)).isZero();
	}

	@Test
	void anAgentThatIsStoppedIsGone() {
		Agent<Integer> agent = holding(0);

		agent.stop();

		assertThat(catchThrowableOfType(CallException.class, () -> agent.get((value) -> value)).reason())
			.isEqualTo(ExitReason.NOPROC);
	}

}
