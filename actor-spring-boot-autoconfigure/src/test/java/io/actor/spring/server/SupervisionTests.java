package io.actor.spring.server;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import io.actor.gen.From;
import io.actor.gen.Next;
import io.actor.gen.Request;
import io.actor.gen.ServerRef;
import io.actor.node.Node;
import io.actor.process.ExitReason;
import io.actor.process.Process;
import io.actor.spring.annotation.GenServer;
import io.actor.spring.annotation.HandleCall;
import io.actor.spring.annotation.HandleCast;
import io.actor.spring.autoconfigure.ActorAutoConfiguration;
import io.actor.supervisor.ChildInfo;
import io.actor.supervisor.ChildSpec;
import io.actor.supervisor.Restart;
import io.actor.supervisor.Strategy;
import io.actor.supervisor.SupervisorView;
import io.actor.term.Pid;
import org.aopalliance.intercept.MethodInterceptor;
import org.junit.jupiter.api.Test;

import org.springframework.aop.framework.ProxyFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Scope;
import org.springframework.core.annotation.Order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

class SupervisionTests {

	private final ApplicationContextRunner contexts = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(ActorAutoConfiguration.class));

	@Test
	void serversAndChildrenStartInTheirOrder() {
		this.contexts.withUserConfiguration(Second.class, First.class, Beans.class)
			.run((context) -> assertThat(children(context.getBean(Node.class), Node.APPLICATION))
				.containsSubsequence("first", "middle", "second"));
	}

	@Test
	void supervisorsOfTheConfigurationHaveTheirChildren() {
		this.contexts.withUserConfiguration(Chat.class)
			.withPropertyValues("actor.supervisors.chat.strategy=rest-for-one",
					"actor.supervisors.chat.supervisor=outer", "actor.supervisors.outer.intensity=7")
			.run((context) -> {
				Node node = context.getBean(Node.class);
				assertThat(children(node, "outer")).containsExactly("chat");
				assertThat(children(node, "chat")).containsExactly("talk");
				assertThat(view(node, "chat").strategy()).isEqualTo("rest_for_one");
			});
	}

	@Test
	void aSupervisorBeanHasItsOwnChildrenFirst() {
		this.contexts.withUserConfiguration(Chat.class)
			.withBean(SupervisorSpec.class,
					() -> SupervisorSpec.of("chat", Strategy.ONE_FOR_ALL).child(ChildSpec.worker("store", Plain::new)))
			.run((context) -> assertThat(children(context.getBean(Node.class), "chat")).containsExactly("store",
					"talk"));
	}

	@Test
	void restartOfAServerIsWhatTheAnnotationSays() {
		this.contexts.withUserConfiguration(Chat.class)
			.withPropertyValues("actor.supervisors.chat.period=5s")
			.run((context) -> assertThat(view(context.getBean(Node.class), "chat").children().getFirst().restart())
				.isEqualTo(Restart.TRANSIENT));
	}

	@Test
	void serversOfADynamicSupervisorAreStartedOnDemand() {
		this.contexts.withUserConfiguration(Room.class)
			.withBean("greeting", String.class, () -> "welcome to ")
			.withPropertyValues("actor.supervisors.rooms.dynamic=true", "actor.supervisors.rooms.max-children=2")
			.run((context) -> {
				Node node = context.getBean(Node.class);
				GenServers servers = context.getBean(GenServers.class);
				assertThat(view(node, "rooms").childCount()).isZero();

				ServerRef lobby = servers.startNamed("lobby", Room.class, 7);
				ServerRef unnamed = servers.start(Room.class, 8);

				assertThat(lobby.call(new Greet())).isEqualTo("welcome to 7");
				assertThat(unnamed.call(new Greet())).isEqualTo("welcome to 8");
				assertThatExceptionOfType(ServerStartException.class).isThrownBy(() -> servers.start(Room.class, 9))
					.withMessageContaining("max_children");
			});
	}

	@Test
	void aRestartedRoomHasTheSameArguments() {
		this.contexts.withUserConfiguration(Room.class)
			.withBean("greeting", String.class, () -> "welcome to ")
			.withPropertyValues("actor.supervisors.rooms.dynamic=true")
			.run((context) -> {
				Node node = context.getBean(Node.class);
				ServerRef lobby = context.getBean(GenServers.class).startNamed("lobby", Room.class, 7);
				Pid before = lobby.pid().orElseThrow();

				node.processes().exit(before, before, ExitReason.KILL);

				await().until(() -> lobby.pid().filter((pid) -> !pid.equals(before)).isPresent());
				assertThat(lobby.call(new Greet())).isEqualTo("welcome to 7");
			});
	}

	@Test
	void argumentsOfAServerThatABeanMethodMakesAreThoseOfTheMethod() {
		this.contexts.withUserConfiguration(Cellars.class)
			.withBean("greeting", String.class, () -> "welcome to ")
			.withPropertyValues("actor.supervisors.rooms.dynamic=true")
			.run((context) -> {
				GenServers servers = context.getBean(GenServers.class);

				assertThat(servers.start(Room.class, "cellar ", 7L).call(new Greet())).isEqualTo("welcome to cellar 7");
				assertThatExceptionOfType(ServerStartException.class)
					.isThrownBy(() -> servers.start(Room.class, "cellar ", 7L, 8L))
					.withMessageContaining(
							"The bean method " + Cellars.class.getName() + ".cellar(String, String, long)");
			});
	}

	@Test
	void argumentsNobodyTakesAreRefused() {
		this.contexts.withUserConfiguration(Room.class)
			.withBean("greeting", String.class, () -> "welcome to ")
			.withPropertyValues("actor.supervisors.rooms.dynamic=true")
			.run((context) -> assertThatExceptionOfType(ServerStartException.class)
				.isThrownBy(() -> context.getBean(GenServers.class).start(Room.class, 7, 8L))
				.withMessageContaining("has no parameter for java.lang.Long"));
	}

	@Test
	void aProxiedServerIsCalledThroughItsProxy() {
		AtomicInteger intercepted = new AtomicInteger();
		this.contexts.withUserConfiguration(First.class)
			.withBean("proxies", BeanPostProcessor.class, () -> proxies(intercepted))
			.run((context) -> {
				ServerRef first = context.getBean(Node.class).server("first");

				assertThat(first.ask("hello", String.class, Duration.ofSeconds(5))).isEqualTo("hello back");
				assertThat(intercepted).hasValue(1);
			});
	}

	private static BeanPostProcessor proxies(AtomicInteger intercepted) {
		return new BeanPostProcessor() {
			@Override
			public Object postProcessAfterInitialization(Object bean, String name) {
				if (!(bean instanceof First)) {
					return bean;
				}
				ProxyFactory factory = new ProxyFactory(bean);
				factory.setProxyTargetClass(true);
				factory.addAdvice((MethodInterceptor) (call) -> {
					intercepted.incrementAndGet();
					return call.proceed();
				});
				return factory.getProxy(bean.getClass().getClassLoader());
			}
		};
	}

	@Test
	void theMostSpecificHandlerIsChosen() {
		this.contexts.withUserConfiguration(Shapes.class).run((context) -> {
			ServerRef shapes = context.getBean(Node.class).server("shapes");

			assertThat(shapes.ask(1, String.class, Duration.ofSeconds(5))).isEqualTo("integer");
			assertThat(shapes.ask(1L, String.class, Duration.ofSeconds(5))).isEqualTo("number");
			assertThat(shapes.ask("x", String.class, Duration.ofSeconds(5))).isEqualTo("anything");
		});
	}

	private static SupervisorView view(Node node, String supervisor) {
		return SupervisorView.of(node.processes(), node.whereis(supervisor).orElseThrow(), 100).orElseThrow();
	}

	private static List<String> children(Node node, String supervisor) {
		return view(node, supervisor).children().stream().map(ChildInfo::id).toList();
	}

	record Greet() implements Request<String> {
	}

	@GenServer(name = "first")
	@Order(1)
	static class First {

		@HandleCall
		String hello(String message) {
			return message + " back";
		}

	}

	@GenServer(name = "second")
	@Order(3)
	static class Second {

		@HandleCast
		void hello(String message) {
		}

	}

	@GenServer(name = "talk", supervisor = "${chat.supervisor:chat}", restart = Restart.TRANSIENT,
			shutdown = "infinity")
	static class Chat {

		@HandleCast
		void hello(String message) {
		}

	}

	@GenServer(supervisor = "rooms")
	static class Room {

		private final String greeting;

		private final int number;

		Room(String greeting, int number) {
			this.greeting = greeting;
			this.number = number;
		}

		@HandleCall
		String greet(Greet request) {
			return this.greeting + this.number;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Cellars {

		@Bean
		@Scope("prototype")
		Room cellar(String name, @Qualifier("greeting") String greeting, long number) {
			return new Room(greeting + name, Math.toIntExact(number));
		}

	}

	@GenServer(name = "shapes")
	static class Shapes {

		@HandleCall
		String integer(Integer value) {
			return "integer";
		}

		@HandleCall
		void number(Number value, From from, Process self) {
			from.reply("number");
		}

		@HandleCall
		Next anything(Object value) {
			return new Next.Reply("anything", null);
		}

	}

	static final class Plain extends io.actor.gen.GenServer<Request<?>, Object> {

	}

	@Configuration(proxyBeanMethods = false)
	static class Beans {

		@Bean
		@Order(2)
		ChildSpec middle() {
			return ChildSpec.worker("middle", Plain::new);
		}

	}

}
