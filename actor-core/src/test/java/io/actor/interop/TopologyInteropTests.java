package io.actor.interop;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.actor.fixture.Otp;
import io.actor.node.DownReason;
import io.actor.node.EpmdMode;
import io.actor.node.Node;
import io.actor.node.NodeConfig;
import io.actor.node.NodeDown;
import io.actor.node.NodeListener;
import io.actor.node.NodeType;
import io.actor.node.PeerAddress;
import io.actor.node.PeerInfo;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** A node of ours among several Erlang nodes: meshes, {@code global}, cookies, names. */
@Tag("interop")
@Timeout(60)
class TopologyInteropTests {

	private static final String COOKIE = "cookie-of-the-topology-tests";

	private static final AtomicInteger NUMBERS = new AtomicInteger();

	private static ErlangNode a;

	private static ErlangNode b;

	private Node node;

	@BeforeAll
	static void startErlang() throws IOException {
		if (ErlangNode.available()) {
			long pid = ProcessHandle.current().pid();
			a = ErlangNode.start("ta" + pid, COOKIE);
			b = ErlangNode.start("tb" + pid, COOKIE);
		}
	}

	@BeforeEach
	void needsErlang() {
		assumeTrue(a != null && b != null, "Erlang is not installed");
	}

	@AfterEach
	void stopOurs() {
		if (this.node != null) {
			this.node.close();
		}
	}

	@AfterAll
	static void stopErlang() {
		for (ErlangNode each : new ErlangNode[] { a, b }) {
			if (each != null) {
				each.close();
			}
		}
	}

	private static String freshName(String host) {
		return "tj" + NUMBERS.incrementAndGet() + "x" + ProcessHandle.current().pid() + "@" + host;
	}

	private static NodeConfig visible() {
		return NodeConfig.named(freshName("127.0.0.1"), COOKIE).port(0).visible(true);
	}

	private Node start(NodeConfig config) {
		this.node = Node.start(config);
		return this.node;
	}

	private static void together(ErlangNode one, ErlangNode other) {
		assertThat(one.eval("net_kernel:connect_node('" + other.name() + "').")).isEqualTo("true");
		assertThat(timed(one, "global:sync()")).isEqualTo("ok");
	}

	private static void apart(ErlangNode one, ErlangNode other) {
		one.eval("erlang:disconnect_node('" + other.name() + "').");
		await().until(() -> !sees(one, other.name()) && !sees(other, one.name()));
	}

	private static boolean sees(ErlangNode erlang, String node) {
		return erlang.eval("lists:member('" + node + "', nodes()).").equals("true");
	}

	/**
	 * The value of an expression, or {@code blocked} if there is none in five seconds.
	 */
	private static String timed(ErlangNode erlang, String expression) {
		return erlang.eval("(fun() -> S = self(), spawn(fun() -> S ! {timed, (catch " + expression
				+ ")} end), receive {timed, V} -> V after 5000 -> blocked end end)().");
	}

	/** All that {@code global} is used for, on both nodes; nothing blocks. */
	private static void globalWorks() {
		String name = "name" + NUMBERS.incrementAndGet();
		assertThat(timed(a, "global:sync()")).isEqualTo("ok");
		assertThat(timed(b, "global:sync()")).isEqualTo("ok");
		assertThat(timed(a, "global:register_name(" + name + ", whereis(init))")).isEqualTo("yes");
		assertThat(b.eval("node(global:whereis_name(" + name + ")).")).isEqualTo("'" + a.name() + "'");
		assertThat(timed(b, "global:register_name(" + name + ", whereis(init))")).isEqualTo("no");
		assertThat(timed(b, "global:unregister_name(" + name + ")")).isEqualTo("ok");
		assertThat(a.eval("global:whereis_name(" + name + ").")).isEqualTo("undefined");
		assertThat(timed(a, "global:trans({" + name + ", self()}, fun() -> done end)")).isEqualTo("done");
	}

	@Otp(230)
	@Test
	void aVisibleNodeConnectsWithTheNodesItsPeersKnowAndWithThoseThatCome() throws IOException {
		together(a, b);
		start(visible());

		assertThat(this.node.connect(a.name())).isTrue();

		await().untilAsserted(() -> assertThat(this.node.nodes()).containsExactlyInAnyOrder(a.name(), b.name()));
		try (ErlangNode late = ErlangNode.start("tl" + ProcessHandle.current().pid(), COOKIE)) {
			together(late, b);
			await().untilAsserted(() -> assertThat(this.node.nodes()).contains(late.name()));
			await().until(
					() -> late
						.eval("lists:sort(nodes()) =:= lists:sort(['" + this.node.name() + "', '" + a.name() + "', '"
								+ b.name() + "']).")
						.equals("true"));
		}
	}

	@Test
	void aVisibleNodeBringsErlangNodesTogetherThatItIsConnectedWith() {
		apart(a, b);
		start(visible());

		assertThat(this.node.connect(a.name())).isTrue();
		assertThat(this.node.connect(b.name())).isTrue();

		await().until(() -> sees(a, b.name()));
		globalWorks();
	}

	@Otp(230)
	@Test
	void aVisibleNodeThatDoesNotConnectWithAllStaysWithThoseItWasToldOf() {
		together(a, b);
		start(visible().connectAll(false));
		Node meshing = Node.start(visible());
		try (meshing) {
			assertThat(this.node.connect(a.name())).isTrue();
			assertThat(meshing.connect(a.name())).isTrue();

			// By then the other one would have, too.
			await().until(() -> meshing.nodes().contains(b.name()));
			assertThat(this.node.nodes()).containsExactly(a.name());
			assertThat(sees(b, this.node.name())).isFalse();
			globalWorks();
		}
	}

	@Test
	void globalOfErlangNodesIsNotDisturbedByNodesThatComeAndGo() {
		together(a, b);
		globalWorks();
		for (int round = 0; round < 3; round++) {
			try (Node seen = Node.start(visible()); Node hidden = Node.start(visible().visible(false))) {
				assertThat(hidden.connect(b.name())).isTrue();
				assertThat(seen.connect((round % 2 == 0) ? a.name() : b.name())).isTrue();
				assertThat(timed(a, "global:sync()")).isEqualTo("ok");
				await().until(() -> sees(a, seen.name()) && sees(b, seen.name()));
				globalWorks();
			}
			assertThat(sees(a, b.name())).isTrue();
			globalWorks();
		}
	}

	/** Erlang ends the connection; it can as soon as it knows that it is up. */
	private void disconnected(ErlangNode erlang) {
		await().until(() -> erlang.eval("erlang:disconnect_node('" + this.node.name() + "').").equals("true"));
	}

	@Test
	void theEndOfAVisibleNodeThatOnlyOneOfThemLosesPartsNobody() {
		together(a, b);
		start(visible());
		this.node.connect(a.name());
		await().until(() -> this.node.nodes().contains(b.name()));

		// With overlapping partitions prevented, Erlang nodes would cut off each other.
		disconnected(b);
		globalWorks();

		assertThat(sees(a, b.name())).isTrue();
		assertThat(sees(a, this.node.name())).isTrue();
	}

	@Test
	void aGlobalLockOnOurNodeIsHeldByOneAtATimeAndGivenBackByTheDead() {
		start(visible());
		this.node.connect(a.name());
		this.node.connect(b.name());
		String nodes = "['" + this.node.name() + "']";
		a.eval("register(locker" + NUMBERS.get()
				+ ", spawn(fun() -> receive {lock, F} -> F ! {lock, global:set_lock({r, self()}, " + nodes
				+ ", 0)}, receive stop -> ok end end end)).");
		String locker = "locker" + NUMBERS.get();
		assertThat(a.eval(locker + " ! {lock, self()}, receive {lock, Got} -> Got after 5000 -> blocked end."))
			.isEqualTo("true");

		assertThat(timed(b, "global:set_lock({r, self()}, " + nodes + ", 0)")).isEqualTo("false");
		a.eval("exit(whereis(" + locker + "), kill).");

		await().until(() -> timed(b, "global:set_lock({r, self()}, " + nodes + ", 0)").equals("true"));
	}

	@Otp(231)
	@Test
	void aHiddenNodeIsLeftOutOfTheNodesAndCanBeCalled() {
		together(a, b);
		start(visible().visible(false));
		assertThat(this.node.connect(a.name())).isTrue();

		assertThat(sees(a, this.node.name())).isFalse();
		await().until(() -> a.eval("lists:member('" + this.node.name() + "', nodes(hidden)).").equals("true"));
		assertThat(a.eval("lists:member('" + this.node.name() + "', nodes(connected)).")).isEqualTo("true");
		assertThat(a.eval("gen_server:call({net_kernel, '" + this.node.name() + "'}, {is_auth, node()})."))
			.isEqualTo("yes");
		assertThat(this.node.nodes()).isEmpty();
		assertThat(this.node.nodes(NodeType.HIDDEN)).containsExactly(a.name());
		globalWorks();
	}

	@Test
	void anOldSpawnCallIsRefusedAndNotLeftWaiting() {
		start(visible().visible(false));

		assertThat(timed(a, "gen_server:call({net_kernel, '" + this.node.name()
				+ "'}, {spawn, erlang, halt, [], group_leader()}, infinity)"))
			.isEqualTo("notsup");
	}

	@Otp(232)
	@Test
	void differentCookiesArePangUntilTheCookieForThePeerIsSet() {
		String name = freshName("127.0.0.1");
		String other = "another-cookie-than-that-of-erlang";
		start(NodeConfig.named(name, other).port(0));

		assertThat(a.eval("net_adm:ping('" + name + "').")).isEqualTo("pang");
		assertThat(this.node.connect(a.name())).isFalse();

		a.eval("erlang:set_cookie('" + name + "', '" + other + "').");
		assertThat(a.eval("net_adm:ping('" + name + "').")).isEqualTo("pong");

		assertThat(this.node.connect(b.name())).isFalse();
		this.node.cookie(b.name(), COOKIE);
		assertThat(this.node.connect(b.name())).isTrue();
	}

	@Otp(233)
	@Test
	void shortAndLongNamesDoNotConnectWhoeverCalls() throws IOException {
		try (ErlangNode shortErlang = ErlangNode.startOnLocalhost("ts" + ProcessHandle.current().pid(), COOKIE);
				Node shortOurs = Node.start(NodeConfig.named(freshName("localhost"), COOKIE).port(0))) {
			start(visible().visible(false));

			assertThat(a.eval("net_adm:ping('" + shortOurs.name() + "').")).isEqualTo("pang");
			assertThat(shortErlang.eval("net_adm:ping('" + this.node.name() + "').")).isEqualTo("pang");
			assertThat(shortOurs.connect(a.name())).isFalse();
			assertThat(this.node.connect(shortErlang.name())).isFalse();
			// Each with its own kind.
			assertThat(shortErlang.eval("net_adm:ping('" + shortOurs.name() + "').")).isEqualTo("pong");
			assertThat(a.eval("net_adm:ping('" + this.node.name() + "').")).isEqualTo("pong");
		}
	}

	@Otp(240)
	@Test
	void aFrozenErlangNodeIsGivenUpByTheTickTime() throws Exception {
		Duration tickTime = Duration.ofSeconds(2);
		try (ErlangNode frozen = ErlangNode.start("tf" + ProcessHandle.current().pid(), COOKIE, "-kernel",
				"net_ticktime", "4")) {
			start(visible().visible(false).netTickTime(tickTime));
			CompletableFuture<NodeDown> down = new CompletableFuture<>();
			CompletableFuture<Boolean> ready = new CompletableFuture<>();
			this.node.spawn((self) -> {
				this.node.monitorNodes(NodeType.CONNECTED);
				ready.complete(this.node.connect(frozen.name()));
				down.complete(self.receive(NodeDown.class));
			});
			assertThat(ready.get(10, TimeUnit.SECONDS)).isTrue();

			frozen.freeze();
			long start = System.nanoTime();
			NodeDown told = down.get(10, TimeUnit.SECONDS);
			Duration silence = Duration.ofNanos(System.nanoTime() - start);
			frozen.thaw();

			assertThat(told).isEqualTo(
					new NodeDown(frozen.name(), NodeType.HIDDEN, DownReason.NET_TICK_TIMEOUT, "net_tick_timeout"));
			// Its last tick may be one of its intervals old when it is frozen.
			assertThat(silence).isBetween(Duration.ofMillis(400), Duration.ofSeconds(5));
		}
	}

	@Otp(243)
	@Test
	void bothSidesAreToldWhyTheOtherWent() throws Exception {
		start(visible().visible(false));
		LinkedBlockingQueue<DownReason> reasons = new LinkedBlockingQueue<>();
		this.node.listen(new NodeListener() {
			@Override
			public void nodeDown(PeerInfo peer, DownReason reason, String detail) {
				reasons.add(reason);
			}
		});
		String subscribe = "net_kernel:monitor_nodes(true, [{node_type, all}, nodedown_reason]).";
		String next = "receive {nodedown, '" + this.node.name() + "', Info" + NUMBERS.get()
				+ "} -> proplists:get_value(nodedown_reason, Info" + NUMBERS.get() + ") after 5000 -> nothing end.";
		a.eval(subscribe);
		try {
			this.node.connect(a.name());
			disconnected(a);
			assertThat(a.eval(next)).isEqualTo("disconnect");
			assertThat(reasons.poll(5, TimeUnit.SECONDS)).isEqualTo(DownReason.CONNECTION_CLOSED);

			this.node.connect(a.name());
			this.node.disconnect(a.name());
			assertThat(reasons.poll(5, TimeUnit.SECONDS)).isEqualTo(DownReason.DISCONNECT);
			assertThat(a.eval(next.replace("Info", "Other"))).isEqualTo("connection_closed");
		}
		finally {
			a.eval(subscribe.replace("true", "false"));
		}
	}

	@Test
	void aNewIncarnationTakesThePlaceOfOneThatIsNotKnownToBeDead() throws Exception {
		start(visible().visible(false));
		LinkedBlockingQueue<String> old = new LinkedBlockingQueue<>();
		this.node.listen(new NodeListener() {
			@Override
			public void nodeDown(PeerInfo peer, String reason) {
				old.add(peer.name());
			}
		});
		assertThat(this.node.connect(a.name())).isTrue();
		a.eval("net_kernel:monitor_nodes(true, [{node_type, all}]).");
		// The port mapper knows the name as taken.
		String alive = a.name().substring(0, a.name().indexOf('@'));
		int port = Integer.parseInt(a.eval("element(2, erl_epmd:port_please(\"" + alive + "\", {127,0,0,1}))."));
		try (Node heir = Node.start(NodeConfig.named(this.node.name(), COOKIE)
			.port(0)
			.epmd(EpmdMode.NONE)
			.peers(List.of(new PeerAddress(a.name(), port))))) {
			assertThat(heir.connect(a.name())).isTrue();

			assertThat(old.poll(5, TimeUnit.SECONDS)).isEqualTo(a.name());
			assertThat(a.eval("receive {nodedown, '" + this.node.name() + "', _} -> receive {nodeup, '"
					+ this.node.name() + "', _} -> took_over after 5000 -> no_up end after 5000 -> no_down end."))
				.isEqualTo("took_over");
		}
		finally {
			a.eval("net_kernel:monitor_nodes(false, [{node_type, all}]).");
			a.eval("(fun Flush() -> receive _ -> Flush() after 0 -> ok end end)().");
		}
	}

}
