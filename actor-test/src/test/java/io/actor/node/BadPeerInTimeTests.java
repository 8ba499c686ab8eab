package io.actor.node;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.actor.scheduler.Timer;
import io.actor.test.ActorTestKit;
import io.actor.test.World;
import io.actor.test.simulation.SimulatedNode;
import io.actor.wire.handshake.AcceptorHandshake;
import io.actor.wire.handshake.ConnectionStatus;
import io.actor.wire.handshake.Cookie;
import io.actor.wire.handshake.HandshakeStep;
import io.actor.wire.handshake.LengthPrefix;
import io.actor.wire.handshake.LocalNode;
import io.actor.wire.transport.CloseReason;
import io.actor.wire.transport.Connection;
import io.actor.wire.transport.ConnectionHandler;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A configured peer that goes through the handshake and breaks the protocol some time
 * later, whenever it is called; in virtual time.
 */
class BadPeerInTimeTests {

	private static final String BAD = World.fullName("bad");

	private static final String COOKIE = "the-cookie-of-a-node-that-is-broken";

	private final World world = ActorTestKit.cluster(5);

	private final SimulatedNode machine = this.world.simulation().node(BAD);

	private final List<Duration> ups = new ArrayList<>();

	private final List<Duration> downs = new ArrayList<>();

	@AfterEach
	void end() {
		this.world.close();
	}

	/** Starts node a, which is to stay connected with a peer that is bad after a time. */
	private Node start(Duration good) throws IOException {
		this.machine.seams()
			.transport()
			.get()
			.listen(InetAddress.getLoopbackAddress(), NodeConfig.DEFAULT_PORT, (_) -> new Broken(good));
		this.world.configure(
				(config) -> config.cookie(BAD, COOKIE).peers(List.of(new PeerAddress(BAD, NodeConfig.DEFAULT_PORT))));
		Node node = this.world.start("a");
		node.listen(new Times());
		return node;
	}

	private final class Times implements NodeListener {

		@Override
		public void nodeUp(PeerInfo peer) {
			BadPeerInTimeTests.this.ups.add(BadPeerInTimeTests.this.world.clock().elapsed());
		}

		@Override
		public void nodeDown(PeerInfo peer, String reason) {
			assertThat(reason).contains("protocol error");
			BadPeerInTimeTests.this.downs.add(BadPeerInTimeTests.this.world.clock().elapsed());
		}

	}

	/** One connection with it. */
	private final class Broken implements ConnectionHandler {

		private final Duration good;

		private final AcceptorHandshake handshake = new AcceptorHandshake(new LocalNode(BAD, 77),
				(_) -> Cookie.of(COOKIE), 4711, (_, _) -> ConnectionStatus.OK, (_) -> false, LengthPrefix.U16);

		private Connection connection;

		private boolean established;

		Broken(Duration good) {
			this.good = good;
		}

		@Override
		public void opened(Connection opened) {
			this.connection = opened;
		}

		@Override
		public void bytes(ByteBuffer chunk) {
			if (this.established) {
				return;
			}
			HandshakeStep step = this.handshake.receive(chunk);
			this.established = step instanceof HandshakeStep.Established;
			write(step.output());
			if (this.established) {
				NodeConfig.Seams seams = BadPeerInTimeTests.this.machine.seams();
				seams.timers().get().schedule(new Timer(seams.clock().nanoTime() + this.good.toNanos()) {
					@Override
					protected void expire() {
						write(new byte[] { -1, -1, -1, -1 });
					}
				});
			}
		}

		private void write(byte[] bytes) {
			this.connection.write(bytes);
			this.connection.flush();
		}

		@Override
		public void closed(CloseReason reason) {
			this.established = true;
		}

	}

	private void pass(Duration time) {
		this.world.clock().advance(time);
		this.world.settle();
	}

	@Test
	void itIsNotCalledInALoop() throws IOException {
		Node node = start(Duration.ZERO);

		pass(Duration.ofMinutes(2));

		assertThat(this.ups).hasSizeBetween(20, 90);
		assertThat(this.downs).hasSizeBetween(20, 90);
		assertThat(node.peerProblem(BAD)).hasValueSatisfying((why) -> assertThat(why).contains("4294967295 bytes"));
	}

	@Test
	void aConnectionThatHasLastedIsMadeAnewAtOnce() throws IOException {
		Node node = start(Duration.ofSeconds(11));

		pass(Duration.ofMinutes(2));

		assertThat(this.ups).hasSizeGreaterThan(8);
		for (int i = 1; i < this.ups.size(); i++) {
			assertThat(this.ups.get(i).minus(this.downs.get(i - 1))).isLessThan(Duration.ofSeconds(1));
		}
		assertThat(node.peers()).hasSize(1);
		assertThat(node.peerProblem(BAD)).isEmpty();
	}

}
