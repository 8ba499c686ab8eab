package io.actor.test;

import java.time.Duration;

import io.actor.gen.CallException;
import io.actor.gen.From;
import io.actor.gen.GenServer;
import io.actor.gen.Next;
import io.actor.gen.Request;
import io.actor.gen.ServerRef;
import io.actor.gen.StartOptions;
import io.actor.process.Down;
import io.actor.process.ExitReason;
import io.actor.term.Pid;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class WorldTests {

	@Test
	void aCallFromTheTestTakesVirtualTimeOnly() {
		try (World world = ActorTestKit.local(1)) {
			ServerRef server = world.node().start(Sleeper::new, StartOptions.DEFAULT);
			assertThat(server.call(new Sleep(Duration.ofSeconds(30)), Duration.ofSeconds(31))).isEqualTo("awake");
			assertThat(world.clock().elapsed()).isEqualTo(Duration.ofSeconds(30));
		}
	}

	@Test
	void aCallThatTakesTooLongFailsAfterItsTimeout() {
		try (World world = ActorTestKit.local(1)) {
			ServerRef server = world.node().start(Sleeper::new, StartOptions.DEFAULT);
			assertThatExceptionOfType(CallException.class)
				.isThrownBy(() -> server.call(new Sleep(Duration.ofSeconds(30))));
			assertThat(world.clock().elapsed()).isEqualTo(Duration.ofSeconds(5));
		}
	}

	@Test
	void threeNodesConnectAndTheCrashOfOneIsSeen() {
		try (World world = ActorTestKit.cluster(7).nodes(3)) {
			Pid victim = world.node("b").spawn((self) -> self.receive());
			Probe probe = world.probe("a");
			probe.monitor(victim);
			world.settle();
			world.crash("b");
			assertThat(probe.expect(Down.class).reason()).isEqualTo(ExitReason.NOCONNECTION);
			world.start("b");
			world.awaitMesh();
			probe.stop();
			world.census().assertNoLeaks();
		}
	}

	/** A request that takes this long. */
	record Sleep(Duration time) implements Request<String> {
	}

	static final class Sleeper extends GenServer<Sleep, Object> {

		@Override
		protected Next handleCall(Sleep request, From from) {
			self().receive(String.class, request.time());
			return reply(request, "awake");
		}

	}

}
