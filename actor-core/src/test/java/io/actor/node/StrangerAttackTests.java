package io.actor.node;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import io.actor.process.ExitReason;
import io.actor.wire.handshake.Cookie;
import io.actor.wire.handshake.HandshakeStep;
import io.actor.wire.handshake.InitiatorHandshake;
import io.actor.wire.handshake.LengthPrefix;
import io.actor.wire.handshake.LocalNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Sessions of attackers who do not know the cookie: what they may cost is their own
 * connection, or their own address for a while.
 */
class StrangerAttackTests extends UnderAttack {

	private static final String ELSEWHERE = "127.0.0.2";

	/** The first message of a handshake. */
	private static byte[] sendName(String name, long flags) {
		byte[] text = name.getBytes(StandardCharsets.ISO_8859_1);
		return ByteBuffer.allocate(17 + text.length)
			.putShort((short) (15 + text.length))
			.put((byte) 'N')
			.putLong(flags)
			.putInt(99)
			.putShort((short) text.length)
			.put(text)
			.array();
	}

	private static final long FLAGS = 0xD07DF7FBCL;

	/** Says a name and answers the challenge with this digest. */
	private byte[] guess(FakePeer peer, String name, byte[] digest) throws IOException {
		peer.send(sendName(name, FLAGS));
		// "ok", and a challenge with the node's name.
		byte[] said = peer.hears(5 + 2 + 19 + this.node.name().length());
		peer.send(ByteBuffer.allocate(23).putShort((short) 21).put((byte) 'r').putInt(1234).put(digest).array());
		return said;
	}

	@Test
	void whoGuessesTheCookieIsShutOutWithItsAddressOnly() throws Exception {
		for (int i = 0; i < 5; i++) {
			try (FakePeer guesser = FakePeer.to(this.node, ELSEWHERE)) {
				guess(guesser, Nodes.freshName("guess"), new byte[16]);
				assertThat(guesser.hearsAll()).isEmpty();
			}
		}
		assertThat(hits(Limit.FAILED_LOGINS)).isEqualTo(1);
		try (FakePeer blocked = FakePeer.to(this.node, ELSEWHERE)) {
			assertThat(blocked.closedWithin(SOON)).isTrue();
		}
		assertThat(hits(Limit.BLOCKED_ADDRESS)).isEqualTo(1);
		assertThat(this.log.refused()).anyMatch((line) -> line.contains("blocked for 60 s"));

		Node late = this.nodes.start("late", this.node);
		Nodes.connected(late, this.node);
	}

	@Test
	void guessesUnderWayAreCutOffWhenTheirAddressIsBlocked() throws Exception {
		List<FakePeer> guessers = new ArrayList<>();
		for (int i = 0; i < 8; i++) {
			FakePeer guesser = FakePeer.to(this.node, ELSEWHERE);
			guesser.send(sendName(Nodes.freshName("guess"), FLAGS));
			guesser.hears(5);
			guessers.add(guesser);
		}
		for (FakePeer guesser : guessers.subList(0, 5)) {
			guesser.send(ByteBuffer.allocate(23).putShort((short) 21).put((byte) 'r').putInt(1).array());
		}
		for (FakePeer guesser : guessers) {
			assertThat(guesser.closedWithin(SOON)).isTrue();
			guesser.close();
		}
		assertThat(hits(Limit.FAILED_LOGINS)).isEqualTo(1);
	}

	@Test
	void aGoodPeerIsInWithinTwoSecondsWhileTwoHundredSlowClientsHoldWhatTheyGet() throws Exception {
		List<FakePeer> slow = new ArrayList<>();
		for (int i = 0; i < 200; i++) {
			// Seven addresses: what one may hold, seven times, is less than all there is.
			FakePeer client = FakePeer.to(this.node, "127.0.1." + (1 + i % 7));
			if (i < 7 * 8) {
				client.send((byte) 0);
			}
			slow.add(client);
		}
		await().until(() -> hits(Limit.STRANGERS_OF_ADDRESS) == 200 - 7 * 8);

		long start = System.nanoTime();
		Node late = this.nodes.start("late", this.node);
		Nodes.connected(late, this.node);
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
		for (FakePeer client : slow) {
			client.close();
		}
	}

	@Test
	void slowClientsFromEverywhereCannotKeepTheNodeFromCallingItsPeers() throws Exception {
		Node peer = this.nodes.start("peer");
		Node victim = this.nodes.start("victim", peer);
		Nodes.connected(victim, peer);
		Nodes.Events events = new Nodes.Events();
		victim.listen(events);
		List<FakePeer> slow = new ArrayList<>();
		for (int i = 0; i < 100; i++) {
			slow.add(FakePeer.to(victim, "127.0.1." + (1 + i)));
		}
		await().until(() -> victim.limitHits(Limit.STRANGERS) == 100 - 64);

		peer.disconnect(victim.name());

		assertThat(events.down()).isEqualTo(peer.name());
		assertThat(events.next()).isEqualTo("up " + peer.name());
		for (FakePeer client : slow) {
			client.close();
		}
	}

	@Test
	void newNamesFromOneAddressAreLimited() throws Exception {
		for (int i = 0; i < 35; i++) {
			try (FakePeer peer = FakePeer.to(this.node, ELSEWHERE)) {
				peer.send(sendName("churn" + i + "@127.0.0.1", FLAGS));
				String said = new String(peer.hears(3), StandardCharsets.ISO_8859_1);
				assertThat(said).isEqualTo((i < 30) ? "\0\3s" : "\0\14s");
				if (i < 30) {
					peer.send((byte) 0, (byte) 1, (byte) 'x');
				}
				peer.hearsAll();
			}
		}
		assertThat(hits(Limit.NEW_NAMES)).isEqualTo(5);
		Node late = this.nodes.start("late", this.node);
		Nodes.connected(late, this.node);
	}

	@Test
	void whoHoldsTheNameOfAnotherNodeIsBlockedAndTheNodeComesIn() throws Exception {
		StrangerLimits hurried = StrangerLimits.DEFAULT.withHandshake(Duration.ofMillis(300), 1280);
		Node besieged = this.nodes
			.start(Nodes.config(Nodes.freshName("besieged")).peerLimits(PeerLimits.DEFAULT.withStrangers(hurried)));
		String victim = Nodes.freshName("victim");
		boolean shut = false;
		for (int i = 0; i < 20 && !shut; i++) {
			try (FakePeer holding = FakePeer.to(besieged, ELSEWHERE)) {
				holding.send(sendName(victim, FLAGS));
				if (i == 0) {
					assertThat(holding.hears(5)).endsWith('o', 'k');
					try (FakePeer late = FakePeer.to(besieged)) {
						late.send(sendName(victim, FLAGS));
						assertThat(late.hearsAll()).isEmpty();
					}
				}
				shut = holding.hearsAll().length == 0;
			}
		}
		assertThat(shut).isTrue();
		assertThat(besieged.limitHits(Limit.NAME_IN_USE)).isEqualTo(1);
		assertThat(besieged.limitHits(Limit.UNPROVEN_NAMES)).isEqualTo(1);
		assertThat(this.log.refused()).anyMatch((line) -> line.contains(victim) && line.contains("is not over"))
			.anyMatch((line) -> line.contains("without a proof"));

		try (FakePeer real = FakePeer.established(besieged, victim)) {
			real.tick();
			assertThat(besieged.peers()).extracting(PeerInfo::name).contains(victim);
		}
	}

	@Test
	void whoMayNotClaimANameIsToldNothingAndTheLogSaysWhy() throws Exception {
		Node strict = this.nodes.start(Nodes.config(Nodes.freshName("strict"))
			.peerLimits(PeerLimits.DEFAULT.withKnownPeers(1).withStrangers(StrangerLimits.DEFAULT.withNewNames(2))));
		try (FakePeer known = FakePeer.established(strict, Nodes.freshName("known"))) {
			known.tick();
			for (String why : List.of("this node knows too many others already", "too many new names")) {
				try (FakePeer peer = FakePeer.to(strict)) {
					peer.send(sendName(Nodes.freshName("more"), FLAGS));
					assertThat(new String(peer.hearsAll(), StandardCharsets.ISO_8859_1)).isEqualTo("\0\14snot_allowed");
				}
				await().untilAsserted(() -> assertThat(this.log.refused()).last().asString().contains(why));
			}
		}
	}

	@Test
	void noTwoWrongProofsAreAnsweredDifferently() throws Exception {
		Set<String> answers = new HashSet<>();
		byte[] almost = new byte[16];
		almost[0] = 1;
		byte[] end = new byte[16];
		end[15] = 1;
		List<byte[]> digests = List.of(new byte[16], almost, end);
		List<String> names = List.of(Nodes.freshName("unknown"), this.honest.name(), Nodes.freshName("another"));
		for (int i = 0; i < digests.size(); i++) {
			try (FakePeer peer = FakePeer.to(this.node, "127.0.2." + (i + 1))) {
				peer.send(sendName(names.get(i), FLAGS));
				if (names.get(i).equals(this.honest.name())) {
					// "alive", which we confirm.
					peer.hears(8);
					peer.send(new byte[] { 0, 5, 's', 't', 'r', 'u', 'e' });
				}
				else {
					peer.hears(5);
				}
				peer.hears(2 + 19 + this.node.name().length());
				peer.send(ByteBuffer.allocate(23)
					.putShort((short) 21)
					.put((byte) 'r')
					.putInt(7)
					.put(digests.get(i))
					.array());
				answers.add(new String(peer.hearsAll(), StandardCharsets.ISO_8859_1));
			}
		}
		assertThat(answers).containsExactly("");
	}

	@Test
	void aRecordedHandshakeIsOfNoUseLater() throws Exception {
		// A good handshake, of which somebody has a copy.
		String name = Nodes.freshName("victim");
		InitiatorHandshake good = new InitiatorHandshake(new LocalNode(name, 77), this.node.name(),
				Cookie.of(Nodes.COOKIE), 4711, () -> true, (challenge) -> false, LengthPrefix.U16);
		ByteArrayOutputStream copy = new ByteArrayOutputStream();
		try (FakePeer peer = FakePeer.to(this.node)) {
			byte[] first = good.start();
			copy.writeBytes(first);
			peer.send(first);
			boolean up = false;
			while (!up) {
				HandshakeStep step = good.receive(ByteBuffer.wrap(peer.hears(1)));
				copy.writeBytes(step.output());
				peer.send(step.output());
				up = step instanceof HandshakeStep.Established;
			}
		}
		await().until(() -> this.node.peers().stream().noneMatch((peer) -> peer.name().equals(name)));

		try (FakePeer replay = FakePeer.to(this.node)) {
			replay.send(copy.toByteArray());
			replay.hears(5 + 2 + 19 + this.node.name().length());
			assertThat(replay.hearsAll()).isEmpty();
		}
		assertThat(this.node.peers()).extracting(PeerInfo::name).doesNotContain(name);
		await().until(() -> this.log.refused().stream().anyMatch((line) -> line.contains("does not know the cookie")));
	}

	@Test
	void ourOwnChallengeIsNotAnsweredOverASecondConnection() throws Exception {
		try (FakePeer first = FakePeer.to(this.node); FakePeer second = FakePeer.to(this.node)) {
			first.send(sendName(Nodes.freshName("mirror"), FLAGS));
			first.hears(5);
			byte[] challenge = Arrays.copyOfRange(first.hears(2 + 19 + this.node.name().length()), 11, 15);
			second.send(sendName(Nodes.freshName("mirror"), FLAGS));
			second.hears(5 + 2 + 19 + this.node.name().length());
			// If it were answered, the answer would be the proof the first one needs.
			second.send(ByteBuffer.allocate(23).putShort((short) 21).put((byte) 'r').put(challenge).array());
			assertThat(second.hearsAll()).isEmpty();
		}
		await().until(() -> this.log.refused().stream().anyMatch((line) -> line.contains("REFLECTION")));
	}

	@Test
	void whatIsTooLongForAHandshakeIsCountedAndNotRead() throws Exception {
		try (FakePeer peer = FakePeer.to(this.node)) {
			peer.send((byte) 0x05, (byte) 0x01);
			assertThat(peer.closedWithin(SOON)).isTrue();
		}
		try (FakePeer peer = FakePeer.to(this.node)) {
			peer.send(sendName("n".repeat(260) + "@host", FLAGS));
			assertThat(peer.closedWithin(SOON)).isTrue();
		}
		assertThat(hits(Limit.HANDSHAKE_MESSAGE)).isEqualTo(1);
		assertThat(hits(Limit.NODE_NAME)).isEqualTo(1);
	}

	@ParameterizedTest
	@ValueSource(strings = { "a@b\n2026-01-01 ERROR all is lost", "a@b\u001B[31m", "a@b\0", "a@b@c", "a b@c", "@" })
	void aNameThatCouldForgeALogLineIsRefusedAndShownHarmless(String name) throws Exception {
		try (FakePeer peer = FakePeer.to(this.node)) {
			peer.send(sendName(name, FLAGS));
			assertThat(peer.closedWithin(SOON)).isTrue();
		}
		await().until(() -> this.log.refused().size() == 1);
		assertThat(this.log.refused().getFirst()).doesNotContain("\n", "\u001B", "\0", "all is lost");
	}

	@Test
	void theCookieIsNowhereToBeSeen() throws Exception {
		String planted = "planted-secret-Xq7-nowhere-to-be-seen";
		try (LoggedText all = new LoggedText("io.actor", "io.actor.report", "io.actor.sys", "io.actor.output",
				"io.actor.node.connections")) {
			NodeConfig config = NodeConfig.named(Nodes.freshName("secret"), planted).port(0).epmd(EpmdMode.NONE);
			Node secret = this.nodes.start(config);
			Nodes.counter(secret);
			try (FakePeer good = FakePeer.established(secret, Nodes.freshName("good"), planted)) {
				good.tick();
			}
			try (FakePeer bad = FakePeer.to(secret)) {
				bad.send(sendName(Nodes.freshName("bad"), FLAGS));
				bad.hears(5 + 2 + 19 + secret.name().length());
				bad.send(ByteBuffer.allocate(23).putShort((short) 21).put((byte) 'r').putInt(1).array());
				assertThat(bad.hearsAll()).isEmpty();
			}
			secret.processes()
				.exit(secret.processes().nobody(), secret.whereis("counter").orElseThrow(), ExitReason.named("oops"));
			await().until(() -> secret.whereis("counter").isEmpty());
			List<String> texts = new ArrayList<>(all.everything());
			texts.addAll(List.of(config.toString(), config.settings().toString(), secret.toString(),
					String.valueOf(config.settings().cookie()), secret.peers().toString(),
					secret.application().whichChildren().toString()));
			assertThat(texts).isNotEmpty().noneMatch((text) -> text.contains(planted) || text.contains("Xq7"));
		}
	}

}
