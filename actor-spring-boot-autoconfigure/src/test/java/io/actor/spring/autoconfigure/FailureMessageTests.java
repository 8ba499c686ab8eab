package io.actor.spring.autoconfigure;

import java.net.InetAddress;
import java.util.List;
import java.util.Objects;

import io.actor.gen.From;
import io.actor.gen.Request;
import io.actor.gen.StartResult;
import io.actor.node.NodeStartException;
import io.actor.process.ExitReason;
import io.actor.spring.annotation.GenServer;
import io.actor.spring.annotation.GenServerClient;
import io.actor.spring.annotation.HandleCall;
import io.actor.spring.annotation.HandleCast;
import io.actor.spring.annotation.HandleInfo;
import io.actor.spring.annotation.HandleTerminate;
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

import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.context.ConfigurationPropertiesAutoConfiguration;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.support.SpringFactoriesLoader;
import org.springframework.core.io.support.SpringFactoriesLoader.ArgumentResolver;

import static org.assertj.core.api.Assertions.assertThat;

/** Each mistake is named with its place, and with what to do. */
class FailureMessageTests {

	private final ApplicationContextRunner contexts = new ApplicationContextRunner().withConfiguration(
			AutoConfigurations.of(ConfigurationPropertiesAutoConfiguration.class, ActorAutoConfiguration.class));

	@Test
	void aNameWithoutACookie() {
		assertFails(this.contexts.withPropertyValues("actor.node.name=chat@localhost"),
				"The node is named 'chat@localhost' but 'actor.node.cookie' is not set.",
				"Set 'actor.node.cookie' to the secret");
	}

	@Test
	void aNameThatIsNone() {
		assertFails(this.contexts.withPropertyValues("actor.node.name=chat", "actor.node.cookie=secret"),
				"'actor.node.name' is 'chat', which is not the name of a node.", "for example 'chat@localhost'");
	}

	@Test
	void aPeerThatIsNoNode() {
		assertFails(
				this.contexts.withPropertyValues("actor.node.name=chat@localhost", "actor.node.cookie=secret",
						"actor.node.peers=chat2@localhost,chat3"),
				"'actor.node.peers[1]' is 'chat3', which is not the name of a node.", "'chat2@localhost:4371'");
	}

	@Test
	void peersOfANodeWithoutName() {
		assertFails(this.contexts.withPropertyValues("actor.node.peers=chat2@localhost"),
				"'actor.node.peers' is set but 'actor.node.name' is not.", "Give the node a name");
	}

	@Test
	void aPropertyOutOfRange() {
		assertFails(this.contexts.withPropertyValues("actor.node.port=70000"), "must be less than or equal to 65535",
				"Update your application's configuration");
	}

	@Test
	void theCookieIsInNoMessage() {
		this.contexts.withPropertyValues("actor.node.name=chat", "actor.node.cookie=hush")
			.run((context) -> assertThat(context.getStartupFailure()).hasStackTraceContaining("chat")
				.extracting(FailureMessageTests::everything)
				.asString()
				.doesNotContain("hush"));
		this.contexts.withPropertyValues("actor.node.cookie=hush")
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
		FailureAnalysis analysis = analyze(new NodeStartException("cannot listen",
				new PortInUseException(InetAddress.getLoopbackAddress(), 4370)));

		assertThat(analysis.getDescription()).contains("port 4370");
		assertThat(analysis.getAction()).contains("'actor.node.port'");
	}

	@Test
	void anInjectedServer() {
		assertFails(this.contexts.withUserConfiguration(Wanting.class).withBean(Good.class),
				"Parameter 0 of constructor in " + Wanting.class.getName() + " wants " + Good.class.getName()
						+ " injected, which is a @GenServer",
				"Inject an interface with @GenServerClient");
	}

	@Test
	void aServerThatIsASingleton() {
		assertFails(this.contexts.withUserConfiguration(Singleton.class),
				"The bean 'good' of @GenServer " + Good.class.getName() + " is not a prototype",
				"add @Scope(\"prototype\")");
	}

	@Test
	void aServerWithoutHandlers() {
		assertInvalid(Silent.class, "@GenServer " + Silent.class.getName() + " handles no message.",
				"@HandleCall, @HandleCast or @HandleInfo");
	}

	@Test
	void aServerOfBothStyles() {
		assertInvalid(Both.class, "extends io.actor.gen.GenServer", "@Bean ChildSpec");
	}

	@Test
	void aPrivateHandler() {
		assertInvalid(Private.class, "@HandleCast " + Private.class.getName() + ".say(String) is private.",
				"Remove the word 'private'");
	}

	@Test
	void aHandlerWithoutMessage() {
		assertInvalid(NoMessage.class, "NoMessage.say(From) does not begin with a message.", "first parameter");
	}

	@Test
	void aHandlerWithAParameterNobodySupplies() {
		assertInvalid(Extra.class, "Extra.say(String, Integer) has a parameter of type java.lang.Integer",
				"io.actor.process.Process, nothing else");
	}

	@Test
	void aCastThatWantsACaller() {
		assertInvalid(CastFrom.class, "has a parameter of type io.actor.gen.From",
				"only a @HandleCall has somebody to answer");
	}

	@Test
	void aCallThatAnswersNobody() {
		assertInvalid(NoReply.class, "NoReply.ask(String) returns nothing, so its caller would never be answered.",
				"make it a @HandleCast");
	}

	@Test
	void aCallThatAnswersTwice() {
		assertInvalid(Twice.class, "both returns a value and takes a From", "not both");
	}

	@Test
	void aCastThatReturnsAValue() {
		assertInvalid(Answering.class, "returns java.lang.String, which nobody receives", "Return void");
	}

	@Test
	void twoHandlersForOneType() {
		assertInvalid(Duplicate.class, "Both " + Duplicate.class.getName() + ".one(String) and "
				+ Duplicate.class.getName() + ".two(String) are @HandleCast for java.lang.String.",
				"one handler per type and kind");
	}

	@Test
	void twoTerminateHandlers() {
		assertInvalid(TwoEnds.class, "are @HandleTerminate.", "Keep one");
	}

	@Test
	void aTerminateHandlerWithAMessage() {
		assertInvalid(WrongEnd.class, "has a parameter of type java.lang.String", "io.actor.process.ExitReason");
	}

	@Test
	void aShutdownThatIsNoTime() {
		assertInvalid(WrongShutdown.class, "has the shutdown 'soon', which is no time.", "'10s'");
	}

	@Test
	void anUnknownSupervisor() {
		assertFails(
				this.contexts.withUserConfiguration(Lost.class).withPropertyValues("actor.supervisors.other.period=5s"),
				"@GenServer " + Lost.class.getName()
						+ " names the supervisor 'chat', which does not exist; there is 'application' and [other].",
				"'actor.supervisors.chat'");
	}

	@Test
	void aNameGivenTwice() {
		assertFails(
				this.contexts.withUserConfiguration(Good.class, SameName.class)
					.withPropertyValues("actor.supervisors.good.period=5s"),
				"The name 'good' is given twice: to actor.supervisors.good and to @GenServer " + Good.class.getName(),
				"another name");
	}

	@Test
	void twoMessagesThatLookTheSameOnTheWire() {
		assertFails(
				this.contexts.withUserConfiguration(Alike.class)
					.withPropertyValues("actor.node.name=alike@localhost", "actor.node.cookie=secret"),
				"@GenServer " + Alike.class.getName() + " has messages other nodes cannot send", "Correct the records");
	}

	@Test
	void aNameOfTheRuntime() {
		assertFails(
				this.contexts.withBean(ChildSpec.class,
						() -> new ChildSpec("twice",
								(supervisor) -> new StartResult.Failed(
										ExitReason.of(Tuple.of(Atom.of("already_started"), supervisor.pid())),
										supervisor.pid()),
								Restart.PERMANENT, Shutdown.DEFAULT, ChildSpec.Kind.WORKER)),
				"The name 'twice' belongs to a process that runs already.", "another name");
	}

	@Test
	void aSupervisorAboveItself() {
		assertFails(
				this.contexts.withPropertyValues("actor.supervisors.a.supervisor=b",
						"actor.supervisors.b.supervisor=a"),
				"The supervisor 'a' is above itself.", "lead to 'application'");
	}

	@Test
	void aSupervisorUnderADynamicOne() {
		assertFails(
				this.contexts.withPropertyValues("actor.supervisors.a.supervisor=b",
						"actor.supervisors.b.dynamic=true"),
				"The supervisor 'a' is under 'b', which is dynamic", "not dynamic");
	}

	@Test
	void aDynamicSupervisorWithChildren() {
		assertFails(
				this.contexts.withBean(SupervisorSpec.class,
						() -> SupervisorSpec.dynamic("pool")
							.child(ChildSpec.supervisor("inner", Supervisor.with(Strategy.ONE_FOR_ALL)))),
				"The supervisor 'pool' is dynamic and declares children", "GenServers.start");
	}

	@Test
	void aServerWhoseConstructorThrows() {
		assertFails(this.contexts.withUserConfiguration(Broken.class),
				"The server 'failureMessageTests.Broken' cannot start", "a start that fails is not tried again");
	}

	@Test
	void aClientMethodWithTwoParameters() {
		assertFails(clientsIn(TwoParameters.class), "has 2 parameters", "put what it needs into a record");
	}

	@Test
	void aClientOfANodeThatIsNone() {
		assertFails(clientsIn(WrongNode.class), "'other' is not the name of a node", "Correct the value");
	}

	private ApplicationContextRunner clientsIn(Class<?> client) {
		return this.contexts.withInitializer((context) -> {
			RootBeanDefinition definition = new RootBeanDefinition("io.actor.spring.client.GenServerClientFactoryBean");
			definition.getConstructorArgumentValues().addIndexedArgumentValue(0, client);
			definition.setAutowireMode(RootBeanDefinition.AUTOWIRE_CONSTRUCTOR);
			((DefaultListableBeanFactory) context.getBeanFactory()).registerBeanDefinition("client", definition);
		});
	}

	private void assertInvalid(Class<?> server, String problem, String action) {
		assertFails(this.contexts.withUserConfiguration(server), problem, action);
	}

	private static void assertFails(ApplicationContextRunner contexts, String problem, String action) {
		contexts.run((context) -> {
			assertThat(context).hasFailed();
			FailureAnalysis analysis = analyze(context.getStartupFailure());
			assertThat(analysis.getDescription()).contains(problem);
			assertThat(analysis.getAction()).contains(action);
		});
	}

	/** As Spring Boot does it. */
	private static FailureAnalysis analyze(Throwable failure) {
		List<FailureAnalyzer> analyzers = SpringFactoriesLoader.forDefaultResourceLocation()
			.load(FailureAnalyzer.class, ArgumentResolver.of(BeanFactory.class, new DefaultListableBeanFactory())
				.and(Environment.class, new StandardEnvironment()));
		return analyzers.stream()
			.map((analyzer) -> analyzer.analyze(failure))
			.filter(Objects::nonNull)
			.findFirst()
			.orElseThrow(() -> new AssertionError("Nobody explains this", failure));
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

	@GenServer
	static class Silent {

	}

	@GenServer
	static class Both extends io.actor.gen.GenServer<Request<?>, Object> {

	}

	@GenServer
	static class Private {

		@HandleCast
		private void say(String message) {
		}

	}

	@GenServer
	static class NoMessage {

		@HandleCall
		void say(From from) {
		}

	}

	@GenServer
	static class Extra {

		@HandleCast
		void say(String message, Integer more) {
		}

	}

	@GenServer
	static class CastFrom {

		@HandleCast
		void say(String message, From from) {
		}

	}

	@GenServer
	static class NoReply {

		@HandleCall
		void ask(String request) {
		}

	}

	@GenServer
	static class Twice {

		@HandleCall
		String ask(String request, From from) {
			return request;
		}

	}

	@GenServer
	static class Answering {

		@HandleInfo
		String ask(String request) {
			return request;
		}

	}

	@GenServer
	static class Duplicate {

		@HandleCast
		void one(String message) {
		}

		@HandleCast
		void two(String message) {
		}

	}

	@GenServer
	static class TwoEnds extends Good {

		@HandleTerminate
		void one() {
		}

		@HandleTerminate
		void two(ExitReason reason) {
		}

	}

	@GenServer
	static class WrongEnd extends Good {

		@HandleTerminate
		void one(String message) {
		}

	}

	@GenServer(shutdown = "soon")
	static class WrongShutdown extends Good {

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

	@GenServerClient("rooms@other")
	interface WrongNode {

		void say(String line);

	}

}
