package io.actor.process;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

import io.actor.fixture.Otp;
import io.actor.term.Atom;
import io.actor.term.Pid;
import io.actor.term.Ref;
import io.actor.term.RegisteredName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

/** What can be asked of a process by key, and the values it keeps for itself. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class InfoTests {

	private static final ProcessLocal<String> COLOR = ProcessLocal.of("color", String.class);

	private static final ProcessLocal<Integer> SIZE = ProcessLocal.of("size", Integer.class);

	private final Kernel kernel = new Kernel();

	private final Processes processes = this.kernel.processes;

	@AfterEach
	void stop() {
		this.kernel.close();
	}

	private Pid waiting(Object... messages) {
		Pid pid = this.kernel.spawnWaiting();
		for (Object message : messages) {
			this.processes.send(pid, message);
		}
		return pid;
	}

	@Test
	@Otp(66)
	void ofADeadProcessNothingIsTold() {
		Pid dead = this.kernel.spawn((self) -> {
		});
		await().until(() -> this.processes.info(dead).isEmpty());

		assertThat(this.processes.info(dead, InfoKey.STATUS)).isEmpty();
		assertThat(this.processes.info(dead, List.of(InfoKey.LINKS, InfoKey.STATUS))).isEmpty();
	}

	@Test
	void aProcessOfAnotherNodeCannotBeAsked() {
		Pid remote = new Pid(Atom.of("b@h"), 1, 0, 1);

		assertThatIllegalArgumentException().isThrownBy(() -> this.processes.info(remote, InfoKey.STATUS))
			.withMessageContaining("its own node");
		assertThatIllegalArgumentException().isThrownBy(() -> this.processes.info(remote, List.of()));
	}

	@Test
	@Otp(67)
	void theMessagesOfAWaitingProcessAreListedInOrder() {
		Pid pid = waiting("one", "two", "three");

		assertThat(this.processes.info(pid, InfoKey.MESSAGE_QUEUE_LEN)).contains(3);
		assertThat(this.processes.info(pid, InfoKey.MESSAGES)).contains(List.of("one", "two", "three"));
	}

	@Test
	void whatTheAskingProcessHasSentBeforeIsThere() {
		this.kernel.in((self) -> {
			Pid pid = self.spawn(Kernel::waitForever);
			for (int i = 0; i < 100; i++) {
				self.send(pid, i);
				List<Object> seen = self.processes().info(pid, InfoKey.MESSAGES).orElseThrow();
				assertThat(seen).hasSize(i + 1).endsWith(i);
			}
			return null;
		});
	}

	/** Some are taken already, some have come since; its code is somewhere else. */
	@Test
	void theMessagesOfABusyProcessAreListedInOrderAndItNeedNotHelp() {
		CompletableFuture<Boolean> busy = new CompletableFuture<>();
		AtomicBoolean goOn = new AtomicBoolean();
		Pid pid = this.kernel.spawn((self) -> {
			self.receive(String.class);
			busy.complete(true);
			while (!goOn.get()) {
				Thread.onSpinWait();
			}
		});
		this.processes.send(pid, 1);
		this.processes.send(pid, 2);
		this.processes.send(pid, "go");
		Kernel.get(busy);
		this.processes.send(pid, 3);
		this.processes.send(pid, 4);

		assertThat(this.processes.info(pid, InfoKey.MESSAGES)).contains(List.of(1, 2, 3, 4));
		assertThat(this.processes.info(pid, InfoKey.STATUS)).contains(ProcessInfo.Status.RUNNING);
		assertThat(this.processes.info(pid, InfoKey.CURRENT_STACKTRACE).orElseThrow())
			.anyMatch((frame) -> frame.getClassName().startsWith(InfoTests.class.getName()))
			.noneMatch((frame) -> frame.getClassName().equals(BodyProcess.class.getName()));
		goOn.set(true);
	}

	@Test
	void aListThatIsReadWhileMessagesComeAndGoIsAlwaysInOrder() {
		Pid pid = this.kernel.spawn((self) -> {
			while (true) {
				self.receive();
			}
		});
		Pid sender = this.kernel.spawn((self) -> {
			for (int i = 0;; i++) {
				self.send(pid, i);
			}
		});

		for (int look = 0; look < 2_000; look++) {
			List<Object> seen = this.processes.info(pid, InfoKey.MESSAGES).orElseThrow();
			assertThat(seen).isSortedAccordingTo((a, b) -> (int) a - (int) b).doesNotHaveDuplicates();
		}

		this.kernel.kill(sender);
		await().untilAsserted(() -> assertThat(this.processes.info(pid, InfoKey.MESSAGES)).contains(List.of()));
	}

	@Test
	@Otp(68)
	void severalThingsComeInTheOrderOfTheirKeys() {
		Pid pid = waiting("mail");
		this.processes.register("door", pid);
		List<InfoKey<?>> keys = List.of(InfoKey.MESSAGES, InfoKey.REGISTERED_NAME, InfoKey.TRAP_EXIT,
				InfoKey.MESSAGE_QUEUE_LEN, InfoKey.REGISTERED_NAME);

		assertThat(this.processes.info(pid, keys)).contains(List.of(new InfoItem<>(InfoKey.MESSAGES, List.of("mail")),
				new InfoItem<>(InfoKey.REGISTERED_NAME, Optional.of("door")), new InfoItem<>(InfoKey.TRAP_EXIT, false),
				new InfoItem<>(InfoKey.MESSAGE_QUEUE_LEN, 1),
				new InfoItem<>(InfoKey.REGISTERED_NAME, Optional.of("door"))));
		assertThat(InfoKey.MESSAGE_QUEUE_LEN).hasToString("message_queue_len");
	}

	@Test
	@Otp(50)
	void bothSidesOfARelationShowItUntilItIsRemoved() {
		this.kernel.in((self) -> {
			Pid other = self.spawn(Kernel::waitForever);
			self.processes().register("other", other);
			self.link(other);
			Ref byPid = self.monitor(other);
			Ref byName = self.monitor(RegisteredName.local("other"));

			assertThat(this.processes.info(self.pid(), InfoKey.LINKS)).contains(List.of(other));
			assertThat(this.processes.info(other, InfoKey.LINKS)).contains(List.of(self.pid()));
			assertThat(this.processes.info(self.pid(), InfoKey.MONITORS).orElseThrow()).containsExactlyInAnyOrder(other,
					new RegisteredName("other", "nonode@nohost"));
			assertThat(this.processes.info(other, InfoKey.MONITORED_BY)).contains(List.of(self.pid(), self.pid()));

			self.unlink(other);
			self.demonitor(byPid);
			self.demonitor(byName);
			for (Pid pid : List.of(self.pid(), other)) {
				assertThat(this.processes.info(pid, InfoKey.LINKS)).contains(List.of());
				assertThat(this.processes.info(pid, InfoKey.MONITORS)).contains(List.of());
				assertThat(this.processes.info(pid, InfoKey.MONITORED_BY)).contains(List.of());
			}
			return null;
		});
	}

	@Test
	void theOtherKeysTellWhereItComesFromAndWhatItHasDone() {
		this.kernel.in((self) -> {
			Body code = (child) -> {
				child.receive(String.class);
				child.receive(Void.class);
			};
			Pid child = self.spawn(code);
			self.send(child, "mail");
			await().untilAsserted(() -> assertThat(this.processes.info(child, InfoKey.HANDLED)).contains(1L));

			assertThat(this.processes.info(child, InfoKey.PARENT)).contains(Optional.of(self.pid()));
			assertThat(this.processes.info(child, InfoKey.INITIAL_CALL)).contains(code.getClass().getName());
			assertThat(this.processes.info(child, InfoKey.MAILBOX_LIMIT)).contains(Optional.empty());
			assertThat(this.processes.info(child, InfoKey.STARTED))
				.contains(this.processes.info(child).orElseThrow().started());
			return null;
		});
	}

	// ---- values of a process ----

	@Test
	void aValueBelongsToOneProcessAndTellsWhatItWas() {
		this.kernel.in((self) -> {
			assertThat(COLOR.get(self)).isEmpty();
			assertThat(COLOR.erase(self)).isEmpty();
			assertThat(COLOR.put(self, "red")).isEmpty();
			assertThat(COLOR.put(self, "blue")).contains("red");
			assertThat(SIZE.get(self)).isEmpty();
			assertThat(COLOR.get(self)).contains("blue");
			CompletableFuture<Optional<String>> other = new CompletableFuture<>();
			self.spawn((process) -> other.complete(COLOR.get(process)));
			assertThat(Kernel.get(other)).isEmpty();
			assertThat(COLOR.erase(self)).contains("blue");
			assertThat(COLOR.get(self)).isEmpty();
			return null;
		});
	}

	@Test
	void twoKeysOfTheSameNameAreTwoValues() {
		ProcessLocal<String> twin = ProcessLocal.of("color", String.class);

		this.kernel.in((self) -> {
			COLOR.put(self, "red");
			assertThat(twin.get(self)).isEmpty();
			return null;
		});
	}

	@Test
	void othersSeeTheValuesUnlessTheProcessIsSensitive() {
		CompletableFuture<Boolean> hidden = new CompletableFuture<>();
		Pid pid = this.kernel.spawn((self) -> {
			COLOR.put(self, "red");
			self.receive(Integer.class);
			self.sensitive(true);
			assertThat(self.processes().info(self.pid(), InfoKey.DICTIONARY)).contains(Map.of(COLOR, "red"));
			hidden.complete(true);
			self.receive(Void.class);
		});
		await().untilAsserted(
				() -> assertThat(this.processes.info(pid, InfoKey.DICTIONARY)).contains(Map.of(COLOR, "red")));
		this.processes.send(pid, "secret");
		assertThat(this.processes.info(pid, InfoKey.MESSAGES)).contains(List.of("secret"));

		this.processes.send(pid, 1);
		Kernel.get(hidden);

		assertThat(this.processes.info(pid, InfoKey.DICTIONARY)).contains(Map.of());
		assertThat(this.processes.info(pid, InfoKey.MESSAGES)).contains(List.of());
		assertThat(this.processes.info(pid, InfoKey.CURRENT_STACKTRACE)).contains(List.of());
		assertThat(this.processes.info(pid, InfoKey.MESSAGE_QUEUE_LEN)).contains(1);
	}

	@Test
	void aProcessThatWasEndedByForceSetsNoValue() {
		CompletableFuture<String> tried = new CompletableFuture<>();
		CompletableFuture<Boolean> begun = new CompletableFuture<>();
		AtomicBoolean gone = new AtomicBoolean();
		Pid pid = this.kernel.spawn((self) -> {
			begun.complete(true);
			while (!gone.get()) {
				Thread.onSpinWait();
			}
			try {
				COLOR.put(self, "red");
				tried.complete("set");
			}
			catch (ProcessExit ex) {
				tried.complete("unwound");
			}
		});
		Kernel.get(begun);
		this.kernel.kill(pid);
		await().until(() -> this.processes.info(pid).isEmpty());
		gone.set(true);

		assertThat(Kernel.get(tried)).isEqualTo("unwound");
		assertThat(Relations.ENDED.settingsIfAny()).isNull();
	}

	// ---- flags ----

	@Test
	@Otp(70)
	void anExitThatIsQueuedStaysAMessageWhenTrappingIsSwitchedOff() {
		this.kernel.in((self) -> {
			self.trapExit(true);
			Pid child = self.spawnLink((process) -> process.exit(Kernel.BOOM));
			await().until(() -> self.processes().info(self.pid(), InfoKey.MESSAGE_QUEUE_LEN).orElseThrow() == 1);
			self.trapExit(false);

			assertThat(self.receive(Exit.class, Duration.ZERO)).contains(new Exit(child, Kernel.BOOM));
			return null;
		});
	}

}
