package io.actor.process;

import java.time.Duration;
import java.util.Set;

import io.actor.fixture.Otp;
import io.actor.term.Atom;
import io.actor.term.Pid;
import io.actor.term.Ref;
import io.actor.term.RegisteredName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static io.actor.process.Kernel.BOOM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/** Monitors with a tag or an alias, and aliases that switch themselves off. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class MonitorOptionTests {

	private static final Duration SHORT = Duration.ofMillis(30);

	private final Kernel kernel = new Kernel();

	private final Processes processes = this.kernel.processes;

	@AfterEach
	void stop() {
		try (this.kernel) {
			// The test may be over before its process is.
			await("no alias is left behind").until(() -> this.processes.aliasCount() == 0);
		}
	}

	private static void assertReaches(Process self, Ref alias, boolean reaches) {
		self.send(alias, "through");
		assertThat(self.receive(String.class, Duration.ZERO).isPresent()).isEqualTo(reaches);
	}

	@Test
	@Otp(51)
	void aTagStandsInPlaceOfDown() {
		this.kernel.in((self) -> {
			Pid other = self.spawn(Kernel::waitForever);
			Ref monitor = self.monitor(other, MonitorOptions.DEFAULT.tag("player"));
			self.exit(other, BOOM);

			assertThat(self.receive()).isEqualTo(new TaggedDown("player", monitor, other, BOOM));
			Ref late = self.monitor(RegisteredName.local("nobody"), MonitorOptions.DEFAULT.tag(7));
			assertThat(self.receive())
				.isEqualTo(new TaggedDown(7, late, new RegisteredName("nobody", "nonode@nohost"), ExitReason.NOPROC));
			return null;
		});
	}

	@Test
	void aFlushAlsoRemovesATaggedDown() {
		this.kernel.in((self) -> {
			Ref kept = self.monitor(RegisteredName.local("nobody"), MonitorOptions.DEFAULT.tag("kept"));
			Ref flushed = self.monitor(RegisteredName.local("nobody"), MonitorOptions.DEFAULT.tag("flushed"));
			assertThat(self.demonitorFlush(flushed)).isFalse();

			assertThat(self.receive(TaggedDown.class).monitor()).isEqualTo(kept);
			assertThat(self.receive(TaggedDown.class, Duration.ZERO)).isEmpty();
			return null;
		});
	}

	@Test
	void anExplicitAliasOutlivesItsMonitor() {
		this.kernel.in((self) -> {
			Spawned child = self.spawnMonitor((process) -> process.receive(String.class), SpawnOptions.DEFAULT,
					MonitorOptions.DEFAULT.alias(AliasMode.EXPLICIT_UNALIAS));
			assertReaches(self, child.monitor(), true);
			self.send(child.pid(), "end");
			assertThat(self.receive(Down.class).monitor()).isEqualTo(child.monitor());
			assertReaches(self, child.monitor(), true);

			assertThat(self.demonitor(child.monitor())).isFalse();
			assertReaches(self, child.monitor(), true);
			assertThat(self.unalias(child.monitor())).isTrue();
			assertReaches(self, child.monitor(), false);
			return null;
		});
	}

	@Test
	@Otp(55)
	void anAliasOfAMonitorGoesWithADemonitor() {
		this.kernel.in((self) -> {
			Pid other = self.spawn(Kernel::waitForever);
			Ref monitor = self.monitor(other, MonitorOptions.DEFAULT.alias(AliasMode.DEMONITOR));
			assertReaches(self, monitor, true);
			assertReaches(self, monitor, true);

			assertThat(self.demonitor(monitor)).isTrue();

			assertReaches(self, monitor, false);
			assertThat(self.unalias(monitor)).isFalse();
			return null;
		});
	}

	@Test
	@Otp(56)
	void anAliasOfAMonitorGoesWithItsDown() {
		this.kernel.in((self) -> {
			for (AliasMode mode : Set.of(AliasMode.DEMONITOR, AliasMode.REPLY_DEMONITOR)) {
				Pid other = self.spawn(Kernel::waitForever);
				Ref monitor = self.monitor(other, MonitorOptions.DEFAULT.alias(mode));
				self.exit(other, BOOM);
				assertThat(self.receive(Down.class).monitor()).isEqualTo(monitor);

				assertReaches(self, monitor, false);
			}
			return null;
		});
		assertThat(this.processes.droppedMessages(DropReason.NO_ALIAS)).isEqualTo(2);
	}

	@Test
	void theFirstReplyRemovesTheMonitorAndTheAlias() {
		this.kernel.in((self) -> {
			Pid other = self.spawn((process) -> {
				Ref answer = process.receive(Ref.class);
				process.send(answer, "reply");
				process.send(answer, "too late");
				throw process.exit(BOOM);
			});
			Ref monitor = self.monitor(other, MonitorOptions.DEFAULT.alias(AliasMode.REPLY_DEMONITOR));
			self.send(other, monitor);

			assertThat(self.receive()).isEqualTo("reply");
			await().until(() -> this.processes.info(other).isEmpty());
			assertThat(self.receive(Object.class, SHORT)).isEmpty();
			assertThat(self.demonitor(monitor)).isFalse();
			assertThat(self.processes().info(self.pid()).orElseThrow().monitors()).isEmpty();
			return null;
		});
	}

	@Test
	void anAliasThatIsSwitchedOffByHandLeavesTheMonitor() {
		this.kernel.in((self) -> {
			Pid other = self.spawn(Kernel::waitForever);
			Ref monitor = self.monitor(other, MonitorOptions.DEFAULT.alias(AliasMode.REPLY_DEMONITOR));
			assertThat(self.unalias(monitor)).isTrue();
			assertReaches(self, monitor, false);
			self.exit(other, BOOM);

			assertThat(self.receive(Down.class).monitor()).isEqualTo(monitor);
			return null;
		});
	}

	@Test
	@Otp(53)
	void ofAnAliasForAReplyOnlyTheFirstMessageArrives() {
		this.kernel.in((self) -> {
			Ref alias = self.alias(Set.of(AliasOption.REPLY));
			self.send(alias, "first");
			self.send(alias, "second");

			assertThat(self.receive()).isEqualTo("first");
			assertThat(self.receive(String.class, Duration.ZERO)).isEmpty();
			assertThat(self.unalias(alias)).isFalse();
			return null;
		});
	}

	@Test
	void theAliasesOfMonitorsGoWithTheProcess() {
		this.kernel.in((self) -> {
			Pid other = self.spawn(Kernel::waitForever);
			for (AliasMode mode : AliasMode.values()) {
				self.monitor(other, MonitorOptions.DEFAULT.alias(mode));
			}
			assertThat(this.processes.aliasCount()).isEqualTo(3);
			return null;
		});

		await().until(() -> this.processes.aliasCount() == 0);
	}

	@Test
	@Otp(48)
	void aReferenceThatIsNoMonitorIsNoErrorAndOneOfAnotherNodeIs() {
		this.kernel.in((self) -> {
			assertThat(self.demonitor(self.processes().newRef())).isFalse();
			Ref alias = self.alias();
			assertThat(self.demonitor(alias)).isFalse();
			assertReaches(self, alias, true);
			Ref foreign = new Ref(Atom.of("b@h"), 1, 2, 3, 4);
			assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> self.demonitor(foreign))
				.withMessageContaining("another node");
			return null;
		});
	}

}
