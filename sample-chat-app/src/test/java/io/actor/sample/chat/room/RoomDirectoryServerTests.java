package io.actor.sample.chat.room;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

import io.actor.node.Node;
import io.actor.process.ExitReason;
import io.actor.sample.chat.InMemoryStore;
import io.actor.sample.chat.room.RoomDirectory.ListRooms;
import io.actor.sample.chat.room.RoomDirectory.OpenRoom;
import io.actor.sample.chat.room.RoomDirectory.RoomSummary;
import io.actor.spring.test.ActorTest;
import io.actor.term.Pid;
import io.actor.test.Probe;
import io.actor.test.TestClock;
import io.actor.test.World;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;

import static org.assertj.core.api.Assertions.assertThat;

/** The directory with its supervisors and rooms, without log, analytics and database. */
@ActorTest(RoomDirectoryServer.class)
@Import({ RoomConfiguration.class, InMemoryStore.class })
class RoomDirectoryServerTests {

	@Autowired
	private RoomDirectory directory;

	@Autowired
	private InMemoryStore store;

	@Autowired
	private Node node;

	@Autowired
	private TestClock clock;

	@Test
	void roomsOfTheHistoryOpenWhenTheDatabaseIsBackAfterHalfAMinute(World world) {
		this.store.append(new Line(UUID.randomUUID(), "attic", "ada", "hello", Instant.EPOCH, "here"));
		this.store.broken(true);
		Pid directory = this.node.whereis(RoomDirectory.NAME).orElseThrow();
		this.node.processes().exit(directory, directory, ExitReason.KILL);
		world.settle();

		this.clock.advance(Duration.ofSeconds(30));
		assertThat(rooms()).contains("lobby").doesNotContain("attic");
		this.store.broken(false);
		this.clock.advance(Duration.ofSeconds(1));

		assertThat(rooms()).contains("lobby", "attic");
	}

	@Test
	void whoIsInARoomIsInTheList(Probe visitor) {
		assertThat(this.directory.open(new OpenRoom("cellar"))).isTrue();
		this.node.server(RoomName.processName("cellar")).call(new RoomRequest.Join(visitor.pid(), "ada"));

		assertThat(visitor.expect(RoomEvent.PeopleChanged.class).people()).extracting(Person::nick)
			.containsExactly("ada");
		assertThat(this.directory.rooms(new ListRooms())).contains(new RoomSummary("cellar", 1, ""));
	}

	private List<String> rooms() {
		return this.directory.rooms(new ListRooms()).stream().map(RoomSummary::room).toList();
	}

}
