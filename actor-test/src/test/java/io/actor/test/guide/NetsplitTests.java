package io.actor.test.guide;

import java.time.Duration;
import java.util.List;

import io.actor.node.PeerInfo;
import io.actor.process.Down;
import io.actor.process.ExitReason;
import io.actor.term.Pid;
import io.actor.test.Probe;
import io.actor.test.Simulated;
import io.actor.test.World;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The part of docs/testing.md on nodes that lose each other. */
class NetsplitTests {

	@Simulated(nodes = 3)
	@Test
	void aNodeThatIsCutOffLosesItsGuestsAndGetsThemBack(World world) {
		Probe guest = world.probe("c");
		world.node("c").groups().join("lobby", guest.pid());
		world.settle();
		assertThat(guestsSeenBy(world, "a")).containsExactly(guest.pid());

		world.isolate("c");
		world.clock().advance(Duration.ofMinutes(2));
		assertThat(guestsSeenBy(world, "a")).isEmpty();
		assertThat(guestsSeenBy(world, "c")).containsExactly(guest.pid());

		world.heal();
		world.awaitMesh();
		world.settle();
		assertThat(guestsSeenBy(world, "a")).containsExactly(guest.pid());
	}

	private static List<Pid> guestsSeenBy(World world, String node) {
		return world.node(node).groups().members("lobby");
	}

	@Simulated(nodes = 2)
	@Test
	void whatIsSentAcrossAOneWaySplitIsNotLostWhenItIsShort(World world) {
		Probe here = world.probe("a");
		Probe there = world.probe("b");

		world.partition("a", "b").oneWay();
		here.send(there.pid(), 1);
		there.send(here.pid(), 2);
		here.expect(Object.class);
		there.expectNone(Duration.ofSeconds(5));

		world.heal();
		there.expect(Object.class);
	}

	@Simulated(nodes = 2)
	@Test
	void aMachineThatLosesItsPowerIsNoticedByItsSilence(World world) {
		Probe watcher = world.probe("a");
		watcher.monitor(world.probe("b").pid());
		world.settle();

		world.crashSilently("b");

		Down down = watcher.expect(Down.class, Duration.ofSeconds(76));
		assertThat(down.reason()).isEqualTo(ExitReason.NOCONNECTION);
		assertThat(world.clock().elapsed()).isGreaterThan(Duration.ofSeconds(44));

		world.start("b");
		world.awaitMesh();
		assertThat(world.node("a").peers()).extracting(PeerInfo::name).containsExactly("b@b.sim");
	}

}
