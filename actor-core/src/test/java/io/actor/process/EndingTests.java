package io.actor.process;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

import io.actor.scheduler.ActorClock;
import io.actor.scheduler.Randomness;
import io.actor.term.Atom;
import io.actor.term.Pid;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static io.actor.process.Kernel.BOOM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * How long code that does not react to its end is waited for, with a clock of the test.
 */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class EndingTests {

	private final Kernel kernel = new Kernel();

	private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5);

	private final List<Duration> zombies = new CopyOnWriteArrayList<>();

	private final AtomicBoolean stop = new AtomicBoolean();

	private final Processes processes = new Processes(new NodeIdentity(Atom.of("nonode@nohost"), 1),
			new NodeServices(new ActorClock() {

				@Override
				public long nanoTime() {
					return EndingTests.this.now.get();
				}

				@Override
				public long wallMillis() {
					return 0;
				}
			}, this.kernel.scheduler, this.kernel.timers, Randomness.secure()), ProcessLimits.DEFAULT, null,
			new ProcessListener() {

				@Override
				public void crashed(Process process, ExitReason reason, int mailbox) {
				}

				@Override
				public void zombie(Process process, ExitReason reason, Duration since) {
					EndingTests.this.zombies.add(since);
				}

				@Override
				public void longSchedule(Process process, Duration held, StackTraceElement[] stack) {
				}

				@Override
				public void longMailbox(Process process, int length) {
				}
			});

	@AfterEach
	void stop() {
		this.stop.set(true);
		await().until(() -> this.processes.count() == 0);
		this.kernel.close();
	}

	private void pass(Duration time) {
		this.now.addAndGet(time.toNanos());
		this.processes.tick();
	}

	/** A process whose code goes on until the test is over. */
	private Pid looping() throws InterruptedException {
		CountDownLatch looping = new CountDownLatch(1);
		Pid pid = this.processes.spawn((self) -> {
			looping.countDown();
			while (!this.stop.get()) {
				Thread.onSpinWait();
			}
		}, SpawnOptions.DEFAULT, null).pid();
		looping.await();
		return pid;
	}

	@Test
	void codeThatHasNotReturnedAfterFiveSecondsIsReportedAsAZombieOnce() throws Exception {
		Pid victim = looping();
		this.processes.exit(this.processes.nobody(), victim, BOOM);
		assertThat(this.processes.isAlive(victim)).isFalse();

		pass(Duration.ofSeconds(5));
		assertThat(this.zombies).isEmpty();
		assertThat(this.processes.zombies()).isZero();
		pass(Duration.ofNanos(1));
		pass(Duration.ofSeconds(1));

		assertThat(this.zombies).containsExactly(Duration.ofSeconds(5).plusNanos(1));
		assertThat(this.processes.zombies()).isOne();
		assertThat(this.processes.info(victim)).as("only asked: it has not ended").isPresent();
		this.stop.set(true);
		await().until(() -> {
			this.processes.tick();
			return this.processes.zombies() == 0;
		});
	}

	@Test
	void aKilledProcessWhoseCodeDoesNotReturnIsEndedByForceAfterAMoment() throws Exception {
		Pid victim = looping();
		CompletableFuture<ExitReason> end = new CompletableFuture<>();
		this.processes.watch(this.processes.nobody(), victim, this.processes.openAlias(new AliasTarget() {

			@Override
			public void message(Object message) {
			}

			@Override
			public void down(ExitReason reason) {
				end.complete(reason);
			}
		}));
		this.processes.exit(this.processes.nobody(), victim, ExitReason.KILL);
		pass(Duration.ofMillis(10));
		assertThat(this.processes.info(victim)).as("it may still unwind by itself").isPresent();

		pass(Duration.ofNanos(1));

		assertThat(Kernel.get(end)).isEqualTo(ExitReason.KILLED);
		assertThat(this.processes.info(victim)).isEmpty();
	}

	@Test
	void aProcessThatWasEndedByForceIsAZombieUntilItsCodeReturns() throws Exception {
		Pid victim = looping();
		this.processes.exit(this.processes.nobody(), victim, ExitReason.KILL);
		pass(Duration.ofMillis(11));
		await().until(() -> this.processes.info(victim).isEmpty());

		pass(Duration.ofSeconds(5));

		assertThat(this.zombies).hasSize(1);
		assertThat(this.processes.zombies()).isOne();
		this.stop.set(true);
		await().until(() -> {
			this.processes.tick();
			return this.processes.zombies() == 0;
		});
	}

	@Test
	void whatAProcessOwesAfterItsEndIsAbandonedAtOnce() throws Exception {
		CompletableFuture<ExitReason> abandoned = new CompletableFuture<>();
		Obligation answer = new Obligation() {

			@Override
			public boolean open() {
				return true;
			}

			@Override
			public void abandoned(ExitReason reason) {
				abandoned.complete(reason);
			}
		};
		CountDownLatch looping = new CountDownLatch(1);
		CountDownLatch ended = new CountDownLatch(1);
		Pid victim = this.processes.spawn((self) -> {
			looping.countDown();
			while (ended.getCount() > 0) {
				Thread.onSpinWait();
			}
			self.owes(answer);
		}, SpawnOptions.DEFAULT, null).pid();
		looping.await();
		this.processes.exit(this.processes.nobody(), victim, ExitReason.KILL);
		pass(Duration.ofMillis(11));
		await().until(() -> this.processes.info(victim).isEmpty());

		ended.countDown();

		assertThat(Kernel.get(abandoned)).isEqualTo(ExitReason.KILLED);
	}

	@Test
	void whatUnwindsInTimeIsForgotten() {
		Pid victim = this.processes.spawn(Kernel::waitForever, SpawnOptions.DEFAULT, null).pid();
		this.processes.exit(this.processes.nobody(), victim, BOOM);
		await().until(() -> this.processes.info(victim).isEmpty());

		pass(Duration.ofMinutes(1));

		assertThat(this.zombies).isEmpty();
	}

}
