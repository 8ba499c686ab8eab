package io.actor.sample.chat.room;

import java.time.Duration;

import io.actor.gen.ServerRef;
import io.actor.sample.chat.database.MessageStore;
import io.actor.sample.chat.room.RoomRequest.Said;
import io.actor.spring.test.Cluster;
import io.actor.spring.test.ClusterTest;
import io.actor.test.TestClock;
import io.actor.test.World;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Three times the whole application, each with a database of its own. */
@ClusterTest(nodes = 3, properties = "spring.datasource.url="
		+ "jdbc:h2:mem:cluster-${actor.test.node};MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DB_CLOSE_DELAY=-1")
class RoomsClusterTests {

	private Cluster cluster;

	private Visitor ada;

	private Visitor bob;

	@BeforeEach
	void enter(Cluster cluster) {
		this.cluster = cluster;
		this.ada = new Visitor(cluster.world().node("a"));
		this.bob = new Visitor(cluster.world().node("b"));
		this.ada.join(lobby("a"), "ada");
		this.bob.join(lobby("b"), "bob");
		cluster.world().settle();
	}

	@Test
	void whatIsSaidOnOneNodeIsHeardAndStoredOnTheOthers() {
		say(this.ada, "a", "hello");

		assertThat(this.bob.heard()).contains("hello");
		assertThat(this.ada.people()).contains("ada", "bob");
		assertThat(this.cluster.bean("c", MessageStore.class).last("lobby", 100)).extracting(Line::text)
			.contains("hello");
	}

	@Test
	void thePeopleOfANodeThatCrashesAreGone(World world) {
		world.crash("b");
		world.settle();

		assertThat(this.ada.people()).contains("ada").doesNotContain("bob");
	}

	@Test
	void whatWasSaidDuringANetsplitIsHeardAfterIt(World world, TestClock clock) {
		world.partition("a", "b");
		clock.advance(Duration.ofSeconds(80));
		assertThat(this.ada.people()).doesNotContain("bob");
		say(this.ada, "a", "anybody there?");
		say(this.bob, "b", "nobody here");
		assertThat(this.bob.heard()).doesNotContain("anybody there?");

		world.heal();
		world.awaitMesh();
		world.settle();

		assertThat(this.ada.people()).contains("ada", "bob");
		assertThat(this.ada.caughtUp()).contains("anybody there?", "nobody here");
		assertThat(this.bob.caughtUp()).contains("anybody there?", "nobody here");
	}

	private void say(Visitor visitor, String node, String text) {
		assertThat(visitor.say(lobby(node), text)).isEqualTo(Said.DELIVERED);
		this.cluster.world().settle();
	}

	private ServerRef lobby(String node) {
		return this.cluster.bean(node, Rooms.class).find("lobby").orElseThrow();
	}

}
