package io.actor.node;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.actor.fixture.Otp;
import io.actor.node.Nodes.Add;
import io.actor.node.Nodes.Note;
import io.actor.process.Exit;
import io.actor.process.ExitReason;
import io.actor.term.RegisteredName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Two nodes that call each other at the same time, and connections that come and go:
 * exactly one connection, no lost signal, ups and downs in turn.
 */
@Timeout(60)
class SimultaneousConnectionsTests {

	private static final int ROUNDS = 150;

	@Otp(251)
	@Test
	void bothCallAtOnceAndOneConnectionCarriesEverything() throws Exception {
		PeerAddress first = address("a");
		PeerAddress second = address("b");
		try (Node left = start(first, second); Node right = start(second, first)) {
			await().until(() -> left.peers().isEmpty() && right.peers().isEmpty());
			var seenLeft = Nodes.counter(left);
			var seenRight = Nodes.counter(right);
			Nodes.Events events = new Nodes.Events();
			left.listen(events);
			for (int round = 0; round < ROUNDS; round++) {
				CountDownLatch go = new CountDownLatch(1);
				int number = round;
				List<CompletableFuture<Void>> senders = new ArrayList<>();
				senders.add(sender(left, right, number, go));
				senders.add(sender(right, left, number, go));
				go.countDown();
				for (CompletableFuture<Void> sender : senders) {
					sender.get(10, TimeUnit.SECONDS);
				}
				for (int i = 0; i < 3; i++) {
					assertThat(seenRight.poll(5, TimeUnit.SECONDS)).isEqualTo(new Note(3 * round + i));
					assertThat(seenLeft.poll(5, TimeUnit.SECONDS)).isEqualTo(new Note(3 * round + i));
				}
				assertThat(left.peers()).hasSize(1);
				assertThat(right.peers()).hasSize(1);
				((round % 2 == 0) ? left : right).disconnect(((round % 2 == 0) ? right : left).name());
				await().pollInterval(java.time.Duration.ofMillis(1))
					.until(() -> left.peers().isEmpty() && right.peers().isEmpty());
			}
			assertThat(seenLeft).isEmpty();
			assertThat(seenRight).isEmpty();
			await().untilAsserted(() -> assertThat(events.seen).hasSize(2 * ROUNDS));
			for (int round = 0; round < ROUNDS; round++) {
				assertThat(events.next()).isEqualTo("up " + second.node());
				assertThat(events.next()).isEqualTo("down " + second.node());
			}
		}
	}

	/** Sends three notes, links, monitors and calls, all before there is a connection. */
	private static CompletableFuture<Void> sender(Node from, Node to, int round, CountDownLatch go) {
		CompletableFuture<Void> done = new CompletableFuture<>();
		from.spawn((self) -> {
			go.await();
			for (int i = 0; i < 3; i++) {
				from.server("counter", to.name()).cast(new Note(3 * round + i));
			}
			try {
				assertThat(from.server("counter", to.name()).call(new Add(0))).isZero();
				done.complete(null);
			}
			catch (RuntimeException | AssertionError ex) {
				done.completeExceptionally(ex);
			}
		});
		return done;
	}

	@Test
	void linksMadeWhileConnectionsComeAndGoAreKnownOnBothSidesOrBroken() throws Exception {
		PeerAddress first = address("a");
		PeerAddress second = address("b");
		try (Node a = start(first, second); Node b = start(second, first)) {
			for (int round = 0; round < 60; round++) {
				var remote = b.spawn((self) -> self.receive(Note.class));
				CompletableFuture<ExitReason> exit = new CompletableFuture<>();
				CompletableFuture<Boolean> linked = new CompletableFuture<>();
				a.spawn((self) -> {
					self.trapExit(true);
					self.link(remote);
					linked.complete(true);
					exit.complete(self.receive(Exit.class).reason());
				});
				Node cutter = (round % 2 == 0) ? a : b;
				CompletableFuture<Void> cut = CompletableFuture
					.runAsync(() -> cutter.disconnect(((cutter == a) ? b : a).name()));
				linked.get(5, TimeUnit.SECONDS);
				cut.get(5, TimeUnit.SECONDS);
				b.send(new RegisteredName("nobody", a.name()), new Note(1));
				b.processes().exit(remote, remote, ExitReason.named("over"));

				// Lost with the connection, ended with its reason, or gone before the
				// link
				// arrived; never nothing.
				assertThat(exit.get(5, TimeUnit.SECONDS)).isIn(ExitReason.NOCONNECTION, ExitReason.named("over"),
						ExitReason.NOPROC);
			}
		}
	}

	/** A node that knows where the other is but does not keep it connected. */
	private static Node start(PeerAddress own, PeerAddress other) {
		Node node = Node.start(Nodes.config(own.node()).port(own.port()).peers(List.of(other)));
		node.disconnect(other.node());
		// The groups' monitors of each other's processes would connect the nodes again.
		node.application().terminateChild("pg");
		return node;
	}

	private static PeerAddress address(String alive) throws Exception {
		try (java.net.ServerSocket free = new java.net.ServerSocket(0)) {
			return new PeerAddress(Nodes.freshName(alive), free.getLocalPort());
		}
	}

}
