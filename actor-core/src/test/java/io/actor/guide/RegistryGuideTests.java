package io.actor.guide;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.actor.gen.From;
import io.actor.gen.GenServer;
import io.actor.gen.Next;
import io.actor.gen.Request;
import io.actor.gen.StartException;
import io.actor.gen.StartOptions;
import io.actor.node.Node;
import io.actor.process.Down;
import io.actor.registry.RegisterResult;
import io.actor.registry.Registry;
import io.actor.registry.RegistryEvent;
import io.actor.registry.RegistryOptions;
import io.actor.supervisor.ChildSpec;
import io.actor.term.Pid;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** The examples of docs/guide/registry.md. */
class RegistryGuideTests {

	private record News(String text) {
	}

	/** A room that counts its guests. */
	static final class Room extends GenServer<Room.Enter, Object> {

		record Enter(String name) implements Request<Integer> {
		}

		private final List<String> present = new ArrayList<>();

		@Override
		protected Next handleCall(Enter enter, From from) {
			this.present.add(enter.name());
			return reply(enter, this.present.size());
		}

	}

	/** Paints rooms. */
	private static final class Brush {

		String paint(int room) {
			return "room " + room + " is painted";
		}

	}

	@Test
	void aServerIsStartedAndCalledByAKey() {
		CompletableFuture<Boolean> open = new CompletableFuture<>();
		try (Node node = Node.start()) {
			node.startChild(ChildSpec.worker("rooms", Registry.server(RegistryOptions.unique())));
			Registry<Integer, String> rooms = Registry.of(node.processes(), "rooms");

			node.start(Room::new, StartOptions.named(rooms.via(42, "the blue one")));

			int guests = rooms.server(42).call(new Room.Enter("ann"));

			assertThat(guests).isEqualTo(1);
			assertThat(rooms.lookup(42)).singleElement()
				.satisfies((each) -> assertThat(each.value()).isEqualTo("the blue one"));
			assertThatThrownBy(() -> node.start(Room::new, StartOptions.named(rooms.via(42, "another"))))
				.isInstanceOf(StartException.class)
				.hasMessageContaining("already_started");
			node.spawn((self) -> {
				switch (rooms.register(43, "the red one")) {
					case RegisterResult.Registered registered -> open.complete(true);
					case RegisterResult.AlreadyRegistered(Pid holder) -> open.complete(false);
				}
			});
			assertThat(open.join()).isTrue();
		}
	}

	@Test
	void whoIsUnderATopicHearsTheNews() throws Exception {
		BlockingQueue<News> heard = new LinkedBlockingQueue<>();
		try (Node node = Node.start()) {
			node.startChild(ChildSpec.worker("topics", Registry.server(RegistryOptions.duplicate())));
			Registry<String, String> topics = Registry.of(node.processes(), "topics");

			Pid reader = node.spawn((self) -> {
				topics.register("news", "en");
				heard.add(self.receive(News.class));
			});

			await().until(() -> !topics.keys(reader).isEmpty());
			topics.dispatch("news", (readers) -> readers.forEach((each) -> node.send(each.pid(), new News("rain"))));

			assertThat(heard.poll(5, TimeUnit.SECONDS)).isEqualTo(new News("rain"));
			await().until(() -> topics.count() == 0);
		}
	}

	@Test
	void aListenerHearsOfRegistrations() {
		List<String> log = new CopyOnWriteArrayList<>();
		try (Node node = Node.start()) {
			RegistryOptions options = RegistryOptions.unique().listener("porter");

			node.startChild(ChildSpec.worker("rooms", Registry.server(options)));
			Registry<Integer, String> rooms = Registry.of(node.processes(), "rooms");
			Pid porter = node.spawn((self) -> {
				self.register("porter");
				while (log.isEmpty()) {
					switch (self.receive(RegistryEvent.class)) {
						case RegistryEvent.Registered registered -> self.monitor(registered.pid());
						case RegistryEvent.Unregistered unregistered -> log.add(unregistered.key() + " is free");
					}
				}
				log.add("and its holder has ended: " + self.receive(Down.class).reason());
			});
			await().until(() -> node.whereis("porter").filter(porter::equals).isPresent());
			node.spawn((self) -> {
				rooms.register(42, "the blue one");
				rooms.unregister(42);
			});

			await().untilAsserted(() -> assertThat(log).hasSize(2).startsWith("42 is free"));
		}
	}

	@Test
	void aLockLetsOneProcessPaint() {
		Brush brush = new Brush();
		CompletableFuture<String> done = new CompletableFuture<>();
		try (Node node = Node.start()) {
			node.startChild(ChildSpec.worker("rooms", Registry.server(RegistryOptions.unique())));
			Registry<Integer, String> rooms = Registry.of(node.processes(), "rooms");
			node.spawn((self) -> {
				String painted = rooms.lock("paint", () -> brush.paint(42));

				done.complete(painted);
			});

			assertThat(done.join()).isEqualTo("room 42 is painted");
		}
	}

}
