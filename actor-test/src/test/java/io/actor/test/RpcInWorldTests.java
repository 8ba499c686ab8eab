package io.actor.test;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import io.actor.node.Node;
import io.actor.process.Mfa;
import io.actor.rpc.RemoteFunctions;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Calls by name over a network that is cut, in virtual time. */
class RpcInWorldTests {

	private static final Mfa COUNT = Mfa.of("rooms", "count");

	private static final String B = World.fullName("b");

	@Simulated(nodes = 2)
	@Test
	void aCallAcrossASplitTimesOutAndAPatientOneHearsThatTheNodeIsLost(World world) {
		world.node("b").serve(RemoteFunctions.NONE.function("rooms", "count", 0, (args) -> 3));
		Node caller = world.node("a");
		assertThat(caller.rpc().call(B, COUNT, Integer.class)).isEqualTo(3);

		world.partition("a", "b");
		CompletableFuture<Integer> quick = caller.rpc().callAsync(B, COUNT, Integer.class, Duration.ofSeconds(5));
		CompletableFuture<Integer> patient = caller.rpc().callAsync(B, COUNT, Integer.class, Duration.ofMinutes(10));
		world.clock().advance(Duration.ofSeconds(4));
		assertThat(quick).isNotDone();
		world.clock().advance(Duration.ofSeconds(2));
		assertThat(quick).isCompletedExceptionally();
		assertThat(quick.exceptionNow()).hasMessageContaining("{erpc,timeout}");
		assertThat(patient).isNotDone();

		world.clock().advance(Duration.ofMinutes(2));
		assertThat(patient.exceptionNow()).hasMessageContaining("{erpc,noconnection}");
		world.heal();
		world.awaitMesh();
		assertThat(caller.rpc().call(B, COUNT, Integer.class)).isEqualTo(3);
	}

}
