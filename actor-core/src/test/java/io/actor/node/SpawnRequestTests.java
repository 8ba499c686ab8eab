package io.actor.node;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

import io.actor.process.ExitReason;
import io.actor.process.Mfa;
import io.actor.process.Process;
import io.actor.process.SpawnReply;
import io.actor.rpc.RemoteFunctions;
import io.actor.rpc.RpcException;
import io.actor.rpc.RpcFailure;
import io.actor.term.Atom;
import io.actor.term.Int;
import io.actor.term.ListTerm;
import io.actor.term.Pid;
import io.actor.term.Ref;
import io.actor.term.Term;
import io.actor.term.Tuple;
import io.actor.wire.distribution.ControlMessage;
import io.actor.wire.handshake.DistributionFlag;
import io.actor.wire.handshake.DistributionFlags;
import io.actor.wire.handshake.LocalNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** Spawn requests and replies, signal by signal, with a peer that keeps no rule. */
@Timeout(30)
class SpawnRequestTests {

	private static final Atom LINK = Atom.of("link");

	private static final Atom MONITOR = Atom.of("monitor");

	private final Nodes nodes = new Nodes();

	private final String name = Nodes.freshName("asks");

	private final Pid asking = new Pid(Atom.of(this.name), 1, 0, 77);

	private final Pid leader = new Pid(Atom.of(this.name), 2, 0, 77);

	private final Pid child = new Pid(Atom.of(this.name), 3, 0, 77);

	private Node node;

	private FakePeer peer;

	@BeforeEach
	void connect() throws IOException {
		this.node = this.nodes.start(Nodes.config(Nodes.freshName("target"))
			.functions(RemoteFunctions.NONE.function("rooms", "exit", 1, (args) -> {
				throw Process.current().exit(ExitReason.of(args.get(0)));
			}).function("rooms", "wait", 0, (args) -> Process.current().receive(Term.class))));
		this.peer = FakePeer.established(this.node, this.name);
	}

	@AfterEach
	void stop() throws IOException {
		this.peer.close();
		this.nodes.close();
	}

	private Ref id(int number) {
		return new Ref(Atom.of(this.name), 77, number, 2, 3);
	}

	private void ask(int number, String function, ListTerm args, Term... options) {
		this.peer.send(new ControlMessage.SpawnRequest(id(number), this.asking, this.leader, "rooms", function,
				args.size(), ListTerm.of(options)), args);
	}

	private ControlMessage.SpawnReply reply() throws IOException {
		return (ControlMessage.SpawnReply) next().message();
	}

	/** The next signal that is no message; its groups ask for ours. */
	private FakePeer.Heard next() throws IOException {
		FakePeer.Heard heard = this.peer.next();
		while (heard.message() instanceof ControlMessage.RegSend) {
			heard = this.peer.next();
		}
		return heard;
	}

	@Test
	void theReplyComesFirstAndSaysWhatWasSetUp() throws IOException {
		for (int round = 1; round <= 100; round++) {
			ask(round, "exit", ListTerm.of(Int.of(round)), LINK, MONITOR);

			ControlMessage.SpawnReply reply = reply();
			assertThat(reply.id()).isEqualTo(id(round));
			assertThat(reply.to()).isEqualTo(this.asking);
			assertThat(reply.flags()).isEqualTo(3);
			FakePeer.Heard exit = next();
			assertThat(exit.message()).isEqualTo(new ControlMessage.Exit((Pid) reply.result(), this.asking));
			assertThat(exit.payload()).isEqualTo(Int.of(round));
			FakePeer.Heard down = next();
			assertThat(down.message())
				.isEqualTo(new ControlMessage.MonitorPExit((Pid) reply.result(), this.asking, id(round)));
		}
	}

	@Test
	void withoutOptionsNothingElseIsHeard() throws IOException {
		ask(1, "exit", ListTerm.of(Int.of(1)));
		ask(2, "exit", ListTerm.of(Int.of(1)));

		assertThat(reply().flags()).isZero();
		assertThat(reply().id()).isEqualTo(id(2));
	}

	@Test
	void optionsErlangDoesNotKnowAreBadopt() throws IOException {
		List<Term> known = List.of(Tuple.of(MONITOR, ListTerm.of(Tuple.of(Atom.of("tag"), Int.of(1)))),
				Tuple.of(Atom.of("priority"), Atom.of("high")), Tuple.of(Atom.of("reply"), Atom.of("error_only")),
				Tuple.of(Atom.of("min_heap_size"), Int.of(500)), Tuple.of(Atom.of("async_dist"), Atom.TRUE),
				Tuple.of(Atom.of("message_queue_data"), Atom.of("off_heap")));
		List<Term> unknown = List.of(Atom.of("linked"), Int.of(1), Tuple.of(Atom.of("priority"), Atom.of("highest")),
				Tuple.of(MONITOR, Atom.of("x")), Tuple.of(Atom.of("min_heap_size"), Int.of(-1)), Tuple.EMPTY);
		for (Term option : known) {
			ask(1, "wait", ListTerm.EMPTY, option);
			assertThat(reply().result()).as("%s", option).isInstanceOf(Pid.class);
		}
		for (Term option : unknown) {
			ask(1, "wait", ListTerm.EMPTY, LINK, option);
			ControlMessage.SpawnReply reply = reply();
			assertThat(reply.result()).as("%s", option).isEqualTo(Atom.of("badopt"));
			assertThat(reply.flags()).isZero();
		}
	}

	@Test
	void argumentsThatDoNotFitTheArityCostTheConnection() throws IOException {
		refused(2, ListTerm.EMPTY, "a spawn request for a function of 2 arguments with 0");
		refused(0, ListTerm.of(Int.of(1)), "a spawn request for a function of 0 arguments with 1");
		refused(0, Int.of(1), "a spawn request whose arguments are no list");
		assertThat(this.node.whereis("rex")).isPresent();
	}

	private void refused(int arity, Term args, String why) throws IOException {
		String other = Nodes.freshName("refused");
		Pid from = new Pid(Atom.of(other), 1, 0, 77);
		try (FakePeer asks = FakePeer.established(this.node, other)) {
			asks.send(new ControlMessage.SpawnRequest(new Ref(Atom.of(other), 77, 1, 2, 3), from, from, "rooms", "wait",
					arity, ListTerm.EMPTY), args);
			assertThat(asks.closedWithin(5000)).isTrue();
		}
		await().until(() -> this.node.lostNodes().stream().anyMatch((lost) -> lost.name().equals(other)));
		assertThat(this.node.lostNodes()).last().extracting(LostNode::detail).isEqualTo("protocol error: " + why);
	}

	@Test
	void nobodyAsksInTheNameOfAThirdNode() throws IOException {
		Pid third = new Pid(Atom.of("third@127.0.0.1"), 1, 0, 1);
		this.peer.send(new ControlMessage.SpawnRequest(id(1), third, this.leader, "rooms", "wait", 0, ListTerm.EMPTY),
				ListTerm.EMPTY);

		assertThat(this.peer.closedWithin(5000)).isTrue();
	}

	@Test
	void processesOfOthersHaveALimitAndTheirEndMakesRoom() throws IOException {
		int most = 10_000;
		int before = this.node.processes().count();
		for (int i = 1; i <= most; i++) {
			ask(i, "wait", ListTerm.EMPTY);
			assertThat(reply().result()).isInstanceOf(Pid.class);
		}
		ask(most + 1, "wait", ListTerm.EMPTY);
		assertThat(reply().result()).isEqualTo(Atom.of("system_limit"));

		for (Pid pid : this.node.processes().pids()) {
			if (this.node.processes().info(pid).filter((info) -> info.kind().equals("process")).isPresent()) {
				this.node.processes().exit(pid, pid, ExitReason.KILL);
			}
		}
		await().until(() -> this.node.processes().count() == before);
		ask(most + 2, "wait", ListTerm.EMPTY);
		assertThat(reply().result()).isInstanceOf(Pid.class);
	}

	// ---- the node asks ----

	private CompletableFuture<Term> call() {
		return this.node.rpc().callAsync(this.name, Mfa.of("a", "b", 1), Term.class, Duration.ofSeconds(10));
	}

	private ControlMessage.SpawnRequest request() throws IOException {
		return (ControlMessage.SpawnRequest) this.peer.next(ControlMessage.SpawnRequest.class).message();
	}

	private static RpcFailure failure(CompletableFuture<Term> call) throws Exception {
		try {
			throw new AssertionError(call.get(10, TimeUnit.SECONDS));
		}
		catch (ExecutionException ex) {
			return ((RpcException) ex.getCause()).failure();
		}
	}

	@Test
	void aCallIsAnErpcRequestWithAMonitor() throws Exception {
		CompletableFuture<Term> call = call();

		FakePeer.Heard heard = this.peer.next(ControlMessage.SpawnRequest.class);
		ControlMessage.SpawnRequest request = (ControlMessage.SpawnRequest) heard.message();
		assertThat(List.of(request.module(), request.function(), request.arity()))
			.isEqualTo(List.of("erpc", "execute_call", 4));
		assertThat(request.options()).isEqualTo(ListTerm.of(MONITOR));
		assertThat(request.groupLeader()).isEqualTo(this.node.whereis("group_leader").orElseThrow());
		Term mark = ((ListTerm) heard.payload()).get(0);
		this.peer.send(new ControlMessage.SpawnReply(request.id(), request.from(), 2, this.child), null);
		this.peer.send(new ControlMessage.MonitorPExit(this.child, request.from(), request.id()),
				Tuple.of(mark, Atom.of("return"), Int.of(7)));

		assertThat(call.get(10, TimeUnit.SECONDS)).isEqualTo(Int.of(7));
	}

	@Test
	void aRefusalIsTheReasonOfTheCall() throws Exception {
		for (String reason : List.of("notsup", "system_limit")) {
			CompletableFuture<Term> call = call();
			ControlMessage.SpawnRequest request = request();
			this.peer.send(new ControlMessage.SpawnReply(request.id(), request.from(), 0, Atom.of(reason)), null);

			assertThat(failure(call)).isEqualTo(new RpcFailure.Erpc(Atom.of(reason)));
		}
	}

	@Test
	void aResultWithoutTheMarkOfTheCallIsASignal() throws Exception {
		CompletableFuture<Term> call = call();
		ControlMessage.SpawnRequest request = request();
		this.peer.send(new ControlMessage.SpawnReply(request.id(), request.from(), 2, this.child), null);
		this.peer.send(new ControlMessage.MonitorPExit(this.child, request.from(), request.id()),
				Tuple.of(id(1), Atom.of("return"), Int.of(7)));

		assertThat(failure(call)).isInstanceOf(RpcFailure.Signalled.class);
	}

	@Test
	void aReplyAfterTheCallWasGivenUpTakesTheMonitorBack() throws Exception {
		assertThatThrownBy(() -> this.node.rpc().call(this.name, Mfa.of("a", "b"), Term.class, Duration.ofMillis(50)))
			.hasMessageContaining("timeout");
		ControlMessage.SpawnRequest request = request();
		this.peer.send(new ControlMessage.SpawnReply(request.id(), request.from(), 2, this.child), null);

		assertThat(this.peer.next(ControlMessage.DemonitorP.class).message())
			.isEqualTo(new ControlMessage.DemonitorP(request.from(), this.child, request.id()));
	}

	@Test
	void aSpawnerThatHasEndedMeanwhileTakesLinkAndMonitorBack() throws Exception {
		Pid spawner = this.node.spawn((self) -> {
			this.node.spawner().spawnRequest(this.name, Mfa.of("a", "b"), true, true);
			self.receive(Term.class);
		});
		ControlMessage.SpawnRequest request = request();
		assertThat(request.options()).isEqualTo(ListTerm.of(LINK, MONITOR));
		this.node.processes().exit(spawner, spawner, ExitReason.named("gone"));
		await().until(() -> this.node.processes().info(spawner).isEmpty());

		this.peer.send(new ControlMessage.SpawnReply(request.id(), spawner, 3, this.child), null);

		FakePeer.Heard exit = this.peer.next(ControlMessage.Exit.class);
		assertThat(exit.message()).isEqualTo(new ControlMessage.Exit(spawner, this.child));
		assertThat(exit.payload()).isEqualTo(Atom.of("gone"));
		assertThat(this.peer.next(ControlMessage.DemonitorP.class).message())
			.isEqualTo(new ControlMessage.DemonitorP(spawner, this.child, request.id()));
	}

	@Test
	void theLossOfTheConnectionIsNoconnectionForWhoWaitsForAReply() throws Exception {
		CompletableFuture<Term> call = call();
		request();
		CompletableFuture<Object> reply = new CompletableFuture<>();
		this.node.spawn((self) -> {
			this.node.spawner().spawnRequest(this.name, Mfa.of("a", "b"), true, true);
			reply.complete(self.receive(SpawnReply.class));
		});
		request();
		this.peer.close();

		assertThat(failure(call)).isEqualTo(RpcFailure.NOCONNECTION);
		assertThat(reply.get(10, TimeUnit.SECONDS)).asString().contains("noconnection");
	}

	@Test
	void aReplyNobodyWaitsForIsIgnoredAndOneWithAForeignProcessCostsTheConnection() throws Exception {
		Pid third = new Pid(Atom.of("third@127.0.0.1"), 1, 0, 1);
		this.peer.send(new ControlMessage.SpawnReply(id(1), this.asking, 3, this.child), null);
		CompletableFuture<Term> call = call();
		ControlMessage.SpawnRequest request = request();
		this.peer.send(new ControlMessage.SpawnReply(request.id(), request.from(), 2, third), null);

		assertThat(this.peer.closedWithin(5000)).isTrue();
		assertThat(failure(call)).isEqualTo(RpcFailure.NOCONNECTION);
	}

	@Test
	void aNodeThatOffersNoProcessesIsNotAsked() throws Exception {
		String old = Nodes.freshName("old");
		DistributionFlags without = DistributionFlags.HIDDEN_NODE.without(DistributionFlag.SPAWN);
		try (FakePeer other = FakePeer.established(this.node,
				new LocalNode(old, 77, without, DistributionFlags.MANDATORY_25), Nodes.COOKIE)) {
			assertThatThrownBy(() -> this.node.rpc().call(old, Mfa.of("a", "b"), Term.class))
				.hasMessageContaining("{erpc,notsup}");
			assertThat(other.closedWithin(50)).isFalse();
		}
	}

}
