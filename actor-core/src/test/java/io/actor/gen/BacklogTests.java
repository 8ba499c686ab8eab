package io.actor.gen;

import java.util.concurrent.atomic.AtomicLong;

import io.actor.fixture.LocalNode;
import io.actor.fixture.Otp;
import io.actor.fixture.Probe;
import io.actor.process.Message;
import io.actor.process.Process;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What lies in the mailbox of a process does not make its calls slower. Work is counted
 * and not timed: how often each message is looked at.
 */
@Tag("volume")
class BacklogTests {

	private static final int BACKLOG = 500_000;

	@RegisterExtension
	final LocalNode local = new LocalNode();

	private final AtomicLong looks = new AtomicLong();

	/** A message that counts how often somebody looks whether it is what he wants. */
	private final class Watched extends Message {

		Watched() {
			super("unrelated");
		}

		@Override
		protected <T> T as(Class<T> type, Process receiver) {
			BacklogTests.this.looks.incrementAndGet();
			return super.as(type, receiver);
		}

	}

	private void pile(Process self) {
		for (int i = 0; i < BACKLOG; i++) {
			self.processes().deliverAlways(self, new Watched());
		}
	}

	@Test
	@Otp(33)
	void aCallDoesNotLookAtTheMailboxOfItsCaller() {
		ServerRef server = this.local.start(Probe::new);

		int answers = this.local.inProcess((self) -> {
			pile(self);
			int answered = 0;
			while (answered < 1000 && Probe.answers(server)) {
				answered++;
			}
			assertThat(self.processes().info(self.pid()).orElseThrow().mailbox()).isEqualTo(BACKLOG);
			return answered;
		});

		assertThat(answers).isEqualTo(1000);
		assertThat(this.looks).hasValue(0);
	}

	@Test
	@Otp(33)
	void aReceiveThatWaitsLooksAtEachMessageOnce() {
		this.local.inProcess((self) -> {
			pile(self);
			self.spawn((sender) -> {
				for (int i = 0; i < 1000; i++) {
					sender.send(self.pid(), i);
				}
			});
			return self.receive(Integer.class, (number) -> number == 999);
		});

		assertThat(this.looks).hasValue(BACKLOG);
	}

}
