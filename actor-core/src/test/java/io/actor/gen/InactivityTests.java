package io.actor.gen;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;

import io.actor.fixture.LocalNode;
import io.actor.fixture.Otp;
import io.actor.fixture.Probe;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
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
	@Otp(111)
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
	@Otp(111)
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
	@Otp(112)
	void aTimeoutOfZeroFiresWhenTheMailboxIsEmpty() {
		Probe.tell(start(), (same) -> Probe.nothing().timeout(Duration.ZERO));

		await().untilAsserted(() -> assertThat(notes()).containsExactly(new Timeout()));
	}

	@Test
	@Otp(112)
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

	// ---- with a message of one's own ----

	@Test
	@Otp(113)
	void aMessageOfOnesOwnArrivesAfterSilence() {
		Probe.tell(start(), (same) -> Probe.nothing().timeout(SHORT, "quiet"));

		await().untilAsserted(() -> assertThat(notes()).containsExactly("quiet"));
		settle();
		assertThat(notes()).containsExactly("quiet");
	}

	@ParameterizedTest
	@ValueSource(strings = { "call", "cast", "info" })
	@Otp(113)
	void anyMessageCancelsTheOneOfOnesOwn(String kind) {
		ServerRef server = start();
		CountDownLatch release = new CountDownLatch(1);
		Probe.tell(server, (same) -> {
			release.await();
			return Probe.nothing().timeout(SHORT, "quiet");
		});

		switch (kind) {
			case "call" -> server.callAsync(new Probe.Ask<Integer>((same, ask, from) -> Probe.answer(ask, 1)));
			case "cast" -> Probe.tell(server, (same) -> Probe.nothing());
			default -> server.send("info");
		}
		release.countDown();

		settle();
		assertThat(notes()).doesNotContain("quiet");
	}

	@Test
	@Otp(113)
	void aMessageOfOnesOwnWithoutDelayArrivesBeforeQueuedMail() {
		ServerRef server = start();
		CountDownLatch release = new CountDownLatch(1);
		Probe.tell(server, (same) -> {
			release.await();
			return Probe.nothing().timeout(Duration.ZERO, "first");
		});
		server.send("queued");

		release.countDown();

		assertThat(Probe.answers(server)).isTrue();
		assertThat(notes()).containsExactly("first", "queued");
	}

	@Test
	void aPointInTimeMayBePassedAlready() {
		ServerRef server = start();
		long now = this.local.processes().deadline(Duration.ZERO);
		Probe.tell(server, (same) -> Probe.nothing().timeoutAt(now - 1, "late"));
		Probe.tell(server, Probe.note("queued"));
		assertThat(Probe.answers(server)).isTrue();
		long soon = this.local.processes().deadline(SHORT);
		Probe.tell(server, (same) -> Probe.nothing().timeoutAt(soon, "in time"));

		await().untilAsserted(() -> assertThat(notes()).containsExactly("late", "queued", "in time"));
		assertThat(this.local.processes().clock().nanoTime()).isGreaterThanOrEqualTo(soon);
	}

	@Test
	void initMayAskForAMessageOfItsOwn() {
		this.local.start(() -> new Probe(notes()) {

			@Override
			protected Init init() {
				self().send(self().pid(), "mail");
				return ok(noReply().timeout(Duration.ZERO, "first"));
			}
		});

		await().untilAsserted(() -> assertThat(notes()).containsExactly("first", "mail"));
	}

	@Test
	void aReplyMayAskForAMessageOfItsOwn() {
		ServerRef server = start();

		assertThat(Probe.<Integer>ask(server, (same, ask, from) -> Probe.answer(ask, 1).timeout(SHORT, "quiet")))
			.isEqualTo(1);

		await().untilAsserted(() -> assertThat(notes()).containsExactly("quiet"));
	}

	@Test
	void aNegativeTimeIsRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> Probe.nothing().timeout(Duration.ofMillis(-1), "m"));
		assertThatIllegalArgumentException().isThrownBy(() -> Probe.nothing().hibernate(Duration.ofMillis(-1), "m"));
		assertThatNullPointerException().isThrownBy(() -> Probe.nothing().timeout(SHORT, null));
	}

	@Test
	void onlyThePlainTimeoutBeginsAnewBehindASystemMessage() {
		this.local.holds((self) -> {
			Inactivity plain = Inactivity.arm(self, Duration.ofMinutes(1));
			Inactivity own = Inactivity.arm(self,
					new Next.After.Silence(new Next.After.In(Duration.ofMinutes(1)), "m", false));

			Inactivity again = plain.afterSystemMessage();

			assertThat(again).isNotSameAs(plain);
			assertThat(plain.armed()).isFalse();
			assertThat(again.armed()).isTrue();
			assertThat(again.deadline()).isGreaterThanOrEqualTo(plain.deadline());
			assertThat(own.afterSystemMessage()).isSameAs(own);
			assertThat(Inactivity.HIBERNATION.afterSystemMessage()).isSameAs(Inactivity.HIBERNATION);
			again.cancel();
			own.cancel();
			return true;
		});
	}

	@Test
	@Otp(113)
	void systemRequestsDoNotPutOffAMessageOfOnesOwn() {
		ServerRef server = start();
		Probe.tell(server, (same) -> Probe.nothing().timeout(Duration.ofMillis(100), "quiet"));

		// It would never come if each of them put it off.
		askUntil(server, this.local.processes().deadline(Duration.ofSeconds(5)), () -> notes().contains("quiet"));

		assertThat(notes()).containsExactly("quiet");
	}

	@Test
	void systemRequestsPutOffThePlainTimeout() {
		ServerRef server = start();
		Duration silence = Duration.ofMillis(200);
		Probe.tell(server, (same) -> Probe.nothing().timeout(silence));

		Duration longest = askUntil(server, this.local.processes().deadline(Duration.ofMillis(400)), () -> false);

		// A machine that did not let us ask for so long has shown nothing.
		if (longest.compareTo(silence.dividedBy(2)) < 0) {
			assertThat(notes()).isEmpty();
		}
		await().untilAsserted(() -> assertThat(notes()).containsExactly(new Timeout()));
	}

	/** Sends system requests, and says how long there was none at most. */
	private Duration askUntil(ServerRef server, long deadline, BooleanSupplier done) {
		Sys sys = Sys.of(server);
		long longest = 0;
		long last = this.local.processes().clock().nanoTime();
		while (last < deadline && !done.getAsBoolean()) {
			sys.status();
			long now = this.local.processes().clock().nanoTime();
			longest = Math.max(longest, now - last);
			last = now;
		}
		return Duration.ofNanos(longest);
	}

}
