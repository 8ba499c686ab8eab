package io.actor.process;

import java.util.ArrayList;
import java.util.List;

import io.actor.scheduler.Task;
import io.actor.scheduler.Turn;
import io.actor.scheduler.TurnHooks;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What a simulator is told of the processes it runs. */
class TurnHooksTests {

	private static final int QUANTUM = 3;

	private final Stage stage = new Stage();

	private final Processes processes = this.stage.processes;

	private final List<String> told = new ArrayList<>();

	private final Turn before = Turn.current();

	@BeforeEach
	void bind() {
		new Turn(Thread.currentThread(), new Hooks(), QUANTUM).bind();
	}

	@AfterEach
	void giveBack() {
		this.before.bind();
	}

	private final class Hooks implements TurnHooks {

		@Override
		public void yieldTurn() {
			TurnHooksTests.this.told.add("yields");
		}

		@Override
		public void point() {
		}

		@Override
		public void sent(Task to, Object message) {
			TurnHooksTests.this.told.add("sent " + ((Message) message).body());
		}

		@Override
		public void taken(Task by, Object message) {
			TurnHooksTests.this.told.add("taken " + ((Message) message).body());
		}

		@Override
		public void ended(Task who, Object reason) {
			TurnHooksTests.this.told.add("ended " + reason);
		}

	}

	@Test
	void eachMessageIsSentAndTaken() {
		Process server = this.stage.idle();
		this.processes.send(server.pid(), "a");
		this.processes.send(server.pid(), "b");
		this.stage.bench.work();
		this.processes.deliverAlways(server, new Message("c"));
		this.processes.deliverAlways(server, new Message("d"));
		this.stage.bench.work();

		assertThat(this.told).containsExactly("sent a", "sent b", "taken a", "taken b", "sent c", "sent d", "taken c",
				"taken d");
	}

	@Test
	void anEndIsToldWithItsReason() {
		this.stage.exit(this.stage.idle(), Stage.BOOM);

		assertThat(this.told).containsExactly("ended boom");
	}

	@Test
	void aProcessLetsOthersRunAfterSoManySends() {
		Process receiver = this.stage.idle();
		Process sender = this.stage.idle((self, message) -> {
			for (int i = 1; i <= QUANTUM; i++) {
				self.send(receiver.pid(), i);
			}
			for (int i = 1; i <= QUANTUM; i++) {
				self.send(WithOtherNodes.REMOTE, i);
			}
		});

		this.processes.send(sender.pid(), "go");
		this.stage.bench.work();

		assertThat(this.told).containsSubsequence("sent 1", "sent 2", "yields", "sent 3", "yields", "taken 1");
		assertThat(this.told).filteredOn("yields"::equals).hasSize(2);
	}

}
