package io.actor.node;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.actor.fixture.Otp;
import io.actor.node.Nodes.Add;
import io.actor.node.Nodes.Note;
import io.actor.process.Down;
import io.actor.process.Exit;
import io.actor.process.ExitReason;
import io.actor.process.Process;
import io.actor.term.Atom;
import io.actor.term.ListTerm;
import io.actor.term.Pid;
import io.actor.term.Ref;
import io.actor.term.RegisteredName;
import io.actor.term.Term;
import io.actor.term.Tuple;
import io.actor.wire.distribution.ControlMessage;
import io.actor.wire.handshake.DistributionFlag;
import io.actor.wire.handshake.DistributionFlags;
import io.actor.wire.handshake.LocalNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** Who connects with whom, and what a lost connection means. */
@Timeout(30)
class TopologyTests {

	private static final Duration QUIET = Duration.ofMillis(150);

	private final Nodes nodes = new Nodes();

	@RegisterExtension
	final LogLines log = new LogLines();

	@AfterEach
	void stop() {
		this.nodes.close();
	}

	/** A node that knows where the other one is, and is not connected with it. */
	private Node apart(NodeConfig config, Node... others) {
		Node node = this.nodes.start(config, others);
		for (Node other : others) {
			node.disconnect(other.name());
			await().until(() -> node.peers().isEmpty() && other.peers().isEmpty());
		}
		withoutGroups(node);
		for (Node other : others) {
			withoutGroups(other);
		}
		return node;
	}

	/** Their monitors of each other would connect the nodes again. */
	private static void withoutGroups(Node node) {
		node.application().terminateChild("pg");
	}

	private static NodeConfig config(String alive) {
		return Nodes.config(Nodes.freshName(alive));
	}

	private static Pid idle(Node node) {
		return node.spawn((self) -> self.receive(Nodes.Undeclared.class));
	}

	private static <T> T get(CompletableFuture<T> future) throws Exception {
		return future.get(10, TimeUnit.SECONDS);
	}

	@Otp(229)
	@Test
	void aMessageToANameOnAnUnconnectedNodeConnectsFirst() throws InterruptedException {
		Node b = this.nodes.start("b");
		LinkedBlockingQueue<Object> seen = Nodes.counter(b);
		Node a = apart(config("a"), b);
		assertThat(a.nodes(NodeType.CONNECTED)).isEmpty();

		a.server("counter", b.name()).cast(new Note(1));

		assertThat(seen.poll(5, TimeUnit.SECONDS)).isEqualTo(new Note(1));
		assertThat(a.nodes(NodeType.CONNECTED)).containsExactly(b.name());
	}

	@Otp(230)
	@Test
	void visibleNodesWithACommonNodeConnectUnlessToldOtherwise() throws IOException {
		Node b = this.nodes.start(config("b").visible(true));
		PeerAddress late = new PeerAddress(Nodes.freshName("a"), freePort());
		Node c = knowing(config("c").visible(true), late, b);
		Node loner = knowing(config("loner").visible(true).connectAll(false), late, b);
		Node hidden = knowing(config("hidden"), late, b);

		Node a = this.nodes.start(Nodes.config(late.node()).port(late.port()).visible(true), b);

		Nodes.connected(c, a);
		assertThat(a.nodes()).containsExactlyInAnyOrder(b.name(), c.name());
		assertThat(loner.nodes()).containsExactly(b.name());
		assertThat(hidden.nodes(NodeType.CONNECTED)).containsExactly(b.name());
	}

	/**
	 * A node connected with one other that also knows where a third will be, in place of
	 * a port mapper that it would ask.
	 */
	private Node knowing(NodeConfig config, PeerAddress late, Node peer) {
		Node node = this.nodes.start(config.peers(List.of(late, Nodes.address(peer))));
		node.disconnect(late.node());
		Nodes.connected(node, peer);
		return node;
	}

	private static int freePort() throws IOException {
		try (ServerSocket free = new ServerSocket(0)) {
			return free.getLocalPort();
		}
	}

	@Test
	void whomAPeerSaysItKnowsIsCalledFewAtATimeAndOnlyIfItCanBeANode() throws Exception {
		LinkedBlockingQueue<CompletableFuture<InetSocketAddress>> calls = new LinkedBlockingQueue<>();
		LinkedBlockingQueue<String> called = new LinkedBlockingQueue<>();
		Node node = this.nodes.start(config("scanning").visible(true).resolver((name) -> {
			CompletableFuture<InetSocketAddress> call = new CompletableFuture<>();
			called.add(name);
			calls.add(call);
			return call;
		}));
		String scanner = Nodes.freshName("scanner");
		List<Term> names = new ArrayList<>(List.of(Atom.of("nobody"), Atom.of("a@b@c"), Atom.of(" @host")));
		for (int i = 0; i < 500; i++) {
			names.add(Atom.of("target" + i + "@127.0.0.1"));
		}
		try (FakePeer peer = FakePeer.established(node, new LocalNode(scanner, 77,
				DistributionFlags.HIDDEN_NODE.with(DistributionFlag.PUBLISHED), DistributionFlags.MANDATORY_26),
				Nodes.COOKIE)) {
			Pid theirs = new Pid(Atom.of(scanner), 1, 0, 77);
			peer.send(new ControlMessage.RegSend(theirs, GlobalNameServer.NAME), GlobalMessage.inSync(scanner, true));
			answer(peer, theirs, names);

			await().until(() -> called.size() == GlobalNameServer.MOST_CALLS);
			answer(peer, theirs, names);
			// It asks again when it has heard the answer.
			Tuple next = question(peer);
			assertThat(called).hasSize(GlobalNameServer.MOST_CALLS).allMatch((name) -> name.startsWith("target"));

			calls.forEach((call) -> call.completeExceptionally(new NoSuchElementException("it does not exist")));
			await().until(() -> node.nodes(NodeType.KNOWN).stream().noneMatch((name) -> name.startsWith("target")));
			answer(peer, theirs, next, names);
			await().until(() -> called.size() == 2 * GlobalNameServer.MOST_CALLS);
		}
	}

	private static void answer(FakePeer peer, Pid theirs, List<Term> names) throws IOException {
		answer(peer, theirs, question(peer), names);
	}

	private static void answer(FakePeer peer, Pid theirs, Tuple from, List<Term> names) throws IOException {
		peer.send(new ControlMessage.SendSender(theirs, (Pid) from.get(0)), Tuple.of(from.get(1), ListTerm.of(names)));
	}

	/** Waits until the node asks whom this one knows. */
	private static Tuple question(FakePeer peer) throws IOException {
		while (true) {
			FakePeer.Heard heard = peer.next();
			if (heard.message() instanceof ControlMessage.RegSend && heard.payload() instanceof Tuple question
					&& question.isTagged(Atom.of("$gen_call"), 3) && question.get(2).equals(GlobalMessage.GET_KNOWN)
					&& question.get(1) instanceof Tuple from) {
				return from;
			}
		}
	}

	@Otp(231)
	@Test
	void aHiddenNodeIsNotAmongTheNodesAndCanBeTalkedTo() {
		Node b = this.nodes.start(config("b").visible(true));
		Nodes.counter(b);
		Node visible = this.nodes.start(config("v").visible(true), b);
		Node hidden = this.nodes.start(config("h"), b);
		Nodes.connected(b, visible);
		Nodes.connected(b, hidden);

		assertThat(b.nodes()).containsExactly(visible.name());
		assertThat(b.nodes(NodeType.HIDDEN)).containsExactly(hidden.name());
		assertThat(b.nodes(NodeType.CONNECTED)).containsExactlyInAnyOrder(visible.name(), hidden.name());
		assertThat(b.nodes(NodeType.KNOWN)).containsExactlyInAnyOrder(b.name(), visible.name(), hidden.name());
		assertThat(b.nodes(NodeType.THIS)).containsExactly(b.name());
		assertThat(hidden.nodes()).isEmpty();
		assertThat(hidden.server("counter", b.name()).call(new Add(2))).isEqualTo(2);
	}

	@Otp(232)
	@Test
	void nodesWithDifferentCookiesConnectOnceTheCookieForThePeerIsSet() {
		String name = Nodes.freshName("other");
		Node a = this.nodes.start("a");
		Node b = this.nodes.start(NodeConfig.named(name, "another-cookie-than-the-usual").port(0).epmd(EpmdMode.NONE),
				a);

		assertThat(b.connect(a.name())).isFalse();
		assertThat(b.peerProblem(a.name())).hasValueSatisfying((why) -> assertThat(why).contains("cookie"));

		b.cookie(a.name(), Nodes.COOKIE);

		// Not at once: an attempt with the old one may be under way.
		await().until(() -> b.connect(a.name()));
		Nodes.connected(a, b);
	}

	@Test
	void theAcceptorTakesTheCookieOfTheNameThatIsClaimed() {
		Node a = this.nodes.start(config("a").cookie("guest@127.0.0.1", "the-cookie-of-the-guest"));
		Node guest = this.nodes
			.start(NodeConfig.named("guest@127.0.0.1", "the-cookie-of-the-guest").port(0).epmd(EpmdMode.NONE), a);
		Node usual = this.nodes.start("usual", a);

		Nodes.connected(a, guest);
		Nodes.connected(a, usual);

		assertThatThrownBy(() -> FakePeer.established(a, "guest2@127.0.0.1", "the-cookie-of-the-guest").close())
			.hasMessageContaining("cookie");
	}

	@Otp(233)
	@Test
	void aShortNameAndALongOneDoNotConnectAndBothSidesSayWhy() {
		Node longName = this.nodes.start("a");
		String shortName = Nodes.freshName("short").replace("@127.0.0.1", "@localhost");
		NodeConfig config = Nodes.config(shortName)
			.peers(List.of(new PeerAddress(longName.name(), longName.port().orElseThrow())));
		Node node = this.nodes.start(config);

		assertThat(node.connect(longName.name())).isFalse();
		assertThat(node.peerProblem(longName.name()))
			.hasValueSatisfying((why) -> assertThat(why).contains("its name is long").contains("ours is short"));

		// Others may not look at the names before they call.
		assertThatThrownBy(() -> FakePeer.established(longName, shortName).close()).hasMessageContaining("refuses");
		await()
			.untilAsserted(() -> assertThat(this.log.refused()).anyMatch((line) -> line.contains("its name is short")));
		assertThat(longName.peers()).isEmpty();
	}

	@Otp(234)
	@Test
	void aLinkAndAMonitorAcrossALostConnectionFireOnceEach() throws Exception {
		Node b = this.nodes.start("b");
		Node a = this.nodes.start("a", b);
		Nodes.connected(a, b);
		Pid remote = idle(b);
		CompletableFuture<Ref> ready = new CompletableFuture<>();
		CompletableFuture<List<Object>> heard = new CompletableFuture<>();
		a.spawn((self) -> {
			self.trapExit(true);
			self.link(remote);
			ready.complete(self.monitor(remote));
			heard.complete(List.of(self.receive(), self.receive(), self.receive(Object.class, QUIET)));
		});
		Ref monitor = get(ready);
		await().until(() -> !b.processes().info(remote).orElseThrow().monitoredBy().isEmpty());

		b.close();

		List<Object> all = get(heard);
		assertThat(all.subList(0, 2)).containsExactlyInAnyOrder(new Exit(remote, ExitReason.NOCONNECTION),
				new Down(monitor, remote, ExitReason.NOCONNECTION));
		assertThat(all.getLast()).isEqualTo(Optional.empty());
	}

	@Otp(235)
	@Test
	void aMonitorOfANameOnANodeThatCannotBeReachedFiresWithNoconnection() throws Exception {
		Node b = this.nodes.start("b");
		Node a = this.nodes.start("a", b);
		b.close();
		for (String node : List.of(b.name(), "nobody@127.0.0.1")) {
			RegisteredName name = new RegisteredName("server", node);
			CompletableFuture<Down> down = new CompletableFuture<>();
			a.spawn((self) -> {
				self.monitor(name);
				down.complete(self.receive(Down.class));
			});

			assertThat(get(down).target()).isEqualTo(name);
			assertThat(get(down).reason()).isEqualTo(ExitReason.NOCONNECTION);
		}
	}

	@Otp(236)
	@Test
	void aMonitorThatWasTakenBackDoesNotFireWhenItsNodeIsLost() throws Exception {
		Node b = this.nodes.start("b");
		Node a = this.nodes.start("a", b);
		Nodes.connected(a, b);
		Pid remote = idle(b);
		CompletableFuture<Ref> kept = new CompletableFuture<>();
		CompletableFuture<List<Object>> heard = new CompletableFuture<>();
		a.spawn((self) -> {
			Ref taken = self.monitor(remote);
			kept.complete(self.monitor(remote));
			self.demonitor(taken);
			heard.complete(List.of(self.receive(Down.class), self.receive(Down.class, QUIET)));
		});
		Ref monitor = get(kept);

		b.close();

		assertThat(get(heard)).containsExactly(new Down(monitor, remote, ExitReason.NOCONNECTION), Optional.empty());
	}

	@Otp(239)
	@Test
	void disconnectingIsALostConnectionOnBothSidesAndNobodyDiesOfIt() throws Exception {
		Node b = this.nodes.start("b");
		Node a = this.nodes.start("a", b);
		Nodes.connected(a, b);
		Pid onA = idle(a);
		Pid onB = idle(b);
		CompletableFuture<Down> here = down(a, onB);
		CompletableFuture<Down> there = down(b, onA);
		await().until(() -> !a.processes().info(onA).orElseThrow().monitoredBy().isEmpty()
				&& !b.processes().info(onB).orElseThrow().monitoredBy().isEmpty());

		a.disconnect(b.name());

		assertThat(get(here).reason()).isEqualTo(ExitReason.NOCONNECTION);
		assertThat(get(there).reason()).isEqualTo(ExitReason.NOCONNECTION);
		assertThat(a.processes().isAlive(onA)).isTrue();
		assertThat(b.processes().isAlive(onB)).isTrue();
	}

	private static CompletableFuture<Down> down(Node node, Pid remote) {
		CompletableFuture<Down> down = new CompletableFuture<>();
		node.spawn((self) -> {
			self.monitor(remote);
			down.complete(self.receive(Down.class));
		});
		return down;
	}

	@Otp(247)
	@Test
	void withoutAutomaticConnectionsOnlyAnExplicitConnectWorks() throws Exception {
		Node b = this.nodes.start("b");
		LinkedBlockingQueue<Object> seen = Nodes.counter(b);
		Node a = apart(config("a").autoConnect(false), b);
		CompletableFuture<Down> down = new CompletableFuture<>();
		a.spawn((self) -> {
			a.server("counter", b.name()).cast(new Note(1));
			self.monitor(new RegisteredName("counter", b.name()));
			down.complete(self.receive(Down.class));
		});

		assertThat(get(down).reason()).isEqualTo(ExitReason.NOCONNECTION);
		assertThat(a.peers()).isEmpty();

		assertThat(a.connect(b.name())).isTrue();
		a.server("counter", b.name()).cast(new Note(2));

		assertThat(seen.poll(5, TimeUnit.SECONDS)).isEqualTo(new Note(2));
	}

	@Test
	void onlyNodesOfTheListMayConnectInEitherDirection() {
		String friend = Nodes.freshName("friend");
		Node a = this.nodes.start(config("a").allowNodes(List.of(friend)));
		Node stranger = this.nodes.start("stranger", a);
		Node b = this.nodes.start(Nodes.config(friend), a);

		Nodes.connected(a, b);
		await().until(() -> stranger.peerProblem(a.name()).isPresent());

		assertThat(stranger.peerProblem(a.name()).orElseThrow()).contains("refuses this node");
		await().untilAsserted(
				() -> assertThat(this.log.refused()).anyMatch((line) -> line.contains("not in the list of nodes")));
		assertThat(a.connect(stranger.name())).isFalse();
		assertThat(a.peerProblem(stranger.name()))
			.hasValueSatisfying((why) -> assertThat(why).contains("not in the list"));
		assertThat(a.allowedNodes()).hasValue(Set.of(friend));

		a.allowNodes(List.of(stranger.name()));
		await().until(() -> stranger.connect(a.name()));
	}

	@Test
	void aNodeOnItsOwnSaysThatItHasNothingToDoWithOthers() {
		try (Node node = Node.start()) {
			assertThatThrownBy(() -> node.cookie("a@b", "secret")).isInstanceOf(IllegalStateException.class)
				.hasMessageContaining("has no name");
			assertThat(node.nodes()).isEmpty();
			assertThat(node.nodes(NodeType.KNOWN)).containsExactly(node.name());
		}
	}

	@Test
	void namesAreLongIfTheirHostHasADotOrIsAnAddress() {
		assertThat(List.of("a@b.c", "a@127.0.0.1", "a@[::1]")).allMatch(Admission::isLong);
		assertThat(List.of("a@b", "a.b@localhost")).noneMatch(Admission::isLong);
	}

	@Test
	void onlyAProcessCanMonitorNodes() {
		Node a = this.nodes.start("a");

		assertThat(Process.current()).isNull();
		assertThatThrownBy(() -> a.monitorNodes(NodeType.CONNECTED)).isInstanceOf(IllegalStateException.class);
	}

}
