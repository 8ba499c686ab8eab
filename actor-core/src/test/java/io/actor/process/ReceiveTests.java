package io.actor.process;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import io.actor.fixture.Otp;
import io.actor.term.Destination;
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

/** Messages, their order and selective receive. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ReceiveTests {

	private final Kernel kernel = new Kernel();

	@AfterEach
	void stop() {
		this.kernel.close();
	}

	@Test
	@Otp(25)
	void messagesOfOneSenderArriveInOrder() {
		List<Integer> seen = this.kernel.in((self) -> {
			self.spawn((sender) -> {
				for (int i = 0; i < 10_000; i++) {
					sender.send(self.pid(), i);
				}
			});
			List<Integer> all = new ArrayList<>();
			while (all.size() < 10_000) {
				all.add(self.receive(Integer.class));
			}
			return all;
		});

		assertThat(seen).isEqualTo(IntStream.range(0, 10_000).boxed().toList());
	}

	@Test
	void messagesKeepTheirOrderWhicheverAddressTheyAreSentTo() {
		for (int i = 0; i < 200; i++) {
			this.kernel.in((self) -> {
				self.register("mixed");
				Ref alias = self.alias();
				self.spawn((sender) -> {
					List<Destination> addresses = List.of(self.pid(), RegisteredName.local("mixed"), alias,
							new RegisteredName("mixed", "nonode@nohost"));
					for (int n = 0; n < 40; n++) {
						sender.send(addresses.get(n % addresses.size()), n);
					}
				});
				for (int n = 0; n < 40; n++) {
					assertThat(self.receive(Integer.class)).isEqualTo(n);
				}
				return null;
			});
			await().until(() -> this.kernel.processes.whereis("mixed").isEmpty());
		}
	}

	@Test
	@Otp(30)
	void aSkippedMessageKeepsItsPlace() {
		this.kernel.in((self) -> {
			for (int i = 1; i <= 4; i++) {
				self.send(self.pid(), i);
			}
			assertThat(self.receive(Integer.class, (n) -> n > 2)).isEqualTo(3);
			self.send(self.pid(), 5);
			assertThat(List.of(self.receive(), self.receive(), self.receive(), self.receive()))
				.isEqualTo(List.of(1, 2, 4, 5));
			assertThat(self.processes().info(self.pid()).orElseThrow().mailbox()).isZero();
			return null;
		});
	}

	@Test
	void removingTheNewestMessageKeepsTheListWhole() {
		this.kernel.in((self) -> {
			self.send(self.pid(), "a");
			self.send(self.pid(), 1);
			assertThat(self.receive(Integer.class)).isEqualTo(1);
			self.send(self.pid(), "b");
			self.send(self.pid(), 2);
			assertThat(self.receive(Integer.class)).isEqualTo(2);
			assertThat(List.of(self.receive(), self.receive())).isEqualTo(List.of("a", "b"));
			return null;
		});
	}

	@Test
	@Otp(31)
	void zeroTimeLooksOnceAtEverythingAndAMatchBeatsTheTimeout() {
		this.kernel.in((self) -> {
			assertThat(self.receive(String.class, Duration.ZERO)).isEmpty();
			self.send(self.pid(), 1);
			self.send(self.pid(), "here");
			assertThat(self.receive(String.class, Duration.ZERO)).contains("here");
			return null;
		});
	}

	@Test
	@Otp(32)
	void otherMessagesDoNotProlongATimeout() {
		Duration took = this.kernel.in((self) -> {
			self.spawnLink((sender) -> {
				while (true) {
					sender.send(self.pid(), 1);
					sender.receive(Void.class, Duration.ofMillis(40));
				}
			});
			long start = System.nanoTime();
			assertThat(self.receive(String.class, Duration.ofMillis(100))).isEmpty();
			return Duration.ofNanos(System.nanoTime() - start);
		});

		assertThat(took).isBetween(Duration.ofMillis(100), Duration.ofSeconds(5));
	}

	@Test
	@Otp(34)
	void aPredicateThatThrowsDoesNotMatch() {
		this.kernel.in((self) -> {
			self.send(self.pid(), "x");
			self.send(self.pid(), "7");
			assertThat(self.receive(String.class, (text) -> Integer.parseInt(text) == 7)).isEqualTo("7");
			assertThat(self.receive()).isEqualTo("x");
			return null;
		});
	}

	@Test
	@Otp(28)
	void aSendToTheDeadIsCountedAndNothingElse() {
		Pid dead = this.kernel.spawn((self) -> {
		});
		await().until(() -> this.kernel.processes.info(dead).isEmpty());

		this.kernel.processes.send(dead, "lost");
		this.kernel.in((self) -> {
			self.send(dead, "lost");
			self.send(self.processes().newRef(), "lost");
			return null;
		});

		assertThat(this.kernel.processes.droppedMessages(DropReason.NO_PROCESS)).isEqualTo(2);
		assertThat(this.kernel.processes.droppedMessages(DropReason.NO_ALIAS)).isEqualTo(1);
	}

	@Test
	@Otp(29)
	void aBareNameThatNobodyHasIsRefusedAndANameWithItsNodeIsNot() {
		this.kernel.in((self) -> {
			assertThatIllegalArgumentException().isThrownBy(() -> self.send(RegisteredName.local("nobody"), "lost"))
				.withMessage("Cannot send to 'nobody': nobody is registered under this name on this node");
			assertThatIllegalArgumentException()
				.isThrownBy(() -> self.sendIfConnected(RegisteredName.local("nobody"), "lost"));
			self.send(new RegisteredName("nobody", "nonode@nohost"), "lost");
			self.send(new RegisteredName("nobody", "elsewhere@host"), "lost");
			self.register("somebody");
			self.send(RegisteredName.local("somebody"), "found");
			assertThat(self.receive()).isEqualTo("found");
			return null;
		});

		assertThat(this.kernel.processes.droppedMessages(DropReason.NO_NAME)).isEqualTo(1);
		assertThat(this.kernel.processes.droppedMessages(DropReason.NO_CONNECTION)).isEqualTo(1);
	}

	@Test
	@Tag("volume")
	void noWakeUpOfAReceiverIsLost() {
		int rounds = 20_000;
		int sum = this.kernel.in((self) -> {
			Pid echo = this.kernel.echo();
			int seen = 0;
			for (int i = 0; i < rounds; i++) {
				self.send(echo, self.pid());
				seen += (self.receive(String.class, Kernel.LONG).isPresent()) ? 1 : 0;
			}
			return seen;
		});

		assertThat(sum).isEqualTo(rounds);
	}

	@Test
	@Tag("volume")
	void timedReceivesRacingWithMailLoseNothing() {
		int count = 2000;
		int seen = this.kernel.in((self) -> {
			self.spawn((sender) -> {
				for (int i = 0; i < count; i++) {
					sender.send(self.pid(), i);
					if (i % 3 == 0) {
						sender.receive(Void.class, Duration.ofNanos(300_000));
					}
				}
			});
			int next = 0;
			while (next < count) {
				Integer got = self.receive(Integer.class, Duration.ofNanos(300_000)).orElse(null);
				if (got != null) {
					assertThat(got).isEqualTo(next);
					next++;
				}
			}
			return next;
		});

		assertThat(seen).isEqualTo(count);
	}

	@Test
	void aProcessWhoseThreadIsInterruptedStillWaits() {
		for (boolean cpuBound : new boolean[] { false, true }) {
			String got = this.kernel.in(new SpawnOptions(false, cpuBound, false), (self) -> {
				Thread.currentThread().interrupt();
				self.sendAfter(Duration.ofMillis(20), self.pid(), "mail");
				String mail = self.receive(String.class);
				assertThat(Thread.interrupted()).isTrue();
				return mail;
			});

			assertThat(got).isEqualTo("mail");
		}
	}

}
