package io.actor.node;

import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.actor.node.Nodes.Add;
import io.actor.scheduler.Timer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

/** Nodes that are found by a resolver of the application's own. */
@Timeout(30)
class ResolverTests {

	private final Nodes nodes = new Nodes();

	@AfterEach
	void stop() {
		this.nodes.close();
	}

	private Node asking(NodeResolver resolver) {
		return this.nodes.start(Nodes.config(Nodes.freshName("asking")).resolver(resolver));
	}

	@Test
	void aNodeIsCalledWhereTheResolverSays() {
		Node other = this.nodes.start("other");
		Nodes.counter(other);
		Map<String, Integer> table = Map.of(other.name(), other.port().orElseThrow());
		Node node = asking((name) -> CompletableFuture
			.completedFuture(new InetSocketAddress("127.0.0.1", table.getOrDefault(name, 0))));

		assertThat(node.server("counter", other.name()).call(new Add(2))).isEqualTo(2);
		assertThat(problem(node, "somebody@127.0.0.1")).isEqualTo("its resolver gave port 0");
	}

	@Test
	void theAnswerMayComeLaterAndFromAnyThread() {
		Node other = this.nodes.start("other");
		Nodes.counter(other);
		CompletableFuture<InetSocketAddress> answer = new CompletableFuture<>();
		Node node = asking((name) -> answer);
		CompletionStage<Integer> sum = node.server("counter", other.name()).callAsync(new Add(2));

		answer.complete(InetSocketAddress.createUnresolved("localhost", other.port().orElseThrow()));

		await().until(() -> sum.toCompletableFuture().isDone());
		assertThat(sum).isCompletedWithValue(2);
	}

	@Test
	void whyANodeIsNotFoundIsTold() {
		assertThat(problem(asking((name) -> CompletableFuture.failedFuture(new IllegalStateException("not today"))),
				"somebody@127.0.0.1"))
			.isEqualTo("not today");
		assertThat(problem(asking((name) -> {
			throw new IllegalStateException("broken");
		}), "somebody@127.0.0.1")).isEqualTo("broken");
		assertThat(problem(asking((name) -> CompletableFuture.completedFuture(null)), "somebody@127.0.0.1"))
			.isEqualTo("its resolver gave no address");
	}

	@Test
	void aResolverThatNeverAnswersIsGivenUp() {
		KeptTimers timers = new KeptTimers();
		Node node = this.nodes.start(Nodes.config(Nodes.freshName("asking"))
			.seams(timers.seams())
			.resolver((name) -> new CompletableFuture<>()));
		CompletableFuture<String> problem = whyNot(node);
		CompletableFuture<Boolean> connecting = CompletableFuture.supplyAsync(() -> node.connect("somebody@127.0.0.1"));
		await().until(() -> !timers.armed(java.time.Duration.ofSeconds(7)).isEmpty());

		timers.armed(java.time.Duration.ofSeconds(7)).forEach(Timer::fire);

		assertThat(connecting.join()).isFalse();
		assertThat(problem.join()).isEqualTo("its address was not found within 7 s");
	}

	@Test
	void nodesOnAFixedPortNeedNoPortMapper() {
		Node other = this.nodes.start("other");
		Node node = asking(NodeResolver.fixedPort(other.port().orElseThrow()));

		assertThat(node.connect(other.name())).isTrue();
		assertThatIllegalArgumentException().isThrownBy(() -> NodeResolver.fixedPort(0));
	}

	@Test
	void whoIsConfiguredWithAPortIsNotLookedUp() {
		Node other = this.nodes.start("other");
		Node node = this.nodes.start(Nodes.config(Nodes.freshName("asking"))
			.resolver((name) -> CompletableFuture.failedFuture(new IllegalStateException("asked"))), other);

		Nodes.connected(node, other);
	}

	private static String problem(Node node, String other) {
		CompletableFuture<String> problem = whyNot(node);
		assertThat(node.connect(other)).isFalse();
		return problem.join();
	}

	private static CompletableFuture<String> whyNot(Node node) {
		CompletableFuture<String> problem = new CompletableFuture<>();
		node.listen(new NodeListener() {
			@Override
			public void unreachable(String peer, String reason) {
				problem.complete(reason);
			}
		});
		return problem;
	}

}
