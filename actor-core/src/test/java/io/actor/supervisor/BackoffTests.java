package io.actor.supervisor;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import io.actor.fixture.LocalNode;
import io.actor.fixture.LogEvents;
import io.actor.gen.StartOptions;
import io.actor.process.ExitReason;
import io.actor.term.Pid;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

/** Restarts that wait, an addition to OTP. */
class BackoffTests {

	private static final ExitReason BROKEN = ExitReason.named("broken");

	private static final Duration MINUTE = Duration.ofMinutes(1);

	/** So long that nothing in a test waits for it. */
	private static final Backoff LONG = new Backoff(MINUTE, MINUTE);

	@RegisterExtension
	final LocalNode local = new LocalNode();

	@RegisterExtension
	final LogEvents reports = new LogEvents("io.actor.report");

	private Family family;

	@BeforeEach
	void beget() {
		this.family = new Family(this.local);
	}

	/** The second crash, whose restart waits. */
	private void crashTwice(SupervisorRef supervisor, String id) {
		this.family.crash(id);
		this.family.end(id, BROKEN);
		await().until(() -> supervisor.whichChild(id).filter(ChildInfo::restarting).isPresent());
	}

	@Test
	void delaysGrowFromTheSecondRestartInsideThePeriod() {
		Backoff backoff = new Backoff(Duration.ofMillis(100), Duration.ofMillis(350));

		assertThat(backoff.delay(1)).isZero();
		assertThat(backoff.delay(2)).hasMillis(100);
		assertThat(backoff.delay(3)).hasMillis(200);
		assertThat(backoff.delay(4)).hasMillis(350);
		assertThat(backoff.delay(1_000_000_000)).hasMillis(350);
		assertThat(Backoff.NONE.delay(5)).isZero();
		assertThatIllegalArgumentException().isThrownBy(() -> new Backoff(Duration.ofMillis(-1), Duration.ZERO));
		assertThatIllegalArgumentException().isThrownBy(() -> new Backoff(Duration.ofMillis(2), Duration.ofMillis(1)));
	}

	@Test
	void theSecondRestartInsideThePeriodWaits() {
		Duration delay = Duration.ofMillis(50);
		SupervisorRef supervisor = this.family.start(Supervisor.oneForOne()
			.intensity(10, MINUTE)
			.backoff(new Backoff(delay, delay))
			.child(this.family.child("a")));
		this.family.crash("a");
		Pid before = this.family.pid("a");
		long crashed = this.local.processes().clock().nanoTime();

		this.family.end("a", BROKEN);
		this.family.awaitRunning("a", before);

		assertThat(this.local.processes().clock().nanoTime() - crashed).isGreaterThanOrEqualTo(delay.toNanos());
		assertThat(supervisor.whichChild("a")).get().extracting(ChildInfo::restarts).isEqualTo(2);
	}

	@Test
	void whileARestartWaitsRequestsAreAnswered() {
		SupervisorRef supervisor = this.family
			.start(Supervisor.oneForOne().intensity(10, MINUTE).backoff(LONG).child(this.family.child("a")));
		crashTwice(supervisor, "a");

		assertThat(supervisor.restartChild("a")).isEqualTo(new ChildResult.Refused(ExitReason.named("restarting")));
		assertThat(supervisor.countChildren()).isEqualTo(new ChildCounts(1, 0, 0, 1));
		assertThat(supervisor.terminateChild("a")).isEqualTo(new ChildResult.Done());
		assertThat(supervisor.restartChild("a")).isInstanceOf(ChildResult.Started.class);
	}

	@Test
	void aChildThatIsTerminatedWhileItWaitsIsNotStartedWhenItsDelayEnds() {
		Duration delay = Duration.ofMillis(30);
		SupervisorRef supervisor = this.family.start(Supervisor.oneForOne()
			.intensity(10, MINUTE)
			.backoff(new Backoff(delay, delay))
			.child(this.family.child("a"))
			.child(this.family.child("later")));
		this.family.crash("a");
		this.family.end("a", BROKEN);
		supervisor.terminateChild("a");
		Pid before = this.family.pid("later");

		this.family.end("later", BROKEN);
		this.family.awaitRunning("later", before);

		assertThat(supervisor.whichChild("a")).get().satisfies((child) -> {
			assertThat(child.pid()).isNull();
			assertThat(child.restarting()).isFalse();
		});
	}

	@Test
	void theGroupOfAChildThatWaitsIsStoppedAtOnceAndStartedTogether() {
		Duration delay = Duration.ofMillis(50);
		SupervisorRef supervisor = this.family.start(Supervisor.oneForAll()
			.intensity(10, MINUTE)
			.backoff(new Backoff(delay, delay))
			.child(this.family.child("a"))
			.child(this.family.child("b")));
		this.family.crash("a");
		assertThat(supervisor.whichChildren()).hasSize(2);
		this.family.log.clear();

		Pid before = this.family.pid("a");
		this.family.end("a", BROKEN);
		assertThat(supervisor.whichChildren()).hasSize(2);
		assertThat(this.family.log).startsWith("-a broken", "-b shutdown");
		this.family.awaitRunning("a", before);

		assertThat(supervisor.countChildren().active()).isEqualTo(2);
		assertThat(this.family.log).containsExactly("-a broken", "-b shutdown", "+a", "+b");
	}

	@Test
	void aStartThatFailsIsTriedAgainAfterADelay() {
		Duration delay = Duration.ofMillis(20);
		this.family.start(Supervisor.oneForOne()
			.intensity(10, MINUTE)
			.backoff(new Backoff(delay, delay))
			.child(this.family.child("a")));
		Pid before = this.family.pid("a");
		this.family.fail("a", 2);
		long crashed = this.local.processes().clock().nanoTime();

		this.family.end("a", BROKEN);
		this.family.awaitRunning("a", before);

		assertThat(this.family.log).containsExactly("+a", "-a broken", "!a", "!a", "+a");
		assertThat(this.local.processes().clock().nanoTime() - crashed)
			.isGreaterThanOrEqualTo(delay.multipliedBy(2).toNanos());
	}

	@Test
	void aSupervisorStopsAtOnceWhileARestartWaits() {
		SupervisorRef supervisor = this.family
			.start(Supervisor.oneForOne().intensity(10, MINUTE).backoff(LONG).child(this.family.child("a")));
		CompletableFuture<ExitReason> end = this.local.endOf(supervisor.server().pid().orElseThrow());
		crashTwice(supervisor, "a");

		supervisor.server().stop();

		assertThat(LocalNode.get(end)).isEqualTo(ExitReason.NORMAL);
		assertThat(this.local.processes().timerCount()).isZero();
	}

	@Test
	void aDynamicChildThatWaitsCountsAndIsStoppedByThePidItHad() {
		SupervisorRef supervisor = this.local.node()
			.start(DynamicSupervisor.create().maxChildren(1).backoff(LONG), StartOptions.named("sup"));
		supervisor.startChild(this.family.child("a"));
		this.family.crash("a");
		Pid last = this.family.pid("a");
		this.family.end("a", BROKEN);

		await().until(() -> supervisor.whichChildren().stream().anyMatch(ChildInfo::restarting));
		assertThat(supervisor.startChild(this.family.child("b")))
			.isEqualTo(new ChildResult.Refused(ExitReason.named("max_children")));
		assertThat(supervisor.whichChild(last)).get().extracting(ChildInfo::restarting).isEqualTo(true);
		assertThat(supervisor.terminateChild(last)).isEqualTo(new ChildResult.Done());

		assertThat(supervisor.startChild(this.family.child("b"))).isInstanceOf(ChildResult.Started.class);
	}

}
