package io.actor.process;

import java.lang.classfile.ClassFile;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandles;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;

import io.actor.fixture.Otp;
import io.actor.term.Pid;
import io.actor.term.Ref;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static io.actor.process.Kernel.BOOM;
import static org.assertj.core.api.Assertions.assertThat;

/** How processes end themselves, what others see of it, and whom an end takes along. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ExitTests {

	private static final int ROUNDS = 200;

	private final Kernel kernel = new Kernel();

	@AfterEach
	void stop() {
		this.kernel.close();
	}

	/** A value that is large and made anew each time. */
	private static Object large() {
		Object nested = "core";
		for (int i = 0; i < 200; i++) {
			List<Object> around = new ArrayList<>(List.of(i, nested));
			for (int n = 0; n < 50; n++) {
				around.add("element " + n);
			}
			nested = List.copyOf(around);
		}
		return nested;
	}

	@Test
	@Otp(2)
	void aLargeReasonReachesTheLinkAsItIs() {
		Exit exit = this.kernel.in((self) -> {
			self.trapExit(true);
			self.spawnLink((child) -> child.exit(ExitReason.of(large())));
			return self.receive(Exit.class);
		});

		assertThat(exit.reason()).isEqualTo(ExitReason.of(large()));
	}

	@Test
	@Tag("volume")
	@Otp(3)
	void aWaitingProcessEndsWithTheReasonOfTheSignalAndLooksAtNothingMore() {
		for (int i = 0; i < ROUNDS; i++) {
			List<Object> looked = new CopyOnWriteArrayList<>();
			Exit exit = this.kernel.in((self) -> {
				self.trapExit(true);
				Pid waiting = self.spawnLink((child) -> {
					self.send(self.pid(), "ready");
					child.receive(Object.class, (message) -> {
						looked.add(message);
						return true;
					});
				});
				self.receive(String.class);
				self.exit(waiting, ExitReason.of(large()));
				return self.receive(Exit.class);
			});

			assertThat(exit.reason()).isEqualTo(ExitReason.of(large()));
			assertThat(looked).isEmpty();
		}
	}

	@Test
	void whatAProcessEndsItselfWithCanBeCaughtAndItLivesOn() {
		List<Object> seen = this.kernel.in((self) -> {
			Pid child = self.spawn((process) -> {
				process.receive(String.class);
				try {
					throw process.exit(BOOM);
				}
				catch (ProcessExit ex) {
					process.send(self.pid(), ex.reason());
				}
				process.receive(String.class);
			});
			self.monitor(child);
			self.send(child, "go");
			ExitReason caught = self.receive(ExitReason.class);
			assertThat(self.processes().isAlive(child)).isTrue();
			self.send(child, "end");
			return List.of(caught, self.receive(Down.class).reason());
		});

		assertThat(seen).containsExactly(BOOM, ExitReason.NORMAL);
	}

	@Test
	void aSignalToItselfCannotBeCaught() {
		CompletableFuture<Boolean> caught = new CompletableFuture<>();
		Down down = this.kernel.in((self) -> {
			Pid child = self.spawn((process) -> {
				process.receive(String.class);
				try {
					process.exit(process.pid(), BOOM);
				}
				catch (ProcessExit ex) {
					caught.complete(true);
				}
				try {
					process.send(self.pid(), "from the dead");
				}
				catch (ProcessExit ex) {
					// Nor this.
				}
			});
			self.monitor(child);
			self.send(child, "go");
			Down end = self.receive(Down.class);
			assertThat(self.receive(String.class, Duration.ZERO)).isEmpty();
			return end;
		});

		assertThat(caught).isCompleted();
		assertThat(down.reason()).isEqualTo(BOOM);
	}

	@Test
	void anExitOfAProcessThatWasToldToEndHasTheReasonItWasTold() {
		ExitReason reason = this.kernel.in((self) -> {
			Pid child = self.spawn((process) -> {
				process.receive(String.class);
				self.processes().exit(self.pid(), process.pid(), ExitReason.named("told"));
				process.exit(BOOM);
			});
			self.monitor(child);
			self.send(child, "go");
			return self.receive(Down.class).reason();
		});

		assertThat(reason).isEqualTo(ExitReason.named("told"));
	}

	@Test
	@Tag("volume")
	@Otp(11)
	void aKillTakesAlongWhoIsLinkedAsKilled() {
		for (int i = 0; i < ROUNDS; i++) {
			List<ExitReason> reasons = this.kernel.in((self) -> {
				Pid linked = self.spawn(Kernel::waitForever);
				Pid victim = self.spawn((process) -> {
					process.link(linked);
					process.send(self.pid(), "linked");
					Kernel.waitForever(process);
				});
				self.receive(String.class);
				Ref other = self.monitor(linked);
				Ref own = self.monitor(victim);
				self.exit(victim, ExitReason.KILL);
				return List.of(self.receive(Down.class, (down) -> down.monitor().equals(own)).reason(),
						self.receive(Down.class, (down) -> down.monitor().equals(other)).reason());
			});

			assertThat(reasons).containsExactly(ExitReason.KILLED, ExitReason.KILLED);
		}
	}

	@Test
	@Otp(12)
	void whatAProcessThrowsReachesLinksAndMonitorsWithTheFailingCallFirst() {
		List<ExitReason> reasons = this.kernel.in((self) -> {
			self.trapExit(true);
			Pid child = self.spawnLink((process) -> {
				process.receive(String.class);
				List.of(1).get(fails());
			});
			self.monitor(child);
			self.send(child, "go");
			return List.of(self.receive(Exit.class).reason(), self.receive(Down.class).reason());
		});

		assertThat(reasons).allSatisfy((reason) -> {
			Throwable cause = ((ExitReason.Crash) reason).cause();
			assertThat(cause).isInstanceOf(IllegalStateException.class).hasMessage("on purpose");
			assertThat(cause.getStackTrace()[0].getMethodName()).isEqualTo("fails");
		});
		assertThat(this.kernel.reports.crashes).containsExactly(reasons.getFirst());
	}

	private static int fails() {
		throw new IllegalStateException("on purpose");
	}

	/** Code that calls a method nobody has: it links only when it runs. */
	private static Body undefined() throws Exception {
		ClassDesc own = ClassDesc.of("io.actor.process.Undefined");
		MethodTypeDesc run = MethodTypeDesc.of(ConstantDescs.CD_void, ClassDesc.of(Process.class.getName()));
		byte[] bytes = ClassFile.of()
			.build(own, (type) -> type.withInterfaceSymbols(ClassDesc.of(Body.class.getName()))
				.withMethodBody(ConstantDescs.INIT_NAME, ConstantDescs.MTD_void, ClassFile.ACC_PUBLIC,
						(code) -> code.aload(0)
							.invokespecial(ConstantDescs.CD_Object, ConstantDescs.INIT_NAME, ConstantDescs.MTD_void)
							.return_())
				.withMethodBody("run", run, ClassFile.ACC_PUBLIC,
						(code) -> code.invokestatic(ConstantDescs.CD_String, "nobodyHasThis", ConstantDescs.MTD_void)
							.return_()));
		return (Body) MethodHandles.lookup()
			.defineHiddenClass(bytes, true)
			.lookupClass()
			.getDeclaredConstructor()
			.newInstance();
	}

	@Test
	@Otp(14)
	void codeThatDoesNotExistFailsTheProcessAndNotItsSpawn() {
		Exit exit = this.kernel.in((self) -> {
			self.trapExit(true);
			Pid child = self.spawnLink(undefined());
			Exit end = self.receive(Exit.class);
			assertThat(end.from()).isEqualTo(child);
			return end;
		});

		assertThat(exit.reason()).isInstanceOfSatisfying(ExitReason.Crash.class, (crash) -> {
			assertThat(crash.cause()).isInstanceOf(NoSuchMethodError.class).hasMessageContaining("nobodyHasThis");
			assertThat(crash.cause().getStackTrace()).isNotEmpty();
		});
	}

	@Test
	@Otp(15)
	void aProcessThatOnlyComputesIsGoneSoonAfterItsKillWithoutItsCooperation() {
		AtomicBoolean over = new AtomicBoolean();
		List<Duration> took = new ArrayList<>();
		for (int i = 0; i < 5; i++) {
			took.add(this.kernel.in((self) -> {
				Pid busy = self.spawn((process) -> {
					process.send(self.pid(), "busy");
					while (!over.get()) {
						Thread.onSpinWait();
					}
				});
				self.receive(String.class);
				self.monitor(busy);
				long start = System.nanoTime();
				self.exit(busy, ExitReason.KILL);
				assertThat(self.receive(Down.class).reason()).isEqualTo(ExitReason.KILLED);
				assertThat(self.processes().info(busy)).isEmpty();
				return Duration.ofNanos(System.nanoTime() - start);
			}));
		}
		over.set(true);

		// The fastest: others may have waited for a processor.
		assertThat(took.stream().min(Comparator.naturalOrder()).orElseThrow()).isLessThan(Duration.ofSeconds(1));
	}

	@Test
	@Tag("volume")
	@Otp(16)
	void theEndOfOneGoesThroughAllThatAreLinked() {
		for (int i = 0; i < ROUNDS; i++) {
			List<ExitReason> reasons = this.kernel.in((self) -> {
				Pid c = self.spawn(Kernel::waitForever);
				Pid b = linkedWith(self, c);
				Pid a = linkedWith(self, b);
				Ref ofB = self.monitor(b);
				Ref ofC = self.monitor(c);
				self.send(a, "go");
				return List.of(self.receive(Down.class, (down) -> down.monitor().equals(ofB)).reason(),
						self.receive(Down.class, (down) -> down.monitor().equals(ofC)).reason());
			});

			assertThat(reasons).containsExactly(BOOM, BOOM);
		}
	}

	/** A process that is linked when this returns and exits when it is told to. */
	private static Pid linkedWith(Process self, Pid other) {
		Pid pid = self.spawn((process) -> {
			process.link(other);
			process.send(self.pid(), process.pid());
			process.receive(String.class);
			process.exit(BOOM);
		});
		self.receive(Pid.class, pid::equals);
		return pid;
	}

	@Test
	@Otp(17)
	void aNormalEndTakesNobodyAlong() {
		for (int i = 0; i < ROUNDS; i++) {
			boolean alive = this.kernel.in((self) -> {
				Pid other = self.spawn(Kernel::waitForever);
				Pid ending = self.spawn((process) -> {
					process.link(other);
					process.receive(String.class);
				});
				self.monitor(ending);
				self.send(ending, "end");
				assertThat(self.receive(Down.class).reason()).isEqualTo(ExitReason.NORMAL);
				boolean lives = self.processes().isAlive(other);
				self.exit(other, ExitReason.KILL);
				return lives;
			});

			assertThat(alive).isTrue();
		}
	}

	@Test
	@Otp(20)
	void theNameCanBeTakenByWhoIsToldOfTheEnd() {
		for (int i = 0; i < ROUNDS; i++) {
			this.kernel.in((self) -> {
				self.trapExit(true);
				Pid holder = self.spawnLink(Kernel::waitForever);
				self.processes().register("held", holder);
				self.exit(holder, BOOM);
				self.receive(Exit.class);
				assertThat(self.processes().whereis("held")).isEmpty();
				self.register("held");
				self.processes().unregister("held");
				return null;
			});
		}
	}

	@Test
	@Otp(27)
	void aProcessToldToEndByTheMessageBehindAMonitorEndsThatMonitorOnce() {
		for (int i = 0; i < 2 * ROUNDS; i++) {
			boolean server = i % 2 == 0;
			Optional<Down> second = this.kernel.in((self) -> {
				Kernel.Handler handler = (process, message) -> process.exit((ExitReason) message);
				Pid target = server ? this.kernel.server(handler)
						: self.spawn((process) -> handler.handle(process, process.receive()));
				Ref monitor = self.monitor(target);
				self.send(target, BOOM);
				assertThat(self.receive(Down.class)).isEqualTo(new Down(monitor, target, BOOM));
				return self.receive(Down.class, Duration.ZERO);
			});

			assertThat(second).isEmpty();
		}
	}

}
