package io.actor.process;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

import io.actor.term.Pid;
import io.actor.term.Ref;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static io.actor.process.Kernel.BOOM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Messages that come before others, because their receiver said so (OTP 28). */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PriorityMessageTests {

	private final Kernel kernel = new Kernel();

	@AfterEach
	void stop() {
		this.kernel.close();
	}

	private static List<Object> all(Process self, int count) {
		List<Object> all = new ArrayList<>();
		for (int i = 0; i < count; i++) {
			all.add(self.receive());
		}
		return all;
	}

	@Test
	void priorityMessagesComeBeforeOthersAndInOrderAmongThemselves() {
		this.kernel.in((self) -> {
			Ref urgent = self.alias(Set.of(AliasOption.PRIORITY));
			self.send(self.pid(), 1);
			self.sendPriority(urgent, "a");
			self.send(self.pid(), 2);
			self.sendPriority(urgent, "b");
			// Taken, and looked at: what comes now still goes before.
			self.receive(Void.class, Duration.ZERO);
			self.send(self.pid(), 3);
			self.sendPriority(urgent, "c");

			assertThat(self.processes().info(self.pid(), InfoKey.MESSAGES)).contains(List.of("a", "b", "c", 1, 2, 3));
			assertThat(all(self, 6)).containsExactly("a", "b", "c", 1, 2, 3);
			return null;
		});
	}

	@Test
	void aReceiveThatWaitsSeesAPriorityMessageThatGoesBeforeWhatItHasLookedAt() {
		CompletableFuture<Ref> lane = new CompletableFuture<>();
		CompletableFuture<List<Object>> got = new CompletableFuture<>();
		Pid pid = this.kernel.spawn((self) -> {
			lane.complete(self.alias(Set.of(AliasOption.PRIORITY)));
			String mail = self.receive(String.class);
			got.complete(List.of(mail, self.receive()));
		});
		Ref urgent = Kernel.get(lane);
		this.kernel.processes.send(pid, 1);
		await().until(() -> this.kernel.processes.info(pid).orElseThrow().status() == ProcessInfo.Status.WAITING
				&& this.kernel.processes.info(pid).orElseThrow().mailbox() == 1);

		this.kernel.processes.sendPriority(urgent, "urgent");

		assertThat(Kernel.get(got)).containsExactly("urgent", 1);
	}

	@Test
	void aServerGetsThemFirstToo() {
		CompletableFuture<Ref> lane = new CompletableFuture<>();
		CompletableFuture<Boolean> goOn = new CompletableFuture<>();
		List<Object> handled = new CopyOnWriteArrayList<>();
		Pid server = this.kernel.server((self, message) -> {
			if (message.equals("open")) {
				lane.complete(self.alias(Set.of(AliasOption.PRIORITY)));
				Kernel.get(goOn);
			}
			else {
				handled.add(message);
			}
		});
		this.kernel.processes.send(server, "open");
		Ref urgent = Kernel.get(lane);
		this.kernel.processes.send(server, 1);
		this.kernel.processes.sendPriority(urgent, "urgent");
		goOn.complete(true);

		await().until(() -> handled.size() == 2);
		assertThat(handled).containsExactly("urgent", 1);
	}

	@Test
	void onlyAnAliasThatAskedForItHasALane() {
		this.kernel.in((self) -> {
			Ref usual = self.alias();
			Ref urgent = self.alias(Set.of(AliasOption.PRIORITY, AliasOption.REPLY));
			self.send(self.pid(), 1);
			self.sendPriority(usual, 2);
			self.send(urgent, 3);

			assertThat(all(self, 3)).as("sent as usual, or to a usual alias").containsExactly(1, 2, 3);
			self.sendPriority(urgent, "off");
			self.send(self.pid(), 4);
			assertThat(self.receive()).isEqualTo(4);
			return null;
		});
	}

	@Test
	void aLinkAndAMonitorCanHavePriorityUntilTheyAreRemoved() {
		this.kernel.in((self) -> {
			self.trapExit(true);
			Pid one = self.spawn(Kernel::waitForever);
			Pid other = self.spawn(Kernel::waitForever);
			Pid usual = self.spawnLink(Kernel::waitForever);
			self.linkWithPriority(one);
			Ref monitor = self.monitor(other, MonitorOptions.DEFAULT.priority());
			self.linkWithPriority(other);
			self.unlink(other);
			self.link(other);
			self.send(self.pid(), "mail");
			self.exit(usual, BOOM);
			self.exit(one, BOOM);
			await().until(() -> self.processes().info(self.pid()).orElseThrow().mailbox() == 3);
			self.exit(other, BOOM);
			await().until(() -> self.processes().info(self.pid()).orElseThrow().mailbox() == 5);

			List<Object> messages = all(self, 5);
			assertThat(messages).containsExactly(new Exit(one, BOOM), new Down(monitor, other, BOOM), "mail",
					new Exit(usual, BOOM), new Exit(other, BOOM));
			return null;
		});
	}

}
