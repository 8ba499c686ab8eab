package io.actor.node;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

import io.actor.gen.From;
import io.actor.gen.GenServer;
import io.actor.gen.Next;
import io.actor.gen.Request;
import io.actor.gen.ServerRef;
import io.actor.gen.StartOptions;
import io.actor.process.Exit;
import io.actor.process.ExitReason;
import io.actor.supervisor.ChildSpec;
import io.actor.supervisor.Supervisor;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The example of the documentation, as it stands there. */
class StackTests {

	static final class Stack extends GenServer<Stack.Query<?>, Stack.Command> {

		sealed interface Query<R> extends Request<R> {

		}

		record Pop() implements Query<Optional<String>> {
		}

		record Size() implements Query<Integer> {
		}

		sealed interface Command {

		}

		record Push(String item) implements Command {
		}

		private final Deque<String> items = new ArrayDeque<>();

		@Override
		protected Next handleCall(Query<?> query, From from) {
			return switch (query) {
				case Pop pop -> reply(pop, Optional.ofNullable(this.items.poll()));
				case Size size -> reply(size, this.items.size());
			};
		}

		@Override
		protected Next handleCast(Command command) {
			switch (command) {
				case Push(String item) -> this.items.push(item);
			}
			return noReply();
		}

	}

	@Test
	void aStackAnswersCallsAndHandlesCasts() {
		try (Node node = Node.start()) {
			ServerRef stack = node.start(Stack::new, StartOptions.named("stack"));

			stack.cast(new Stack.Push("hello"));

			assertThat(stack.call(new Stack.Size())).isEqualTo(1);
			assertThat(stack.call(new Stack.Pop())).contains("hello");
			assertThat(stack.call(new Stack.Pop())).isEmpty();
		}
	}

	@Test
	void aKilledStackIsBackUnderItsNameAndEmpty() {
		try (Node node = Node.start()) {
			node.start(Supervisor.oneForOne().child(ChildSpec.worker("stack", Stack::new)), StartOptions.named("sup"));
			ServerRef stack = node.server("stack");
			stack.cast(new Stack.Push("hello"));
			var before = stack.pid().orElseThrow();

			node.processes().exit(before, before, ExitReason.KILL);

			await().until(() -> stack.pid().filter((pid) -> !pid.equals(before)).isPresent());
			assertThat(stack.call(new Stack.Size())).isZero();
		}
	}

	@Test
	void aLinkedProcessThatTrapsExitsHearsOfTheEnd() throws Exception {
		try (Node node = Node.start()) {
			var seen = new java.util.concurrent.CompletableFuture<Exit>();
			node.spawn((self) -> {
				self.trapExit(true);
				self.spawnLink((child) -> child.exit(ExitReason.named("boom")));
				seen.complete(self.receive(Exit.class, Duration.ofSeconds(5)).orElseThrow());
			});

			assertThat(seen.get().reason()).isEqualTo(ExitReason.named("boom"));
		}
	}

}
