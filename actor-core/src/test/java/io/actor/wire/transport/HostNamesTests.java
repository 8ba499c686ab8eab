package io.actor.wire.transport;

import java.net.InetAddress;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.actor.wire.transport.CloseReason.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A name server that answers when nobody waits any more. */
@Timeout(30)
class HostNamesTests {

	private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

	@Test
	void aNameThatIsNotResolvedInTimeIsGivenUpAndItsAddressComesTooLate() throws Exception {
		CountDownLatch asked = new CountDownLatch(1);
		CountDownLatch answers = new CountDownLatch(1);
		CountDownLatch answered = new CountDownLatch(1);
		Recorder server = new Recorder();
		try (NettyTransport slow = new NettyTransport(TransportOptions.DEFAULT, (host) -> {
			asked.countDown();
			try {
				answers.await();
			}
			catch (InterruptedException ex) {
				throw new AssertionError(ex);
			}
			answered.countDown();
			return LOOPBACK;
		})) {
			Listener listener = slow.listen(LOOPBACK, 0, (_) -> server);
			Recorder client = new Recorder();
			slow.connect("slow.example.org", listener.port(), Duration.ofMillis(50), client);
			assertThat(asked.await(5, TimeUnit.SECONDS)).isTrue();

			assertThat(client.awaitClosed()).isEqualTo(new CloseReason(Kind.TIMEOUT, "resolving slow.example.org"));
			answers.countDown();
			assertThat(answered.await(5, TimeUnit.SECONDS)).isTrue();
			await().during(Duration.ofMillis(50))
				.until(() -> server.opened.get() == null && client.opened.get() == null);
		}
	}

}
