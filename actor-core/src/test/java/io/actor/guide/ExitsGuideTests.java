package io.actor.guide;

import io.actor.fixture.LocalNode;
import io.actor.process.Down;
import io.actor.process.Exit;
import io.actor.process.ExitReason;
import io.actor.term.Pid;
import io.actor.term.Ref;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;

/** The examples of docs/guide/exits.md. */
class ExitsGuideTests {

	@RegisterExtension
	final LocalNode local = new LocalNode();

	@Test
	void aProcessThatTrapsIsToldOfTheEndOfItsWorker() {
		this.local.inProcess((self) -> {
			self.trapExit(true);
			Pid worker = self.spawnLink((child) -> {
				throw child.exit(ExitReason.named("out_of_paper"));
			});
			Exit exit = self.receive(Exit.class);
			assertThat(exit).isEqualTo(new Exit(worker, ExitReason.named("out_of_paper")));
			return null;
		});
	}

	@Test
	void aMonitorGivesOneDown() {
		this.local.inProcess((self) -> {
			Pid other = self.spawn((child) -> child.receive(String.class));
			Ref monitor = self.monitor(other);
			self.send(other, "end");
			Down down = self.receive(Down.class, (each) -> each.monitor().equals(monitor));
			assertThat(down.reason()).isEqualTo(ExitReason.NORMAL);
			return null;
		});
	}

}
