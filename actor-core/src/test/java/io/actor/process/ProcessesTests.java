package io.actor.process;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import io.actor.scheduler.ActorClock;
import io.actor.scheduler.Randomness;
import io.actor.term.Atom;
import io.actor.term.Pid;
import io.actor.term.Ref;
import io.actor.term.RegisteredName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static io.actor.process.Kernel.BOOM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

/** The processes of a node as others ask for them. */
class ProcessesTests {

	private final Kernel kernel = new Kernel();

	private final Processes processes = this.kernel.processes;

	@AfterEach
	void stop() {
		this.kernel.close();
	}

	// ---- time and identity ----

	private Processes at(long now) {
		ActorClock clock = new ActorClock() {

			@Override
			public long nanoTime() {
				return now;
			}

			@Override
			public long wallMillis() {
				return 1_700_000_000_000L;
			}
		};
		return new Processes(new NodeIdentity(Atom.of("a@h"), 5),
				new NodeServices(clock, this.kernel.scheduler, this.kernel.timers, Randomness.secure()),
				ProcessLimits.DEFAULT, null, this.kernel.reports);
	}

	@Test
	void aDeadlineIsTheTimeNowAndTheTimeout() {
		assertThat(at(100).deadline(Duration.ofNanos(5))).isEqualTo(105);
		assertThat(at(-100).deadline(Duration.ofNanos(5))).isEqualTo(-95);
		assertThat(at(100).deadline(Duration.ofDays(36_500))).isEqualTo(100 + Duration.ofDays(36_500).toNanos());
	}

	@Test
	void aDeadlineBeyondTheEndOfTimeIsNever() {
		assertThat(at(100).deadline(Duration.ofDays(36_501))).isEqualTo(Long.MAX_VALUE);
		assertThat(at(Long.MAX_VALUE - 7).deadline(Duration.ofNanos(7))).isEqualTo(Long.MAX_VALUE);
		assertThat(at(Long.MAX_VALUE - 7).deadline(Duration.ofNanos(8))).isEqualTo(Long.MAX_VALUE);
		assertThat(at(-100).deadline(Duration.ofDays(1_000_000))).isGreaterThan(Duration.ofDays(36_500).toNanos());
	}

	@Test
	void whatIsLocalBearsTheNameAndTheCreationOfTheNode() {
		Processes node = at(0);
		Atom there = Atom.of("b@h");

		assertThat(node.node()).isEqualTo(Atom.of("a@h"));
		assertThat(node.creation()).isEqualTo(5);
		assertThat(node.isLocal(new Pid(node.node(), 1, 0, 5))).isTrue();
		assertThat(node.isLocal(new Pid(node.node(), 1, 0, 4))).isFalse();
		assertThat(node.isLocal(new Pid(there, 1, 0, 5))).isFalse();
		assertThat(node.isLocal(node.newRef())).isTrue();
		assertThat(node.isLocal(new Ref(node.node(), 4, 1, 2, 3))).isFalse();
		assertThat(node.isLocal(new Ref(there, 5, 1, 2, 3))).isFalse();
		assertThat(node.isLocal(RegisteredName.local("x"))).isTrue();
		assertThat(node.isLocal(new RegisteredName("x", "a@h"))).isTrue();
		assertThat(node.isLocal(new RegisteredName("x", "b@h"))).isFalse();
		assertThat(node.newRef()).isNotEqualTo(node.newRef());
		assertThat(node.isLocal(node.nobody())).isTrue();
		assertThat(node.clock().nanoTime()).isZero();
	}

	@Test
	void aWrongPidFindsNobody() {
		Pid pid = this.kernel.spawnWaiting();
		Pid generation = new Pid(pid.node(), pid.id(), pid.serial() + 1, pid.creation());
		Pid far = new Pid(pid.node(), pid.id() + 1_000_000, pid.serial(), pid.creation());

		assertThat(this.processes.isAlive(pid)).isTrue();
		assertThat(this.processes.isAlive(generation)).isFalse();
		assertThat(this.processes.isAlive(far)).isFalse();
		assertThat(this.processes.info(new Pid(Atom.of("b@h"), pid.id(), pid.serial(), pid.creation()))).isEmpty();
	}

	@Test
	void aNodeHoldsAsManyProcessesAsItsLimitAndListsThemOldestFirst() {
		Kernel full = new Kernel(new ProcessLimits(5000, 0));
		try {
			List<Pid> made = new ArrayList<>();
			for (int i = 0; i < 5000; i++) {
				made.add(full.server((self, message) -> {
				}));
			}

			assertThat(full.processes.pids()).isEqualTo(made).isSortedAccordingTo(Comparator.comparingInt(Pid::id));
			assertThat(full.processes.count()).isEqualTo(5000);
		}
		finally {
			full.close();
		}
	}

	@Test
	void aServerHearsOfItsEndAndItsNameIsGone() {
		CompletableFuture<ExitReason> told = new CompletableFuture<>();
		Kernel.Callbacks callbacks = new Kernel.Callbacks((self) -> self.register("door"), (self, message) -> {
		});
		callbacks.ended = (self, reason) -> told.complete(reason);
		Process server = this.processes.prepare(callbacks, SpawnOptions.DEFAULT, null);
		this.processes.start(server);
		await().until(() -> this.processes.registeredNames().contains("door"));

		this.kernel.exit(server.pid(), BOOM);

		assertThat(Kernel.get(told)).isEqualTo(BOOM);
		assertThat(this.processes.registeredNames()).isEmpty();
	}

	@Test
	void aServerThatFailsAtItsEndIsReported() {
		IllegalStateException thrown = new IllegalStateException("boom");
		Kernel.Callbacks callbacks = new Kernel.Callbacks((self) -> {
		}, (self, message) -> {
		});
		callbacks.ended = (self, reason) -> {
			throw thrown;
		};
		Process server = this.processes.prepare(callbacks, SpawnOptions.DEFAULT, null);
		this.processes.start(server);

		this.kernel.exit(server.pid(), BOOM);

		await().until(() -> this.kernel.reports.crashes.equals(List.of(ExitReason.crash(thrown))));
	}

	@Test
	void limitsThatMakeNoSenseAreRefused() {
		assertThat(new ProcessLimits(16, 0)).isNotNull();
		assertThat(new ProcessLimits(1 << 27, 1)).isNotNull();
		assertThatIllegalArgumentException().isThrownBy(() -> new ProcessLimits(15, 0));
		assertThatIllegalArgumentException().isThrownBy(() -> new ProcessLimits((1 << 27) + 1, 0));
		assertThatIllegalArgumentException().isThrownBy(() -> new ProcessLimits(16, -1));
	}

	@Test
	void aProcessIsPrintedWithItsNameIfItHasOne() {
		this.kernel.in((self) -> {
			assertThat(self).hasToString(self.pid().toLocalString());
			self.register("door");
			assertThat(self).hasToString("door" + self.pid().toLocalString());
			return null;
		});
	}

	// ---- what can be asked of a process ----

	@Test
	void onlyAServerHasABehaviour() {
		Pid server = this.kernel.echo();
		Pid body = this.kernel.spawnWaiting();

		assertThat(this.processes.behaviour(server)).containsInstanceOf(Kernel.Callbacks.class);
		assertThat(this.processes.behaviour(body)).isEmpty();
		assertThat(this.processes.info(server)).get().satisfies((info) -> {
			assertThat(info.kind()).isEqualTo("server");
			assertThat(info.type()).isEqualTo(Kernel.Callbacks.class.getName());
		});
		assertThat(this.processes.info(body)).get().satisfies((info) -> {
			assertThat(info.kind()).isEqualTo("process");
			assertThat(info.type()).contains(Kernel.class.getName());
			assertThat(info.parent()).isNull();
		});
	}

	@Test
	void trappingIsToldAndSwitchingItTellsWhatItWas() {
		Pid trapping = this.kernel.server((self, message) -> {
		}, new SpawnOptions(false, false, true));

		assertThat(this.processes.trapsExits(trapping)).isTrue();
		assertThat(this.processes.trapsExits(this.kernel.spawnWaiting())).isFalse();
		assertThat(this.processes.trapsExits(new Pid(Atom.of("b@h"), 1, 0, 1))).isFalse();
		this.kernel.in((self) -> {
			assertThat(self.trapExit(true)).isFalse();
			assertThat(self.trapExit(false)).isTrue();
			assertThat(self.trapExit(false)).isFalse();
			return null;
		});
	}

	@Test
	void aProcessKnowsItsParent() {
		this.kernel.in((self) -> {
			assertThat(self.parent()).isEmpty();
			CompletableFuture<Pid> parent = new CompletableFuture<>();
			self.spawn((child) -> parent.complete(child.parent().orElseThrow()));
			assertThat(Kernel.get(parent)).isEqualTo(self.pid());
			return null;
		});
	}

	@Test
	void theMessagesAProcessHasTakenAreCountedAndNotThoseItHasLeft() {
		this.kernel.in((self) -> {
			List.of(1, "a", 2, "b", 3).forEach((message) -> self.send(self.pid(), message));
			self.receive(String.class);
			self.receive(String.class);

			ProcessInfo info = this.processes.info(self.pid()).orElseThrow();
			assertThat(info.messages()).isEqualTo(2);
			assertThat(info.mailbox()).isEqualTo(3);
			return null;
		});
	}

	@Test
	void aProcessKnowsWhenItStarted() {
		Processes node = at(0);
		Pid pid = node.prepare(new Kernel.Callbacks((self) -> {
		}, (self, message) -> {
		}), SpawnOptions.DEFAULT, null).pid();

		assertThat(node.info(pid).orElseThrow().started()).isEqualTo(Instant.ofEpochMilli(1_700_000_000_000L));
	}

	@Test
	void whoStartsAServerOnItsStackGoesOnAsBefore() {
		this.kernel.in((self) -> {
			Process server = this.kernel.prepare((other, message) -> {
			}, SpawnOptions.DEFAULT);
			assertThat(this.processes.startNested(server)).isTrue();
			assertThat(this.processes.info(self.pid()).orElseThrow().status()).isEqualTo(ProcessInfo.Status.RUNNING);
			return null;
		});
	}

	@Test
	void anInterruptOfTheThreadThatStartsAServerIsNotLost() {
		Process server = this.processes
			.prepare(new Kernel.Callbacks((self) -> Thread.currentThread().interrupt(), (self, message) -> {
			}), SpawnOptions.DEFAULT, null);

		assertThat(this.processes.startNested(server)).isTrue();

		assertThat(Thread.interrupted()).isTrue();
	}

	@Test
	void workThatIsNoProcessRunsOutsideAnyProcess() {
		CompletableFuture<Boolean> outside = new CompletableFuture<>();

		this.processes.execute(() -> outside.complete(Process.current() == null));

		assertThat(Kernel.get(outside)).isTrue();
	}

	@Test
	void whatComputesGivesItsResultOrItsFailure() {
		this.kernel.in((self) -> {
			assertThat(self.compute(() -> 6 * 7)).isEqualTo(42);
			assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> self.compute(() -> {
				throw new IllegalStateException("boom");
			})).withMessage("boom");
			return null;
		});
	}

	@Test
	void aNameThatIsRefusedSaysWhoHasIt() {
		Pid one = this.kernel.spawnWaiting();
		Pid other = this.kernel.spawnWaiting();
		this.processes.register("door", one);

		assertThatIllegalArgumentException().isThrownBy(() -> this.processes.register("door", other))
			.withMessageEndingWith("taken by " + one);
		assertThatIllegalArgumentException().isThrownBy(() -> this.processes.register("window", one))
			.withMessageEndingWith("it has the name 'door'");
		assertThat(this.processes.registeredNames()).containsExactly("door");
	}

	@Test
	void deliveryTellsWhetherAMessageHasArrived() {
		Pid pid = this.kernel.spawnWaiting();

		assertThat(this.processes.deliver(pid, new Message("mail"))).isTrue();
		this.kernel.exit(pid, BOOM);
		await().until(() -> this.processes.info(pid).isEmpty());
		assertThat(this.processes.deliver(pid, new Message("mail"))).isFalse();
		assertThat(this.processes.droppedMessages(DropReason.NO_PROCESS)).isOne();
	}

	@Test
	void whatNoLimitRefusesIsStillTurnedBackByTheDead() {
		Pid pid = this.kernel.spawnWaiting();
		this.kernel.exit(pid, BOOM);
		await().until(() -> this.processes.info(pid).isEmpty());
		CompletableFuture<ExitReason> back = new CompletableFuture<>();

		this.processes.deliverAlways(pid, new Message("signal") {

			@Override
			protected boolean undelivered(ExitReason reason) {
				return back.complete(reason);
			}
		});

		assertThat(back).isCompletedWithValue(ExitReason.NOPROC);
	}

	@Test
	void whatNoLimitRefusesArrivesAtAFullMailbox() {
		CompletableFuture<List<Object>> mail = new CompletableFuture<>();
		Kernel small = new Kernel(new ProcessLimits(16, 1));
		try {
			Pid pid = small.spawn((self) -> {
				self.receive(Void.class, Duration.ZERO);
				self.receive(Integer.class);
				mail.complete(List.of(self.receive(), self.receive()));
			});
			small.processes.deliver(pid, new Message("mail"));
			await().until(() -> small.processes.info(pid).orElseThrow().status() == ProcessInfo.Status.WAITING);
			assertThat(small.processes.deliver(pid, new Message("refused"))).isFalse();
			small.in((self) -> {
				assertThat(self.processes().deliver(pid, new Message("refused"))).isFalse();
				assertThat(self.processes().deliver(self.pid(), new Message("mine"))).isTrue();
				return null;
			});

			small.processes.deliverAlways(pid, new Message("signal"));
			small.processes.deliverAlways(pid, new Message(1));

			assertThat(Kernel.get(mail)).containsExactly("mail", "signal");
			assertThat(small.processes.droppedMessages(DropReason.MAILBOX_FULL)).isEqualTo(2);
		}
		finally {
			small.close();
		}
	}

	@Test
	void restartsAreCounted() {
		assertThat(this.processes.restarts()).isZero();
		this.processes.countRestart();
		this.processes.countRestart();

		assertThat(this.processes.restarts()).isEqualTo(2);
	}

	@Test
	void anAnswerThatIsOwedIsAbandonedAtTheEnd() {
		CompletableFuture<ExitReason> abandoned = new CompletableFuture<>();
		this.kernel.spawn((self) -> {
			self.owes(new Obligation() {

				@Override
				public boolean open() {
					return true;
				}

				@Override
				public void abandoned(ExitReason reason) {
					abandoned.complete(reason);
				}
			});
			throw self.exit(BOOM);
		});

		assertThat(Kernel.get(abandoned)).isEqualTo(BOOM);
	}

	@Test
	void whoeverIsToldToEndWhileItComputesEndsThen() {
		CompletableFuture<Throwable> unwound = new CompletableFuture<>();
		this.kernel.spawn((self) -> {
			try {
				self.compute(() -> {
					this.kernel.exit(self.pid(), BOOM);
					return 1;
				});
				unwound.completeExceptionally(new AssertionError("It goes on"));
			}
			catch (ProcessExit ex) {
				unwound.complete(ex);
			}
		});

		assertThat(Kernel.get(unwound)).isInstanceOf(ProcessExit.class);
	}

	@Test
	void aCpuBoundProcessRunsOnAPlatformThread() {
		SpawnOptions cpuBound = new SpawnOptions(false, true, false);

		assertThat(this.kernel.<Boolean>in(cpuBound, (self) -> Thread.currentThread().isVirtual())).isFalse();
		assertThat(this.kernel.<Boolean>in((self) -> Thread.currentThread().isVirtual())).isTrue();
		assertThat(this.processes.startNested(this.kernel.prepare((self, message) -> {
		}, cpuBound))).as("not on the stack of a thread that is for others").isFalse();
	}

	@Test
	void aFlushTakesTheDownOfItsMonitorAndNoOther() {
		Pid gone = this.kernel.spawnWaiting();
		this.kernel.exit(gone, BOOM);
		await().until(() -> this.processes.info(gone).isEmpty());

		this.kernel.in((self) -> {
			Ref one = self.monitor(gone);
			Ref other = self.monitor(gone);
			assertThat(self.demonitorFlush(other)).as("it has fired").isFalse();
			assertThat(self.receive(Down.class).monitor()).isEqualTo(one);
			assertThat(self.receive(Object.class, Duration.ZERO)).isEmpty();
			assertThat(self.demonitorFlush(self.monitor(this.kernel.spawnWaiting()))).as("it is active").isTrue();
			Ref mine = self.monitor(self.pid());
			assertThat(mine).isNotNull();
			assertThat(self.demonitor(mine)).as("there is none on oneself").isFalse();
			return null;
		});
	}

}
