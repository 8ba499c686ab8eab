package io.actor.interop;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.actor.fixture.Otp;
import io.actor.gen.CallException;
import io.actor.gen.From;
import io.actor.gen.GenServer;
import io.actor.gen.Next;
import io.actor.gen.Request;
import io.actor.gen.ServerRef;
import io.actor.gen.StartOptions;
import io.actor.node.Node;
import io.actor.node.NodeConfig;
import io.actor.node.NodeListener;
import io.actor.node.PeerInfo;
import io.actor.process.Down;
import io.actor.process.Exit;
import io.actor.process.ExitReason;
import io.actor.term.Atom;
import io.actor.term.Pid;
import io.actor.term.RegisteredName;
import io.actor.term.Tuple;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** Our node and a real Erlang node in one cluster, in both directions. */
@Tag("interop")
@Timeout(60)
@Order(3)
class ErlangInteropTests {

	private static final String COOKIE = "interop-cookie-of-the-tests";

	private ErlangNode erlang;

	private Node node;

	record Add(int amount) implements Request<Integer> {
	}

	record Slow(int millis) implements Request<Integer> {
	}

	record Crash() implements Request<Integer> {
	}

	record Set(int value) {
	}

	record Greet(String name) implements Request<String> {
	}

	record Note(String text) {
	}

	/** What Erlang talks to. */
	static final class Greeter extends GenServer<Greet, Note> {

		private final LinkedBlockingQueue<Object> seen;

		Greeter(LinkedBlockingQueue<Object> seen) {
			this.seen = seen;
		}

		@Override
		protected Next handleCall(Greet greet, From from) {
			if (greet.name().equals("nobody")) {
				throw new IllegalArgumentException("nobody to greet");
			}
			return reply(greet, "hello " + greet.name());
		}

		@Override
		protected Next handleCast(Note note) {
			this.seen.add(note);
			return noReply();
		}

		@Override
		protected Next handleInfo(Object message) {
			this.seen.add(message);
			return noReply();
		}

	}

	private final LinkedBlockingQueue<Object> seen = new LinkedBlockingQueue<>();

	@BeforeEach
	void startBoth() throws IOException {
		assumeTrue(ErlangNode.available(), "Erlang is not installed");
		this.erlang = ErlangNode.start("erl" + ProcessHandle.current().pid(), COOKIE);
		this.node = Node.start(NodeConfig.named("java" + ProcessHandle.current().pid() + "@127.0.0.1", COOKIE).port(0));
		this.node.start(() -> new Greeter(this.seen), StartOptions.named("greeter"));
	}

	@AfterEach
	void stopBoth() {
		if (this.node != null) {
			this.node.close();
		}
		if (this.erlang != null) {
			this.erlang.close();
		}
	}

	private String us() {
		return "'" + this.node.name() + "'";
	}

	private ServerRef counter() {
		this.erlang.eval("gen_server:start({local, counter}, interop, 10, []).");
		return this.node.server("counter", this.erlang.name());
	}

	@Test
	void aPingFromErlangGivesPong() {
		assertThat(this.erlang.eval("net_adm:ping(" + us() + ").")).isEqualTo("pong");
		assertThat(this.node.peers()).singleElement()
			.satisfies((peer) -> assertThat(peer.name()).isEqualTo(this.erlang.name()));
		assertThat(this.erlang.eval("nodes(hidden).")).isEqualTo("[" + us() + "]");
	}

	@Test
	void aGenServerCallFromErlangReachesOurServer() {
		assertThat(this.erlang.eval("gen_server:call({greeter, " + us() + "}, {greet, <<\"joe\">>})."))
			.isEqualTo("<<\"hello joe\">>");
	}

	@Test
	void castsAndMessagesFromErlangArriveInOrder() throws InterruptedException {
		this.erlang.eval("[gen_server:cast({greeter, " + us() + "}, {note, integer_to_binary(I)}) "
				+ "|| I <- lists:seq(1, 100)], {greeter, " + us() + "} ! {anything, 1}.");

		for (int i = 1; i <= 100; i++) {
			assertThat(this.seen.poll(5, TimeUnit.SECONDS)).isEqualTo(new Note(String.valueOf(i)));
		}
		assertThat(this.seen.poll(5, TimeUnit.SECONDS)).isInstanceOf(Tuple.class).hasToString("{anything,1}");
	}

	@Test
	void aCallFromErlangToANameThatDoesNotExistFailsWithNoproc() {
		assertThat(this.erlang.eval("gen_server:call({nobody, " + us() + "}, x).")).startsWith("{exit,{noproc,");
	}

	@Test
	void aCrashOfOurServerReachesTheErlangCallerAsItsReason() {
		assertThat(this.erlang.eval("gen_server:call({greeter, " + us() + "}, {greet, <<\"nobody\">>})."))
			.startsWith("{exit,{{{exception,<<\"nobody to greet\">>},[]},");
	}

	@Test
	void aCallFromJavaToAnErlangServerReturns() {
		ServerRef counter = counter();

		assertThat(counter.call(new Add(5))).isEqualTo(15);
		counter.cast(new Set(100));
		assertThat(counter.call(new Add(1))).isEqualTo(101);
	}

	@Test
	void anAnswerThatComesTooLateIsDropped() {
		ServerRef counter = counter();

		assertThatThrownBy(() -> counter.call(new Slow(2000), Duration.ofMillis(100)))
			.asInstanceOf(type(CallException.class))
			.satisfies((failure) -> assertThat(failure.isTimeout()).isTrue());

		assertThat(counter.call(new Add(0))).isEqualTo(10);
		assertThat(this.node.processes().aliasCount()).isZero();
	}

	@Test
	void theCrashOfAnErlangServerReachesTheJavaCaller() {
		ServerRef counter = counter();

		assertThatThrownBy(() -> counter.call(new Crash())).asInstanceOf(type(CallException.class))
			.satisfies((failure) -> assertThat(failure.reason()).isEqualTo(ExitReason.named("crashed_on_request")));
	}

	@Test
	void aCallToAnErlangNameThatDoesNotExistFailsWithNoproc() {
		assertThatThrownBy(() -> this.node.server("nobody", this.erlang.name()).call(new Add(1)))
			.asInstanceOf(type(CallException.class))
			.satisfies((failure) -> assertThat(failure.reason()).isEqualTo(ExitReason.NOPROC));
	}

	@Test
	void aCallToANodeThatDoesNotExistFailsWithNodedown() {
		assertThatThrownBy(() -> this.node.server("x", "nowhere@127.0.0.1").call(new Add(1)))
			.asInstanceOf(type(CallException.class))
			.satisfies((failure) -> assertThat(failure.reason().toString()).startsWith("{nodedown,"));
	}

	@Test
	void theDeathOfTheErlangNodeIsNoconnectionForLinksAndMonitorsHere() throws Exception {
		Pid remote = remoteProcess();
		CompletableFuture<Object> exit = new CompletableFuture<>();
		CompletableFuture<Object> down = new CompletableFuture<>();
		CompletableFuture<Boolean> linked = new CompletableFuture<>();
		this.node.spawn((self) -> {
			self.trapExit(true);
			self.link(remote);
			self.monitor(new RegisteredName("holder", this.erlang.name()));
			linked.complete(true);
			exit.complete(self.receive(Exit.class).reason());
			down.complete(self.receive(Down.class).reason());
		});
		linked.get(5, TimeUnit.SECONDS);
		await().until(() -> this.erlang.eval("length(element(2, process_info(whereis(holder), links))).").equals("1"));

		this.erlang.kill();

		assertThat(exit.get(5, TimeUnit.SECONDS)).isEqualTo(ExitReason.NOCONNECTION);
		assertThat(down.get(5, TimeUnit.SECONDS)).isEqualTo(ExitReason.NOCONNECTION);
		await().until(() -> this.node.peers().isEmpty());
	}

	@Test
	void theDeathOfOurNodeIsNoconnectionForTheErlangSide() {
		this.erlang.eval("Self = self(), spawn(fun() -> R = monitor(process, {greeter, " + us() + "}), Self ! set, "
				+ "receive {'DOWN', R, _, O, Why} -> Self ! {gone, O, Why} end end), receive set -> ok end.");
		await().until(() -> !this.node.processes()
			.info(this.node.whereis("greeter").orElseThrow())
			.orElseThrow()
			.monitoredBy()
			.isEmpty());

		this.node.close();

		assertThat(this.erlang.eval("receive {gone, O, Why} -> {O, Why} after 5000 -> late end."))
			.isEqualTo("{{greeter," + us() + "},noconnection}");
	}

	@Test
	void linksAndExitsWorkInBothDirections() {
		this.erlang.eval("process_flag(trap_exit, true).");
		String pid = this.erlang.eval("{ok, P} = {ok, gen_server:call({greeter, " + us() + "}, {greet, <<\"a\">>})}, "
				+ "Self = self(), Holder = spawn(fun() -> process_flag(trap_exit, true), Self ! trapping, "
				+ "receive {'EXIT', _, Why} -> register(seen, "
				+ "spawn(fun() -> receive {ask, From} -> From ! Why end end)) end end), "
				+ "receive trapping -> ok end, register(holder, Holder), ok.");
		assertThat(pid).isEqualTo("ok");
		Pid remote = whereis("holder");
		this.node.spawn((self) -> {
			self.link(remote);
			self.exit(ExitReason.named("done_here"));
		});

		await().until(() -> !this.erlang.eval("whereis(seen).").equals("undefined"));
		assertThat(this.erlang.eval("seen ! {ask, self()}, receive W -> W end.")).isEqualTo("done_here");
	}

	@Test
	void anUnlinkedErlangProcessDoesNotTakeOursDown() throws Exception {
		Pid remote = remoteProcess();
		CompletableFuture<Boolean> unlinked = new CompletableFuture<>();
		Pid local = this.node.spawn((self) -> {
			self.link(remote);
			self.unlink(remote);
			unlinked.complete(true);
			self.receive(Tuple.class);
		});
		unlinked.get(5, TimeUnit.SECONDS);
		await().until(() -> this.erlang.eval("process_info(whereis(holder), links).").equals("{links,[]}"));

		this.erlang.eval("exit(whereis(holder), kill).");
		this.erlang.eval("net_adm:ping(" + us() + ").");

		assertThat(this.node.processes().isAlive(local)).isTrue();
	}

	@Test
	void anExitSentFromHereEndsAnErlangProcess() {
		Pid remote = remoteProcess();
		this.node.spawn((self) -> self.exit(remote, ExitReason.KILL));

		await().until(() -> this.erlang.eval("whereis(holder).").equals("undefined"));
	}

	@Test
	void aFunctionNobodyHasDeclaredDoesNotExist() {
		assertThat(this.erlang.eval("rpc:call(" + us() + ", erlang, node, [])."))
			.isEqualTo("{badrpc,{'EXIT',{undef,[{erlang,node,[],[]}]}}}");
	}

	@Test
	void nothingAPeerSaysToTheSystemServersMakesThemCrash() {
		var kernel = this.node.whereis("net_kernel");
		var scope = this.node.whereis("pg");

		this.erlang.eval("[begin gen_server:cast({N, " + us() + "}, rubbish), {N, " + us() + "} ! rubbish, "
				+ "catch gen_server:call({N, " + us() + "}, rubbish, 50) end || N <- [net_kernel, pg]], "
				+ "net_adm:ping(" + us() + ").");

		assertThat(this.node.whereis("net_kernel")).isEqualTo(kernel);
		assertThat(this.node.whereis("pg")).isEqualTo(scope);
	}

	@Test
	void groupsAreSharedWithTheErlangNode() {
		this.erlang.eval("{ok, _} = pg:start(pg), Echo = spawn(fun() -> receive stop -> ok end end), "
				+ "ok = pg:join(lobby, Echo), net_adm:ping(" + us() + ").");
		Pid local = this.node.spawn((self) -> self.receive());
		this.node.groups().join("lobby", local);

		await().until(() -> this.node.groups().members("lobby").size() == 2);
		await().until(() -> this.erlang.eval("length(pg:get_members(lobby)).").equals("2"));

		this.erlang.eval("exit(Echo, kill).");
		await().until(() -> this.node.groups().members("lobby").equals(List.of(local)));
		this.node.processes().exit(local, local, ExitReason.KILL);
		await().until(() -> this.erlang.eval("pg:get_members(lobby).").equals("[]"));
	}

	@Test
	void aWrongCookieIsRefusedAndTheNodeGoesOn() throws IOException {
		try (ErlangNode stranger = ErlangNode.start("stranger" + ProcessHandle.current().pid(), "another-cookie")) {
			assertThat(stranger.eval("net_adm:ping(" + us() + ").")).isEqualTo("pang");
		}
		assertThat(this.erlang.eval("net_adm:ping(" + us() + ").")).isEqualTo("pong");
	}

	@Test
	void aLargeBinaryCrossesInBothDirections() {
		this.erlang.eval("register(echo, spawn(fun L() -> receive {From, T} -> From ! {echoed, T}, L() end end)).");
		byte[] large = new byte[3_000_000];
		new java.util.Random(1).nextBytes(large);
		CompletableFuture<Object> back = new CompletableFuture<>();
		this.node.spawn((self) -> {
			self.send(new RegisteredName("echo", this.erlang.name()),
					Tuple.of(self.pid(), io.actor.term.Binary.of(large)));
			back.complete(self.receive(Tuple.class).get(1));
		});

		assertThat(back.join()).isEqualTo(io.actor.term.Binary.of(large));
	}

	@Test
	void aRestartedErlangNodeIsReachedAgainAndItsOldProcessesAreNoproc() throws Exception {
		Pid old = remoteProcess();
		CompletableFuture<Object> exit = new CompletableFuture<>();
		CompletableFuture<Boolean> linked = new CompletableFuture<>();
		CompletableFuture<Object> again = new CompletableFuture<>();
		Pid linker = this.node.spawn((self) -> {
			self.trapExit(true);
			self.link(old);
			linked.complete(true);
			exit.complete(self.receive(Exit.class).reason());
			self.receive(Note.class);
			// An unlink sent to a process of the earlier incarnation would make Erlang
			// close the connection.
			self.link(old);
			self.unlink(old);
			self.monitor(old);
			again.complete(self.receive(Down.class).reason());
		});
		linked.get(5, TimeUnit.SECONDS);
		String alive = this.erlang.name().substring(0, this.erlang.name().indexOf('@'));

		this.erlang.kill();
		assertThat(exit.get(5, TimeUnit.SECONDS)).isEqualTo(ExitReason.NOCONNECTION);
		this.erlang.close();
		this.erlang = ErlangNode.start(alive, COOKIE);

		this.node.send(linker, new Note("go on"));
		assertThat(again.get(10, TimeUnit.SECONDS)).isEqualTo(ExitReason.NOPROC);
		assertThat(counter().call(new Add(1))).isEqualTo(11);
		assertThat(this.node.peers()).hasSize(1);
	}

	@Test
	void disconnectNodeInErlangIsANodeDownHereAndTheNextMessageConnectsAgain() {
		ServerRef counter = counter();
		assertThat(counter.call(new Add(1))).isEqualTo(11);
		LinkedBlockingQueue<String> downs = new LinkedBlockingQueue<>();
		this.node.listen(new NodeListener() {
			@Override
			public void nodeDown(PeerInfo peer, String reason) {
				downs.add(peer.name());
			}
		});

		await().until(() -> this.erlang.eval("erlang:disconnect_node(" + us() + ").").equals("true"));

		await().until(() -> this.erlang.name().equals(downs.poll()));
		assertThat(counter.call(new Add(1))).isEqualTo(12);
		assertThat(this.erlang.eval("nodes(hidden).")).isEqualTo("[" + us() + "]");
	}

	@Otp(251)
	@Test
	void bothNodesCallEachOtherAtOnceAndNothingIsLost() throws Exception {
		counter();
		for (int round = 0; round < 20; round++) {
			// It does nothing as long as Erlang has not noticed that the connection is
			// up.
			await().until(() -> {
				this.erlang.eval("erlang:disconnect_node(" + us() + ").");
				return this.node.peers().isEmpty();
			});
			int number = round;
			CompletableFuture<Integer> call = CompletableFuture
				.supplyAsync(() -> this.node.server("counter", this.erlang.name()).call(new Add(1)));
			this.erlang.eval("{greeter, " + us() + "} ! {round, " + number + "}.");

			assertThat(call.get(10, TimeUnit.SECONDS)).isEqualTo(11 + number);
			assertThat(this.seen.poll(10, TimeUnit.SECONDS)).hasToString("{round," + number + "}");
		}
	}

	@Test
	void aVisibleNodeIsInTheListOfErlangsNodes() {
		String name = "seen" + ProcessHandle.current().pid() + "@127.0.0.1";
		try (Node visible = Node.start(NodeConfig.named(name, COOKIE).port(0).visible(true))) {
			assertThat(this.erlang.eval("net_adm:ping('" + name + "').")).isEqualTo("pong");
			assertThat(this.erlang.eval("nodes().")).isEqualTo("['" + name + "']");
			assertThat(visible.peers()).singleElement().satisfies((peer) -> assertThat(peer.visible()).isTrue());
		}
		await().until(() -> this.erlang.eval("nodes().").equals("[]"));
	}

	private Pid remoteProcess() {
		this.erlang.eval("register(holder, spawn(fun() -> receive stop -> ok end end)).");
		return whereis("holder");
	}

	/** A pid on the Erlang side, learnt by having it sent here. */
	private Pid whereis(String name) {
		this.erlang.eval("{greeter, " + us() + "} ! {pid, whereis(" + name + ")}.");
		return await().until(() -> this.seen.poll(),
				(message) -> message instanceof Tuple tuple && tuple.isTagged(Atom.of("pid"), 2)) instanceof Tuple tuple
						? (Pid) tuple.get(1) : null;
	}

	@Test
	void pidsKeepTheirIdentityAcrossARoundTrip() {
		Pid remote = remoteProcess();

		assertThat(List.of(remote, whereis("holder"))).allMatch(remote::equals);
	}

}
