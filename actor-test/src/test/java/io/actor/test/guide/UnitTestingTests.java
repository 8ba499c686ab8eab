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
import io.actor.term.Pid;
import io.actor.test.Probe;
import io.actor.test.Simulated;
import io.actor.test.TestClock;
import io.actor.test.World;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The first part of docs/testing.md. */
class UnitTestingTests {

	static final class Session extends GenServer<Session.Query<?>, Session.Touch> {

		sealed interface Query<R> extends Request<R> {

		}

		record IsOpen() implements Query<Boolean> {
		}

		record Touch() {
		}

		record Expired(String user) {
		}

		private final String user;

		private final Pid owner;

		Session(String user, Pid owner) {
			this.user = user;
			this.owner = owner;
		}

		@Override
		protected Next handleCall(Query<?> query, From from) {
			return switch (query) {
				case IsOpen asked -> reply(asked, true);
			};
		}

		@Override
		protected Next handleCast(Touch touch) {
			return noReply().timeout(Duration.ofMinutes(30));
		}

		@Override
		protected Next handleInfo(Object message) {
			self().send(this.owner, new Expired(this.user));
			return stop(ExitReason.NORMAL);
		}

	}

	@Simulated
	@Test
	void aSessionExpiresAfterThirtyQuietMinutes(Node node, TestClock clock, Probe owner) {
		ServerRef session = node.start(() -> new Session("joe", owner.pid()), StartOptions.DEFAULT);
		owner.monitor(session.target());
		session.cast(new Session.Touch());

		clock.advance(Duration.ofMinutes(29));
		session.cast(new Session.Touch());
		owner.expectNone(Duration.ofMinutes(29));

		assertThat(owner.expect(Session.Expired.class, Duration.ofMinutes(1)).user()).isEqualTo("joe");
		assertThat(owner.expect(Down.class).reason().isNormal()).isTrue();
	}

	@Simulated
	@Test
	void aSessionLeavesNothingBehind(World world) {
		Probe owner = world.probe();
		ServerRef session = world.node().start(() -> new Session("joe", owner.pid()), StartOptions.named("joe"));
		assertThat(session.call(new Session.IsOpen())).isTrue();
		session.stop();
		owner.stop();
		world.census().assertNoLeaks();
	}

}
