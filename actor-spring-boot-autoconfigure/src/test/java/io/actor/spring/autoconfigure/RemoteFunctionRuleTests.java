package io.actor.spring.autoconfigure;

import java.util.concurrent.CompletableFuture;

import io.actor.spring.annotation.GenServer;
import io.actor.spring.annotation.HandleCast;
import io.actor.spring.annotation.RemoteFunction;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** Each broken rule of a function for other nodes is told with its method and remedy. */
class RemoteFunctionRuleTests {

	private final ApplicationContextRunner contexts = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(ActorAutoConfiguration.class));

	@Test
	void aPrivateMethod() {
		assertInvalid(Private.class, "@RemoteFunction " + Private.class.getName() + ".count(String) is private.",
				"Remove the word 'private'");
	}

	@Test
	void aMethodOfAServer() {
		assertInvalid(Server.class, "Server.count() is a method of a @GenServer", "Make it a @HandleCall");
	}

	@Test
	void aMethodThatAnswersLater() {
		assertInvalid(Later.class, "Later.count() returns a CompletableFuture.", "Return the value itself");
	}

	@Test
	void aMethodWithoutModule() {
		assertInvalid(Nowhere.class, "Nowhere.count() has no module.", "module = \"rooms\"");
	}

	@Test
	void aModuleThatIsErlangsOwn() {
		assertInvalid(Erpc.class, "Erpc.call() cannot be called by other nodes: 'erpc'", "another module");
	}

	@Test
	void twoMethodsOfOneName() {
		assertInvalid(Twice.class, "Both " + Twice.class.getName() + ".count(int) and " + Twice.class.getName()
				+ ".count(String) are @RemoteFunction rooms:count/1.", "another module or name");
	}

	@Test
	void aFunctionThatCannotBeAllowed() {
		Explanation.assertFails(this.contexts.withPropertyValues("actor.rpc.allow=os:cmd/1"),
				"'actor.rpc.allow' is wrong: 'os:cmd/1' is none of [application:which_applications/0",
				"Name functions of this list");
	}

	private void assertInvalid(Class<?> bean, String problem, String action) {
		Explanation.assertFails(this.contexts.withUserConfiguration(bean), problem, action);
	}

	static class Private {

		@RemoteFunction(module = "rooms")
		private int count(String room) {
			return room.length();
		}

	}

	@GenServer
	static class Server {

		@HandleCast
		void say(String text) {
		}

		@RemoteFunction(module = "rooms")
		int count() {
			return 1;
		}

	}

	static class Later {

		@RemoteFunction(module = "rooms")
		CompletableFuture<Integer> count() {
			return CompletableFuture.completedFuture(1);
		}

	}

	static class Nowhere {

		@RemoteFunction(module = " ")
		int count() {
			return 1;
		}

	}

	static class Erpc {

		@RemoteFunction(module = "erpc")
		int call() {
			return 1;
		}

	}

	static class Twice {

		@RemoteFunction(module = "rooms")
		int count(int number) {
			return number;
		}

		@RemoteFunction(module = "rooms")
		int count(String text) {
			return text.length();
		}

	}

}
