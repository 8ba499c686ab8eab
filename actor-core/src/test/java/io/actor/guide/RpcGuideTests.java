package io.actor.guide;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.actor.node.EpmdMode;
import io.actor.node.Node;
import io.actor.node.NodeConfig;
import io.actor.node.PeerAddress;
import io.actor.process.Down;
import io.actor.process.Mfa;
import io.actor.process.Spawned;
import io.actor.rpc.NodeResult;
import io.actor.rpc.RemoteFunctions;
import io.actor.rpc.RpcException;
import io.actor.rpc.RpcFailure;
import io.actor.term.Atom;
import io.actor.term.Int;
import io.actor.term.ListTerm;
import io.actor.term.Term;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

/**
 * The examples of docs/guide/rpc.md, with a node of ours in the place of Erlang's; with a
 * real one they are what the tests of {@code io.actor.interop} do.
 */
class RpcGuideTests {

	private final Map<String, List<String>> rooms = Map.of("lobby", List.of("ann", "joe"));

	private final LinkedBlockingQueue<String> said = new LinkedBlockingQueue<>();

	private Node other;

	private Node node;

	record Say(String room, String text) {
	}

	@BeforeEach
	void start() {
		RemoteFunctions functions = RemoteFunctions.NONE
			.function("lists", "sum", 1, (args) -> ((List<?>) args.get(0, List.class)).size() + 3)
			.function("lists", "reverse", 1, (args) -> ListTerm.of(Int.of(2), Int.of(1)))
			.function("timer", "sleep", 1, (args) -> Atom.OK)
			.function("rooms", "count", 0, (args) -> 1)
			.function("rooms", "say", Say.class, (say) -> say(say.room(), say.text()));
		this.other = Node.start(config("rpc-other").functions(functions));
		this.node = Node.start(
				config("rpc-java").peers(List.of(new PeerAddress(this.other.name(), this.other.port().orElseThrow()))));
		// The other one does not know where this one is, and has to be called first.
		assertThat(this.node.connect(this.other.name())).isTrue();
	}

	@AfterEach
	void stop() {
		this.node.close();
		this.other.close();
	}

	private static NodeConfig config(String alive) {
		String name = alive + ProcessHandle.current().pid() + "@127.0.0.1";
		return NodeConfig.named(name, "a-long-secret-cookie").port(0).epmd(EpmdMode.NONE);
	}

	private List<String> members(String room) {
		return this.rooms.getOrDefault(room, List.of());
	}

	private Atom say(String room, String text) {
		this.said.add(room + ": " + text);
		return Atom.OK;
	}

	@Test
	void functionsAreDeclared() {
		RemoteFunctions functions = RemoteFunctions.NONE.function("rooms", "count", 0, (args) -> this.rooms.size())
			.function("rooms", "members", 1, (args) -> members(args.get(0, String.class)))
			.function("rooms", "say", Say.class, (say) -> say(say.room(), say.text()));

		NodeConfig config = NodeConfig.named("java@127.0.0.1", "a-long-secret-cookie").functions(functions);

		NodeConfig open = config.allow(List.of("erlang:node/0", "erlang:memory/0", "application:*"));

		try (Node declared = Node.create(open)) {
			assertThat(declared.functions().names()).contains("rooms:members/1", "rooms:say/2", "erlang:node/0");
		}
		this.node.serve(functions);
		assertThat(this.other.rpc().call(this.node.name(), Mfa.of("rooms", "members", "lobby"), List.class).toString())
			.contains("ann");
	}

	@Test
	void functionsAreCalled() throws Exception {
		called(this.node, this.other.name());

		assertThat(this.said.poll(5, TimeUnit.SECONDS)).isEqualTo("lobby: hello");
	}

	private static void called(Node node, String erlang) throws Exception {
		int sum = node.rpc().call(erlang, Mfa.of("lists", "sum", List.of(1, 2, 3)), Integer.class);

		CompletableFuture<Term> later = node.rpc()
			.callAsync(erlang, Mfa.of("lists", "reverse", List.of(1, 2)), Term.class, Duration.ofSeconds(2));

		node.rpc().cast(erlang, Mfa.of("rooms", "say", "lobby", "hello"));

		assertThat(sum).isEqualTo(6);
		assertThat(later.get(5, TimeUnit.SECONDS)).hasToString("[2,1]");
	}

	@Test
	void failuresAreToldApart() {
		assertThatThrownBy(() -> this.node.rpc().call(this.other.name(), Mfa.of("no", "where"), Term.class))
			.asInstanceOf(type(RpcException.class))
			.satisfies((ex) -> assertThat(told(ex.failure())).startsWith("it failed with undef at"));
	}

	private static String told(RpcFailure failure) {
		String told = switch (failure) {
			case RpcFailure.Thrown(Term value) -> "it threw " + value;
			case RpcFailure.Exited(Term reason) -> "it exited with " + reason;
			case RpcFailure.Signalled(Term reason) -> "its process was ended with " + reason;
			case RpcFailure.Errored(Term reason, ListTerm stack) -> "it failed with " + reason + " at " + stack;
			case RpcFailure.Erpc(Atom reason) -> "the call failed: " + reason;
			case RpcFailure.Unreadable(Term value, String problem) -> "not the type: " + problem;
		};
		return told;
	}

	@Test
	void severalNodesAreAskedAtOnce() {
		asked(this.node, List.of(this.other.name(), this.node.name()), Duration.ofSeconds(5));
	}

	private void asked(Node node, List<String> nodes, Duration timeout) {
		Map<String, Integer> counts = new HashMap<>();
		Map<String, RpcFailure> problems = new HashMap<>();

		for (NodeResult<Integer> each : node.rpc().multicall(nodes, Mfa.of("rooms", "count"), Integer.class, timeout)) {
			switch (each) {
				case NodeResult.Value<Integer>(String where, Integer count) -> counts.put(where, count);
				case NodeResult.Failed<Integer>(String where, RpcFailure failure) -> problems.put(where, failure);
			}
		}

		assertThat(counts).containsOnly(Map.entry(this.other.name(), 1));
		assertThat(problems).containsOnlyKeys(this.node.name());
	}

	@Test
	void processesAreSpawned() throws Exception {
		assertThat(spawned(this.node, this.other.name()).get(5, TimeUnit.SECONDS).reason().isNormal()).isTrue();
	}

	private CompletableFuture<Down> spawned(Node node, String erlang) {
		CompletableFuture<Down> ended = new CompletableFuture<>();
		node.spawn((self) -> {
			Spawned worker = node.spawner().spawnMonitor(erlang, Mfa.of("timer", "sleep", 10));

			Down down = self.receive(Down.class, (each) -> each.monitor().equals(worker.monitor()));

			ended.complete(down);
		});
		return ended;
	}

}
