package io.actor.spring.test.rooms;

import java.time.Duration;

import io.actor.node.Node;
import io.actor.spring.test.ActorTest;
import io.actor.spring.test.rooms.Rooms.Closed;
import io.actor.spring.test.rooms.Rooms.Say;
import io.actor.spring.test.rooms.Rooms.Watch;
import io.actor.test.Probe;
import io.actor.test.TestClock;
import io.actor.test.World;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.ActiveProfiles;

import static org.assertj.core.api.Assertions.assertThat;

/** One server, with what it needs and settings of the test. */
@ActorTest(servers = RoomServer.class,
		properties = { "actor.node.name=chat@example", "actor.node.cookie=secret", "rooms.quiet=10s",
				"actor.test.seed=42" })
@ActiveProfiles("production")
@Import({ SupervisionConfiguration.class, InMemoryRoomStore.class })
@TestInstance(Lifecycle.PER_CLASS)
class OneServerTests {

	@Autowired
	private Rooms rooms;

	@Autowired
	private Node node;

	@Autowired
	private Probe probe;

	@Test
	void onlyTheNamedServerRuns(World world) {
		assertThat(this.node.whereis("rooms")).isPresent();
		assertThat(this.node.whereis("bills")).isEmpty();
		assertThat(this.node.name()).isEqualTo("chat@example");
		assertThat(world.node("chat")).isSameAs(this.node);
		assertThat(world.seed()).isEqualTo(Long.getLong("sim.seed", 42L));
	}

	@Test
	void propertiesOfTheTestApply(TestClock clock) {
		tenSecondsAreQuiet(clock);
	}

	@Test
	void anInstanceForAllTestsKeepsItsProbe(TestClock clock) {
		tenSecondsAreQuiet(clock);
	}

	private void tenSecondsAreQuiet(TestClock clock) {
		this.rooms.watch(new Watch(this.probe.pid()));
		this.rooms.say(new Say("lobby", "hello"));
		clock.advance(Duration.ofSeconds(10));
		this.probe.expect(Closed.class);
		this.probe.expectNone();
	}

}
