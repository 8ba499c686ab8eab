package io.actor.guide;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.actor.event.EventHandler;
import io.actor.event.EventManager;
import io.actor.event.EventManagerRef;
import io.actor.event.Handled;
import io.actor.event.HandlerEnd;
import io.actor.event.HandlerExit;
import io.actor.fixture.LocalNode;
import io.actor.gen.Request;
import io.actor.gen.StartOptions;
import io.actor.node.Node;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;

/** The examples of {@code docs/guide/events.md}. */
class EventsGuideTests {

	@RegisterExtension
	final LocalNode local = new LocalNode();

	record Alarm(String text) {
	}

	static final class Counting extends EventHandler<Alarm, Counting.Count> {

		record Count() implements Request<Integer> {
		}

		private int alarms;

		@Override
		protected void init(Optional<Object> left) {
			this.alarms = (Integer) left.orElse(0);
		}

		@Override
		protected Handled handleEvent(Alarm alarm) {
			this.alarms++;
			return ok();
		}

		@Override
		protected Handled handleCall(Count count) {
			return reply(count, this.alarms);
		}

		@Override
		protected Object terminate(HandlerEnd why) {
			return this.alarms;
		}

	}

	/** Fails when it is told something it does not like. */
	static final class Printing extends EventHandler<Alarm, Request<?>> {

		private final List<String> paper;

		Printing(List<String> paper) {
			this.paper = paper;
		}

		@Override
		protected Handled handleEvent(Alarm alarm) {
			if (alarm.text().isEmpty()) {
				throw new IllegalArgumentException("nothing to print");
			}
			this.paper.add(alarm.text());
			return ok();
		}

	}

	@Test
	void everyHandlerGetsEveryEvent() {
		List<String> paper = new CopyOnWriteArrayList<>();
		Node node = this.local.node();

		node.start(EventManager::new, StartOptions.named("alarms"));
		EventManagerRef alarms = EventManagerRef.of(node.processes(), "alarms");

		alarms.add("count", Counting::new);
		alarms.add("print", () -> new Printing(paper));

		alarms.notify(new Alarm("door"));
		alarms.syncNotify(new Alarm("window"));

		int count = alarms.call("count", new Counting.Count());

		assertThat(count).isEqualTo(2);
		assertThat(paper).containsExactly("door", "window");

		alarms.swap("count", "new version", "count", Counting::new);

		assertThat(alarms.call("count", new Counting.Count())).isEqualTo(2);

		Object total = alarms.delete("count", "not needed");

		assertThat(total).isEqualTo(2);
	}

	@Test
	void whoeverSupervisesAHandlerHearsOfItsFailure() throws Exception {
		BlockingQueue<HandlerExit> heard = new LinkedBlockingQueue<>();
		List<String> paper = new CopyOnWriteArrayList<>();
		Node node = this.local.node();
		node.start(EventManager::new, StartOptions.named("alarms"));
		EventManagerRef alarms = EventManagerRef.of(node.processes(), "alarms");

		node.spawn((self) -> {
			alarms.addSupervised("print", () -> new Printing(paper));
			alarms.notify(new Alarm(""));
			HandlerExit exit = self.receive(HandlerExit.class);
			heard.add(exit);
		});

		HandlerExit exit = heard.poll(5, TimeUnit.SECONDS);
		assertThat(exit).isNotNull();
		assertThat(exit.handler()).isEqualTo("print");
		assertThat(exit.reason().toString()).contains("nothing to print");
		assertThat(alarms.handlers()).isEmpty();
	}

}
