package io.actor.test.guide;

import java.time.Duration;

import io.actor.gen.From;
import io.actor.gen.GenServer;
import io.actor.gen.Next;
import io.actor.gen.Request;
import io.actor.gen.ServerRef;
import io.actor.gen.StartOptions;
import io.actor.node.Node;
import io.actor.process.Down;
import io.actor.process.ExitReason;
import io.actor.supervisor.ChildSpec;
import io.actor.supervisor.Supervisor;
import io.actor.supervisor.SupervisorRef;
import io.actor.test.Probe;
import io.actor.test.Simulated;
import io.actor.test.TestClock;
import io.actor.test.World;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The part of docs/testing.md on supervision. */
class SupervisionTests {

	static final class Counter extends GenServer<Counter.Query<?>, Counter.Increment> {

		sealed interface Query<R> extends Request<R> {

		}

		record Get() implements Query<Integer> {
		}

		record Increment(int by) {
		}

		private int value;

		@Override
		protected Next handleCall(Query<?> query, From from) {
			return switch (query) {
				case Get get -> reply(get, this.value);
			};
		}

		@Override
		protected Next handleCast(Increment increment) {
			this.value = Math.addExact(this.value, increment.by());
			return noReply();
		}

	}

	private static final Supervisor COUNTERS = Supervisor.oneForOne()
		.intensity(2, Duration.ofSeconds(10))
		.child(ChildSpec.worker("counter", Counter::new, StartOptions.named("counter")));

	@Simulated
	@Test
	void aCounterThatOverflowsStartsAgainFromZero(World world) {
		Node node = world.node();
		node.start(COUNTERS, StartOptions.DEFAULT);
		ServerRef counter = node.server("counter");

		counter.cast(new Counter.Increment(7));
		assertThat(counter.call(new Counter.Get())).isEqualTo(7);

		counter.cast(new Counter.Increment(Integer.MAX_VALUE));
		world.settle();
		assertThat(counter.call(new Counter.Get())).isZero();
	}

	@Simulated
	@Test
	void twoCrashesInTenSecondsAreToleratedAndAThirdIsNot(World world, TestClock clock, Probe probe) {
		Node node = world.node();
		SupervisorRef supervisor = node.start(COUNTERS, StartOptions.named("counters"));
		probe.monitor(supervisor.server().target());

		crashCounter(world);
		crashCounter(world);
		clock.advance(Duration.ofSeconds(11));
		crashCounter(world);
		crashCounter(world);
		probe.expectNone();

		crashCounter(world);
		assertThat(probe.expect(Down.class).reason()).isEqualTo(ExitReason.SHUTDOWN);
	}

	private static void crashCounter(World world) {
		world.node().server("counter").cast(new Counter.Increment(Integer.MAX_VALUE));
		world.node().server("counter").cast(new Counter.Increment(1));
		world.settle();
	}

}
