package io.actor.node;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.actor.fixture.Otp;
import io.actor.process.Body;
import io.actor.process.Down;
import io.actor.process.Exit;
import io.actor.process.ExitReason;
import io.actor.process.Obligation;
import io.actor.process.Process;
import io.actor.term.Pid;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** Processes hear of nodes that come and go, in the order of OTP. */
@Timeout(30)
class NodeMonitorTests {

	private final Nodes nodes = new Nodes();

	private Node node;

	@BeforeEach
	void start() {
		this.node = this.nodes.start(Nodes.config(Nodes.freshName("watching")).visible(true));
	}

	@AfterEach
	void stop() {
		this.nodes.close();
	}

	/** A process that does this and then tells all it hears. */
	private LinkedBlockingQueue<Object> subscriber(Body first) throws Exception {
		LinkedBlockingQueue<Object> heard = new LinkedBlockingQueue<>();
		CompletableFuture<Pid> ready = new CompletableFuture<>();
		this.node.spawn((self) -> {
			self.trapExit(true);
			first.run(self);
			ready.complete(self.pid());
			while (true) {
				heard.add(self.receive());
			}
		});
		ready.get(5, TimeUnit.SECONDS);
		return heard;
	}

	/** The next message; of a down not what it says for people. */
	private static Object next(LinkedBlockingQueue<Object> heard) throws InterruptedException {
		Object news = heard.poll(10, TimeUnit.SECONDS);
		return (news instanceof NodeDown down) ? new NodeDown(down.node(), down.type(), down.reason(), "") : news;
	}

	private static NodeUp up(Node other, NodeType type) {
		return new NodeUp(other.name(), type);
	}

	private static NodeDown down(Node other, NodeType type) {
		return new NodeDown(other.name(), type, DownReason.CONNECTION_CLOSED, "");
	}

	private Node visible(String alive) {
		Node other = this.nodes.start(Nodes.config(Nodes.freshName(alive)).visible(true), this.node);
		Nodes.connected(this.node, other);
		return other;
	}

	private Node hidden(String alive) {
		Node other = this.nodes.start(alive, this.node);
		Nodes.connected(this.node, other);
		return other;
	}

	@Otp(242)
	@Test
	void subscribersHearOnceOfEachNodeOfTheirType() throws Exception {
		LinkedBlockingQueue<Object> visible = subscriber((self) -> this.node.monitorNodes(NodeType.VISIBLE));
		LinkedBlockingQueue<Object> hidden = subscriber((self) -> this.node.monitorNodes(NodeType.HIDDEN));
		LinkedBlockingQueue<Object> all = subscriber((self) -> this.node.monitorNodes(NodeType.CONNECTED));

		Node one = visible("v");
		assertThat(next(all)).isEqualTo(up(one, NodeType.VISIBLE));
		Node two = hidden("h");
		assertThat(next(all)).isEqualTo(up(two, NodeType.HIDDEN));
		two.close();
		assertThat(next(all)).isEqualTo(down(two, NodeType.HIDDEN));
		one.close();
		assertThat(next(all)).isEqualTo(down(one, NodeType.VISIBLE));

		assertThat(List.of(next(visible), next(visible))).containsExactly(up(one, NodeType.VISIBLE),
				down(one, NodeType.VISIBLE));
		assertThat(List.of(next(hidden), next(hidden))).containsExactly(up(two, NodeType.HIDDEN),
				down(two, NodeType.HIDDEN));
		assertThat(all).isEmpty();
		assertThat(visible).isEmpty();
		assertThat(hidden).isEmpty();
	}

	@Otp(243)
	@Test
	void subscribersAreToldWhyANodeWent() throws Exception {
		LinkedBlockingQueue<Object> heard = subscriber((self) -> this.node.monitorNodes(NodeType.CONNECTED));
		Node closing = hidden("closing");
		assertThat(next(heard)).isEqualTo(up(closing, NodeType.HIDDEN));

		closing.close();
		assertThat(next(heard)).isInstanceOfSatisfying(NodeDown.class,
				(down) -> assertThat(down.reason()).isEqualTo(DownReason.CONNECTION_CLOSED));

		Node sentAway = hidden("away");
		assertThat(next(heard)).isEqualTo(up(sentAway, NodeType.HIDDEN));
		this.node.disconnect(sentAway.name());
		assertThat(next(heard)).isInstanceOfSatisfying(NodeDown.class,
				(down) -> assertThat(down.reason()).isEqualTo(DownReason.DISCONNECT));

		assertThat(DownReason.NET_TICK_TIMEOUT.atom()).hasToString("net_tick_timeout");
		assertThat(this.node.lostNodes()).extracting(LostNode::reason).contains(DownReason.CONNECTION_CLOSED);
	}

	@Otp(244)
	@Test
	void subscriptionsEndWithTheirSubscriber() throws Exception {
		NodeMonitors monitors = new NodeMonitors(this.node.processes());
		CompletableFuture<Integer> counted = new CompletableFuture<>();
		Pid counting = this.node.spawn((self) -> {
			monitors.subscribe(self, NodeType.CONNECTED);
			monitors.subscribe(self, NodeType.HIDDEN);
			monitors.watch(self, "other@127.0.0.1");
			counted.complete(monitors.count());
			self.receive(Nodes.Undeclared.class);
		});
		assertThat(counted.get(5, TimeUnit.SECONDS)).isEqualTo(2);

		this.node.processes().exit(counting, counting, ExitReason.KILL);

		await().until(() -> monitors.count() == 0);
	}

	@Test
	void subscriptionsAddUpAndEndTogether() throws Exception {
		CompletableFuture<Boolean> ended = new CompletableFuture<>();
		LinkedBlockingQueue<Object> heard = subscriber((self) -> {
			this.node.monitorNodes(NodeType.CONNECTED);
			this.node.monitorNodes(NodeType.CONNECTED);
			this.node.monitorNodes(NodeType.HIDDEN);
		});
		Node other = hidden("h");

		assertThat(List.of(next(heard), next(heard), next(heard))).containsOnly(up(other, NodeType.HIDDEN));

		LinkedBlockingQueue<Object> quiet = subscriber((self) -> {
			this.node.monitorNodes(NodeType.CONNECTED);
			this.node.monitorNodes(NodeType.CONNECTED);
			ended.complete(this.node.demonitorNodes(NodeType.CONNECTED) && !this.node.demonitorNodes(NodeType.HIDDEN));
		});
		assertThat(ended.get(5, TimeUnit.SECONDS)).isTrue();
		other.close();
		assertThat(List.of(next(heard), next(heard), next(heard))).containsOnly(down(other, NodeType.HIDDEN));
		assertThat(quiet).isEmpty();
		assertThatThrownBy(() -> this.node.monitorNodes(NodeType.THIS)).isInstanceOf(RuntimeException.class);
	}

	@Otp(245)
	@Test
	void aNodeThatFlapsIsToldAsDownAndUpInTurn() throws Exception {
		List<LinkedBlockingQueue<Object>> subscribers = new ArrayList<>();
		for (int i = 0; i < 4; i++) {
			subscribers.add(subscriber((self) -> this.node.monitorNodes(NodeType.CONNECTED)));
		}
		String name = Nodes.freshName("flapping");
		List<FakePeer> peers = new ArrayList<>();
		int rounds = 20;
		for (int i = 0; i < rounds; i++) {
			// Each time it comes back before the old connection is known to be dead.
			peers.add(FakePeer.established(this.node, name));
			for (LinkedBlockingQueue<Object> heard : subscribers) {
				if (i > 0) {
					assertThat(next(heard)).isInstanceOfSatisfying(NodeDown.class,
							(down) -> assertThat(down.node()).isEqualTo(name));
				}
				assertThat(next(heard)).isEqualTo(new NodeUp(name, NodeType.HIDDEN));
			}
		}
		assertThat(subscribers).allMatch(LinkedBlockingQueue::isEmpty);
		for (FakePeer peer : peers) {
			peer.close();
		}
	}

	@Otp(246)
	@Test
	void downsAndExitsOfProcessesComeBeforeTheDownOfTheirNode() throws Exception {
		for (int round = 0; round < 10; round++) {
			Node other = visible("b");
			List<Pid> remote = new ArrayList<>();
			for (int i = 0; i < 10; i++) {
				remote.add(other.spawn((self) -> self.receive(Nodes.Undeclared.class)));
			}
			LinkedBlockingQueue<Object> heard = subscriber((self) -> {
				this.node.monitorNodes(NodeType.VISIBLE);
				remote.forEach(self::monitor);
				remote.forEach(self::link);
			});
			Pid last = remote.getLast();
			await().until(() -> !other.processes().info(last).orElseThrow().links().isEmpty());

			other.close();

			Object news = next(heard);
			// It may have subscribed just before the node was told.
			news = (news instanceof NodeUp) ? next(heard) : news;
			for (int i = 0; i < 20; i++) {
				assertThat(news).isInstanceOfAny(Down.class, Exit.class);
				news = next(heard);
			}
			assertThat(news).isInstanceOf(NodeDown.class);
		}
	}

	@Test
	void aWatchedNodeIsToldOnceForEachTimeItWasWatched() throws Exception {
		Node other = hidden("h");
		LinkedBlockingQueue<Object> heard = subscriber((self) -> {
			this.node.monitorNode(other.name());
			this.node.monitorNode(other.name());
			this.node.monitorNode(other.name());
			assertThat(this.node.demonitorNode(other.name())).isTrue();
			assertThat(this.node.demonitorNode("stranger@127.0.0.1")).isFalse();
		});

		other.close();

		assertThat(next(heard)).isInstanceOf(NodeDown.class);
		assertThat(next(heard)).isInstanceOf(NodeDown.class);
		assertThat(heard).isEmpty();
	}

	@Test
	void aWatchedNodeThatCannotBeReachedIsToldAtOnce() throws Exception {
		LinkedBlockingQueue<Object> heard = subscriber((self) -> {
			this.node.monitorNode("nobody@127.0.0.1");
		});

		assertThat(next(heard)).isInstanceOfSatisfying(NodeDown.class, (down) -> {
			assertThat(down.reason()).isEqualTo(DownReason.CONNECTION_SETUP_FAILED);
			assertThat(down.type()).isEqualTo(NodeType.KNOWN);
		});
	}

	@Test
	void theNodeItselfIsNeverDownForItsOwnProcesses() throws Exception {
		LinkedBlockingQueue<Object> heard = subscriber((self) -> {
			this.node.monitorNode(this.node.name());
			this.node.monitorNode("nobody@127.0.0.1");
		});

		assertThat(next(heard)).isInstanceOfSatisfying(NodeDown.class,
				(down) -> assertThat(down.node()).isEqualTo("nobody@127.0.0.1"));
		assertThat(heard).isEmpty();
		try (Node alone = Node.start()) {
			CompletableFuture<Object> own = new CompletableFuture<>();
			alone.spawn((self) -> {
				alone.monitorNode(self.pid().node().name());
				self.send(self.pid(), "nothing");
				own.complete(self.receive());
			});
			assertThat(own.get(5, TimeUnit.SECONDS)).isEqualTo("nothing");
		}
	}

	@Test
	void aProcessThatWatchesAgainAfterEachDownOwesOneEnd() throws Exception {
		NodeMonitors monitors = new NodeMonitors(this.node.processes());
		CompletableFuture<List<Obligation>> owed = new CompletableFuture<>();
		Pid watching = this.node.spawn((self) -> {
			for (int i = 0; i < 1000; i++) {
				monitors.watch(self, "other@127.0.0.1");
				monitors.unreachable("other@127.0.0.1", "it is not there");
				self.receive(NodeDown.class);
				monitors.subscribe(self, NodeType.HIDDEN);
				monitors.unsubscribe(self.pid(), NodeType.HIDDEN);
			}
			monitors.watch(self, "other@127.0.0.1");
			monitors.watch(self, "third@127.0.0.1");
			monitors.subscribe(self, NodeType.HIDDEN);
			owed.complete(obligations(self));
			self.receive(Nodes.Undeclared.class);
		});
		assertThat(owed.get(10, TimeUnit.SECONDS)).hasSize(1);
		assertThat(monitors.count()).isEqualTo(3);

		this.node.processes().exit(watching, watching, ExitReason.KILL);

		await().until(() -> monitors.count() == 0);
	}

	/** What a process keeps until its end is not to be seen from outside. */
	@SuppressWarnings("unchecked")
	private static List<Obligation> obligations(Process process) throws ReflectiveOperationException {
		Class<?> type = process.getClass();
		while (true) {
			try {
				Method method = type.getDeclaredMethod("relations");
				method.setAccessible(true);
				Object relations = method.invoke(process);
				Method obligations = relations.getClass().getDeclaredMethod("obligations");
				obligations.setAccessible(true);
				return (List<Obligation>) obligations.invoke(relations);
			}
			catch (NoSuchMethodException ex) {
				type = type.getSuperclass();
			}
		}
	}

}
