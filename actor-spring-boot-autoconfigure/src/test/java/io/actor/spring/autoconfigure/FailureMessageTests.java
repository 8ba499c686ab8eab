package io.actor.spring.autoconfigure;

import java.net.InetAddress;
import java.time.Duration;

import io.actor.gen.StartResult;
import io.actor.node.NodeStartException;
import io.actor.process.ExitReason;
import io.actor.spring.annotation.GenServer;
import io.actor.spring.annotation.GenServerClient;
import io.actor.spring.annotation.HandleCast;
import io.actor.spring.server.SupervisorSpec;
import io.actor.supervisor.ChildSpec;
import io.actor.supervisor.Restart;
import io.actor.supervisor.Shutdown;
import io.actor.supervisor.Strategy;
import io.actor.supervisor.Supervisor;
import io.actor.term.Atom;
import io.actor.term.Tuple;
import io.actor.wire.transport.PortInUseException;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.context.ConfigurationPropertiesAutoConfiguration;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/** Each mistake is named with its place, and with what to do. */
class FailureMessageTests {

	private final ApplicationContextRunner contexts = new ApplicationContextRunner().withConfiguration(
			AutoConfigurations.of(ConfigurationPropertiesAutoConfiguration.class, ActorAutoConfiguration.class));

	@Test
	void aNameWithoutACookie() {
		Explanation.assertFails(this.contexts.withPropertyValues("actor.node.name=chat@localhost"),
				"The node is named 'chat@localhost' but 'actor.node.cookie' is not set.",
				"Set 'actor.node.cookie' to the secret");
	}

	@Test
	void aNameThatIsNone() {
		Explanation.assertFails(this.contexts.withPropertyValues("actor.node.name=chat", "actor.node.cookie=secret"),
				"'actor.node.name' is 'chat', which is not the name of a node.", "for example 'chat@localhost'");
	}

	@Test
	void marksOfTheBufferThatAreNone() {
		Explanation.assertFails(this.contexts.withPropertyValues("actor.node.name=chat@localhost",
				"actor.node.cookie=secret", "actor.node.buffer.high=100KB"), "low < high", "'actor.node.buffer.low'");
	}

	@Test
	void aPeerThatIsNoNode() {
		Explanation.assertFails(
				this.contexts.withPropertyValues("actor.node.name=chat@localhost", "actor.node.cookie=secret",
						"actor.node.peers=chat2@localhost,chat3"),
				"'actor.node.peers[1]' is 'chat3', which is not the name of a node.", "'chat2@localhost:4371'");
	}

	@Test
	void aNodeOfTheAllowListThatIsNone() {
		Explanation.assertFails(
				this.contexts.withPropertyValues("actor.node.name=chat@localhost", "actor.node.cookie=secret",
						"actor.node.allow=chat2@localhost,chat3"),
				"'actor.node.allow[1]' names 'chat3', which is not the name of a node.", "without a port");
	}

	@Test
	void aCookieForNobodyAndOneThatIsNone() {
		Explanation.assertFails(
				this.contexts.withPropertyValues("actor.node.name=chat@localhost", "actor.node.cookie=secret",
						"actor.node.cookies[chat2]=other"),
				"'actor.node.cookies[chat2]' names 'chat2', which is not the name of a node.", "in brackets");
		Explanation.assertFails(
				this.contexts.withPropertyValues("actor.node.name=chat@localhost", "actor.node.cookie=secret",
						"actor.node.cookies[chat2@localhost]="),
				"'actor.node.cookies[chat2@localhost]' is wrong", "Set it to the secret");
	}

	@Test
	void peersOfANodeWithoutName() {
		Explanation.assertFails(this.contexts.withPropertyValues("actor.node.peers=chat2@localhost"),
				"'actor.node.peers' is set but 'actor.node.name' is not.", "Give the node a name");
	}

	@Test
	void discoveryOfANodeWithoutName() {
		Explanation.assertFails(this.contexts.withPropertyValues("actor.node.discovery.dns.host=chat.example.org"),
				"'actor.node.discovery.dns' is set but 'actor.node.name' is not.", "Give the node a name");
	}

	@Test
	void discoveryThatIsNone() {
		ApplicationContextRunner named = this.contexts.withPropertyValues("actor.node.name=chat@localhost",
				"actor.node.cookie=secret");
		Explanation.assertFails(named.withPropertyValues("actor.node.discovery.dns.port=4370"),
				"'actor.node.discovery.dns.port' is set but 'actor.node.discovery.dns.host' is not.", "Set the host");
		Explanation.assertFails(
				named.withPropertyValues("actor.node.discovery.dns.host=h", "actor.node.discovery.dns.alive=a@b"),
				"'actor.node.discovery' is wrong: 'a@b@h' is not the name of a node", "Correct the setting");
		Explanation.assertFails(named.withPropertyValues("actor.node.discovery.interval=1ms"),
				"'actor.node.discovery' is wrong: An interval of discovery is at least 100 ms", "Correct the setting");
	}

	@Test
	void aRangeOfPortsThatIsNone() {
		Explanation.assertFails(
				this.contexts.withPropertyValues("actor.node.name=chat@localhost", "actor.node.cookie=secret",
						"actor.node.port=4380", "actor.node.last-port=4370"),
				"'actor.node.last-port' is wrong: Ports go from 1 to 65535", "remove it to try one port only");
	}

	@Test
	void aPropertyOutOfRange() {
		Explanation.assertFails(this.contexts.withPropertyValues("actor.node.port=70000"),
				"must be less than or equal to 65535", "Update your application's configuration");
	}

	@Test
	void theCookieIsInNoMessage() {
		this.contexts.withPropertyValues("actor.node.name=chat", "actor.node.cookie=hush")
			.run((context) -> assertThat(context.getStartupFailure()).hasStackTraceContaining("chat")
				.extracting(FailureMessageTests::everything)
				.asString()
				.doesNotContain("hush"));
		this.contexts.withPropertyValues("actor.node.cookie=hush", "actor.node.cookies[chat2@localhost]=hush2")
			.run((context) -> assertThat(context.getBean(ActorProperties.class).toString()).doesNotContain("hush"));
	}

	private static String everything(Throwable failure) {
		StringBuilder text = new StringBuilder();
		for (Throwable each = failure; each != null; each = each.getCause()) {
			text.append(each).append('\n');
		}
		return text.toString();
	}

	@Test
	void aTakenPort() throws Exception {
		FailureAnalysis analysis = Explanation.of(new NodeStartException("cannot listen",
				new PortInUseException(InetAddress.getLoopbackAddress(), 4370)));

		assertThat(analysis.getDescription()).contains("port 4370");
		assertThat(analysis.getAction()).contains("'actor.node.port'");
	}

	@Test
	void anInjectedServer() {
		Explanation.assertFails(this.contexts.withUserConfiguration(Wanting.class).withBean(Good.class),
				"Parameter 0 of constructor in " + Wanting.class.getName() + " wants " + Good.class.getName()
						+ " injected, which is a @GenServer",
				"Inject an interface with @GenServerClient");
	}

	@Test
	void aServerThatIsASingleton() {
		Explanation.assertFails(this.contexts.withUserConfiguration(Singleton.class),
				"The bean 'good' of @GenServer " + Good.class.getName() + " is not a prototype",
				"add @Scope(\"prototype\")");
	}

	@Test
	void anUnknownSupervisor() {
		Explanation.assertFails(
				this.contexts.withUserConfiguration(Lost.class).withPropertyValues("actor.supervisors.other.period=5s"),
				"@GenServer " + Lost.class.getName()
						+ " names the supervisor 'chat', which does not exist; there is 'application' and [other].",
				"'actor.supervisors.chat'");
	}

	@Test
	void aNameGivenTwice() {
		Explanation.assertFails(
				this.contexts.withUserConfiguration(Good.class, SameName.class)
					.withPropertyValues("actor.supervisors.good.period=5s"),
				"The name 'good' is given twice: to actor.supervisors.good and to @GenServer " + Good.class.getName(),
				"another name");
	}

	@Test
	void twoMessagesThatLookTheSameOnTheWire() {
		Explanation.assertFails(
				this.contexts.withUserConfiguration(Alike.class)
					.withPropertyValues("actor.node.name=alike@localhost", "actor.node.cookie=secret"),
				"@GenServer " + Alike.class.getName() + " has messages other nodes cannot send", "Correct the records");
	}

	@Test
	void aNameOfTheRuntime() {
		Explanation.assertFails(
				this.contexts.withBean(ChildSpec.class,
						() -> new ChildSpec("twice",
								(supervisor) -> new StartResult.Failed(
										ExitReason.of(Tuple.of(Atom.of("already_started"), supervisor.pid())),
										supervisor.pid()),
								Restart.PERMANENT, Shutdown.DEFAULT, ChildSpec.Kind.WORKER)),
				"The name 'twice' belongs to a process that runs already.", "another name");
	}

	@Test
	void aPeriodAndAnIntensityThatAreNone() {
		Explanation.assertFails(this.contexts.withPropertyValues("actor.supervisors.chat.period=0s"),
				"'actor.supervisors.chat.period' is 0s, in which there is no time for restarts.", "5s is usual");
		Explanation.assertFails(this.contexts.withPropertyValues("actor.supervisors.chat.intensity=-1"),
				"actor.supervisors[chat].intensity", "Update your application's configuration");
		Explanation.assertFails(
				this.contexts.withBean("own", SupervisorSpec.class,
						() -> SupervisorSpec.of("chat", Strategy.ONE_FOR_ALL).intensity(-1, Duration.ofSeconds(5))),
				"The supervisor 'chat' (the bean 'own') cannot be: A restart intensity is not negative: -1.",
				"Correct its intensity");
	}

	@Test
	void settingsOfADynamicSupervisorThatIsNone() {
		Explanation.assertFails(this.contexts.withPropertyValues("actor.supervisors.chat.max-children=5"),
				"'actor.supervisors.chat.max-children' is set, but the supervisor is not dynamic.", "'dynamic: true'");
		Explanation.assertFails(
				this.contexts.withPropertyValues("actor.supervisors.chat.strategy=one-for-all",
						"actor.supervisors.chat.dynamic=true"),
				"'actor.supervisors.chat.strategy' is set, but the supervisor is dynamic", "Remove the strategy");
		Explanation.assertFails(
				this.contexts.withBean(SupervisorSpec.class,
						() -> SupervisorSpec.of("chat", Strategy.ONE_FOR_ALL).maxChildren(5)),
				"The supervisor 'chat' has a limit of children and is not dynamic", "SupervisorSpec.dynamic");
		this.contexts
			.withPropertyValues("actor.supervisors.chat.strategy=one-for-one", "actor.supervisors.chat.dynamic=true")
			.run((context) -> assertThat(context).hasNotFailed());
	}

	@Test
	void aTimeoutThatIsNoTimeToWait() {
		Explanation.assertFails(this.contexts.withPropertyValues("actor.default-call-timeout=-1s"),
				"'actor.default-call-timeout' is -1s, which is no time to wait.", "5s is usual");
		Explanation.assertFails(clientsIn(Impatient.class), "has the timeout '-2s', which is no time to wait",
				"such as '2s'");
	}

	@Test
	void aSupervisorAboveItself() {
		Explanation.assertFails(
				this.contexts.withPropertyValues("actor.supervisors.a.supervisor=b",
						"actor.supervisors.b.supervisor=a"),
				"The supervisor 'a' is above itself.", "lead to 'application'");
	}

	@Test
	void aSupervisorUnderADynamicOne() {
		Explanation.assertFails(
				this.contexts.withPropertyValues("actor.supervisors.a.supervisor=b",
						"actor.supervisors.b.dynamic=true"),
				"The supervisor 'a' is under 'b', which is dynamic", "not dynamic");
	}

	@Test
	void aDynamicSupervisorWithChildren() {
		Explanation.assertFails(
				this.contexts.withBean(SupervisorSpec.class,
						() -> SupervisorSpec.dynamic("pool")
							.child(ChildSpec.supervisor("inner", Supervisor.with(Strategy.ONE_FOR_ALL)))),
				"The supervisor 'pool' is dynamic and declares children", "GenServers.start");
	}

	@Test
	void aServerWhoseConstructorThrows() {
		Explanation.assertFails(this.contexts.withUserConfiguration(Broken.class),
				"The server 'failureMessageTests.Broken' cannot start", "a start that fails is not tried again");
	}

	@Test
	void aClientMethodWithTwoParameters() {
		Explanation.assertFails(clientsIn(TwoParameters.class), "has 2 parameters", "put what it needs into a record");
	}

	@Test
	void aClientOfANodeThatIsNone() {
		Explanation.assertFails(clientsIn(WrongNode.class), "'other' is not the name of a node", "Correct the value");
	}

	private ApplicationContextRunner clientsIn(Class<?> client) {
		return this.contexts.withInitializer((context) -> {
			RootBeanDefinition definition = new RootBeanDefinition("io.actor.spring.client.GenServerClientFactoryBean");
			definition.getConstructorArgumentValues().addIndexedArgumentValue(0, client);
			definition.setAutowireMode(RootBeanDefinition.AUTOWIRE_CONSTRUCTOR);
			((DefaultListableBeanFactory) context.getBeanFactory()).registerBeanDefinition("client", definition);
		});
	}

	@GenServer(name = "good")
	static class Good {

		@HandleCast
		void say(String message) {
		}

	}

	@GenServer(name = "good")
	static class SameName {

		@HandleCast
		void say(String message) {
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Wanting {

		Wanting(Good good) {
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Singleton {

		@Bean
		Good good() {
			return new Good();
		}

	}

	@GenServer
	static class Alike {

		@HandleCast
		void one(One.Say message) {
		}

		@HandleCast
		void two(Two.Say message) {
		}

		interface One {

			record Say(String line) {
			}

		}

		interface Two {

			record Say(String line) {
			}

		}

	}

	@GenServer(supervisor = "chat")
	static class Lost extends Good {

	}

	@GenServer
	static class Broken extends Good {

		Broken() {
			throw new IllegalStateException("no database");
		}

	}

	@GenServerClient("rooms")
	interface TwoParameters {

		void say(String room, String line);

	}

	@GenServerClient(value = "rooms", timeout = "-2s")
	interface Impatient {

		void say(String line);

	}

	@GenServerClient("rooms@other")
	interface WrongNode {

		void say(String line);

	}

}
