package io.actor.node;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.actor.process.Down;
import io.actor.process.Exit;
import io.actor.process.ExitReason;
import io.actor.process.GroupLeader;
import io.actor.process.InfoKey;
import io.actor.process.Mfa;
import io.actor.process.Process;
import io.actor.process.SpawnReply;
import io.actor.process.Spawned;
import io.actor.rpc.CallOutcome;
import io.actor.rpc.NodeResult;
import io.actor.rpc.RaisedException;
import io.actor.rpc.RemoteFunctions;
import io.actor.rpc.RpcException;
import io.actor.rpc.RpcFailure;
import io.actor.term.Atom;
import io.actor.term.Int;
import io.actor.term.Pid;
import io.actor.term.Ref;
import io.actor.term.Term;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;
import static org.awaitility.Awaitility.await;

/** Functions called and processes spawned between nodes of ours. */
@Timeout(30)
class RpcAcrossNodesTests {

	private final Nodes nodes = new Nodes();

	private final LinkedBlockingQueue<Pid> running = new LinkedBlockingQueue<>();

	private Node a;

	private Node b;

	/** As data it is a map. */
	record Room(String name, Optional<Integer> members) {
	}

	@BeforeEach
	void startTwo() {
		this.a = this.nodes.start(Nodes.config(Nodes.freshName("a")).functions(functions()));
		this.b = this.nodes.start("b", this.a);
		Nodes.connected(this.a, this.b);
	}

	@AfterEach
	void stop() {
		this.nodes.close();
	}

	private RemoteFunctions functions() {
		return RemoteFunctions.NONE.function("rooms", "twice", 1, (args) -> {
			Room room = args.get(0, Room.class);
			return new Room(room.name() + room.name(), room.members().map((members) -> 2 * members));
		}).function("rooms", "throw", 1, (args) -> {
			throw RaisedException.thrown(args.get(0));
		}).function("rooms", "exit", 1, (args) -> {
			throw Process.current().exit(ExitReason.of(args.get(0)));
		}).function("rooms", "refuse", 1, (args) -> {
			try {
				return args.get(0, Room.class);
			}
			catch (RuntimeException ex) {
				return ex.getMessage();
			}
		}).function("rooms", "nothing", 0, (args) -> new Object()).function("rooms", "wait", 0, (args) -> {
			this.running.add(Process.current().pid());
			return Process.current().receive(Term.class);
		});
	}

	private Pid waiting() throws InterruptedException {
		Pid pid = this.running.poll(10, TimeUnit.SECONDS);
		assertThat(pid).isNotNull();
		return pid;
	}

	private RpcFailure failure(Node on, Mfa mfa) {
		CompletableFuture<RpcFailure> failure = new CompletableFuture<>();
		assertThatThrownBy(() -> this.b.rpc().call(on.name(), mfa, Term.class)).asInstanceOf(type(RpcException.class))
			.satisfies((ex) -> failure.complete(ex.failure()));
		return failure.join();
	}

	private <T> T onB(java.util.function.Function<Process, T> work) throws Exception {
		CompletableFuture<T> result = new CompletableFuture<>();
		this.b.spawn((self) -> {
			try {
				result.complete(work.apply(self));
			}
			catch (RuntimeException | AssertionError ex) {
				result.completeExceptionally(ex);
			}
		});
		return result.get(20, TimeUnit.SECONDS);
	}

	@Test
	void recordsGoAndComeAsData() {
		assertThat(
				this.b.rpc().call(this.a.name(), Mfa.of("rooms", "twice", new Room("ab", Optional.of(2))), Room.class))
			.isEqualTo(new Room("abab", Optional.of(4)));
	}

	@Test
	void aNodeReachesItsOwnFunctionsTheSameWay() {
		assertThat(
				this.a.rpc().call(this.a.name(), Mfa.of("rooms", "twice", new Room("x", Optional.empty())), Room.class))
			.isEqualTo(new Room("xx", Optional.empty()));
		assertThatThrownBy(() -> this.a.rpc().call(this.a.name(), Mfa.of("rooms", "exit", 1), Term.class))
			.hasMessageContaining("exit:{exception,1}");
		try (Node alone = Node.start(NodeConfig.local().functions(functions()))) {
			assertThatThrownBy(() -> alone.rpc().call(alone.name(), Mfa.of("rooms", "throw", 1), Term.class))
				.hasMessageContaining("throw:1");
			assertThatThrownBy(() -> alone.rpc().call(this.a.name(), Mfa.of("rooms", "throw", 1), Term.class))
				.hasMessageContaining("noconnection");
		}
	}

	@Test
	void whatCannotBeReadNamesWhoSentIt() {
		assertThatThrownBy(() -> this.b.rpc().call(this.a.name(), Mfa.of("rooms", "refuse", 1), Integer.class))
			.hasMessageContaining("cannot be read: expected an integer")
			.hasMessageContaining(", sent by <" + this.a.name() + ".");
		assertThat(this.b.rpc().call(this.a.name(), Mfa.of("rooms", "refuse", 1), String.class))
			.startsWith("Argument 1: Room: expected a tuple {room, ...} of 3 elements, received 1, sent by <"
					+ this.b.name() + ".");
	}

	@Test
	void aValueThatHasNoTermIsAnError() {
		assertThat(failure(this.a, Mfa.of("rooms", "nothing"))).isInstanceOf(RpcFailure.Errored.class);
	}

	@Test
	void anArgumentThatHasNoTermFailsBeforeAnythingIsSent() {
		assertThatThrownBy(() -> this.b.rpc().call(this.a.name(), Mfa.of("rooms", "throw", new Object()), Term.class))
			.isNotInstanceOf(RpcException.class);
		assertThat(this.b.processes().aliasCount()).isZero();
	}

	@Test
	void aNodeWithoutFunctionsHasNone() {
		assertThatThrownBy(() -> this.a.rpc().call(this.b.name(), Mfa.of("erlang", "node"), Term.class))
			.hasMessageContaining("undef");
		assertThat(this.b.functions().names()).isEmpty();
	}

	@Test
	void functionsCanBeAddedLaterButNotTwice() {
		RemoteFunctions more = RemoteFunctions.NONE.function("late", "one", 0, (args) -> 1);
		this.b.serve(more);

		assertThat(this.a.rpc().call(this.b.name(), Mfa.of("late", "one"), Integer.class)).isEqualTo(1);
		assertThatIllegalArgumentException().isThrownBy(() -> this.b.serve(more));
	}

	@Test
	void onlyFunctionsThatThereAreCanBeAllowed() {
		assertThatIllegalArgumentException().isThrownBy(() -> NodeConfig.local().allow(List.of("os:cmd/1")))
			.withMessageContaining("'os:cmd/1' is none of [application:which_applications/0, erlang:memory/0");
	}

	@Test
	void theCrashOfAFunctionTouchesNothingElse() throws Exception {
		CompletableFuture<Term> other = this.b.rpc()
			.callAsync(this.a.name(), Mfa.of("rooms", "wait"), Term.class, Duration.ofSeconds(10));
		Pid waiting = waiting();

		failure(this.a, Mfa.of("rooms", "exit", Atom.of("kill")));
		this.a.send(waiting, Int.of(5));

		assertThat(other.get(10, TimeUnit.SECONDS)).isEqualTo(Int.of(5));
		assertThat(this.b.peers()).hasSize(1);
	}

	@Test
	void theLossOfTheNodeIsNoconnectionForCallsAndSpawnedProcesses() throws Exception {
		CompletableFuture<Term> call = this.b.rpc()
			.callAsync(this.a.name(), Mfa.of("rooms", "wait"), Term.class, Duration.ofSeconds(10));
		waiting();
		CompletableFuture<Object> exit = new CompletableFuture<>();
		CompletableFuture<Object> down = new CompletableFuture<>();
		this.b.spawn((self) -> {
			self.trapExit(true);
			this.b.spawner().spawnLink(this.a.name(), Mfa.of("rooms", "wait"));
			this.b.spawner().spawnMonitor(this.a.name(), Mfa.of("rooms", "wait"));
			exit.complete(self.receive(Exit.class).reason());
			down.complete(self.receive(Down.class).reason());
		});
		waiting();
		waiting();

		this.a.close();

		assertThat(call).failsWithin(Duration.ofSeconds(5)).withThrowableThat().withMessageContaining("noconnection");
		assertThat(exit.get(5, TimeUnit.SECONDS)).isEqualTo(ExitReason.NOCONNECTION);
		assertThat(down.get(5, TimeUnit.SECONDS)).isEqualTo(ExitReason.NOCONNECTION);
	}

	@Test
	void theLossOfTheCallersNodeLeavesTheWorkRunning() throws Exception {
		this.b.rpc().callAsync(this.a.name(), Mfa.of("rooms", "wait"), Term.class, Duration.ofSeconds(10));
		Pid working = waiting();

		this.b.close();

		await().until(() -> this.a.processes().info(working).orElseThrow().monitoredBy().isEmpty());
		assertThat(this.a.processes().isAlive(working)).isTrue();
	}

	@Test
	void aLinkedProcessEndsWithItsSpawnerOnTheOtherNode() throws Exception {
		this.b.spawn((self) -> {
			this.b.spawner().spawnLink(this.a.name(), Mfa.of("rooms", "wait"));
			self.exit(ExitReason.named("done"));
		});
		Pid linked = waiting();

		await().until(() -> !this.a.processes().isAlive(linked));
	}

	@Test
	void linksAndMonitorsOfSpawnedProcessesCanBeTakenBack() throws Exception {
		Pid spawner = this.b.spawn((self) -> {
			Pid linked = this.b.spawner().spawnLink(this.a.name(), Mfa.of("rooms", "wait"));
			self.unlink(linked);
			Spawned watched = this.b.spawner().spawnMonitor(this.a.name(), Mfa.of("rooms", "wait"));
			assertThat(self.demonitor(watched.monitor())).isTrue();
			self.receive(Term.class);
		});
		Pid linked = waiting();
		Pid watched = waiting();

		await().until(() -> this.a.processes().info(watched).orElseThrow().monitoredBy().isEmpty());
		await().until(() -> this.a.processes().info(linked).orElseThrow().links().isEmpty());
		assertThat(this.b.processes().info(spawner).orElseThrow().links()).isEmpty();
	}

	@Test
	void theReplyComesBeforeTheEnd() throws Exception {
		for (int round = 0; round < 50; round++) {
			List<Object> mail = onB((self) -> {
				self.trapExit(true);
				Ref id = this.b.spawner().spawnRequest(this.a.name(), Mfa.of("rooms", "exit", 7), true, true);
				return List.of(id, self.receive(), self.receive(), self.receive());
			});
			assertThat(mail.get(1)).isInstanceOf(SpawnReply.Ok.class);
			assertThat(mail.subList(2, 4)).hasAtLeastOneElementOfType(Exit.class)
				.hasAtLeastOneElementOfType(Down.class);
		}
	}

	@Test
	void linkAndMonitorAreThereWhenTheSpawnReturns() throws Exception {
		int rounds = onB((self) -> {
			self.trapExit(true);
			for (int round = 1; round <= 300; round++) {
				Pid linked = this.b.spawner().spawnLink(this.a.name(), Mfa.of("rooms", "exit", round));
				assertThat(self.receive(Exit.class, Duration.ofSeconds(5)).map(Exit::from)).contains(linked);
				Spawned watched = this.b.spawner().spawnMonitor(this.a.name(), Mfa.of("rooms", "exit", round));
				assertThat(self.receive(Down.class, Duration.ofSeconds(5)).map(Down::monitor))
					.contains(watched.monitor());
			}
			return 300;
		});
		assertThat(rounds).isEqualTo(300);
	}

	@Test
	void onlyAProcessCanLinkMonitorAndRequest() {
		Mfa mfa = Mfa.of("rooms", "wait");
		assertThatIllegalStateException().isThrownBy(() -> this.b.spawner().spawnLink(this.a.name(), mfa));
		assertThatIllegalStateException().isThrownBy(() -> this.b.spawner().spawnMonitor(this.a.name(), mfa));
		assertThatIllegalStateException()
			.isThrownBy(() -> this.b.spawner().spawnRequest(this.a.name(), mfa, false, false));
	}

	@Test
	void processesAreSpawnedByNameOnTheOwnNodeToo() throws Exception {
		this.a.spawner().spawn(this.a.name(), Mfa.of("rooms", "wait"));
		waiting();
		CompletableFuture<Object> reasons = new CompletableFuture<>();
		this.a.spawn((self) -> {
			self.trapExit(true);
			this.a.spawner().spawnLink(this.a.name(), Mfa.of("rooms", "exit", 1));
			Object exit = self.receive(Exit.class).reason();
			this.a.spawner().spawnMonitor(this.a.name(), Mfa.of("rooms", "exit", 2));
			Object down = self.receive(Down.class).reason();
			this.a.spawner().spawnRequest(this.a.name(), Mfa.of("rooms", "exit", 3), false, true);
			self.receive(SpawnReply.Ok.class);
			reasons.complete(List.of(exit, down, self.receive(Down.class).reason()).toString());
		});
		assertThat(reasons.get(10, TimeUnit.SECONDS)).isEqualTo("[1, 2, 3]");
	}

	@Test
	void theGroupLeaderOfTheSpawnerGoesAlong() throws Exception {
		CompletableFuture<Pid> leading = new CompletableFuture<>();
		this.b.spawn((self) -> {
			GroupLeader.lead(self);
			leading.complete(self.pid());
			this.b.spawner().spawn(this.a.name(), Mfa.of("rooms", "wait"));
		});
		Pid child = waiting();

		assertThat(this.a.processes().info(child, InfoKey.GROUP_LEADER).orElseThrow()).contains(leading.join());
		this.b.rpc().callAsync(this.a.name(), Mfa.of("rooms", "wait"), Term.class, Duration.ofSeconds(9));
		assertThat(this.a.processes().info(waiting(), InfoKey.GROUP_LEADER).orElseThrow())
			.isEqualTo(this.b.whereis(GroupLeader.CONSOLE));
	}

	@Test
	void aCastRunsOnEachNode() throws Exception {
		this.b.rpc().multicast(List.of(this.a.name(), this.a.name()), Mfa.of("rooms", "wait"));
		waiting();
		waiting();
		this.a.rpc().cast(this.a.name(), Mfa.of("rooms", "wait"));
		waiting();
	}

	@Test
	void callsAreCountedByHowTheyEnd() {
		this.b.rpc().call(this.a.name(), Mfa.of("rooms", "twice", new Room("x", Optional.empty())), Room.class);
		failure(this.a, Mfa.of("rooms", "throw", 1));
		failure(this.a, Mfa.of("os", "cmd", "x"));

		assertThat(List.of(CallOutcome.values())).extracting(this.a.functions()::calls).containsExactly(1L, 1L, 1L);
		assertThat(List.of(CallOutcome.values())).extracting(this.b.functions()::calls).containsExactly(0L, 0L, 0L);
	}

	@Test
	void aThreadThatIsInterruptedStopsWaiting() throws Exception {
		CompletableFuture<Throwable> failure = new CompletableFuture<>();
		Thread thread = Thread.ofVirtual().start(() -> {
			try {
				this.b.rpc().call(this.a.name(), Mfa.of("rooms", "wait"), Term.class, Duration.ofSeconds(20));
			}
			catch (RuntimeException ex) {
				failure.complete(ex);
			}
		});
		waiting();
		thread.interrupt();

		assertThat(failure.get(10, TimeUnit.SECONDS)).hasMessageContaining("{erpc,interrupted}");
		assertThat(this.b.processes().aliasCount()).isZero();
	}

	@Test
	void aFutureThatIsCancelledLeavesNothingBehind() throws Exception {
		CompletableFuture<Term> call = this.b.rpc()
			.callAsync(this.a.name(), Mfa.of("rooms", "wait"), Term.class, Duration.ofSeconds(20));
		Pid working = waiting();
		call.cancel(true);

		await().until(() -> this.b.processes().aliasCount() == 0);
		await().until(() -> this.a.processes().info(working).orElseThrow().monitoredBy().isEmpty());
	}

	@Test
	void nodesThatAnswerAndNodesThatDoNotKeepTheirPlaces() {
		List<NodeResult<Integer>> results = this.b.rpc()
			.multicall(List.of(this.b.name(), this.a.name(), "nowhere@127.0.0.1", this.a.name()),
					Mfa.of("rooms", "throw", 4), Integer.class, Duration.ofSeconds(5));

		assertThat(results).extracting(NodeResult::node)
			.containsExactly(this.b.name(), this.a.name(), "nowhere@127.0.0.1", this.a.name());
		assertThat(results).extracting((result) -> ((NodeResult.Failed<?>) result).failure().toString())
			.containsExactly("error:{exception,undef,[{rooms,throw,[4],[]}]}", "throw:4", "error:{erpc,noconnection}",
					"throw:4");
	}

}
