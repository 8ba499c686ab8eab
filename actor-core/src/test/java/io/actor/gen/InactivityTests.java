package io.actor.gen;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;

import io.actor.fixture.LocalNode;
import io.actor.fixture.Probe;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** When a server hears of silence. */
class InactivityTests {

	private static final Duration SHORT = Duration.ofMillis(20);

	private static final Duration LONG = Duration.ofMillis(80);

	@RegisterExtension
	final LocalNode local = new LocalNode();

	private final Probe probe = new Probe();

	private ServerRef start() {
		return this.local.start(() -> this.probe);
	}

	private List<Object> notes() {
		return this.probe.notes();
	}

	@Test
	void silenceIsToldOnce() {
		Probe.tell(start(), (same) -> Probe.nothing().timeout(SHORT));

		await().untilAsserted(() -> assertThat(notes()).containsExactly(new Timeout()));
		settle();
		assertThat(notes()).containsExactly(new Timeout());
	}

	/** Waits beyond any timeout that these tests arm. */
	private void settle() {
		this.local.holds((self) -> self.receive(Object.class, LONG).isEmpty());
	}

	@ParameterizedTest
	@ValueSource(strings = { "call", "cast", "info" })
	void anyMessageCancelsTheTimeout(String kind) {
		ServerRef server = start();
		CountDownLatch release = new CountDownLatch(1);
		Probe.tell(server, (same) -> {
			release.await();
			return Probe.nothing().timeout(SHORT);
		});

		switch (kind) {
			case "call" -> server.callAsync(new Probe.Ask<Integer>((same, ask, from) -> Probe.answer(ask, 1)));
			case "cast" -> Probe.tell(server, (same) -> Probe.nothing());
			default -> server.send("info");
		}
		release.countDown();

		settle();
		assertThat(notes()).doesNotContain(new Timeout());
	}

	@Test
	void aTimeoutOfZeroFiresWhenTheMailboxIsEmpty() {
		Probe.tell(start(), (same) -> Probe.nothing().timeout(Duration.ZERO));

		await().untilAsserted(() -> assertThat(notes()).containsExactly(new Timeout()));
	}

	@Test
	void aTimeoutOfZeroDoesNotFireWhenThereIsMail() {
		ServerRef server = start();
		CountDownLatch release = new CountDownLatch(1);
		Probe.tell(server, (same) -> {
			release.await();
			return Probe.nothing().timeout(Duration.ZERO);
		});
		server.send("mail");

		release.countDown();

		assertThat(Probe.answers(server)).isTrue();
		settle();
		assertThat(notes()).containsExactly("mail");
	}

	@Test
	void aStaleTimeoutDoesNotTouchTheOneArmedSince() {
		ServerRef server = start();
		CountDownLatch release = new CountDownLatch(1);
		// The first one expires into the mailbox behind a message that arms the second.
		Probe.tell(server, (same) -> Probe.nothing().timeout(Duration.ZERO));
		Probe.tell(server, (same) -> {
			release.await();
			return Probe.nothing().timeout(Duration.ZERO);
		});
		Probe.tell(server, (same) -> Probe.nothing().timeout(SHORT));

		release.countDown();

		await().untilAsserted(() -> assertThat(notes()).contains(new Timeout()));
		settle();
		assertThat(notes().size()).isBetween(1, 2);
	}

	@Test
	void theTimeoutOfInitHoldsAlthoughAContinuationAskedForIt() {
		this.local.start(() -> new Probe(notes()) {

			@Override
			protected Init init() {
				self().send(self().pid(), "early");
				return ready(nothing().thenContinue("first"));
			}

			@Override
			protected Next handleInfo(Object message) throws Exception {
				super.handleInfo(message);
				return message.equals("early") ? noReply().timeout(SHORT) : noReply();
			}
		});

		await().untilAsserted(() -> assertThat(notes()).containsExactly("continue first", "early", new Timeout()));
	}

	@Test
	void aTimeoutOfTheContinuationIsCancelledByTheMessageBehindIt() {
		ServerRef server = this.local.start(() -> new Probe(notes()) {

			@Override
			protected Init init() {
				self().send(self().pid(), "early");
				return ready(nothing().thenContinue("first"));
			}

			@Override
			protected Next handleContinue(Object with) {
				return noReply().timeout(SHORT);
			}
		});

		assertThat(Probe.answers(server)).isTrue();
		settle();
		assertThat(notes()).containsExactly("early");
	}

}
