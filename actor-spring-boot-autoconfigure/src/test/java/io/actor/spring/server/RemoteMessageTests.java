package io.actor.spring.server;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import io.actor.node.Node;
import io.actor.process.Down;
import io.actor.process.ExitReason;
import io.actor.process.Process;
import io.actor.spring.annotation.GenServer;
import io.actor.spring.annotation.HandleCall;
import io.actor.spring.annotation.HandleCast;
import io.actor.spring.annotation.HandleInfo;
import io.actor.spring.autoconfigure.ActorAutoConfiguration;
import io.actor.term.Atom;
import io.actor.term.Binary;
import io.actor.term.RegisteredName;
import io.actor.term.Term;
import io.actor.term.Tuple;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/** Messages as Erlang nodes write them. */
class RemoteMessageTests {

	private final ApplicationContextRunner contexts = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(ActorAutoConfiguration.class))
		.withUserConfiguration(Rooms.class);

	@Test
	void aCallReachesTheHandlerOfItsTag() {
		this.contexts.run((context) -> {
			Term answer = call(context.getBean(Node.class), Tuple.of(Atom.of("history"), Binary.utf8("lobby")));

			assertThat(answer).isEqualTo(Binary.utf8("history of lobby"));
		});
	}

	@Test
	void aTermNobodyDeclaredReachesAHandlerOfTerms() {
		this.contexts.run((context) -> {
			Term answer = call(context.getBean(Node.class), Tuple.of(Atom.of("other"), Binary.utf8("lobby")));

			assertThat(answer).isEqualTo(Atom.of("what"));
		});
	}

	@Test
	void castsAndOtherMessagesReachTheirHandlers() {
		this.contexts.run((context) -> {
			Node node = context.getBean(Node.class);

			node.send(RegisteredName.local("rooms"),
					Tuple.of(Atom.of("$gen_cast"), Tuple.of(Atom.of("say"), Binary.utf8("hello"))));
			node.send(RegisteredName.local("rooms"), Tuple.of(Atom.of("knock"), Binary.utf8("who")));

			assertThat(call(node, Tuple.of(Atom.of("history"), Binary.utf8("lobby"))))
				.isEqualTo(Binary.utf8("history of lobby hello who"));
		});
	}

	@Test
	void aLateReplyThatNoTermCanBeEndsTheServerAndDoesNotLetItsCallerWait() {
		this.contexts.run((context) -> {
			Node node = context.getBean(Node.class);
			CompletableFuture<ExitReason> end = new CompletableFuture<>();
			node.spawn((self) -> {
				self.monitor(node.whereis("rooms").orElseThrow());
				self.send(RegisteredName.local("rooms"), Tuple.of(Atom.of("$gen_call"),
						Tuple.of(self.pid(), self.alias()), Tuple.of(Atom.of("later"), Binary.utf8("lobby"))));
				end.complete(self.receive(Down.class, Duration.ofSeconds(5)).orElseThrow().reason());
			});

			assertThat(end.get(10, TimeUnit.SECONDS)).asString().contains("has no term");
		});
	}

	private static Term call(Node node, Term request) throws Exception {
		CompletableFuture<Term> answer = new CompletableFuture<>();
		node.spawn((self) -> {
			Term from = Tuple.of(self.pid(), self.alias());
			self.send(RegisteredName.local("rooms"), Tuple.of(Atom.of("$gen_call"), from, request));
			answer.complete(self.receive(Tuple.class, Duration.ofSeconds(5)).orElseThrow().get(1));
		});
		return answer.get();
	}

	record History(String room) {
	}

	record Later(String room) {
	}

	record Say(String line) {
	}

	record Knock(String who) {
	}

	@GenServer(name = "rooms")
	static class Rooms {

		private String lines = "";

		@HandleCall
		String history(History request) {
			return "history of " + request.room() + this.lines;
		}

		@HandleCall
		Atom other(Term request) {
			return Atom.of("what");
		}

		@HandleCall
		CompletableFuture<Object> later(Later request) {
			return CompletableFuture.completedFuture(new Object());
		}

		@HandleCast
		void say(Say message) {
			this.lines += " " + message.line();
		}

		@HandleInfo
		void knock(Knock message, Process self) {
			this.lines += " " + message.who();
		}

	}

}
