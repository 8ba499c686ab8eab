package io.actor.node;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.actor.gen.ServerRef;
import io.actor.node.Nodes.Add;
import io.actor.node.Nodes.Note;
import io.actor.scheduler.ActorClock;
import io.actor.scheduler.ActorTimers;
import io.actor.scheduler.Timer;
import io.actor.term.Atom;
import io.actor.term.Binary;
import io.actor.term.Pid;
import io.actor.term.RegisteredName;
import io.actor.wire.distribution.ControlMessage;
import io.actor.wire.handshake.HandshakeException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/**
 * Whatever comes through the port, the node goes on, another peer notices nothing, and
 * there is one line in the log.
 */
@Timeout(30)
class BadPeerTests {

	private static final int DEADLINE = 5000;

	private final Nodes nodes = new Nodes();

	@RegisterExtension
	final LogLines log = new LogLines();

	private Node node;

	private Node honest;

	private final Nodes.Events events = new Nodes.Events();

	@BeforeEach
	void start() throws InterruptedException {
		this.node = this.nodes.start("target");
		Nodes.counter(this.node);
		this.honest = this.nodes.start("honest", this.node);
		Nodes.connected(this.node, this.honest);
		this.node.listen(this.events);
	}

	@AfterEach
	void stop() {
		this.nodes.close();
	}

	private ServerRef counter() {
		return this.honest.server("counter", this.node.name());
	}

	/** The honest peer never noticed, the log has one short line. */
	private void unaffected(String inTheLog) {
		await().untilAsserted(() -> assertThat(this.log.refused()).hasSize(1));
		assertThat(this.log.refused().getFirst()).contains(inTheLog).hasSizeLessThan(500).doesNotContain("\n");
		stillTalks();
	}

	private void stillTalks() {
		counter().call(new Add(1));
		assertThat(this.node.peers()).extracting(PeerInfo::name).contains(this.honest.name());
		assertThat(this.events.seen).noneMatch((event) -> event.contains(this.honest.name()));
	}

	private static byte[] garbage(int length) {
		byte[] bytes = new byte[length];
		new Random(length).nextBytes(bytes);
		return bytes;
	}

	@Test
	void garbageAtThePortIsCutOff() throws IOException {
		try (FakePeer peer = FakePeer.to(this.node)) {
			peer.send(garbage(3000));
			assertThat(peer.closedWithin(DEADLINE)).isTrue();
		}
		unaffected("refused");
	}

	@ParameterizedTest
	@ValueSource(strings = { "GET / HTTP/1.1\r\nHost: x\r\n\r\n", "\r\n\r\n\r\n", "\0\5Nxxxx", "\0\0", "\0\1N" })
	void whatIsNoHandshakeIsCutOff(String text) throws IOException {
		try (FakePeer peer = FakePeer.to(this.node)) {
			peer.send(text.getBytes(StandardCharsets.ISO_8859_1));
			peer.send(new byte[2000]);
			assertThat(peer.closedWithin(DEADLINE)).isTrue();
		}
		unaffected("refused");
	}

	@Test
	void whoLooksWhetherThePortIsOpenIsNotWorthALine() throws IOException {
		for (int i = 0; i < 5; i++) {
			FakePeer.to(this.node).close();
		}
		stillTalks();
		assertThat(this.log.refused()).isEmpty();
	}

	@Test
	void aWrongCookieIsRefusedAndTheNameIsForgotten() {
		assertThatThrownBy(
				() -> FakePeer.established(this.node, Nodes.freshName("evil"), "another-cookie-which-is-wrong"))
			.isInstanceOf(HandshakeException.class);
		unaffected("does not know the cookie");
		assertThat(this.log.refused().getFirst()).doesNotContain(Nodes.COOKIE).doesNotContain("another-cookie");
	}

	@Test
	void theNameOfTheNodeItselfIsRefused() throws IOException {
		try (FakePeer peer = FakePeer.to(this.node)) {
			peer.send(sendName(this.node.name()));
			assertThat(peer.closedWithin(DEADLINE)).isTrue();
		}
		unaffected("OWN_NAME");
	}

	@Test
	void halfAHandshakeForAConnectedNameDoesNotTouchTheConnection() throws IOException {
		try (FakePeer peer = FakePeer.to(this.node)) {
			peer.send(sendName(this.honest.name()));
			stillTalks();
		}
		stillTalks();
	}

	@Test
	void strangersThatClaimANameDoNotCostUsWhatWaitsForIt() throws Exception {
		// The stranger goes first: our own attempt has to wait for it.
		int port;
		try (java.net.ServerSocket free = new java.net.ServerSocket(0)) {
			port = free.getLocalPort();
		}
		String name = Nodes.freshName("a");
		Node caller = this.nodes.start(Nodes.config(Nodes.freshName("b")).peers(List.of(new PeerAddress(name, port))));
		await().until(() -> caller.peerProblem(name).isPresent());
		caller.disconnect(name);
		CompletableFuture<Integer> call;
		try (FakePeer stranger = FakePeer.to(caller)) {
			stranger.send(sendName(name));
			assertThat(stranger.hears()).isEqualTo((byte) 0);
			Node real = this.nodes.start(Nodes.config(name).port(port));
			Nodes.counter(real);
			call = caller.server("counter", name).callAsync(new Add(3), Duration.ofSeconds(20));
		}

		assertThat(call.get(10, TimeUnit.SECONDS)).isEqualTo(3);
	}

	@Test
	void whatWaitsIsNotLostWhenThePeerSaysThatItCallsItself() throws Exception {
		String name = Nodes.freshName("z");
		try (java.net.ServerSocket listener = new java.net.ServerSocket(0, 5,
				java.net.InetAddress.getLoopbackAddress())) {
			Node caller = this.nodes.start(
					Nodes.config(Nodes.freshName("a")).peers(List.of(new PeerAddress(name, listener.getLocalPort()))));
			List<String> failures = new java.util.concurrent.CopyOnWriteArrayList<>();
			caller.listen(new NodeListener() {
				@Override
				public void unreachable(String node, String reason) {
					failures.add(reason);
				}
			});
			caller.send(new RegisteredName("anybody", name), new Note(1));
			try (java.net.Socket called = listener.accept()) {
				called.getOutputStream().write(new byte[] { 0, 4, 's', 'n', 'o', 'k' });
				// Our side has understood and hung up before the other call comes.
				called.getInputStream().readAllBytes();
			}
			try (FakePeer peer = FakePeer.established(caller, name)) {
				// The length of the frame with the message.
				assertThat(peer.hears()).isZero();
				assertThat(caller.peers()).extracting(PeerInfo::name).containsExactly(name);
			}
			assertThat(failures).isEmpty();
		}
	}

	/** The first message of a handshake, all flags set. */
	private static byte[] sendName(String name) {
		byte[] text = name.getBytes(StandardCharsets.ISO_8859_1);
		return java.nio.ByteBuffer.allocate(17 + text.length)
			.putShort((short) (15 + text.length))
			.put((byte) 'N')
			.putLong(0xD07DF7FBCL)
			.putInt(99)
			.putShort((short) text.length)
			.put(text)
			.array();
	}

	@Test
	void aStrangerThatNeverSpeaksIsCutOffWhenTheTimeIsUp() throws IOException {
		Node quick = this.nodes
			.start(Nodes.config(Nodes.freshName("quick")).seams(hurried(NodeConfig.Seams.production())));
		try (FakePeer silent = FakePeer.to(quick); FakePeer half = FakePeer.to(quick)) {
			half.send((byte) 0, (byte) 30, (byte) 'N');
			assertThat(silent.closedWithin(DEADLINE)).isTrue();
			assertThat(half.closedWithin(DEADLINE)).isTrue();
		}
		await().untilAsserted(
				() -> assertThat(this.log.refused()).hasSize(2).allMatch((line) -> line.contains("within 7 s")));
	}

	/** Timers that fire after a tenth of their time. */
	private static NodeConfig.Seams hurried(NodeConfig.Seams seams) {
		ActorClock clock = seams.clock();
		return new NodeConfig.Seams(clock, () -> {
			ActorTimers timers = ActorTimers.wheel(clock);
			return new ActorTimers() {
				@Override
				public void schedule(Timer timer) {
					long now = clock.nanoTime();
					timers.schedule(new Timer(now + (timer.deadline() - now) / 10) {
						@Override
						protected void expire() {
							timer.fire();
						}
					});
				}

				@Override
				public void close() {
					timers.close();
				}
			};
		}, seams.scheduler(), seams.randomness(), seams.transport());
	}

	@Test
	void aFrameThatIsTooLongEndsThatConnectionOnly() throws Exception {
		String name = Nodes.freshName("bad");
		try (FakePeer peer = FakePeer.established(this.node, name)) {
			peer.send((byte) 0xFF, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF);
			assertThat(peer.closedWithin(DEADLINE)).isTrue();
		}
		assertThat(this.events.next()).isEqualTo("up " + name);
		assertThat(this.events.next()).isEqualTo("down " + name);
		unaffected("4294967295 bytes");
	}

	@Test
	void garbageAfterTheHandshakeEndsThatConnectionOnly() throws Exception {
		String name = Nodes.freshName("bad");
		try (FakePeer peer = FakePeer.established(this.node, name)) {
			peer.send((byte) 0, (byte) 0, (byte) 0, (byte) 100);
			peer.send(garbage(100));
			assertThat(peer.closedWithin(DEADLINE)).isTrue();
		}
		unaffected("protocol error");
	}

	@Test
	void aPayloadThatIsNoTermEndsThatConnectionOnly() throws Exception {
		String name = Nodes.freshName("bad");
		try (FakePeer peer = FakePeer.established(this.node, name)) {
			java.io.ByteArrayOutputStream frame = new java.io.ByteArrayOutputStream();
			Pid from = new Pid(Atom.of(name), 1, 0, 77);
			new io.actor.wire.distribution.DistributionEncoder(io.actor.wire.handshake.DistributionFlags.HIDDEN_NODE)
				.encode(new ControlMessage.RegSend(from, "counter"), Binary.utf8("0123456789"), frame::writeBytes);
			byte[] bytes = frame.toByteArray();
			// The tag of the payload.
			bytes[bytes.length - 15] = (byte) 200;
			peer.send(bytes);
			assertThat(peer.closedWithin(DEADLINE)).isTrue();
		}
		unaffected("protocol error");
	}

	@Test
	void nobodyIsMadeToRelaySignalsToAThirdNode() throws Exception {
		String name = Nodes.freshName("relay");
		Pid from = new Pid(Atom.of(name), 1, 0, 77);
		Pid third = new Pid(Atom.of(this.honest.name()), 1, 0, this.honest.creation());
		List<ControlMessage> relayed = List.of(new ControlMessage.Link(from, third),
				new ControlMessage.MonitorP(from, third, new io.actor.term.Ref(Atom.of(name), 77, 1, 2, 3)));
		for (ControlMessage message : relayed) {
			try (FakePeer peer = FakePeer.established(this.node, name)) {
				peer.send(message, null);
				assertThat(peer.closedWithin(DEADLINE)).isTrue();
			}
		}
		try (FakePeer peer = FakePeer.established(this.node, name)) {
			peer.send(new ControlMessage.Exit2(from, third), Atom.of("kill"));
			assertThat(peer.closedWithin(DEADLINE)).isTrue();
		}
		try (FakePeer peer = FakePeer.established(this.node, name)) {
			peer.send(new ControlMessage.Link(third, from), null);
			assertThat(peer.closedWithin(DEADLINE)).isTrue();
		}
		stillTalks();
		await().until(() -> this.log.refused().size() == 4);
		assertThat(this.log.refused()).allMatch((line) -> line.contains("protocol error"));
	}

	@Test
	void manyStrangersAtOnceDoNotKeepAnHonestPeerOut() throws Exception {
		List<FakePeer> strangers = new ArrayList<>();
		for (int i = 0; i < 70; i++) {
			strangers.add(FakePeer.to(this.node));
		}
		for (FakePeer tooMany : strangers.subList(8, 70)) {
			assertThat(tooMany.closedWithin(DEADLINE)).isTrue();
		}
		for (FakePeer waiting : strangers.subList(0, 8)) {
			assertThat(waiting.closedWithin(10)).isFalse();
		}
		stillTalks();
		for (FakePeer stranger : strangers) {
			stranger.close();
		}

		Node late = this.nodes.start("late", this.node);

		Nodes.connected(late, this.node);
		assertThat(this.log.refused()).hasSizeLessThanOrEqualTo(RefusalLog.LINES);
	}

	@Test
	void aThousandFailedHandshakesFillNeitherTheTableNorTheLog() throws Exception {
		for (int i = 0; i < 600; i++) {
			try (FakePeer peer = FakePeer.to(this.node, "127.0.0.2")) {
				peer.send(sendName("churn" + i + "@127.0.0.1"));
				peer.send((byte) 0, (byte) 3, (byte) 'r', (byte) 0, (byte) 0);
				assertThat(peer.closedWithin(DEADLINE)).isTrue();
			}
		}
		Node late = this.nodes.start("late", this.node);
		Nodes.connected(late, this.node);
		assertThat(this.log.refused()).hasSizeBetween(1, RefusalLog.LINES);
		stillTalks();
	}

	@Test
	void aSenderIsSuspendedWhileItsPeerDoesNotReadAndGoesOnWhenItDoes() throws Exception {
		String name = Nodes.freshName("slow");
		byte[] large = new byte[256 * 1024];
		int total = 200;
		LinkedBlockingQueue<Integer> sent = new LinkedBlockingQueue<>();
		try (FakePeer peer = FakePeer.established(this.node, name)) {
			Pid sender = this.node.spawn((self) -> {
				for (int i = 0; i < total; i++) {
					self.send(new RegisteredName("sink", name), Binary.of(large));
					sent.add(i);
				}
			});
			await().during(Duration.ofMillis(300)).until(() -> sent.size() < total && !sent.isEmpty());
			int before = sent.size();
			assertThat(before).isLessThan(total / 2);
			assertThat(this.node.processes().isAlive(sender)).isTrue();
			stillTalks();

			assertThat(peer.closedWithin(1000)).isFalse();
			await().until(() -> {
				peer.closedWithin(100);
				return sent.size() == total;
			});
		}
	}

	@Test
	void aSuspendedSenderIsReleasedWhenThePeerIsLostAndCanBeKilledBefore() throws Exception {
		String name = Nodes.freshName("slow");
		FakePeer peer = FakePeer.established(this.node, name);
		CompletableFuture<Boolean> through = new CompletableFuture<>();
		Binary large = Binary.of(new byte[1024 * 1024]);
		this.node.spawn((self) -> {
			for (int i = 0; i < 64; i++) {
				self.send(new RegisteredName("sink", name), large);
			}
			through.complete(true);
		});
		Pid victim = this.node.spawn((self) -> {
			while (true) {
				self.send(new RegisteredName("sink", name), large);
			}
		});
		await().during(Duration.ofMillis(200)).until(() -> !through.isDone());
		this.node.processes().exit(victim, victim, io.actor.process.ExitReason.KILL);
		await().until(() -> !this.node.processes().isAlive(victim));
		assertThat(through).isNotDone();

		peer.close();

		assertThat(through.get(5, TimeUnit.SECONDS)).isTrue();
		stillTalks();
	}

	@Test
	void ticksAloneKeepAPeerUpAndSilenceEndsIt() throws Exception {
		Node quick = this.nodes.start(Nodes.config(Nodes.freshName("t")).netTickTime(Duration.ofSeconds(2)));
		Nodes.Events ends = new Nodes.Events();
		quick.listen(ends);
		String ticking = Nodes.freshName("ticking");
		String silent = Nodes.freshName("silent");
		long start = System.nanoTime();
		try (FakePeer alive = FakePeer.established(quick, ticking);
				FakePeer dead = FakePeer.established(quick, silent)) {
			assertThat(ends.next()).isEqualTo("up " + ticking);
			assertThat(ends.next()).isEqualTo("up " + silent);
			String event = null;
			while (event == null) {
				alive.tick();
				event = ends.seen.poll(100, TimeUnit.MILLISECONDS);
			}
			assertThat(event).isEqualTo("down " + silent);
			assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(Duration.ofMillis(1900),
					Duration.ofMillis(3200));
			assertThat(quick.peers()).extracting(PeerInfo::name).containsExactly(ticking);
			assertThat(dead.closedWithin(1000)).isTrue();
		}
	}

	@Test
	void aPeerThatComesBackUnderItsNameReplacesItsOldConnection() throws Exception {
		String name = Nodes.freshName("again");
		try (FakePeer old = FakePeer.established(this.node, name)) {
			try (FakePeer young = FakePeer.established(this.node, name)) {
				assertThat(old.closedWithin(DEADLINE)).isTrue();
				young.send(new ControlMessage.RegSend(new Pid(Atom.of(name), 1, 0, 77), "counter"), Atom.of("hello"));
				assertThat(this.events.next()).isEqualTo("up " + name);
				assertThat(this.events.next()).isEqualTo("down " + name);
				assertThat(this.events.next()).isEqualTo("up " + name);
				assertThat(young.closedWithin(100)).isFalse();
			}
		}
		assertThat(this.events.next()).isEqualTo("down " + name);
		stillTalks();
	}

	@Test
	void aTakeoverWithoutTheCookieLeavesTheOldConnectionStanding() throws Exception {
		assertThatThrownBy(() -> FakePeer.established(this.node, this.honest.name(), "not-the-cookie-of-the-cluster"))
			.isInstanceOf(HandshakeException.class);
		unaffected("does not know the cookie");
		counter().cast(new Note(1));
		stillTalks();
	}

}
