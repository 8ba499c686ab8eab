package io.actor.spring.server;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

import io.actor.gen.CallException;
import io.actor.gen.From;
import io.actor.gen.Next;
import io.actor.gen.Request;
import io.actor.gen.ServerRef;
import io.actor.node.Node;
import io.actor.process.ExitReason;
import io.actor.process.Process;
import io.actor.process.Report;
import io.actor.spring.annotation.GenServer;
import io.actor.spring.annotation.GenServerClient;
import io.actor.spring.annotation.HandleCall;
import io.actor.spring.annotation.HandleCast;
import io.actor.spring.annotation.HandleInfo;
import io.actor.spring.annotation.HandleTerminate;
import io.actor.spring.autoconfigure.ActorAutoConfiguration;
import io.actor.spring.autoconfigure.GenServerClientAutoConfiguration;
import io.actor.spring.client.ActorOperations;
import io.actor.spring.client.ActorTemplate;
import io.actor.term.Pid;
import jakarta.annotation.PreDestroy;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurationPackage;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

class RoomsTests {

	private final ApplicationContextRunner contexts = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(ActorAutoConfiguration.class, GenServerClientAutoConfiguration.class))
		.withUserConfiguration(Chat.class)
		.withPropertyValues("rooms.name=rooms");

	@Test
	void aClientCallsAndCastsAnAnnotatedServer() {
		this.contexts.run((context) -> {
			Rooms rooms = context.getBean(Rooms.class);

			rooms.say(new Say("lobby", "hello"));

			assertThat(rooms.history(new History("lobby"))).containsExactly("hello");
			assertThat(rooms.historyLater(new History("lobby")).get()).containsExactly("hello");
			assertThat(rooms.count(new Count())).isEqualTo(1);
			assertThat(rooms.later(new Later("x"))).isEqualTo("x!");
			assertThat(rooms.staged(new Staged("y"))).isEqualTo("y?");
			assertThat(rooms.first("lobby")).contains("hello");
			assertThat(rooms).hasToString("Rooms[rooms]").isEqualTo(rooms).hasSameHashCodeAs(rooms);
		});
	}

	@Test
	void theTemplateCallsAServerWithATypedRequest() {
		this.contexts.run((context) -> {
			ActorTemplate actors = context.getBean(ActorTemplate.class);

			actors.cast("rooms", new Say("lobby", "hello"));

			assertThat(actors.call("rooms", new Count())).isEqualTo(1);
			assertThat(actors.callAsync("rooms", new Count()).get()).isEqualTo(1);
		});
	}

	@Test
	void aCrashedServerIsRestartedWithANewObject() {
		this.contexts.run((context) -> {
			ServerRef rooms = context.getBean(ActorTemplate.class).server("rooms");
			rooms.cast(new Say("lobby", "hello"));
			Pid before = rooms.pid().orElseThrow();

			rooms.cast(new Fail());

			await().until(() -> rooms.pid().filter((pid) -> !pid.equals(before)).isPresent());
			assertThat(rooms.call(new Count())).isZero();
			assertThat(context.getBean(Log.class).lines).contains("terminate", "destroyed");
		});
	}

	@Test
	void theObjectOfAKilledServerIsDestroyed() {
		this.contexts.run((context) -> {
			Node node = context.getBean(Node.class);
			Pid before = node.whereis("rooms").orElseThrow();

			node.processes().exit(before, before, ExitReason.KILL);

			await().until(() -> context.getBean(Log.class).lines.contains("destroyed"));
			assertThat(context.getBean(Log.class).lines).doesNotContain("terminate");
		});
	}

	@Test
	void aReplyOfNullCrashesTheServerAndSaysWhy() {
		this.contexts.run((context) -> {
			ServerRef rooms = context.getBean(ActorTemplate.class).server("rooms");

			assertThatExceptionOfType(CallException.class).isThrownBy(() -> rooms.call(new Nothing()))
				.withMessageContaining("returned null; a reply is never null, declare Optional");
		});
	}

	@Test
	void aReplyStageThatFailsCrashesTheServerAndReachesTheCaller() {
		this.contexts.run((context) -> {
			Rooms rooms = context.getBean(Rooms.class);

			assertThatExceptionOfType(CallException.class).isThrownBy(() -> rooms.staged(new Staged("")))
				.withMessageContaining("nothing to stage");
		});
	}

	@Test
	void aMessageWithoutHandlerCrashesTheServer() {
		this.contexts.run((context) -> {
			ServerRef rooms = context.getBean(ActorTemplate.class).server("rooms");

			assertThatExceptionOfType(CallException.class)
				.isThrownBy(() -> rooms.ask("what", Object.class, Duration.ofSeconds(5)))
				.withMessageContaining("has no @HandleCall for java.lang.String");
		});
	}

	@Test
	void plainMessagesReachTheirHandler() {
		this.contexts.run((context) -> {
			context.getBean(ActorTemplate.class).send("rooms", new Knock());

			await().until(() -> context.getBean(Log.class).lines.contains("knock"));
		});
	}

	@Test
	void aMessageNobodyHandlesIsReportedAndHarmsNobody() {
		this.contexts.run((context) -> {
			Node node = context.getBean(Node.class);
			Pid before = node.whereis("rooms").orElseThrow();
			CompletableFuture<Report> reported = new CompletableFuture<>();
			node.processes().reports().listen(reported::complete);

			context.getBean(ActorTemplate.class).send("rooms", new Unprintable());

			assertThat(reported.get(10, TimeUnit.SECONDS)).isInstanceOfSatisfying(Report.Unexpected.class,
					(unexpected) -> assertThat(unexpected.type()).isEqualTo(RoomServer.class.getName()));
			assertThat(context.getBean(Rooms.class).count(new Count())).isZero();
			assertThat(node.whereis("rooms")).contains(before);
		});
	}

	@Test
	void clientsGoThroughAnApplicationsOwnOperations() {
		ActorOperations own = mock(ActorOperations.class);
		this.contexts.withBean("own", ActorOperations.class, () -> own).run((context) -> {
			assertThat(context).hasNotFailed().doesNotHaveBean(ActorTemplate.class);
			given(own.server("rooms")).willReturn(context.getBean(Node.class).server("rooms"));

			assertThat(context.getBean(Rooms.class).count(new Count())).isZero();
		});
	}

	@Test
	void aHandlerCanStopItsServer() {
		this.contexts.run((context) -> {
			context.getBean(ActorTemplate.class).cast("rooms", new Leave());

			await().until(() -> context.getBean(Log.class).lines.contains("terminate"));
		});
	}

	record History(String room) {
	}

	record Count() implements Request<Integer> {
	}

	record Later(String text) {
	}

	record Staged(String text) {
	}

	record Nothing() implements Request<String> {
	}

	record Say(String room, String line) {
	}

	record Fail() {
	}

	record Leave() {
	}

	record Knock() {
	}

	record Unprintable() {

		@Override
		public String toString() {
			throw new IllegalStateException("not to be printed");
		}

	}

	@GenServerClient("${rooms.name}")
	interface Rooms {

		List<String> history(History request);

		CompletableFuture<List<String>> historyLater(History request);

		int count(Count request);

		String later(Later request);

		String staged(Staged request);

		void say(Say message);

		default Optional<String> first(String room) {
			return history(new History(room)).stream().findFirst();
		}

	}

	@GenServer(name = "${rooms.name}", shutdown = "1s")
	static class RoomServer {

		private final Log log;

		private final Map<String, List<String>> lines = new HashMap<>();

		RoomServer(Log log) {
			this.log = log;
		}

		@HandleCall
		List<String> history(History request, Process self) {
			assertThat(Process.current()).isSameAs(self);
			return List.copyOf(this.lines.getOrDefault(request.room(), List.of()));
		}

		@HandleCall
		int count(Count request) {
			return this.lines.size();
		}

		@HandleCall
		void later(Later request, From from) {
			from.reply(request.text() + "!");
		}

		@HandleCall
		CompletableFuture<String> staged(Staged request) {
			return request.text().isEmpty()
					? CompletableFuture.failedFuture(new IllegalStateException("nothing to stage"))
					: CompletableFuture.completedFuture(request.text() + "?");
		}

		@HandleCall
		String nothing(Nothing request) {
			return null;
		}

		@HandleCast
		void say(Say message) {
			this.lines.computeIfAbsent(message.room(), (room) -> new ArrayList<>()).add(message.line());
		}

		@HandleCast
		void fail(Fail message) {
			throw new IllegalStateException("failed as asked");
		}

		@HandleCast
		Next leave(Leave message) {
			return new Next.Stop(ExitReason.SHUTDOWN, null);
		}

		@HandleInfo
		void knock(Knock message) {
			this.log.lines.add("knock");
		}

		@HandleTerminate
		void closing(ExitReason reason) {
			this.log.lines.add("terminate");
		}

		@PreDestroy
		void destroyed() {
			this.log.lines.add("destroyed");
		}

	}

	static class Log {

		final List<String> lines = new CopyOnWriteArrayList<>();

	}

	@Configuration(proxyBeanMethods = false)
	@AutoConfigurationPackage
	@Import(RoomServer.class)
	static class Chat {

		@Bean
		Log log() {
			return new Log();
		}

	}

}
