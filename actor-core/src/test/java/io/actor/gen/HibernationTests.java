package io.actor.gen;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;

import io.actor.fixture.LocalNode;
import io.actor.fixture.Otp;
import io.actor.fixture.Probe;
import io.actor.process.ProcessInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static io.actor.gen.Calls.block;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Servers that hibernate, because they want to or because they are idle. */
class HibernationTests {

	private static final Duration SHORT = Duration.ofMillis(20);

	@RegisterExtension
	final LocalNode local = new LocalNode();

	private final Probe probe = new Probe();

	private List<Object> notes() {
		return this.probe.notes();
	}

	private ProcessInfo.Status status(ServerRef server) {
		return this.local.processes().info(server.pid().orElseThrow()).orElseThrow().status();
	}

	private void awaitStatus(ServerRef server, ProcessInfo.Status status) {
		await().until(() -> status(server) == status);
	}

	@Test
	@Otp(114)
	void aServerHibernatesUntilItsNextMessage() {
		ServerRef server = this.local.start(() -> this.probe);
		awaitStatus(server, ProcessInfo.Status.WAITING);

		Probe.tell(server, (same) -> Probe.nothing().hibernate());
		awaitStatus(server, ProcessInfo.Status.HIBERNATING);

		Probe.tell(server, Probe.note("awake"));
		awaitStatus(server, ProcessInfo.Status.WAITING);
		assertThat(notes()).containsExactly("awake");
	}

	@Test
	@Otp(114)
	void aReplyAndInitMayHibernate() {
		ServerRef server = this.local.start(() -> new Probe() {

			@Override
			protected Init init() {
				return ok(noReply().hibernate());
			}
		});
		awaitStatus(server, ProcessInfo.Status.HIBERNATING);

		assertThat(Probe.<Integer>ask(server, (same, ask, from) -> Probe.answer(ask, 1).hibernate())).isEqualTo(1);
		awaitStatus(server, ProcessInfo.Status.HIBERNATING);
		assertThat(Probe.answers(server)).isTrue();
		awaitStatus(server, ProcessInfo.Status.WAITING);
	}

	@Test
	@Otp(114)
	void aHibernatingServerAnswersSystemRequestsAndHibernatesOn() {
		ServerRef server = this.local.start(() -> this.probe);
		Probe.tell(server, (same) -> Probe.nothing().hibernate());
		awaitStatus(server, ProcessInfo.Status.HIBERNATING);

		assertThat(Sys.of(server).status().suspended()).isFalse();

		awaitStatus(server, ProcessInfo.Status.HIBERNATING);
	}

	@Test
	void aServerThatRunsDoesNotHibernate() {
		ServerRef server = this.local.start(() -> this.probe);
		CountDownLatch release = new CountDownLatch(1);
		Probe.tell(server, (same) -> Probe.nothing().hibernate());
		awaitStatus(server, ProcessInfo.Status.HIBERNATING);

		block(server, release);

		assertThat(status(server)).isEqualTo(ProcessInfo.Status.RUNNING);
		release.countDown();
	}

	@Test
	@Otp(113)
	void aServerMayHibernateUntilAMessageOfItsOwn() {
		ServerRef server = this.local.start(() -> this.probe);
		Probe.tell(server, (same) -> Probe.nothing().hibernate(Duration.ofMillis(500), "wake up"));

		awaitStatus(server, ProcessInfo.Status.HIBERNATING);
		awaitStatus(server, ProcessInfo.Status.WAITING);

		assertThat(notes()).containsExactly("wake up");
	}

	private ServerRef drowsy() {
		return this.local.node().start(() -> this.probe, StartOptions.DEFAULT.hibernateAfter(SHORT));
	}

	@Test
	@Otp(115)
	void anIdleServerHibernatesByItselfWithoutACallback() {
		ServerRef server = drowsy();

		awaitStatus(server, ProcessInfo.Status.HIBERNATING);
		assertThat(Probe.<ProcessInfo.Status>ask(server, (same, ask, from) -> Probe.answer(ask, status(server))))
			.isEqualTo(ProcessInfo.Status.RUNNING);
		awaitStatus(server, ProcessInfo.Status.HIBERNATING);

		assertThat(notes()).isEmpty();
	}

	@Test
	void aServerThatIsNotIdleDoesNotHibernateByItself() {
		Duration idle = Duration.ofMillis(200);
		ServerRef server = this.local.node().start(() -> this.probe, StartOptions.DEFAULT.hibernateAfter(idle));
		long end = this.local.processes().deadline(Duration.ofMillis(500));
		long last = this.local.processes().clock().nanoTime();
		while (last < end) {
			assertThat(Probe.answers(server)).isTrue();
			ProcessInfo.Status status = status(server);
			long now = this.local.processes().clock().nanoTime();
			// A slow machine may have left it alone for long enough.
			if (now - last < idle.toNanos() / 2) {
				assertThat(status).isNotEqualTo(ProcessInfo.Status.HIBERNATING);
			}
			last = now;
		}
		awaitStatus(server, ProcessInfo.Status.HIBERNATING);
	}

	@Test
	void aServerThatWaitsForATimeoutIsNotIdle() {
		ServerRef server = drowsy();
		Probe.tell(server, (same) -> Probe.nothing().timeout(Duration.ofMillis(100)));

		await().pollInterval(Duration.ofMillis(1)).until(() -> {
			// In this order: it hibernates after it was told.
			ProcessInfo.Status status = status(server);
			boolean told = notes().contains(new Timeout());
			if (!told) {
				assertThat(status).isNotEqualTo(ProcessInfo.Status.HIBERNATING);
			}
			return told;
		});
		awaitStatus(server, ProcessInfo.Status.HIBERNATING);
	}

	@Test
	void aHibernatingServerIsStoppedLikeAnyOther() {
		ServerRef server = drowsy();
		awaitStatus(server, ProcessInfo.Status.HIBERNATING);

		server.stop();

		assertThat(notes()).containsExactly("terminate normal");
	}

}
