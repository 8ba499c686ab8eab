package io.actor.process;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;

import io.actor.fixture.Otp;
import io.actor.term.Pid;
import io.actor.term.Ref;
import io.actor.term.RegisteredName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static io.actor.process.Kernel.BOOM;
import static io.actor.process.Kernel.LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Exits and exit signals, with the truth table of the reference manual. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ExitSignalTests {

	private final Kernel kernel = new Kernel();

	@AfterEach
	void stop() {
		this.kernel.close();
	}

	/** Who makes the signal. */
	enum Origin {

		LINK, OTHER, SELF

	}

	/** What becomes of the receiver. */
	sealed interface Outcome {

		record Lives() implements Outcome {
		}

		record Dies(ExitReason reason) implements Outcome {
		}

		record Told(ExitReason reason) implements Outcome {
		}

	}

	static List<Arguments> table() {
		ExitReason custom = ExitReason.of(List.of("a", List.of(1, 2), "b"));
		List<Arguments> rows = new java.util.ArrayList<>();
		for (boolean server : new boolean[] { false, true }) {
			for (Origin origin : Origin.values()) {
				for (ExitReason reason : List.of(ExitReason.NORMAL, ExitReason.KILL, ExitReason.KILLED,
						ExitReason.SHUTDOWN, ExitReason.NOPROC, ExitReason.NOCONNECTION, ExitReason.shutdown("tidy"),
						BOOM, custom)) {
					for (boolean trap : new boolean[] { false, true }) {
						rows.add(Arguments.of(server, origin, reason, trap, expected(origin, reason, trap)));
					}
				}
			}
		}
		return rows;
	}

	private static Outcome expected(Origin origin, ExitReason reason, boolean trap) {
		if (origin != Origin.LINK && reason.equals(ExitReason.KILL)) {
			return new Outcome.Dies(ExitReason.KILLED);
		}
		if (trap) {
			return new Outcome.Told(reason);
		}
		if (reason.isNormal() && origin != Origin.SELF) {
			return new Outcome.Lives();
		}
		return new Outcome.Dies(reason);
	}

	@ParameterizedTest(name = "server {0}, {1}, {2}, trapping {3}: {4}")
	@MethodSource("table")
	@Otp({ 4, 5, 6, 7, 8, 9, 10, 17 })
	void theTruthTableOfExitSignalsHolds(boolean server, Origin origin, ExitReason reason, boolean trap,
			Outcome expected) {
		record Signal(Pid from) {
		}
		CompletableFuture<Object> told = new CompletableFuture<>();
		Kernel.Handler handler = (self, message) -> {
			switch (message) {
				case Signal(Pid from) when origin == Origin.LINK -> {
					self.link(from);
					self.send(from, "go");
				}
				case Signal signal when origin == Origin.SELF -> self.exit(self.pid(), reason);
				case Signal(Pid from) -> self.send(from, "go");
				default -> told.complete(message);
			}
		};
		SpawnOptions options = new SpawnOptions(false, false, trap);
		Pid receiver = server ? this.kernel.server(handler, options) : this.kernel.processes.spawn((self) -> {
			while (true) {
				handler.handle(self, self.receive());
			}
		}, options, null).pid();

		Pid[] sender = new Pid[1];
		Optional<Down> down = this.kernel.in((self) -> {
			Ref monitor = self.monitor(receiver);
			Pid other = self.spawn((peer) -> {
				self.send(receiver, new Signal(peer.pid()));
				if (origin != Origin.SELF) {
					peer.receive(String.class);
				}
				if (origin == Origin.LINK) {
					peer.exit(reason);
				}
				else if (origin == Origin.OTHER) {
					peer.exit(receiver, reason);
				}
			});
			sender[0] = (origin == Origin.SELF) ? receiver : other;
			if (expected instanceof Outcome.Dies) {
				return self.receive(Down.class, (each) -> each.monitor().equals(monitor), LONG);
			}
			Ref peerEnded = self.monitor(other);
			self.receive(Down.class, (each) -> each.monitor().equals(peerEnded));
			return Optional.<Down>empty();
		});

		switch (expected) {
			case Outcome.Dies(ExitReason why) -> {
				assertThat(down).map(Down::reason).contains(why);
				assertThat(this.kernel.processes.isAlive(receiver)).isFalse();
				assertThat(told).isNotDone();
			}
			case Outcome.Told(ExitReason why) -> {
				assertThat(Kernel.get(told)).isEqualTo(new Exit(sender[0], why));
				assertThat(this.kernel.processes.isAlive(receiver)).isTrue();
			}
			case Outcome.Lives() -> {
				assertThat(this.kernel.processes.isAlive(receiver)).isTrue();
				this.kernel.processes.send(receiver, "still there");
				assertThat(Kernel.get(told)).isEqualTo("still there");
			}
		}
	}

	@Test
	@Otp(1)
	void aLinkedBodyThatReturnsSendsOneExitWithNormal() {
		List<Exit> exits = this.kernel.in((self) -> {
			self.trapExit(true);
			Pid child = self.spawnLink((process) -> {
			});
			Exit first = self.receive(Exit.class);
			assertThat(first).isEqualTo(new Exit(child, ExitReason.NORMAL));
			return self.receive(Exit.class, java.time.Duration.ofMillis(50)).map(List::of).orElse(List.of());
		});

		assertThat(exits).isEmpty();
	}

	@Test
	void aServerThatThrowsEndsWithTheException() {
		IllegalStateException thrown = new IllegalStateException("broken");
		Pid server = this.kernel.server((self, message) -> {
			throw thrown;
		});

		Down down = this.kernel.in((self) -> {
			self.monitor(server);
			self.send(server, "go");
			return self.receive(Down.class);
		});

		assertThat(down.reason()).isEqualTo(ExitReason.crash(thrown));
	}

	@Test
	void aKillGoesThroughALinkAsKilledAndCanBeTrapped() {
		Exit exit = this.kernel.in((self) -> {
			self.trapExit(true);
			Pid victim = self.spawnLink(Kernel::waitForever);
			self.exit(victim, ExitReason.KILL);
			return self.receive(Exit.class);
		});

		assertThat(exit.reason()).isEqualTo(ExitReason.KILLED);
	}

	@Test
	@Otp(18)
	void anExitSignalToADeadProcessDoesNothing() {
		Pid dead = this.kernel.spawn((self) -> {
		});
		await().until(() -> !this.kernel.processes.isAlive(dead));

		boolean alive = this.kernel.in((self) -> {
			self.exit(dead, BOOM);
			self.exit(dead, ExitReason.KILL);
			return self.processes().isAlive(self.pid());
		});

		assertThat(alive).isTrue();
	}

	@Test
	@Otp(19)
	void aKilledProcessIsNotAliveForItsKillerAtOnce() {
		for (int i = 0; i < 300; i++) {
			Pid victim = (i % 2 == 0) ? this.kernel.spawnWaiting() : this.kernel.echo();
			boolean alive = this.kernel.in((self) -> {
				self.exit(victim, ExitReason.KILL);
				return self.processes().isAlive(victim);
			});

			assertThat(alive).isFalse();
		}
	}

	@Test
	@Otp(20)
	void theNameIsFreeWhenTheDownArrives() {
		for (int i = 0; i < 200; i++) {
			int round = i;
			this.kernel.in((self) -> {
				Pid victim = self.spawn(Kernel::waitForever);
				self.processes().register("name", victim);
				self.monitor(new RegisteredName("name", null));
				self.exit(victim, (round % 2 == 0) ? ExitReason.KILL : BOOM);
				self.receive(Down.class);
				assertThat(self.processes().whereis("name")).isEmpty();
				self.register("name");
				return null;
			});
			await().until(() -> this.kernel.processes.whereis("name").isEmpty());
		}
	}

	@Test
	@Tag("volume")
	@Otp(26)
	void whatIsSentBehindAnExitSignalIsNeverSeen() {
		for (int i = 0; i < 1000; i++) {
			List<Object> seen = new java.util.concurrent.CopyOnWriteArrayList<>();
			boolean server = i % 2 == 0;
			Kernel.Handler handler = (self, message) -> seen.add(message);
			Pid target = server ? this.kernel.server(handler) : this.kernel.spawn((self) -> {
				while (true) {
					handler.handle(self, self.receive());
				}
			});

			ExitReason reason = this.kernel.in((self) -> {
				Ref monitor = self.monitor(target);
				for (int n = 1; n <= 3; n++) {
					self.send(target, n);
				}
				self.exit(target, BOOM);
				for (int n = 4; n <= 6; n++) {
					self.send(target, n);
				}
				return self.receive(Down.class, (down) -> down.monitor().equals(monitor)).reason();
			});

			assertThat(reason).isEqualTo(BOOM);
			assertThat(seen).doesNotContain(4, 5, 6);
		}
	}

	@Test
	void ofTwoFatalSignalsTheFirstDecides() throws Exception {
		CountDownLatch busy = new CountDownLatch(1);
		AtomicReference<Boolean> go = new AtomicReference<>(false);
		Pid victim = this.kernel.spawn((self) -> {
			busy.countDown();
			while (!go.get()) {
				Thread.onSpinWait();
			}
		});
		busy.await();

		ExitReason reason = this.kernel.in((self) -> {
			self.monitor(victim);
			self.exit(victim, BOOM);
			self.exit(victim, ExitReason.named("second"));
			self.exit(victim, ExitReason.KILL);
			return self.receive(Down.class).reason();
		});
		go.set(true);

		assertThat(reason).isEqualTo(BOOM);
	}

	@Test
	void aParentThatHasEndedCannotSpawn() {
		int before = this.kernel.processes.count();
		CompletableFuture<Boolean> unwound = new CompletableFuture<>();
		this.kernel.spawn((self) -> {
			try {
				self.exit(self.pid(), BOOM);
			}
			catch (ProcessExit ex) {
				try {
					self.spawn(Kernel::waitForever);
					unwound.complete(false);
				}
				catch (ProcessExit again) {
					unwound.complete(true);
				}
			}
		});

		assertThat(Kernel.get(unwound)).isTrue();
		await().until(() -> this.kernel.processes.count() == before);
	}

	@Test
	void anErrorInTheEndOfAServerDoesNotKeepItsLinksFromHearing() {
		Kernel.Callbacks callbacks = new Kernel.Callbacks((self) -> {
		}, (self, message) -> {
		});
		callbacks.ended = (self, reason) -> {
			throw new AssertionError("thrown on purpose");
		};
		Process server = this.kernel.processes.prepare(callbacks, SpawnOptions.DEFAULT, null);
		this.kernel.processes.start(server);

		Down down = this.kernel.in((self) -> {
			self.monitor(server.pid());
			self.exit(server.pid(), BOOM);
			return self.receive(Down.class);
		});

		assertThat(down.reason()).isEqualTo(BOOM);
	}

}
