package io.actor.spring.metrics;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

import io.actor.gen.GenServer;
import io.actor.gen.Request;
import io.actor.gen.ServerRef;
import io.actor.node.Node;
import io.actor.process.ExitReason;
import io.actor.supervisor.ChildSpec;
import io.actor.term.Pid;
import io.actor.term.RegisteredName;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class ActorMeterBinderTests {

	private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

	@Test
	void eachDocumentedMeterIsRegisteredWithItsTagsAndType() {
		try (Node node = Node.start()) {
			new ActorMeterBinder(node).bindTo(this.registry);

			for (ActorMeters documented : ActorMeters.values()) {
				for (Meter meter : this.registry.get(documented.getName()).meters()) {
					assertThat(meter.getId().getType()).isEqualTo(documented.getType());
					assertThat(meter.getId().getDescription()).isEqualTo(documented.description());
					assertThat(meter.getId().getTags()).extracting((tag) -> tag.getKey())
						.containsExactlyElementsOf(
								Arrays.stream(documented.getKeyNames()).map((key) -> key.asString()).toList());
				}
			}
		}
	}

	@Test
	void noMeterIsWithoutDocumentation() {
		try (Node node = Node.start()) {
			new ActorMeterBinder(node).bindTo(this.registry);

			Set<String> documented = Arrays.stream(ActorMeters.values())
				.map(ActorMeters::getName)
				.collect(Collectors.toSet());
			assertThat(this.registry.getMeters()).isNotEmpty()
				.allSatisfy((meter) -> assertThat(documented).contains(meter.getId().getName()));
		}
	}

	@Test
	void restartsAndDroppedMessagesAreCounted() {
		try (Node node = Node.start()) {
			new ActorMeterBinder(node).bindTo(this.registry);
			node.startChild(ChildSpec.worker("plain", Plain::new));
			ServerRef plain = node.server("plain");
			Pid before = plain.pid().orElseThrow();

			node.processes().exit(before, before, ExitReason.KILL);
			await().until(() -> plain.pid().filter((pid) -> !pid.equals(before)).isPresent());
			node.send(RegisteredName.local("nobody"), "hello");

			assertThat(this.registry.get("actor.restarts").functionCounter().count()).isEqualTo(1);
			assertThat(this.registry.get("actor.messages.dropped").tag("reason", "no_name").functionCounter().count())
				.isEqualTo(1);
			assertThat(this.registry.get("actor.processes").gauge().value()).isEqualTo(node.processes().count());
		}
	}

	static final class Plain extends GenServer<Request<?>, Object> {

	}

}
