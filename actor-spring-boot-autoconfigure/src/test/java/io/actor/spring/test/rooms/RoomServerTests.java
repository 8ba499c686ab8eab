package io.actor.spring.test.rooms;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

import io.actor.gen.CallException;
import io.actor.node.Node;
import io.actor.spring.test.ActorTest;
import io.actor.spring.test.rooms.Rooms.Closed;
import io.actor.spring.test.rooms.Rooms.Fail;
import io.actor.spring.test.rooms.Rooms.History;
import io.actor.spring.test.rooms.Rooms.Say;
import io.actor.spring.test.rooms.Rooms.Watch;
import io.actor.test.Probe;
import io.actor.test.TestClock;
import io.actor.test.World;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.test.context.bean.override.mockito.MockitoBean;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.verify;

@ActorTest
class RoomServerTests {

	@Autowired
	private Rooms rooms;

	@Autowired
	private TestClock clock;

	@Autowired
	private Probe probe;

	@MockitoBean
	private RoomStore store;

	@Test
	void aRoomIsClosedAfterThirtyQuietSeconds() {
		long begin = System.nanoTime();
		Duration before = this.clock.elapsed();
		this.rooms.watch(new Watch(this.probe.pid()));
		this.rooms.say(new Say("lobby", "hello"));

		this.clock.advance(Duration.ofSeconds(29));
		this.probe.expectNone();
		assertThat(this.rooms.history(new History("lobby"))).containsExactly("hello");
		this.clock.advance(Duration.ofSeconds(1));

		assertThat(this.probe.expect(Closed.class)).isEqualTo(new Closed("lobby"));
		assertThat(this.rooms.history(new History("lobby"))).isEmpty();
		assertThat(this.clock.elapsed().minus(before)).isEqualTo(Duration.ofSeconds(30));
		verify(this.store).append("lobby", "hello");
		assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(5));
	}

	@Test
	void whoWaitsLetsTimePass() {
		this.rooms.watch(new Watch(this.probe.pid()));
		this.rooms.say(new Say("cellar", "hello"));
		Duration before = this.clock.elapsed();

		this.probe.expect(Closed.class, Duration.ofMinutes(1));

		assertThat(this.clock.elapsed().minus(before)).isEqualTo(Duration.ofSeconds(30));
	}

	@Test
	void aServerThatCrashesIsStartedAgainAndHasForgotten(World world) {
		this.rooms.say(new Say("attic", "hello"));
		assertThatExceptionOfType(CallException.class).isThrownBy(() -> this.rooms.fail(new Fail()))
			.withMessageContaining("The test wanted it");
		world.settle();

		assertThat(this.rooms.history(new History("attic"))).isEmpty();
	}

	@Test
	void aFailingStoreCrashesTheServer(@Autowired Node node) {
		var before = node.whereis("rooms");
		doThrow(new IllegalStateException("disk full")).when(this.store).append(any(), any());

		this.rooms.say(new Say("lobby", "hello"));
		this.clock.advance(Duration.ZERO);

		assertThat(node.whereis("rooms")).isPresent().isNotEqualTo(before);
	}

	@Test
	void parametersAreInjectedToo(World world, TestClock time, Probe other) {
		assertThat(time).isSameAs(this.clock).isSameAs(world.clock());
		assertThat(other.pid()).isNotEqualTo(this.probe.pid());
		assertThat(world.running()).containsExactly("nonode");
	}

	@Test
	void theWallClockIsTheWorldsToo(@Autowired Clock wall) {
		Instant before = wall.instant();

		this.clock.advance(Duration.ofDays(2));

		assertThat(Duration.between(before, wall.instant())).isEqualTo(Duration.ofDays(2));
	}

	@Test
	void otherComponentsAreNotPartOfTheSlice(@Autowired ApplicationContext context) {
		assertThat(context.getBeanNamesForType(InMemoryRoomStore.class)).isEmpty();
		assertThat(context.getBeanNamesForType(RoomServer.class)).hasSize(1);
		assertThat(context.getBeanNamesForType(BillServer.class)).hasSize(1);
	}

}
