package io.actor.spring.test.rooms;

import java.time.Duration;

import io.actor.spring.test.AutoConfigureActors;
import io.actor.spring.test.rooms.Rooms.Closed;
import io.actor.spring.test.rooms.Rooms.Say;
import io.actor.spring.test.rooms.Rooms.Watch;
import io.actor.test.Probe;
import io.actor.test.TestClock;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;

import static org.assertj.core.api.Assertions.assertThat;

/** Everything the application has, and its node in a simulated world. */
@SpringBootTest(webEnvironment = WebEnvironment.NONE)
@AutoConfigureActors
class WholeApplicationTests {

	@Test
	void thirtySecondsPassAtOnce(@Autowired Rooms rooms, @Autowired InMemoryRoomStore store, Probe probe,
			TestClock clock) {
		rooms.watch(new Watch(probe.pid()));
		rooms.say(new Say("lobby", "hello"));

		clock.advance(Duration.ofSeconds(30));

		assertThat(probe.expect(Closed.class)).isEqualTo(new Closed("lobby"));
		assertThat(store.lines()).containsExactly("lobby: hello");
	}

}
