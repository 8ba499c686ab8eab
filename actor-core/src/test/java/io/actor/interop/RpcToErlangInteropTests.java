package io.actor.interop;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import ch.qos.logback.classic.Level;
import io.actor.fixture.LogEvents;
import io.actor.fixture.Otp;
import io.actor.node.Node;
import io.actor.node.NodeConfig;
import io.actor.process.Down;
import io.actor.process.Exit;
import io.actor.process.ExitReason;
import io.actor.process.Mfa;
import io.actor.process.Process;
import io.actor.process.SpawnReply;
import io.actor.process.Spawned;
import io.actor.rpc.NodeResult;
import io.actor.rpc.RpcException;
import io.actor.rpc.RpcFailure;
import io.actor.term.Atom;
import io.actor.term.Pid;
import io.actor.term.Ref;
import io.actor.term.Term;
import io.actor.term.Tuple;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** Our node calls functions of a real Erlang node and spawns processes there. */
@Tag("interop")
@Timeout(60)
class RpcToErlangInteropTests {

	private static final String COOKIE = "interop-cookie-of-the-rpc-tests";

	private static ErlangNode erlang;

	private static Node node;

	@RegisterExtension
	final LogEvents output = new LogEvents("io.actor.output");

	@BeforeAll
	static void startBoth() throws IOException {
		assumeTrue(ErlangNode.available(), "Erlang is not installed");
		erlang = ErlangNode.start("toerl" + ProcessHandle.current().pid(), COOKIE);
		node = Node.start(NodeConfig.named("fromjava" + ProcessHandle.current().pid() + "@127.0.0.1", COOKIE).port(0));
	}

	@AfterAll
	static void stopBoth() {
		if (node != null) {
			node.close();
		}
		if (erlang != null) {
			erlang.close();
		}
	}

	private static <T> T call(Mfa mfa, Class<T> type) {
		return node.rpc().call(erlang.name(), mfa, type);
	}

	private static RpcFailure failure(String on, Mfa mfa, Duration timeout) {
		List<RpcFailure> caught = new ArrayList<>();
		assertThatThrownBy(() -> node.rpc().call(on, mfa, Term.class, timeout)).asInstanceOf(type(RpcException.class))
			.satisfies((ex) -> {
				assertThat(ex).hasMessageContaining(on).hasMessageContaining(mfa.toString());
				caught.add(ex.failure());
			});
		return caught.getFirst();
	}

	private static RpcFailure failure(Mfa mfa) {
		return failure(erlang.name(), mfa, Duration.ofSeconds(5));
	}

	/** What a process of our node makes of this. */
	private static <T> T inAProcess(java.util.function.Function<Process, T> work) throws Exception {
		CompletableFuture<T> result = new CompletableFuture<>();
		node.spawn((self) -> {
			try {
				result.complete(work.apply(self));
			}
			catch (RuntimeException | AssertionError ex) {
				result.completeExceptionally(ex);
			}
		});
		return result.get(10, TimeUnit.SECONDS);
	}

	@Test
	@Otp(252)
	void eachOutcomeOfAFunctionIsTold() {
		assertThat(call(Mfa.of("lists", "sum", List.of(1, 2, 3)), Integer.class)).isEqualTo(6);
		assertThat(call(Mfa.of("erlang", "node"), Atom.class)).isEqualTo(Atom.of(erlang.name()));
		assertThat(failure(Mfa.of("erlang", "throw", Atom.of("x")))).isEqualTo(new RpcFailure.Thrown(Atom.of("x")));
		assertThat(failure(Mfa.of("erlang", "exit", Atom.of("x")))).isEqualTo(new RpcFailure.Exited(Atom.of("x")))
			.hasToString("exit:{exception,x}");
		assertThat(failure(Mfa.of("erlang", "error", Atom.of("x"))))
			.hasToString("error:{exception,x,[{erlang,error,[x],[]}]}");
		assertThat(failure(Mfa.of("nothing", "here"))).hasToString("error:{exception,undef,[{nothing,here,[],[]}]}");
		assertThat(failure(erlang.name(), Mfa.of("timer", "sleep", 3000), Duration.ofMillis(100)))
			.isEqualTo(RpcFailure.TIMEOUT);
		assertThat(failure("no@127.0.0.1", Mfa.of("erlang", "node"), Duration.ofSeconds(5)))
			.isEqualTo(RpcFailure.NOCONNECTION);
		assertThat(node.processes().aliasCount()).isZero();
	}

	@Test
	void aValueOfAnotherTypeIsToldWithTheValue() {
		assertThatThrownBy(() -> call(Mfa.of("erlang", "node"), Integer.class)).isInstanceOf(RpcException.class)
			.hasMessageContaining("cannot be read");
	}

	@Test
	void aProcessKilledThereIsASignal() {
		erlang.eval("Killer = spawn(fun() -> receive go -> ok end, "
				+ "[exit(P, kill) || P <- processes(), {current_function, {timer, sleep, 1}} =:= "
				+ "process_info(P, current_function)] end).");
		CompletableFuture<Term> call = node.rpc()
			.callAsync(erlang.name(), Mfa.of("timer", "sleep", 20_000), Term.class, Duration.ofSeconds(10));
		await().until(
				() -> erlang
					.eval("length([P || P <- processes(), {current_function, {timer, sleep, 1}} =:= "
							+ "process_info(P, current_function)]).")
					.equals("1"));
		erlang.eval("Killer ! go.");

		assertThat(call).failsWithin(Duration.ofSeconds(5))
			.withThrowableThat()
			.withMessageContaining("exit:{signal,killed}");
	}

	@Test
	@Otp(253)
	void aMulticallGivesResultsInTheOrderOfTheNodes() {
		assertThat(node.rpc()
			.multicall(List.of("no@127.0.0.1", erlang.name(), node.name()), Mfa.of("lists", "sum", List.of(1, 2)),
					Integer.class, Duration.ofSeconds(5)))
			.satisfiesExactly(
					(down) -> assertThat(down)
						.isEqualTo(new NodeResult.Failed<>("no@127.0.0.1", RpcFailure.NOCONNECTION)),
					(there) -> assertThat(there).isEqualTo(new NodeResult.Value<>(erlang.name(), 3)),
					(here) -> assertThat(here.toString()).contains("undef"));
	}

	@Test
	void aCastRunsThere() {
		node.rpc().cast(erlang.name(), Mfa.of("application", "set_env", Atom.of("kernel"), Atom.of("cast_ran"), 1));

		await().until(() -> erlang.eval("application:get_env(kernel, cast_ran).").equals("{ok,1}"));
	}

	@Test
	void aCallThatIsGivenUpLeavesNothingBehindAndItsResultVanishes() {
		assertThat(failure(erlang.name(), Mfa.of("timer", "sleep", 2000), Duration.ofMillis(20)))
			.isEqualTo(RpcFailure.TIMEOUT);
		assertThat(node.processes().aliasCount()).isZero();
		await().until(
				() -> erlang
					.eval("length([P || P <- processes(), {current_function, {timer, sleep, 1}} =:= "
							+ "process_info(P, current_function)]).")
					.equals("0"));
		assertThat(call(Mfa.of("erlang", "node"), Atom.class)).isNotNull();
	}

	@Test
	void processesAreSpawnedLinkedAndMonitoredFromTheirFirstInstant() throws Exception {
		Object exit = inAProcess((self) -> {
			self.trapExit(true);
			Pid child = node.spawner().spawnLink(erlang.name(), Mfa.of("erlang", "exit", Atom.of("bye")));
			Exit linked = self.receive(Exit.class);
			assertThat(linked.from()).isEqualTo(child);
			return linked.reason();
		});
		assertThat(exit).isEqualTo(ExitReason.named("bye"));

		Object down = inAProcess((self) -> {
			Spawned spawned = node.spawner().spawnMonitor(erlang.name(), Mfa.of("erlang", "exit", Atom.of("bye")));
			Down ended = self.receive(Down.class);
			assertThat(ended.monitor()).isEqualTo(spawned.monitor());
			assertThat(ended.target()).isEqualTo(spawned.pid());
			return ended.reason();
		});
		assertThat(down).isEqualTo(ExitReason.named("bye"));

		Pid forgotten = node.spawner().spawn(erlang.name(), Mfa.of("timer", "sleep", 10));
		assertThat(forgotten.node()).isEqualTo(Atom.of(erlang.name()));
	}

	@Test
	void aSpawnRequestIsAnsweredByAMessageBeforeTheEndOfTheProcess() throws Exception {
		List<Object> mail = inAProcess((self) -> {
			Ref id = node.spawner().spawnRequest(erlang.name(), Mfa.of("erlang", "exit", Atom.of("bye")), false, true);
			Object first = self.receive();
			Object second = self.receive();
			assertThat(((SpawnReply.Ok) first).request()).isEqualTo(id);
			assertThat(((Down) second).monitor()).isEqualTo(id);
			return List.of(first, second);
		});
		assertThat(mail).hasSize(2);
	}

	@Test
	void aSpawnRequestTakenBackLeavesNoProcess() throws Exception {
		call(Mfa.of("erlang", "node"), Atom.class);
		CompletableFuture<Boolean> abandoned = new CompletableFuture<>();
		CompletableFuture<Boolean> silence = new CompletableFuture<>();
		// So that the reply cannot be there before.
		erlang.freeze();
		Pid asking = node.spawn((self) -> {
			Ref id = node.spawner().spawnRequest(erlang.name(), Mfa.of("timer", "sleep", 60_000), true, false);
			abandoned.complete(self.abandonSpawn(id));
			self.receive(Atom.class);
			silence.complete(self.receive(SpawnReply.class, Duration.ZERO).isEmpty());
		});
		try {
			assertThat(abandoned.get(5, TimeUnit.SECONDS)).isTrue();
		}
		finally {
			erlang.thaw();
		}
		// What this call returns comes behind the reply.
		call(Mfa.of("erlang", "node"), Atom.class);
		node.send(asking, Atom.OK);
		assertThat(silence.get(5, TimeUnit.SECONDS)).isTrue();
		await().until(
				() -> erlang
					.eval("length([P || P <- processes(), {current_function, {timer, sleep, 1}} =:= "
							+ "process_info(P, current_function)]).")
					.equals("0"));
	}

	@Test
	void aProcessWhoseSpawnerHasEndedMeanwhileEndsWithIt() throws Exception {
		// A trace tells of its end whether or not it has run before.
		erlang.eval("erlang:trace(new_processes, true, [procs]).");
		node.spawn((self) -> {
			node.spawner().spawnRequest(erlang.name(), Mfa.of("timer", "sleep", 60_000), true, false);
			self.exit(ExitReason.named("went_away"));
		});

		assertThat(erlang.eval("receive {trace, _, exit, went_away} -> ended after 5000 -> late end."))
			.isEqualTo("ended");
		erlang.eval("erlang:trace(all, false, [all]), erlang:trace(new_processes, false, [all]).");
	}

	@Test
	@Otp(238)
	void aSpawnOnAnUnknownNodeGivesAPidWhoseEndIsNoconnection() throws Exception {
		Mfa anything = Mfa.of("erlang", "node");
		assertThat(node.spawner().spawn("no@127.0.0.1", anything)).isNotNull();
		Object exit = inAProcess((self) -> {
			self.trapExit(true);
			Pid child = node.spawner().spawnLink("no@127.0.0.1", anything);
			Exit linked = self.receive(Exit.class);
			return linked.from().equals(child) ? linked.reason() : linked;
		});
		assertThat(exit).isEqualTo(ExitReason.NOCONNECTION);
		Object down = inAProcess((self) -> {
			Spawned spawned = node.spawner().spawnMonitor("no@127.0.0.1", anything);
			Down ended = self.receive(Down.class);
			return ended.monitor().equals(spawned.monitor()) ? ended.reason() : ended;
		});
		assertThat(down).isEqualTo(ExitReason.NOCONNECTION);
		Object reply = inAProcess((self) -> {
			node.spawner().spawnRequest("no@127.0.0.1", anything, true, true);
			return ((SpawnReply.Failed) self.receive(SpawnReply.class)).reason();
		});
		assertThat(reply).isEqualTo(ExitReason.NOCONNECTION);
	}

	@Test
	@Otp(254)
	void aProcessSpawnedThereHasTheGroupLeaderOfItsSpawnerAndWhatItPrintsIsLogged() {
		Pid leader = node.whereis("group_leader").orElseThrow();
		assertThat(call(Mfa.of("erlang", "group_leader"), Pid.class)).isEqualTo(leader);
		assertThat(call(Mfa.of("io", "format", "~s is ~p~n", List.of("x", Tuple.of(Atom.of("a"), Atom.of("b")))),
				Atom.class))
			.isEqualTo(Atom.OK);
		assertThat(call(Mfa.of("io", "put_chars", "two\nlines"), Atom.class)).isEqualTo(Atom.OK);
		assertThat(call(Mfa.of("io", "get_line", ""), Term.class)).hasToString("{error,enotsup}");

		assertThat(this.output.at(Level.INFO)).satisfiesExactly(
				(line) -> assertThat(line).endsWith(" says: x is {a,b}"),
				(line) -> assertThat(line).endsWith(" says: two"), (line) -> assertThat(line).endsWith(" says: lines"));
	}

	@Test
	void whatAProcessSpawnedThereLogsIsInOurLog() {
		erlang.eval("logger:set_primary_config(level, error).");
		call(Mfa.of("logger", "error", "it is ~p", List.of(Atom.of("bad"))), Atom.class);
		call(Mfa.of("logger", "error", Map.of(Atom.of("what"), Atom.of("worse"))), Atom.class);

		await().untilAsserted(() -> assertThat(this.output.at(Level.ERROR)).satisfiesExactly(
				(line) -> assertThat(line).endsWith(" says: it is bad"),
				(line) -> assertThat(line).endsWith(" says: #{what => worse}")));
	}

}
