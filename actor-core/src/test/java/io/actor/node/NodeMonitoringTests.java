package io.actor.node;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import io.actor.process.SystemEvent;
import io.actor.process.SystemMonitor;
import io.actor.scheduler.SchedulerOptions;
import io.actor.term.Binary;
import io.actor.term.Pid;
import io.actor.term.RegisteredName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/** What a whole node tells the subscriber of its system monitor. */
@Timeout(60)
class NodeMonitoringTests {

	private final Nodes nodes = new Nodes();

	private final BlockingQueue<Object> told = new LinkedBlockingQueue<>();

	@AfterEach
	void stop() {
		this.nodes.close();
	}

	private Pid subscriber(Node node) {
		return node.spawn((self) -> {
			while (true) {
				this.told.add(self.receive());
			}
		});
	}

	private Object next() throws InterruptedException {
		return this.told.poll(20, TimeUnit.SECONDS);
	}

	@Test
	void aHandlerThatComputesForTooLongIsToldWithItsStack() throws Exception {
		SchedulerOptions options = new SchedulerOptions(2, 2, Duration.ofMillis(30), true);
		AtomicBoolean goOn = new AtomicBoolean();
		try (Node node = Node.start(NodeConfig.local().scheduling(options))) {
			node.processes().monitoring().set(SystemMonitor.to(subscriber(node)).longSchedule());
			Pid busy = node.spawn((self) -> {
				while (!goOn.get()) {
					Thread.onSpinWait();
				}
			});

			SystemEvent.LongSchedule event = (SystemEvent.LongSchedule) next();

			goOn.set(true);
			assertThat(event.process()).isEqualTo(busy);
			assertThat(event.held()).isGreaterThanOrEqualTo(Duration.ofMillis(30));
			assertThat(event.stack()).anyMatch((frame) -> frame.getClassName().contains("NodeMonitoringTests"));
		}
	}

	@Test
	void aSenderThatIsSuspendedByItsPeerIsTold() throws Exception {
		Node node = this.nodes.start("target");
		node.processes().monitoring().set(SystemMonitor.to(subscriber(node)).busyDistPort());
		String name = Nodes.freshName("slow");
		Binary large = Binary.of(new byte[1024 * 1024]);
		try (FakePeer peer = FakePeer.established(node, name)) {
			Pid sender = node.spawn((self) -> {
				for (int i = 0; i < 64; i++) {
					self.send(new RegisteredName("sink", name), large);
				}
			});

			assertThat(next()).isEqualTo(new SystemEvent.BusyDistPort(sender, name));
			assertThat(peer.closedWithin(10)).isFalse();
		}
	}

}
