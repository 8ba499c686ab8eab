package io.actor.node;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.actor.process.Process;
import io.actor.term.Atom;
import io.actor.term.Binary;
import io.actor.term.Pid;
import io.actor.term.RegisteredName;
import io.actor.term.Term;
import io.actor.term.Tuple;
import io.actor.wire.distribution.ControlMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Peers that say they are there and do not read, and peers that go in a bad moment. */
@Tag("security")
@Timeout(60)
class UnreadPeerTests {

	private static final int HALF_A_MEGABYTE = 512 * 1024;

	private final Nodes nodes = new Nodes();

	@AfterEach
	void stop() {
		this.nodes.close();
	}

	/**
	 * The question of {@code net_adm:ping}, with a tag that comes back with the answer.
	 */
	private static void ping(FakePeer peer, String name, Term tag) {
		Pid from = new Pid(Atom.of(name), 1, 0, 77);
		peer.send(new ControlMessage.RegSend(from, NetKernel.NAME),
				Tuple.of(Atom.of("$gen_call"), Tuple.of(from, tag), Tuple.of(Atom.of("is_auth"), Atom.of(name))));
	}

	@Test
	void aPeerThatAsksAndNeverReadsKeepsNoOtherFromItsAnswers() throws Exception {
		Node node = this.nodes.start(Nodes.config(Nodes.freshName("asked")).buffer(64 * 1024, 32 * 1024));
		String deaf = Nodes.freshName("deaf");
		String good = Nodes.freshName("good");
		try (FakePeer flooding = FakePeer.established(node, deaf); FakePeer honest = FakePeer.established(node, good)) {
			// More than the operating systems take: what is over waits in the node.
			for (int i = 0; i < 40; i++) {
				ping(flooding, deaf, Binary.of(new byte[HALF_A_MEGABYTE]));
			}
			await().until(() -> node.pendingBytes() > 64 * 1024);

			ping(honest, good, Atom.of("tag"));

			assertThat(answer(honest)).isEqualTo(Tuple.of(Atom.of("tag"), Atom.of("yes")));
			assertThat(node.suspendedSenders()).isZero();
		}
	}

	/** The next message to a process; what is said to the parts of a node is left out. */
	private static Term answer(FakePeer peer) throws IOException {
		while (true) {
			FakePeer.Heard heard = peer.next();
			if (heard.payload() != null && !(heard.message() instanceof ControlMessage.RegSend)) {
				return heard.payload();
			}
		}
	}

	@Test
	void aPeerThatTicksAndNeverReadsIsGivenUpAfterATickTimeAndItsSendersGoOn() throws Exception {
		Node node = this.nodes.start(Nodes.config(Nodes.freshName("sending"))
			.buffer(64 * 1024, 32 * 1024)
			.netTickTime(Duration.ofSeconds(1)));
		Nodes.Events events = new Nodes.Events();
		String deaf = Nodes.freshName("deaf");
		try (FakePeer peer = FakePeer.established(node, deaf)) {
			node.listen(events);
			LinkedBlockingQueue<String> done = new LinkedBlockingQueue<>();
			node.spawn((self) -> {
				while (node.limitHits(Limit.UNREAD) == 0) {
					self.send(new RegisteredName("sink", deaf), Binary.of(new byte[HALF_A_MEGABYTE]));
				}
				done.add("done");
			});

			await().pollInterval(Duration.ofMillis(100)).until(() -> {
				try {
					peer.tick();
				}
				catch (IOException ex) {
					// It was given up between two ticks.
				}
				return node.limitHits(Limit.UNREAD) == 1;
			});

			assertThat(events.next()).isEqualTo("down " + deaf);
			assertThat(done.poll(10, TimeUnit.SECONDS)).isEqualTo("done");
		}
	}

	@Test
	void aMessageForConnectedNodesThatComesBeforeTheNodeDownLeavesNothingBehind() throws Exception {
		Node node = this.nodes.start("broadcasting");
		String brief = Nodes.freshName("brief");
		CompletableFuture<Process> started = new CompletableFuture<>();
		node.spawn((self) -> {
			started.complete(self);
			self.receive(Nodes.Undeclared.class);
		});
		Process broadcasting = started.get(5, TimeUnit.SECONDS);
		CompletableFuture<Boolean> told = new CompletableFuture<>();
		node.listen(new NodeListener() {

			@Override
			public void nodeDown(PeerInfo peer, String reason) {
				// What a group does with whom it knows, until it has heard the same.
				broadcasting.sendIfConnected(new RegisteredName("pg", peer.name()), Atom.of("late"));
				told.complete(true);
			}

		});

		FakePeer.established(node, brief).close();

		assertThat(told.get(10, TimeUnit.SECONDS)).isTrue();
		await().until(() -> !node.nodes(NodeType.KNOWN).contains(brief));
		assertThat(node.pendingBytes()).isZero();
	}

}
