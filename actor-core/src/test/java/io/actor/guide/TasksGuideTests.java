package io.actor.guide;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

import io.actor.gen.From;
import io.actor.gen.GenServer;
import io.actor.gen.Next;
import io.actor.gen.Request;
import io.actor.gen.ServerRef;
import io.actor.gen.StartOptions;
import io.actor.node.Node;
import io.actor.process.Down;
import io.actor.process.ExitReason;
import io.actor.supervisor.ChildSpec;
import io.actor.supervisor.Supervisor;
import io.actor.task.Agent;
import io.actor.task.AsyncStreamOptions;
import io.actor.task.Outcome;
import io.actor.task.Task;
import io.actor.task.TaskReply;
import io.actor.task.TaskSupervisor;
import io.actor.term.RegisteredName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The examples of docs/guide/tasks.md. */
class TasksGuideTests {

	private static final int LAST_KNOWN = 7;

	private record Offer(int price, int stock) {
	}

	/** Knows tea. */
	private static final class Shop {

		private final CompletableFuture<Integer> slow = new CompletableFuture<>();

		int price(String item) {
			if (!item.equals("tea")) {
				throw new IllegalArgumentException("No " + item + " here");
			}
			return 3;
		}

		int slowPrice(String item) {
			return this.slow.join();
		}

		int stock(String item) {
			return price(item) + 9;
		}

	}

	@Test
	void twoTasksRunAtTheSameTime() {
		Shop shop = new Shop();
		CompletableFuture<Offer> made = new CompletableFuture<>();
		try (Node node = Node.start()) {
			node.spawn((self) -> {
				Task<Integer> price = Task.async(() -> shop.price("tea"));
				Task<Integer> stock = Task.async(() -> shop.stock("tea")); // at the same
																			// time
				Offer offer = new Offer(price.await(), stock.await());

				made.complete(offer);
			});

			assertThat(made.join()).isEqualTo(new Offer(3, 12));
		}
	}

	@Test
	void aTaskThatIsTooSlowIsKilled() {
		Shop shop = new Shop();
		CompletableFuture<Integer> seen = new CompletableFuture<>();
		try (Node node = Node.start()) {
			node.spawn((self) -> {
				Task<Integer> price = Task.async(() -> shop.slowPrice("tea"));
				int shown = price.yield(Duration.ofMillis(20))
					.or(price::kill)
					.map(Outcome::orElseThrow)
					.orElse(LAST_KNOWN);

				seen.complete(shown);
			});

			assertThat(seen.join()).isEqualTo(LAST_KNOWN);
			shop.slow.complete(0);
		}
	}

	static final class Shelf extends GenServer<Shelf.Ask, Shelf.Look> {

		record Ask() implements Request<String> {
		}

		record Look(String item) {
		}

		private final TaskSupervisor tasks;

		private final Shop shop;

		private Optional<Task<Integer>> running = Optional.empty();

		private String state = "nothing known";

		Shelf(TaskSupervisor tasks, Shop shop) {
			this.tasks = tasks;
			this.shop = shop;
		}

		@Override
		protected Next handleCast(Look look) {
			this.running = Optional.of(this.tasks.asyncNoLink(() -> this.shop.stock(look.item())));
			return noReply();
		}

		@Override
		protected Next handleInfo(Object message) throws Exception {
			switch (message) {
				case TaskReply<?> reply -> {
					this.running.ifPresent(Task::ignore); // no Down after it
					this.state = "there are " + reply.value();
				}
				case Down down -> this.state = "failed: " + down.reason();
				default -> super.handleInfo(message);
			}
			return noReply();
		}

		@Override
		protected Next handleCall(Ask ask, From from) {
			return reply(ask, this.state);
		}

	}

	@Test
	void aServerTakesTheResultsOfTasksThatMayFail() {
		Shop shop = new Shop();
		try (Node node = Node.start()) {
			Supervisor tree = Supervisor.oneForOne().child(TaskSupervisor.child("tasks", 100));

			node.startChild(ChildSpec.supervisor("tree", tree));
			TaskSupervisor tasks = TaskSupervisor.of(node.processes(), RegisteredName.local("tasks"));
			ServerRef shelf = node.start(() -> new Shelf(tasks, shop), StartOptions.named("shelf"));

			shelf.cast(new Shelf.Look("tea"));
			await().untilAsserted(() -> assertThat(shelf.call(new Shelf.Ask())).isEqualTo("there are 12"));
			shelf.cast(new Shelf.Look("coffee"));
			await().untilAsserted(() -> assertThat(shelf.call(new Shelf.Ask())).contains("failed", "No coffee here"));
		}
	}

	@Test
	void aStreamOfTasksGivesAnOutcomeForEachInput() {
		Shop shop = new Shop();
		List<String> items = List.of("tea", "coffee", "tea");
		List<String> shown = new CopyOnWriteArrayList<>();
		try (Node node = Node.start()) {
			node.startChild(TaskSupervisor.child("tasks"));
			TaskSupervisor tasks = TaskSupervisor.of(node.processes(), RegisteredName.local("tasks"));
			node.spawn((self) -> {
				AsyncStreamOptions options = AsyncStreamOptions.create()
					.maxConcurrency(4)
					.timeout(Duration.ofSeconds(5))
					.onTimeout(AsyncStreamOptions.OnTimeout.KILL_TASK);
				try (Stream<Outcome<Integer>> prices = tasks.asyncStreamNoLink(items, shop::price, options)) {
					prices.forEach((outcome) -> {
						switch (outcome) {
							case Outcome.Value<Integer>(Integer price) -> shown.add("costs " + price);
							case Outcome.Exited<Integer>(ExitReason reason) -> shown.add("no price");
						}
					});
				}
			});

			await().untilAsserted(() -> assertThat(shown).containsExactly("costs 3", "no price", "costs 3"));
		}
	}

	@Test
	void anAgentHoldsACount() {
		try (Node node = Node.start()) {
			node.startChild(ChildSpec.worker("hits", Agent.holding(() -> 0)));
			Agent<Integer> hits = Agent.of(node.server("hits"));

			hits.update((count) -> count + 1);
			int before = hits.getAndUpdate((count) -> new Agent.Updated<>(count, 0));

			assertThat(before).isEqualTo(1);
			assertThat(hits.<Integer>get((count) -> count)).isZero();
		}
	}

}
