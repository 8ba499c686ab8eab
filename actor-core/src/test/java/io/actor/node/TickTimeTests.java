package io.actor.node;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.actor.fixture.Otp;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/**
 * Silent peers and the time after which they are given up; the exact bounds are those of
 * {@code TickTimerTests}, and of the simulated world.
 */
@Timeout(30)
class TickTimeTests {

	private static final Duration TICK_TIME = Duration.ofMillis(400);

	private final Nodes nodes = new Nodes();

	@AfterEach
	void stop() {
		this.nodes.close();
	}

	@Otp(240)
	@Test
	void aPeerThatFallsSilentWithItsSocketOpenIsGivenUpWithinTheBounds() throws Exception {
		Node node = this.nodes.start(Nodes.config(Nodes.freshName("a")).netTickTime(TICK_TIME));
		CompletableFuture<NodeDown> down = new CompletableFuture<>();
		CompletableFuture<Boolean> ready = new CompletableFuture<>();
		node.spawn((self) -> {
			node.monitorNodes(NodeType.CONNECTED);
			ready.complete(true);
			down.complete(self.receive(NodeDown.class));
		});
		ready.get(5, TimeUnit.SECONDS);
		long start = System.nanoTime();
		try (FakePeer frozen = FakePeer.established(node, Nodes.freshName("frozen"))) {
			NodeDown told = down.get(10, TimeUnit.SECONDS);
			Duration silence = Duration.ofNanos(System.nanoTime() - start);

			assertThat(told.reason()).isEqualTo(DownReason.NET_TICK_TIMEOUT);
			assertThat(silence).isGreaterThanOrEqualTo(TICK_TIME.multipliedBy(3).dividedBy(4));
			// The upper bound is a quarter more; here a machine with other things to do.
			assertThat(silence).isLessThan(TICK_TIME.multipliedBy(5));
			assertThat(frozen.closedWithin(5000)).isTrue();
		}
	}

	@Otp(241)
	@Test
	void theTickTimeChangesOnBothSidesWithoutAFalseAlarm() throws Exception {
		Duration before = Duration.ofSeconds(8);
		Duration after = Duration.ofSeconds(1);
		Node a = this.nodes.start(Nodes.config(Nodes.freshName("a")).netTickTime(before));
		Node b = this.nodes.start(Nodes.config(Nodes.freshName("b")).netTickTime(before), a);
		Nodes.connected(a, b);
		LinkedBlockingQueue<String> lost = new LinkedBlockingQueue<>();
		a.listen(lostNodes(lost));
		b.listen(lostNodes(lost));
		Duration transition = Duration.ofMillis(1500);

		assertThat(a.netTickTime(after, transition)).isEqualTo(TickTimeChange.INITIATED);
		assertThat(a.netTickTime(Duration.ofSeconds(9), transition)).isEqualTo(TickTimeChange.ONGOING);
		assertThat(b.netTickTime(after, transition)).isEqualTo(TickTimeChange.INITIATED);
		await().until(() -> a.netTickTime(after, transition) == TickTimeChange.UNCHANGED
				&& b.netTickTime(after, transition) == TickTimeChange.UNCHANGED);
		assertThat(a.netTickTime()).isEqualTo(after);

		// A frozen peer is given up by the new time, the other one is not.
		String name = Nodes.freshName("frozen");
		try (FakePeer frozen = FakePeer.established(a, name)) {
			assertThat(lost.poll(before.toMillis() - 2000, TimeUnit.MILLISECONDS))
				.isEqualTo("net_tick_timeout " + name);
			assertThat(frozen.closedWithin(1000)).isTrue();
		}
		assertThat(lost).isEmpty();
		assertThat(a.nodes(NodeType.CONNECTED)).containsExactly(b.name());
	}

	private static NodeListener lostNodes(LinkedBlockingQueue<String> lost) {
		return new NodeListener() {
			@Override
			public void nodeDown(PeerInfo peer, DownReason reason, String detail) {
				lost.add(reason.atom().name() + " " + peer.name());
			}
		};
	}

	@Test
	void aTickTimeThatIsNoneIsRefused() {
		Node node = this.nodes.start("a");

		assertThatThrownBy(() -> node.netTickTime(Duration.ofMillis(99), Duration.ZERO))
			.isInstanceOf(IllegalArgumentException.class);
		assertThatThrownBy(() -> NodeConfig.local().netTickIntensity(3)).isInstanceOf(IllegalArgumentException.class);
	}

}
