package io.actor.guide;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

import io.actor.application.Application;
import io.actor.application.ApplicationEnd;
import io.actor.application.ApplicationListener;
import io.actor.application.ApplicationSpec;
import io.actor.application.Applications;
import io.actor.application.ConfigurationChange;
import io.actor.application.RestartType;
import io.actor.application.StartType;
import io.actor.fixture.Probe;
import io.actor.node.Node;
import io.actor.process.ExitReason;
import io.actor.supervisor.ChildSpec;
import io.actor.supervisor.Supervisor;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The examples of {@code docs/guide/applications.md}. */
class ApplicationsGuideTests {

	private static final List<Object> NOTES = new CopyOnWriteArrayList<>();

	static final class Lobby extends Probe {

	}

	static final class Store implements Application {

		@Override
		public ChildSpec start(StartType type, Map<String, Object> environment) {
			return ChildSpec.supervisor("store_sup", Supervisor.oneForOne());
		}

	}

	static final class Chat implements Application {

		@Override
		public ChildSpec start(StartType type, Map<String, Object> environment) {
			return ChildSpec.supervisor("chat_sup",
					Supervisor.oneForOne()
						.intensity(3, Duration.ofSeconds(5))
						.child(ChildSpec.worker("lobby", Lobby::new)));
		}

		@Override
		public void startPhase(String phase, StartType type, Object argument) {
			NOTES.add("open for " + argument);
		}

		@Override
		public void configurationChanged(ConfigurationChange change) {
			NOTES.add(change.changed());
		}

		@Override
		public void stop() {
			NOTES.add("chat is gone");
		}

	}

	@Test
	void anApplicationIsStartedWithWhatItNeeds() {
		NOTES.clear();

		try (Node node = Node.start()) {
			Applications applications = node.applications();
			applications.load(ApplicationSpec.of("store", Store::new));
			applications.load(ApplicationSpec.of("chat", Chat::new)
				.dependsOn("store")
				.phase("open", "everybody")
				.environment(Map.of("rooms", 3)));

			List<String> started = applications.ensureAllStarted("chat"); // [store, chat]
			applications.configure("chat", Map.of("rooms", 5));

			assertThat(started).containsExactly("store", "chat");
			assertThat(applications.running()).hasSize(2);
		} // stops chat, then store

		assertThat(NOTES).containsExactly("open for everybody", Map.of("rooms", 5), "chat is gone");
	}

	@Test
	void aPermanentApplicationEndsTheNode() {
		List<Object> exits = new CopyOnWriteArrayList<>();
		Node node = Node.start();
		Applications applications = node.applications();

		applications.listen(new ApplicationListener() {

			@Override
			public void nodeDown(ApplicationEnd end) {
				exit(1); // the node is closed; Erlang ends its JVM, so to say
			}

			private void exit(int status) {
				exits.add(status);
			}
		});
		applications.start(ApplicationSpec.of("chat", Chat::new), RestartType.PERMANENT);

		node.supervisor("chat_sup").server().stop(ExitReason.SHUTDOWN, Duration.ofSeconds(5));

		await().untilAsserted(() -> assertThat(exits).containsExactly(1));
	}

}
