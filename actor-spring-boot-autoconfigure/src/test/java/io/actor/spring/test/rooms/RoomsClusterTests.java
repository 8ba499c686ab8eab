package io.actor.spring.test.rooms;

import java.time.Duration;
import java.util.List;

import io.actor.node.Node;
import io.actor.process.Down;
import io.actor.process.ExitReason;
import io.actor.spring.test.Cluster;
import io.actor.spring.test.ClusterTest;
import io.actor.spring.test.rooms.Rooms.History;
import io.actor.spring.test.rooms.Rooms.Say;
import io.actor.test.Probe;
import io.actor.test.TestClock;
import io.actor.test.World;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.test.context.ActiveProfiles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

@ClusterTest(nodes = 3)
@ActiveProfiles("production")
class RoomsClusterTests {

	@Autowired
	private Cluster cluster;

	@Test
	void threeContextsAreOneCluster() {
		assertThat(this.cluster.nodes()).containsExactly("a", "b", "c");
		assertThat(this.cluster.bean("b", Node.class).peers()).hasSize(2);
		assertThat(this.cluster.bean("b", Where.class)).isEqualTo(new Where("b"));
		assertThat(this.cluster.bean("a", RoomStore.class)).isNotSameAs(this.cluster.bean("b", RoomStore.class));
	}

	@Test
	void aMessageReachesTheOtherNodes(World world) {
		say("a", "lobby", "hello");
		world.settle();

		assertThat(history("b", "lobby")).containsExactly("hello");
		assertThat(history("c", "lobby")).containsExactly("hello");
		assertThat(this.cluster.bean("c", InMemoryRoomStore.class).lines()).contains("lobby: hello");
	}

	@Test
	void aPartitionIsNoticedAndTheNextTestFindsItHealed(World world, TestClock clock) {
		world.isolate("c");
		clock.advance(Duration.ofSeconds(80));

		assertThat(this.cluster.bean("a", Node.class).peers()).hasSize(1);
		say("a", "split", "hello");
		world.settle();
		assertThat(history("b", "split")).containsExactly("hello");
		assertThat(history("c", "split")).isEmpty();
	}

	@Test
	void aCrashTakesTheContextAlongAndARestartMakesANewOne(World world, Probe probe) {
		ConfigurableApplicationContext before = (ConfigurableApplicationContext) this.cluster.context("b");
		probe.monitor(this.cluster.bean("b", Node.class).whereis("rooms").orElseThrow());
		world.settle();

		world.crash("b");

		assertThat(probe.expect(Down.class).reason()).isEqualTo(ExitReason.NOCONNECTION);
		assertThat(before.isActive()).isFalse();
		assertThat(this.cluster.nodes()).containsExactly("a", "c");
		assertThatIllegalArgumentException().isThrownBy(() -> this.cluster.bean("b", Rooms.class))
			.withMessage("No node 'b' runs in this cluster, only [a, c]");

		world.start("b");
		world.awaitMesh();
		world.settle();

		assertThat(this.cluster.context("b")).isNotSameAs(before);
		say("b", "again", "hello");
		world.settle();
		assertThat(history("a", "again")).containsExactly("hello");
	}

	@Test
	void aNodeCanBeStoppedInOrder(World world) {
		ApplicationContext before = this.cluster.context("c");

		world.stop("c");

		assertThat(((ConfigurableApplicationContext) before).isActive()).isFalse();
		assertThat(this.cluster.bean("a", Node.class).peers()).hasSize(1);
	}

	private void say(String node, String room, String text) {
		this.cluster.bean(node, Rooms.class).say(new Say(room, text));
	}

	private List<String> history(String node, String room) {
		return this.cluster.bean(node, Rooms.class).history(new History(room));
	}

	/** The node a context is. */
	record Where(String node) {
	}

	/** For each of the contexts. */
	@TestConfiguration(proxyBeanMethods = false)
	static class EachContext {

		@Bean
		Where where(@Value("${actor.test.node}") String node) {
			return new Where(node);
		}

	}

}
