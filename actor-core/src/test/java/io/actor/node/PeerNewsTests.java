package io.actor.node;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

import io.actor.fixture.LogEvents;
import io.actor.term.Atom;
import io.actor.term.Pid;
import io.actor.wire.distribution.ControlMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What is told of peers that misbehave, to the log and to listeners, and in which order.
 */
@Timeout(30)
class PeerNewsTests {

	private static final int DEADLINE = 5000;

	private final Nodes nodes = new Nodes();

	@RegisterExtension
	final LogLines log = new LogLines();

	@RegisterExtension
	final LogEvents dialer = new LogEvents("io.actor.node.peers");

	private Node node;

	@BeforeEach
	void start() {
		this.node = this.nodes.start("target");
	}

	@AfterEach
	void stop() {
		this.nodes.close();
	}

	@Test
	void aPeerThatComesAndBreaksTheProtocolWithoutEndDoesNotFillTheLog() throws Exception {
		String name = Nodes.freshName("bad");
		for (int i = 0; i < 30; i++) {
			try (FakePeer peer = FakePeer.established(this.node, name)) {
				peer.send((byte) 0xFF, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF);
				assertThat(peer.closedWithin(DEADLINE)).isTrue();
			}
			await().until(() -> this.node.peers().isEmpty());
		}
		assertThat(this.log.lines()).filteredOn((line) -> line.contains(name)).hasSize(10);
	}

	@Test
	void aTextOfAPeerIsHarmlessWhereverItIsShown() throws Exception {
		// Its call goes before ours if both call.
		String name = Nodes.freshName("z");
		Node watching = this.nodes.start(Nodes.config(Nodes.freshName("w")).peers(List.of(new PeerAddress(name, 1))));
		List<String> details = new CopyOnWriteArrayList<>();
		watching.listen(new NodeListener() {
			@Override
			public void nodeDown(PeerInfo peer, String reason) {
				details.add(reason);
			}
		});
		CompletableFuture<String> told = new CompletableFuture<>();
		try (FakePeer peer = FakePeer.established(watching, name)) {
			watching.spawn((self) -> {
				watching.monitorNode(name);
				peer.send(new ControlMessage.Link(
						new Pid(Atom.of("x\n2026-01-01 ERROR forged \u001B[31m" + "y".repeat(200)), 1, 0, 77),
						self.pid()), null);
				told.complete(self.receive(NodeDown.class).detail());
			});
			assertThat(peer.closedWithin(DEADLINE)).isTrue();
		}
		details.add(told.get(10, TimeUnit.SECONDS));
		await().until(() -> watching.peerProblem(name).isPresent());
		details.add(watching.peerProblem(name).orElseThrow());
		details.addAll(watching.lostNodes().stream().map(LostNode::detail).toList());

		assertThat(details).hasSizeGreaterThanOrEqualTo(3).first().asString().contains("x?2026", "ERROR forged");
		// When it could not be reached the first time; the rest stands in the other log.
		await().untilAsserted(() -> assertThat(this.dialer.lines()).hasSize(1));
		details.addAll(this.log.lines());
		details.addAll(this.dialer.lines());
		assertThat(details).noneMatch((text) -> text.contains("\n") || text.contains("\u001B") || text.length() > 500);
	}

	@Test
	void aPeerThatGoesWithoutAWordHasClosedTheConnection() throws Exception {
		String name = Nodes.freshName("silent");
		CompletableFuture<String> told = new CompletableFuture<>();
		this.node.listen(new NodeListener() {
			@Override
			public void nodeDown(PeerInfo peer, String reason) {
				told.complete(reason);
			}
		});
		FakePeer.established(this.node, name).close();

		assertThat(told.get(10, TimeUnit.SECONDS)).isEqualTo("closed by the other side");
		assertThat(this.node.lostNodes()).last()
			.satisfies((lost) -> assertThat(lost.reason()).isEqualTo(DownReason.CONNECTION_CLOSED),
					(lost) -> assertThat(lost.detail()).isEqualTo("closed by the other side"));
	}

	@Test
	void aConnectionThatComesUpAfterAFailedAttemptIsToldAfterIt() throws Exception {
		String name = Nodes.freshName("late");
		List<String> story = new CopyOnWriteArrayList<>();
		CompletableFuture<Void> up = new CompletableFuture<>();
		try (FakePeer peer = FakePeer.to(this.node)) {
			this.node.listen(new NodeListener() {
				@Override
				public void unreachable(String node, String reason) {
					CompletableFuture.runAsync(() -> shakeHands(peer, name));
					try {
						up.get(300, TimeUnit.MILLISECONDS);
					}
					catch (Exception ex) {
						// It waits until all know that the attempt has failed.
						story.add("unreachable");
					}
				}

				@Override
				public void nodeUp(PeerInfo peer) {
					story.add("up");
					up.complete(null);
				}
			});
			this.node.connect(name);
			up.get(10, TimeUnit.SECONDS);
		}
		assertThat(story).containsExactly("unreachable", "up");
		assertThat(this.node.peerProblem(name)).isEmpty();
	}

	private void shakeHands(FakePeer peer, String name) {
		try {
			FakePeer.established(peer, this.node, name, Nodes.COOKIE);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
