package io.actor.test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.actor.node.DownReason;
import io.actor.node.Node;
import io.actor.node.NodeDown;
import io.actor.node.NodeType;
import io.actor.node.NodeUp;
import io.actor.node.TickTimeChange;
import io.actor.process.Down;
import io.actor.process.Exit;
import io.actor.term.Pid;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Processes that hear of nodes, where time and the network do what the test wants. */
class NodeMonitorWorldTests {

	private static final Duration TICK_TIME = Duration.ofSeconds(60);

	private static Probe subscriber(World world, String alive) {
		Probe probe = world.probe(alive);
		Node node = world.node(alive);
		probe.run((self) -> {
			self.trapExit(true);
			node.monitorNodes(NodeType.CONNECTED);
			return true;
		});
		return probe;
	}

	@Test
	void aSilentNodeIsGivenUpWithinAQuarterOfTheTickTimeInEveryWorld() {
		for (int seed = 1; seed <= 10; seed++) {
			try (World world = ActorTestKit.cluster(seed).nodes(2)) {
				Probe watcher = subscriber(world, "a");
				world.clock().advance(Duration.ofSeconds(7 * seed));
				Duration before = world.clock().elapsed();

				world.crashSilently("b");

				NodeDown down = watcher.expect(NodeDown.class, Duration.ofMinutes(2));
				assertThat(down.reason()).isEqualTo(DownReason.NET_TICK_TIMEOUT);
				assertThat(world.clock().elapsed().minus(before)).isBetween(TICK_TIME.multipliedBy(3).dividedBy(4),
						TICK_TIME.multipliedBy(5).dividedBy(4).plusSeconds(1));
			}
		}
	}

	@Test
	void theTickTimeChangesOnOneNodeLongBeforeTheOtherWithoutAFalseAlarm() {
		for (Duration next : List.of(Duration.ofSeconds(8), Duration.ofMinutes(5))) {
			try (World world = ActorTestKit.cluster(3).nodes(2)) {
				Probe onA = subscriber(world, "a");
				Probe onB = subscriber(world, "b");
				assertThat(change(world, onA, "a", next)).isEqualTo(TickTimeChange.INITIATED);
				world.clock().advance(Duration.ofSeconds(55));
				assertThat(change(world, onB, "b", next)).isEqualTo(TickTimeChange.INITIATED);
				world.clock().advance(Duration.ofMinutes(30));

				onA.expectNone();
				onB.expectNone();

				world.crashSilently("b");
				NodeDown down = onA.expect(NodeDown.class, next.multipliedBy(2));
				assertThat(down.reason()).isEqualTo(DownReason.NET_TICK_TIMEOUT);
			}
		}
	}

	private static TickTimeChange change(World world, Probe on, String alive, Duration next) {
		Node node = world.node(alive);
		return on.run((self) -> node.netTickTime(next, Duration.ofSeconds(60)));
	}

	@Test
	void aNodeThatFlapsIsToldInTurnAndAfterWhatItBreaks() {
		for (int seed = 1; seed <= 5; seed++) {
			try (World world = ActorTestKit.cluster(seed).nodes(3)) {
				List<Probe> subscribers = List.of(subscriber(world, "a"), subscriber(world, "a"),
						subscriber(world, "b"));
				for (int round = 0; round < 4; round++) {
					Pid victim = world.node("c").spawn((self) -> self.receive());
					subscribers.forEach((each) -> each.monitor(victim));
					subscribers.forEach((each) -> each.link(victim));
					world.settle();
					if (round % 2 == 0) {
						world.isolate("c");
						world.clock().advance(Duration.ofMinutes(2));
						world.heal();
					}
					else {
						world.crash("c");
						world.start("c");
					}
					world.awaitMesh();
					world.settle();
				}
				subscribers.forEach(NodeMonitorWorldTests::hasHeardInTurn);
			}
		}
	}

	private static void hasHeardInTurn(Probe probe) {
		List<String> story = new ArrayList<>();
		for (Object message : probe.received()) {
			switch (message) {
				case Down _, Exit _ -> story.add("broken");
				case NodeDown down when down.node().equals("c@c.sim") -> story.add("down");
				case NodeUp up when up.node().equals("c@c.sim") -> story.add("up");
				default -> {
				}
			}
		}
		List<String> expected = new ArrayList<>();
		for (int round = 0; round < 4; round++) {
			expected.addAll(List.of("broken", "broken", "down", "up"));
		}
		assertThat(story).isEqualTo(expected);
	}

	@Test
	void visibleNodesFindEachOtherAgainAfterASplitAndACrash() {
		try (World world = ActorTestKit.cluster(11).configure((config) -> config.visible(true)).nodes(4)) {
			assertThat(world.node("a").nodes()).hasSize(3);
			world.crash("b");
			world.isolate("d");
			world.clock().advance(Duration.ofMinutes(2));
			assertThat(world.node("a").nodes()).containsExactly("c@c.sim");

			world.heal();
			world.start("b");
			world.awaitMesh();

			assertThat(world.node("d").nodes()).hasSize(3);
		}
	}

}
