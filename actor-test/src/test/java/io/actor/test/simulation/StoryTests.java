package io.actor.test.simulation;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class StoryTests {

	@Test
	void anArrowGoesFromTheSenderToWhoTakes() {
		List<Story.Event> events = List.of(new Story.Event(0, "a<0.4.0>@x@y", null, "begins"),
				new Story.Event(1_500_000, "b<0.5.0>@x@y", "a<0.4.0>@x@y", "takes 1"),
				new Story.Event(2_000_000, "a<0.4.0>@x@y", "b<0.5.0>@x@y", "takes 2"));
		assertThat(new Diagram(events).draw().lines().map(String::stripTrailing)).containsExactly(
				"          ms  a           b", "       0.000  ●           │           begins",
				"       1.500  ├──────────▶●           takes 1", "       2.000  ●◀──────────┤           takes 2");
	}

	@Test
	void manyProcessesOfOneNodeAreDrawnByHowMuchHappensToThem() {
		List<Story.Event> events = new ArrayList<>();
		for (int i = 0; i < 30; i++) {
			events.add(new Story.Event(i, "<0." + (i % 12) + ".0>@x@y", null, "works"));
			events.add(new Story.Event(i, "busy<0.99.0>@x@y", null, "works"));
		}
		String drawn = new Diagram(events).draw();
		assertThat(drawn.lines().findFirst().orElseThrow()).contains("busy")
			.contains("<0.0.0>")
			.doesNotContain("<0.11.0>");
		assertThat(drawn).contains("<0.11.0>@x@y works");
	}

	@Test
	void manyProcessesOfSeveralNodesAreDrawnByNode() {
		List<Story.Event> events = new ArrayList<>();
		for (int i = 0; i < 12; i++) {
			events.add(new Story.Event(i, "<0." + i + ".0>@n" + (i % 2) + "@y", null, "works"));
		}
		assertThat(new Diagram(events).draw().lines().findFirst().orElseThrow().strip().split("\\s+"))
			.containsExactly("ms", "n0", "n1");
	}

}
