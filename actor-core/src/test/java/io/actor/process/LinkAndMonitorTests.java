package io.actor.process;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import io.actor.fixture.Otp;
import io.actor.term.Pid;
import io.actor.term.Ref;
import io.actor.term.RegisteredName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static io.actor.process.Kernel.BOOM;
import static io.actor.process.Kernel.LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/** Links and monitors. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LinkAndMonitorTests {

	private static final Duration SHORT = Duration.ofMillis(30);

	private final Kernel kernel = new Kernel();

	@AfterEach
	void stop() {
		this.kernel.close();
	}

	private Pid dead() {
		Pid pid = this.kernel.spawn((self) -> {
		});
		await().until(() -> this.kernel.processes.info(pid).isEmpty());
		return pid;
	}

	private static void awaitEnd(Process self, Pid pid) {
		Ref monitor = self.monitor(pid);
		self.receive(Down.class, (down) -> down.monitor().equals(monitor));
	}

	@Test
	@Otp({ 37, 41 })
	void oneUnlinkUndoesTwoLinks() {
		boolean told = this.kernel.in((self) -> {
			self.trapExit(true);
			Pid other = self.spawn(Kernel::waitForever);
			self.link(other);
			self.link(other);
			self.unlink(other);
			self.exit(other, BOOM);
			awaitEnd(self, other);
			return self.receive(Exit.class, SHORT).isPresent();
		});

		assertThat(told).isFalse();
	}

	@Test
	@Otp(38)
	void aLinkToOneselfDoesNothing() {
		List<Pid> links = this.kernel.in((self) -> {
			self.link(self.pid());
			return self.processes().info(self.pid()).orElseThrow().links();
		});

		assertThat(links).isEmpty();
	}

	@Test
	@Otp(39)
	void aLinkToADeadProcessTellsATrappingOneNoproc() {
		Pid dead = dead();

		Exit exit = this.kernel.in((self) -> {
			self.trapExit(true);
			self.link(dead);
			return self.receive(Exit.class);
		});

		assertThat(exit).isEqualTo(new Exit(dead, ExitReason.NOPROC));
	}

	@Test
	void aLinkToADeadProcessThrowsForOneThatDoesNotTrap() {
		Pid dead = dead();

		this.kernel.in((self) -> {
			assertThatExceptionOfType(NoProcessException.class).isThrownBy(() -> self.link(dead));
			return null;
		});
	}

	@Test
	@Otp(40)
	void anExitInTheMailboxStaysAfterUnlink() {
		Exit exit = this.kernel.in((self) -> {
			self.trapExit(true);
			Pid other = self.spawnLink((process) -> process.exit(BOOM));
			await().until(() -> !self.processes().isAlive(other)
					&& self.processes().info(self.pid()).orElseThrow().mailbox() == 1);
			self.unlink(other);
			return self.receive(Exit.class, Duration.ZERO).orElseThrow();
		});

		assertThat(exit.reason()).isEqualTo(BOOM);
	}

	@Test
	@Tag("volume")
	void noExitArrivesOnceUnlinkHasReturned() {
		for (int i = 0; i < 2000; i++) {
			this.kernel.in((self) -> {
				self.trapExit(true);
				Pid other = self.spawnLink((process) -> process.exit(BOOM));
				self.unlink(other);
				self.receive(Exit.class, Duration.ZERO);
				awaitEnd(self, other);
				assertThat(self.receive(Exit.class, Duration.ZERO)).isEmpty();
				return null;
			});
		}
	}

	@Test
	@Otp({ 42, 43 })
	void aMonitorOnADeadProcessOrUnknownNameSaysNoproc() {
		Pid dead = dead();

		this.kernel.in((self) -> {
			Ref byPid = self.monitor(dead);
			assertThat(self.receive(Down.class)).isEqualTo(new Down(byPid, dead, ExitReason.NOPROC));
			Ref byName = self.monitor(new RegisteredName("nobody", null));
			assertThat(self.receive(Down.class))
				.isEqualTo(new Down(byName, new RegisteredName("nobody", "nonode@nohost"), ExitReason.NOPROC));
			return null;
		});
	}

	@Test
	@Otp(44)
	void aMonitorByNameNamesTheNameAndStaysWithTheProcess() {
		Pid first = this.kernel.spawnWaiting();
		this.kernel.processes.register("door", first);

		this.kernel.in((self) -> {
			Ref monitor = self.monitor(new RegisteredName("door", null));
			self.processes().unregister("door");
			Pid second = self.spawn(Kernel::waitForever);
			self.processes().register("door", second);
			self.exit(second, BOOM);
			awaitEnd(self, second);
			assertThat(self.receive(Down.class, SHORT)).isEmpty();
			self.exit(first, BOOM);
			assertThat(self.receive(Down.class))
				.isEqualTo(new Down(monitor, new RegisteredName("door", "nonode@nohost"), BOOM));
			return null;
		});
		assertThat(this.kernel.processes.bindings).isEmpty();
	}

	@Test
	@Otp(45)
	void threeMonitorsGiveThreeDowns() {
		Set<Ref> seen = this.kernel.in((self) -> {
			Pid other = self.spawn(Kernel::waitForever);
			Set<Ref> made = Set.of(self.monitor(other), self.monitor(other), self.monitor(other));
			self.exit(other, BOOM);
			List<Down> downs = List.of(self.receive(Down.class), self.receive(Down.class), self.receive(Down.class));
			assertThat(self.receive(Down.class, SHORT)).isEmpty();
			assertThat(downs.stream().map(Down::monitor).collect(Collectors.toSet())).isEqualTo(made);
			return made;
		});

		assertThat(seen).hasSize(3);
	}

	@Test
	void aMonitorSetAtOnceAfterSpawnFiresExactlyOnce() {
		for (int i = 0; i < 1000; i++) {
			this.kernel.in((self) -> {
				Pid child = self.spawn((process) -> process.exit(BOOM));
				Ref monitor = self.monitor(child);
				Down down = self.receive(Down.class, LONG).orElseThrow();
				assertThat(down.monitor()).isEqualTo(monitor);
				assertThat(down.reason()).isIn(BOOM, ExitReason.NOPROC);
				assertThat(self.receive(Down.class, Duration.ZERO)).isEmpty();
				return null;
			});
		}
	}

	@Test
	@Otp(46)
	void aDemonitorBeforeTheEndMeansNoDown() {
		boolean told = this.kernel.in((self) -> {
			Pid other = self.spawn(Kernel::waitForever);
			Ref monitor = self.monitor(other);
			assertThat(self.demonitor(monitor)).isTrue();
			assertThat(self.demonitor(monitor)).isFalse();
			self.exit(other, BOOM);
			await().until(() -> self.processes().info(other).isEmpty());
			return self.receive(Down.class, SHORT).isPresent();
		});

		assertThat(told).isFalse();
	}

	@Test
	@Otp(47)
	void aDownThatHasArrivedStaysUnlessItIsFlushed() {
		Pid dead = dead();

		this.kernel.in((self) -> {
			Ref kept = self.monitor(dead);
			assertThat(self.demonitor(kept)).isFalse();
			assertThat(self.receive(Down.class, Duration.ZERO)).isPresent();
			Ref flushed = self.monitor(dead);
			assertThat(self.demonitorFlush(flushed)).isFalse();
			assertThat(self.receive(Down.class, Duration.ZERO)).isEmpty();
			return null;
		});
	}

	@Test
	@Tag("volume")
	void noDownArrivesAfterAFlushWhateverTheTiming() {
		for (int i = 0; i < 2000; i++) {
			this.kernel.in((self) -> {
				Pid other = self.spawn((process) -> process.exit(BOOM));
				Ref monitor = self.monitor(other);
				self.demonitorFlush(monitor);
				awaitEnd(self, other);
				assertThat(self.receive(Down.class, Duration.ZERO)).isEmpty();
				return null;
			});
		}
	}

	@Test
	@Otp(49)
	void aMonitorOnOneselfNeverFires() {
		this.kernel.in((self) -> {
			Ref monitor = self.monitor(self.pid());
			assertThat(self.receive(Down.class, SHORT)).isEmpty();
			self.demonitor(monitor);
			self.demonitor(monitor);
			return null;
		});
	}

	@Test
	void aMonitorOnOnesOwnNameIsOneOnOneself() {
		this.kernel.in((self) -> {
			self.register("me");
			Ref monitor = self.monitor(RegisteredName.local("me"));
			assertThat(self.processes().info(self.pid()).orElseThrow().monitors()).isEmpty();
			assertThat(self.demonitor(monitor)).isFalse();
			return null;
		});
	}

	@Test
	void bothSidesShowARelationAndItsRemoval() {
		this.kernel.in((self) -> {
			Pid other = self.spawnLink(Kernel::waitForever);
			Ref monitor = self.monitor(other);
			ProcessInfo mine = self.processes().info(self.pid()).orElseThrow();
			ProcessInfo its = self.processes().info(other).orElseThrow();
			assertThat(mine.links()).containsExactly(other);
			assertThat(mine.monitors()).containsExactly(other);
			assertThat(its.links()).containsExactly(self.pid());
			assertThat(its.monitoredBy()).containsExactly(self.pid());
			assertThat(its.parent()).isEqualTo(self.pid());

			self.unlink(other);
			self.demonitor(monitor);

			mine = self.processes().info(self.pid()).orElseThrow();
			its = self.processes().info(other).orElseThrow();
			assertThat(mine.links()).isEmpty();
			assertThat(mine.monitors()).isEmpty();
			assertThat(its.links()).isEmpty();
			assertThat(its.monitoredBy()).isEmpty();
			return null;
		});
	}

	@Test
	void theEndOfAWatcherRemovesItsMonitors() {
		Pid watched = this.kernel.spawnWaiting();
		this.kernel.in((self) -> self.monitor(watched));

		await()
			.untilAsserted(() -> assertThat(this.kernel.processes.info(watched).orElseThrow().monitoredBy()).isEmpty());
	}

	@Test
	@Tag("volume")
	void linksMadeAndCutFromBothSidesAtOnceAgree() {
		for (int i = 0; i < 200; i++) {
			List<Pid> pair = new ArrayList<>();
			this.kernel.in((self) -> {
				Body quarrel = (process) -> {
					Pid peer = process.receive(Pid.class);
					for (int n = 0; n < 50; n++) {
						process.link(peer);
						process.unlink(peer);
					}
					process.send(self.pid(), "done");
					Kernel.waitForever(process);
				};
				Pid one = self.spawn(quarrel);
				Pid other = self.spawn(quarrel);
				pair.addAll(List.of(one, other));
				self.send(one, other);
				self.send(other, one);
				self.receive(String.class);
				self.receive(String.class);
				return null;
			});
			Processes processes = this.kernel.processes;
			boolean first = processes.info(pair.getFirst()).orElseThrow().links().contains(pair.getLast());
			boolean second = processes.info(pair.getLast()).orElseThrow().links().contains(pair.getFirst());

			assertThat(first).isEqualTo(second);
			this.kernel.kill(pair.getFirst());
			this.kernel.kill(pair.getLast());
		}
	}

}
