package io.actor.gen;

import java.time.Duration;

import io.actor.node.Node;
import io.actor.node.NodeConfig;
import io.actor.node.NodeState;
import io.actor.term.Atom;
import io.actor.term.RegisteredName;
import io.actor.term.Term;
import io.actor.term.Tuple;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/** Servers whose requests are no {@link Request}, and nodes that are opened later. */
class AnyRequestTests {

	static final class Echo extends GenServer<Object, Object> {

		@Override
		protected Next handleCall(Object request, From from) {
			return new Next.Reply(request, null);
		}

	}

	static final class Terms extends GenServer<Term, Term> {

		@Override
		protected Next handleCall(Term request, From from) {
			return new Next.Reply(Tuple.of(Atom.of("got"), request), null);
		}

	}

	@Test
	void anyObjectCanBeAsked() throws Exception {
		try (Node node = Node.start()) {
			ServerRef echo = node.start(Echo::new, StartOptions.named("echo"));

			assertThat(echo.ask("hello", String.class, Duration.ofSeconds(5))).isEqualTo("hello");
			assertThat(echo.askAsync("hello", String.class, Duration.ofSeconds(5)).get()).isEqualTo("hello");
		}
	}

	@Test
	void aServerThatDeclaresTermsIsAskedTerms() throws Exception {
		try (Node node = Node.start()) {
			node.start(Terms::new, StartOptions.named("terms"));
			var answer = new java.util.concurrent.CompletableFuture<Object>();
			node.spawn((self) -> {
				self.send(RegisteredName.local("terms"),
						Tuple.of(Atom.of("$gen_call"), Tuple.of(self.pid(), self.alias()), Atom.of("hello")));
				answer.complete(self.receive(Tuple.class, Duration.ofSeconds(5)).orElseThrow().get(1));
			});

			assertThat(answer.get()).isEqualTo(Tuple.of(Atom.of("got"), Atom.of("hello")));
		}
	}

	@Test
	void aCreatedNodeStartsWhenItIsOpened() {
		try (Node node = Node.create(NodeConfig.local())) {
			assertThat(node.state()).isEqualTo(NodeState.STARTING);
			assertThat(node.whereis(Node.APPLICATION)).isEmpty();

			node.open();

			assertThat(node.state()).isEqualTo(NodeState.UP);
			assertThat(node.whereis(Node.APPLICATION)).isPresent();
			assertThatIllegalStateException().isThrownBy(node::open).withMessageContaining("UP");
		}
	}

	@Test
	void aClosedNodeCannotBeOpened() {
		Node node = Node.create(NodeConfig.local());
		node.close();

		assertThatIllegalStateException().isThrownBy(node::open).withMessageContaining("DOWN");
	}

}
