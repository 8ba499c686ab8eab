package io.actor.node;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import io.actor.gen.CallException;
import io.actor.gen.ServerRef;
import io.actor.node.Nodes.Add;
import io.actor.node.Nodes.Never;
import io.actor.process.Down;
import io.actor.process.ExitReason;
import io.actor.term.RegisteredName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

/** A node in a JVM of its own is killed by the operating system. */
@Timeout(60)
class KilledNodeTests {

	@Test
	void aNodeThatIsKilledIsDownWithinASecondForCallsAndMonitors() throws Exception {
		String name = Nodes.freshName("child");
		try (Node node = Node.start(Nodes.config(Nodes.freshName("parent")))) {
			Nodes.Events events = new Nodes.Events();
			node.listen(events);
			Process child = new ProcessBuilder(List.of(ProcessHandle.current().info().command().orElse("java"), "-cp",
					System.getProperty("java.class.path"), ChildNode.class.getName(), name,
					Nodes.address(node).toString()))
				.redirectError(ProcessBuilder.Redirect.DISCARD)
				.start();
			try {
				assertThat(child.inputReader().readLine()).isEqualTo("ready");
				assertThat(events.next()).isEqualTo("up " + name);
				ServerRef counter = node.server("counter", name);
				assertThat(counter.call(new Add(2))).isEqualTo(2);
				CompletableFuture<Integer> pending = counter.callAsync(new Never(), Duration.ofSeconds(30));
				CompletableFuture<Down> down = new CompletableFuture<>();
				CompletableFuture<Boolean> watching = new CompletableFuture<>();
				node.spawn((self) -> {
					self.monitor(new RegisteredName("counter", name));
					watching.complete(true);
					down.complete(self.receive(Down.class));
				});
				watching.get(5, TimeUnit.SECONDS);
				assertThat(counter.call(new Add(1))).isEqualTo(3);

				child.destroyForcibly();
				long start = System.nanoTime();

				assertThat(down.get(5, TimeUnit.SECONDS).reason()).isEqualTo(ExitReason.NOCONNECTION);
				assertThatThrownBy(() -> pending.get(5, TimeUnit.SECONDS)).cause()
					.asInstanceOf(type(CallException.class))
					.satisfies((failure) -> assertThat(failure.reason().toString()).startsWith("{nodedown,"));
				assertThat(events.next()).isEqualTo("down " + name);
				assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(1));
			}
			finally {
				child.destroyForcibly().waitFor(5, TimeUnit.SECONDS);
			}
		}
	}

}
