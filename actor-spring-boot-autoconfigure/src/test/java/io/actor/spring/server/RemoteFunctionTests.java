package io.actor.spring.server;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

import io.actor.node.Node;
import io.actor.process.Mfa;
import io.actor.spring.annotation.RemoteFunction;
import io.actor.spring.autoconfigure.ActorAutoConfiguration;
import io.actor.term.Term;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Methods of beans that other nodes may call. */
@Timeout(30)
class RemoteFunctionTests {

	private final ApplicationContextRunner contexts = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(ActorAutoConfiguration.class))
		.withUserConfiguration(Rooms.class)
		.withPropertyValues("rooms.module=rooms", "actor.rpc.allow=erlang:node/0,application:*");

	record Line(String text, Optional<String> author) {
	}

	/** The bean. */
	static class Rooms {

		private String said = "";

		@RemoteFunction(module = "${rooms.module}")
		List<String> allMembers(String room, int most) {
			return List.of(room + most);
		}

		@RemoteFunction(module = "rooms", name = "say")
		void note(Line line) {
			this.said = line.author().orElse("nobody") + ": " + line.text();
		}

		@RemoteFunction(module = "rooms")
		Optional<String> said() {
			return this.said.isEmpty() ? Optional.empty() : Optional.of(this.said);
		}

		@RemoteFunction(module = "rooms")
		String nothing() {
			return null;
		}

		@RemoteFunction(module = "rooms")
		String failing() {
			throw new IllegalStateException("as asked");
		}

		String notForOthers() {
			return "hidden";
		}

	}

	@Test
	void aBeanNobodyMakesMayNameAClassThatIsNotThere() throws Exception {
		Class<?> incomplete = new Incomplete().loadClass(Optionally.class.getName());
		this.contexts.withInitializer((context) -> {
			RootBeanDefinition definition = new RootBeanDefinition(incomplete);
			definition.setLazyInit(true);
			((BeanDefinitionRegistry) context).registerBeanDefinition("optionally", definition);
		}).run((context) -> {
			assertThat(context).hasNotFailed();
			assertThat(context.getBean(Node.class).functions().names()).contains("rooms:said/0");
		});
	}

	/** Loads a class without the other it mentions. */
	private static final class Incomplete extends ClassLoader {

		Incomplete() {
			super(Optionally.class.getClassLoader());
		}

		@Override
		protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
			if (name.equals(Missing.class.getName())) {
				throw new ClassNotFoundException(name);
			}
			if (!name.equals(Optionally.class.getName())) {
				return super.loadClass(name, resolve);
			}
			try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
				byte[] code = in.readAllBytes();
				return defineClass(name, code, 0, code.length);
			}
			catch (IOException ex) {
				throw new ClassNotFoundException(name, ex);
			}
		}

	}

	static class Missing {

	}

	static class Optionally {

		void use(Missing missing) {
		}

	}

	private static <T> T call(Node node, Class<T> type, String function, Object... args) {
		return node.rpc().call(node.name(), Mfa.of("rooms", function, args), type);
	}

	@Test
	void annotatedMethodsAndWhatIsAllowedAreServedAndNothingElse() {
		this.contexts.run((context) -> assertThat(context.getBean(Node.class).functions().names()).containsExactly(
				"application:which_applications/0", "erlang:node/0", "rooms:all_members/2", "rooms:failing/0",
				"rooms:nothing/0", "rooms:said/0", "rooms:say/1"));
	}

	@Test
	void argumentsAndResultsAreMapped() {
		this.contexts.run((context) -> {
			Node node = context.getBean(Node.class);

			assertThat(call(node, List.class, "all_members", "lobby", 3).toString()).contains("lobby3");
			assertThat(call(node, Term.class, "say", new Line("hi", Optional.empty()))).hasToString("ok");
			assertThat(call(node, String.class, "said")).isEqualTo("nobody: hi");
		});
	}

	@Test
	void whatGoesWrongReachesTheCaller() {
		this.contexts.run((context) -> {
			Node node = context.getBean(Node.class);

			assertThatThrownBy(() -> call(node, Term.class, "failing")).hasMessageContaining("as asked")
				.hasMessageContaining("{rooms,failing,0,[]}");
			assertThatThrownBy(() -> call(node, Term.class, "nothing")).hasMessageContaining("declare Optional");
			assertThatThrownBy(() -> call(node, Term.class, "all_members", 1, 2))
				.hasMessageContaining("function_clause");
			assertThatThrownBy(() -> call(node, Term.class, "not_for_others")).hasMessageContaining("undef");
		});
	}

}
