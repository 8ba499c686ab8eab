package io.actor.spring.server;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

import io.actor.gen.ServerRef;
import io.actor.node.Node;
import io.actor.process.Exit;
import io.actor.process.ExitReason;
import io.actor.process.Process;
import io.actor.spring.annotation.GenServer;
import io.actor.spring.annotation.HandleCall;
import io.actor.spring.annotation.HandleInfo;
import io.actor.spring.annotation.HandleTerminate;
import io.actor.spring.autoconfigure.ActorAutoConfiguration;
import io.actor.term.Pid;
import jakarta.annotation.PreDestroy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The handler of the end runs however the server is ended in order, and what ends other
 * servers ends those that have it.
 */
@Timeout(60)
class HandleTerminateTests {

	private final ApplicationContextRunner contexts = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(ActorAutoConfiguration.class))
		.withBean(Log.class);

	@Test
	void itRunsWhenTheApplicationIsClosed() {
		this.contexts.withUserConfiguration(Closing.class).run((context) -> {
			Log log = context.getBean(Log.class);

			context.close();

			assertThat(log.lines).containsExactly("terminate shutdown", "destroyed");
		});
	}

	@Test
	void theEndOfTheApplicationWaitsForIt() {
		this.contexts.withUserConfiguration(Slow.class).run((context) -> {
			Log log = context.getBean(Log.class);
			Thread closing = Thread.ofPlatform().start(context::close);
			await().until(() -> log.lines.contains("terminate begins"));

			log.release.countDown();
			closing.join();

			assertThat(log.lines).containsExactly("terminate begins", "terminate shutdown", "destroyed");
		});
	}

	@Test
	void itHasNoMoreTimeThanShutdownSays() {
		this.contexts.withUserConfiguration(TooSlow.class).run((context) -> {
			Log log = context.getBean(Log.class);

			context.close();

			assertThat(log.lines).contains("terminate begins", "destroyed").doesNotContain("terminate shutdown");
		});
	}

	@Test
	void aLinkedProcessThatCrashesEndsTheServerAllTheSame() {
		this.contexts.withUserConfiguration(Closing.class).run((context) -> {
			Node node = context.getBean(Node.class);
			Pid before = node.whereis("closing").orElseThrow();

			link(node, before, ExitReason.named("boom"));

			await().until(() -> node.whereis("closing").filter((pid) -> !pid.equals(before)).isPresent());
			assertThat(context.getBean(Log.class).lines).containsExactly("terminate boom", "destroyed");
		});
	}

	@Test
	void aLinkedProcessThatEndsNormallyDoesNot() {
		this.contexts.withUserConfiguration(Closing.class).run((context) -> {
			Node node = context.getBean(Node.class);
			Pid before = node.whereis("closing").orElseThrow();

			link(node, before, ExitReason.NORMAL);

			assertThat(ask(node, "closing")).isEqualTo("here");
			assertThat(node.whereis("closing")).contains(before);
		});
	}

	@Test
	void aHandlerOfAnythingDoesNotSwallowTheEndOfALinkedProcess() {
		this.contexts.withUserConfiguration(Anything.class).run((context) -> {
			Node node = context.getBean(Node.class);
			Pid before = node.whereis("anything").orElseThrow();

			link(node, before, ExitReason.named("boom"));

			await().until(() -> node.whereis("anything").filter((pid) -> !pid.equals(before)).isPresent());
			assertThat(context.getBean(Log.class).lines).containsExactly("terminate boom", "destroyed");
		});
	}

	@Test
	void aHandlerOfExitsGetsThem() {
		this.contexts.withUserConfiguration(Watching.class).run((context) -> {
			Node node = context.getBean(Node.class);
			Pid before = node.whereis("watching").orElseThrow();

			link(node, before, ExitReason.named("boom"));

			Log log = context.getBean(Log.class);
			await().untilAsserted(() -> assertThat(log.lines).containsExactly("exit boom"));
			assertThat(ask(node, "watching")).isEqualTo("here");
			assertThat(node.whereis("watching")).contains(before);
		});
	}

	@Test
	void aConstructorThatTrapsExitsDecidesForItself() {
		this.contexts.withUserConfiguration(Trapping.class).run((context) -> {
			Node node = context.getBean(Node.class);
			Pid before = node.whereis("trapping").orElseThrow();

			link(node, before, ExitReason.named("boom"));

			assertThat(ask(node, "trapping")).isEqualTo("here");
			assertThat(node.whereis("trapping")).contains(before);
		});
	}

	@Test
	void aServerWithoutItTrapsNothing() {
		this.contexts.withUserConfiguration(Closing.class, Plain.class).run((context) -> {
			Node node = context.getBean(Node.class);

			assertThat(node.processes().trapsExits(node.whereis("plain").orElseThrow())).isFalse();
			assertThat(node.processes().trapsExits(node.whereis("closing").orElseThrow())).isTrue();
		});
	}

	private static Object ask(Node node, String name) {
		ServerRef server = node.server(name);
		return server.ask("where", String.class, Duration.ofSeconds(10));
	}

	/** A process is linked with this one and has ended. */
	private static void link(Node node, Pid other, ExitReason reason) throws Exception {
		CompletableFuture<Pid> linked = new CompletableFuture<>();
		node.spawn((self) -> {
			self.link(other);
			linked.complete(self.pid());
			throw self.exit(reason);
		});
		Pid pid = linked.get();
		await().until(() -> !node.processes().isAlive(pid));
	}

	static class Log {

		final List<String> lines = new CopyOnWriteArrayList<>();

		final CountDownLatch release = new CountDownLatch(1);

	}

	@GenServer(name = "plain")
	static class Plain {

		@HandleCall
		String where(String question) {
			return "here";
		}

	}

	@GenServer(name = "closing")
	static class Closing extends Plain {

		final Log log;

		Closing(Log log) {
			this.log = log;
		}

		@HandleTerminate
		void closing(ExitReason reason) throws Exception {
			this.log.lines.add("terminate " + reason);
		}

		@PreDestroy
		void destroyed() {
			this.log.lines.add("destroyed");
		}

	}

	@GenServer(name = "slow", shutdown = "infinity")
	static class Slow extends Closing {

		Slow(Log log) {
			super(log);
		}

		@Override
		@HandleTerminate
		void closing(ExitReason reason) throws Exception {
			this.log.lines.add("terminate begins");
			this.log.release.await();
			super.closing(reason);
		}

	}

	@GenServer(name = "slow", shutdown = "500ms")
	static class TooSlow extends Slow {

		TooSlow(Log log) {
			super(log);
		}

	}

	@GenServer(name = "anything")
	static class Anything extends Closing {

		Anything(Log log) {
			super(log);
		}

		@HandleInfo
		void anything(Object message) {
			this.log.lines.add("anything");
		}

	}

	@GenServer(name = "watching")
	static class Watching extends Closing {

		Watching(Log log) {
			super(log);
		}

		@HandleInfo
		void gone(Exit exit) {
			this.log.lines.add("exit " + exit.reason());
		}

	}

	@GenServer(name = "trapping")
	static class Trapping extends Closing {

		Trapping(Log log) {
			super(log);
			Process.current().trapExit(true);
		}

	}

}
