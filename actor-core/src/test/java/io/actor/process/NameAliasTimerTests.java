package io.actor.process;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import io.actor.fixture.Otp;
import io.actor.term.Pid;
import io.actor.term.Ref;
import io.actor.term.RegisteredName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

/** Registered names, aliases and timers. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class NameAliasTimerTests {

	private static final Duration SHORT = Duration.ofMillis(30);

	private final Kernel kernel = new Kernel();

	private final Processes processes = this.kernel.processes;

	@AfterEach
	void stop() {
		this.kernel.close();
	}

	@Test
	@Otp({ 64, 65 })
	void aNameIsRegisteredOnceAndAProcessHasOne() {
		Pid one = this.kernel.spawnWaiting();
		Pid other = this.kernel.spawnWaiting();
		this.processes.register("door", one);

		assertThat(this.processes.whereis("door")).contains(one);
		assertThatIllegalArgumentException().isThrownBy(() -> this.processes.register("door", other));
		assertThatIllegalArgumentException().isThrownBy(() -> this.processes.register("window", one));
		assertThatIllegalArgumentException().isThrownBy(() -> this.processes.register("undefined", other));
		assertThatIllegalArgumentException().isThrownBy(() -> this.processes.register("", other));
		assertThatIllegalArgumentException().isThrownBy(() -> this.processes.unregister("window"));
		assertThat(this.processes.whereis("window")).isEmpty();
		this.processes.unregister("door");
		this.processes.register("window", one);
		assertThat(this.processes.info(one).orElseThrow().name()).isEqualTo("window");
	}

	@Test
	@Otp(64)
	void aDeadProcessCannotBeRegistered() {
		Pid dead = this.kernel.spawnWaiting();
		this.kernel.kill(dead);

		assertThatIllegalArgumentException().isThrownBy(() -> this.processes.register("door", dead));
	}

	/** It is killed while its code runs on, so that its name is not free yet. */
	@Test
	void nobodyIsRegisteredAnyMoreWhenTheHolderIsDead() {
		CountDownLatch running = new CountDownLatch(1);
		AtomicBoolean goOn = new AtomicBoolean();
		Pid holder = this.kernel.server((self, message) -> {
			running.countDown();
			while (!goOn.get()) {
				Thread.onSpinWait();
			}
		});
		this.processes.register("door", holder);
		this.processes.send(holder, "run");
		await().until(() -> running.getCount() == 0);
		this.kernel.kill(holder);

		assertThat(this.processes.whereis("door")).isEmpty();
		assertThatIllegalArgumentException().isThrownBy(() -> this.processes.unregister("door"));
		goOn.set(true);
	}

	@Test
	@Tag("volume")
	void aNameHasOneHolderAtATimeWhateverTheRace() {
		AtomicInteger holders = new AtomicInteger();
		Set<String> wrong = ConcurrentHashMap.newKeySet();
		AtomicInteger running = new AtomicInteger(4);
		for (int i = 0; i < 4; i++) {
			this.kernel.spawn((self) -> {
				for (int n = 0; n < 1000; n++) {
					try {
						self.register("contended");
					}
					catch (IllegalArgumentException ex) {
						continue;
					}
					if (holders.incrementAndGet() != 1) {
						wrong.add("two holders");
					}
					holders.decrementAndGet();
					self.processes().unregister("contended");
				}
				running.decrementAndGet();
			});
		}

		await().until(() -> running.get() == 0);
		assertThat(wrong).isEmpty();
		assertThat(this.processes.whereis("contended")).isEmpty();
	}

	@Test
	@Otp(52)
	void anAliasReachesItsOwnerUntilItIsSwitchedOff() {
		this.kernel.in((self) -> {
			Ref alias = self.alias();
			self.send(alias, "one");
			assertThat(self.receive()).isEqualTo("one");
			assertThat(self.unalias(alias)).isTrue();
			assertThat(self.unalias(alias)).isFalse();
			self.send(alias, "two");
			assertThat(self.receive(String.class, Duration.ZERO)).isEmpty();
			return null;
		});
		assertThat(this.processes.droppedMessages(DropReason.NO_ALIAS)).isOne();
	}

	@Test
	@Otp(54)
	void onlyItsOwnerSwitchesAnAliasOff() {
		this.kernel.in((self) -> {
			Ref alias = self.alias();
			self.spawn((other) -> other.send(self.pid(), other.unalias(alias)));
			assertThat(self.receive(Boolean.class)).isFalse();
			self.send(alias, "still there");
			assertThat(self.receive(String.class)).isEqualTo("still there");
			return null;
		});
		await().until(() -> this.processes.aliasCount() == 0);
	}

	@Test
	@Tag("volume")
	void nothingArrivesThroughAnAliasOnceItIsOff() {
		this.kernel.in((self) -> {
			for (int i = 0; i < 1000; i++) {
				Ref alias = self.alias();
				Pid sender = self.spawn((other) -> {
					for (int n = 0; n < 5; n++) {
						other.send(alias, "mail");
					}
				});
				self.receive(Void.class, Duration.ofNanos(i * 100L));
				self.unalias(alias);
				while (self.receive(String.class, Duration.ZERO).isPresent()) {
					// What came before.
				}
				self.monitor(sender);
				self.receive(Down.class);
				assertThat(self.receive(String.class, Duration.ZERO)).isEmpty();
			}
			return null;
		});
	}

	@Test
	@Otp(58)
	void aTimerSendsNotBeforeItsTime() {
		Duration took = this.kernel.in((self) -> {
			long start = System.nanoTime();
			self.sendAfter(Duration.ofMillis(20), self.pid(), "ring");
			assertThat(self.receive()).isEqualTo("ring");
			return Duration.ofNanos(System.nanoTime() - start);
		});

		assertThat(took).isGreaterThanOrEqualTo(Duration.ofMillis(20));
		assertThat(this.processes.timerCount()).isZero();
	}

	@Test
	@Otp(59)
	void aCancelledTimerSendsNothingAndTellsWhatWasLeft() {
		this.kernel.in((self) -> {
			Ref timer = self.sendAfter(Duration.ofMinutes(1), self.pid(), "ring");
			assertThat(self.cancelTimer(timer).orElseThrow()).isBetween(30_000L, 60_000L);
			assertThat(self.cancelTimer(timer)).isEmpty();
			Ref fired = self.sendAfter(Duration.ZERO, self.pid(), "ring");
			assertThat(self.receive()).isEqualTo("ring");
			assertThat(self.cancelTimer(fired)).isEmpty();
			assertThatIllegalArgumentException()
				.isThrownBy(() -> self.sendAfter(Duration.ofMillis(-1), self.pid(), "ring"));
			return null;
		});
		assertThat(this.processes.timerCount()).isZero();
	}

	@Test
	void aTimerGoesWithItsDestination() {
		Pid target = this.kernel.spawnWaiting();
		this.processes.sendAfter(Duration.ofMinutes(1), target, "ring");
		assertThat(this.processes.timerCount()).isOne();

		this.kernel.kill(target);

		await().until(() -> this.processes.timerCount() == 0);
	}

	@Test
	@Otp(62)
	void aTimerOutlivesItsMakerAndAnyProcessMayCancelIt() {
		this.kernel.in((self) -> {
			self.spawn((maker) -> {
				maker.sendAfter(Duration.ofMillis(50), self.pid(), "ring");
			});
			assertThat(self.receive(String.class, Kernel.LONG)).contains("ring");
			Pid maker = self
				.spawn((other) -> other.send(self.pid(), other.sendAfter(Duration.ofMinutes(1), self.pid(), "never")));
			assertThat(maker).isNotNull();
			assertThat(self.cancelTimer(self.receive(Ref.class))).isPresent();
			return null;
		});
	}

	@Test
	void aTimerResolvesANameWhenItFires() {
		this.kernel.in((self) -> {
			self.sendAfter(Duration.ofSeconds(1), new RegisteredName("later", null), "ring");
			self.register("later");
			assertThat(self.receive(String.class, Kernel.LONG)).contains("ring");
			self.sendAfter(Duration.ZERO, new RegisteredName("nobody", null), "ring");
			return null;
		});
		await().until(() -> this.processes.droppedMessages(DropReason.NO_NAME) == 1);
	}

	@Test
	void aTimerThatFiredOrWasCancelledIsForgottenByItsDestination() {
		this.kernel.in((self) -> {
			self.cancelTimer(self.sendAfter(Duration.ofMinutes(1), self.pid(), "cancelled"));
			self.sendAfter(Duration.ZERO, self.pid(), "fired");
			assertThat(self.receive()).isEqualTo("fired");
			assertThat(self.relations().timers()).isEmpty();
			Ref waiting = self.sendAfter(Duration.ofMinutes(1), self.pid(), "waiting");
			assertThat(self.relations().timers()).hasSize(1);
			assertThat(self.cancelTimer(waiting)).isPresent();
			return null;
		});
	}

	@Test
	void aTimerForTheDeadIsNotArmed() {
		Pid gone = this.kernel.spawnWaiting();
		this.kernel.kill(gone);
		await().until(() -> this.processes.info(gone).isEmpty());

		Ref timer = this.processes.sendAfter(Duration.ofMinutes(1), gone, "never");

		assertThat(this.processes.timerCount()).isZero();
		assertThat(this.processes.cancelTimer(timer)).isEmpty();
	}

}
