package io.actor.process;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.actor.fixture.Otp;
import io.actor.term.Atom;
import io.actor.term.Pid;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

/** What the subscriber of the system monitor is told. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SystemMonitorTests {

	private final Kernel kernel = new Kernel();

	private final Processes processes = this.kernel.processes;

	private final SystemMonitoring monitoring = this.processes.monitoring();

	private final BlockingQueue<Object> told = new LinkedBlockingQueue<>();

	private final BlockingQueue<Boolean> goOn = new LinkedBlockingQueue<>();

	private final Pid subscriber = this.kernel.server((self, message) -> this.told.add(message));

	@AfterEach
	void stop() {
		this.kernel.close();
	}

	private Object next() {
		try {
			return this.told.poll(Kernel.LONG.toMillis(), TimeUnit.MILLISECONDS);
		}
		catch (InterruptedException ex) {
			throw new AssertionError(ex);
		}
	}

	private void fill(Pid pid, int messages) {
		for (int i = 0; i < messages; i++) {
			this.processes.send(pid, i);
		}
	}

	/** Takes as many numbers as each word it is sent is long, of those it has. */
	private Pid taking() {
		return this.kernel.spawn((self) -> {
			while (true) {
				int count = self.receive(String.class).length();
				for (int i = 0; i < count; i++) {
					self.receive(Integer.class);
				}
			}
		});
	}

	/** A server whose handler does not end before it may go on. */
	private Pid held() {
		Pid server = this.kernel.server((self, message) -> {
			if (message.equals("wait")) {
				this.goOn.take();
			}
		});
		this.processes.send(server, "wait");
		await().until(() -> this.processes.info(server, InfoKey.STATUS).orElseThrow() == ProcessInfo.Status.RUNNING);
		return server;
	}

	@Test
	@Otp(71)
	void aMailboxThatGrowsBeyondTheUpperMarkIsToldOnceAndOnceWhenItHasFallenToTheLower() {
		this.monitoring.set(SystemMonitor.to(this.subscriber).longMessageQueue(3, 10));
		Pid pid = taking();
		fill(pid, 9);
		assertThat(this.told).isEmpty();

		fill(pid, 6);
		assertThat(next()).isEqualTo(new SystemEvent.LongMessageQueue(pid, true, 10));

		this.processes.send(pid, "-".repeat(11));
		await().until(() -> this.processes.info(pid, InfoKey.MESSAGE_QUEUE_LEN).orElseThrow() == 4);
		assertThat(this.told).as("between the marks").isEmpty();

		this.processes.send(pid, "-");
		assertThat(next()).isEqualTo(new SystemEvent.LongMessageQueue(pid, false, 3));
		this.processes.send(pid, "-");
		await().until(() -> this.processes.info(pid, InfoKey.MESSAGE_QUEUE_LEN).orElseThrow() == 2);

		fill(pid, 8);
		assertThat(next()).isEqualTo(new SystemEvent.LongMessageQueue(pid, true, 10));
		assertThat(this.told).isEmpty();
	}

	@Test
	void aServerThatHasHandledItsBacklogIsLongNoMore() {
		this.monitoring.set(SystemMonitor.to(this.subscriber).longMessageQueue(0, 5));
		Pid server = held();
		fill(server, 8);
		assertThat(next()).isEqualTo(new SystemEvent.LongMessageQueue(server, true, 5));
		this.goOn.add(true);

		assertThat(next()).isEqualTo(new SystemEvent.LongMessageQueue(server, false, 0));
	}

	@Test
	void aMailboxThatIsLongWhenItsMessagesAreTakenIsToldThoughNobodySendsMore() {
		Pid server = held();
		fill(server, 8);
		this.monitoring.set(SystemMonitor.to(this.subscriber).longMessageQueue(0, 8));
		this.goOn.add(true);

		assertThat(next()).isEqualTo(new SystemEvent.LongMessageQueue(server, true, 8));
		assertThat(next()).isEqualTo(new SystemEvent.LongMessageQueue(server, false, 0));
	}

	@Test
	@Tag("volume")
	void theTwoTakeTurnsWhateverTheTiming() {
		this.monitoring.set(SystemMonitor.to(this.subscriber).longMessageQueue(2, 4));
		Pid server = this.kernel.server((self, message) -> {
		});
		for (int sender = 0; sender < 3; sender++) {
			this.kernel.spawn((self) -> {
				for (int i = 0; i < 20_000; i++) {
					self.send(server, i);
				}
			});
		}
		await().until(() -> this.processes.info(server, InfoKey.HANDLED).orElseThrow() == 60_000);
		// What was told before this is told.
		this.processes.send(this.subscriber, "last");
		await().until(() -> this.told.contains("last"));

		List<Object> all = List.copyOf(this.told).stream().filter((each) -> !each.equals("last")).toList();
		boolean expected = true;
		for (Object event : all) {
			assertThat(((SystemEvent.LongMessageQueue) event).isLong()).isEqualTo(expected);
			expected = !expected;
		}
		await().until(() -> !this.processes.find(server).is(Mailbox.WATCHED));
		assertThat(this.told.stream().filter(SystemEvent.LongMessageQueue.class::isInstance).count() % 2).isZero();
	}

	@Test
	void theSettingBeforeIsGivenBack() {
		SystemMonitor first = SystemMonitor.to(this.subscriber).longSchedule();
		SystemMonitor second = SystemMonitor.to(this.subscriber).longMessageQueue(1, 2).busyDistPort();

		assertThat(this.monitoring.current()).isEmpty();
		assertThat(this.monitoring.set(first)).isEmpty();
		assertThat(this.monitoring.set(second)).contains(first);
		assertThat(this.monitoring.current()).contains(second);
		assertThat(second.marks()).contains(new SystemMonitor.Marks(1, 2));
		assertThat(second.tellsBusyDistPort()).isTrue();
		assertThat(second.tellsLongSchedule()).isFalse();
		assertThat(this.monitoring.remove()).contains(second);
		assertThat(this.monitoring.remove()).isEmpty();
		Pid pid = this.kernel.spawnWaiting();
		fill(pid, 5);
		this.processes.send(this.subscriber, "last");
		assertThat(next()).isEqualTo("last");
	}

	@Test
	void itEndsWithItsSubscriber() {
		this.monitoring.set(SystemMonitor.to(this.subscriber).longMessageQueue(0, 2));
		this.kernel.kill(this.subscriber);

		assertThat(this.monitoring.current()).isEmpty();
		fill(this.kernel.spawnWaiting(), 5);
		assertThat(this.monitoring.set(SystemMonitor.to(this.kernel.spawnWaiting()))).isEmpty();
		assertThat(this.told).isEmpty();
	}

	@Test
	void whatMakesNoSenseIsRefused() {
		SystemMonitor monitor = SystemMonitor.to(this.subscriber);
		assertThatIllegalArgumentException().isThrownBy(() -> monitor.longMessageQueue(5, 5))
			.withMessageContaining("{5, 5}");
		assertThatIllegalArgumentException().isThrownBy(() -> monitor.longMessageQueue(-1, 5));
		assertThatIllegalArgumentException()
			.isThrownBy(() -> this.monitoring.set(SystemMonitor.to(new Pid(Atom.of("b@h"), 1, 0, 1))))
			.withMessageContaining("no such process");
		assertThat(this.monitoring.current()).isEmpty();
	}

	@Test
	void aLongScheduleIsToldToTheNodeAndToASubscriberThatWantsIt() {
		Process process = this.processes.find(this.kernel.spawnWaiting());
		StackTraceElement[] stack = Thread.currentThread().getStackTrace();
		this.monitoring.set(SystemMonitor.to(this.subscriber));
		this.monitoring.longSchedule(process, Duration.ofMillis(200), stack);
		this.monitoring.set(SystemMonitor.to(this.subscriber).longSchedule());
		this.monitoring.longSchedule(process, Duration.ofMillis(300), stack);

		assertThat(next())
			.isEqualTo(new SystemEvent.LongSchedule(process.pid(), Duration.ofMillis(300), List.of(stack)));
	}

	@Test
	void aSuspendedSenderIsToldToASubscriberThatWantsIt() {
		Pid sender = this.kernel.spawnWaiting();
		this.monitoring.busyDistPort(sender, "nobody@hears");
		this.monitoring.set(SystemMonitor.to(this.subscriber).busyDistPort());
		this.monitoring.busyDistPort(sender, "b@h");

		assertThat(next()).isEqualTo(new SystemEvent.BusyDistPort(sender, "b@h"));
	}

	@Test
	void theSubscriberIsToldNothingAboutItself() {
		this.monitoring.set(SystemMonitor.to(this.subscriber).longSchedule().longMessageQueue(0, 2).busyDistPort());
		this.monitoring.longSchedule(this.processes.find(this.subscriber), Duration.ofMillis(200),
				Thread.currentThread().getStackTrace());
		this.monitoring.busyDistPort(this.subscriber, "b@h");
		fill(this.subscriber, 1_000);
		this.processes.send(this.subscriber, "last");
		await().until(() -> this.told.contains("last"));

		assertThat(this.told).noneMatch(SystemEvent.class::isInstance);
	}

	@Test
	void aLongOneThatEndsIsForgotten() {
		this.monitoring.set(SystemMonitor.to(this.subscriber).longMessageQueue(0, 2));
		Pid pid = this.kernel.spawnWaiting();
		fill(pid, 2);
		assertThat(next()).isEqualTo(new SystemEvent.LongMessageQueue(pid, true, 2));
		this.kernel.kill(pid);
		await().until(() -> this.processes.info(pid).isEmpty());

		this.processes.send(this.subscriber, "last");
		assertThat(next()).isEqualTo("last");
		assertThat(this.monitoring.current()).isEqualTo(Optional.of(this.monitoring.remove().orElseThrow()));
	}

}
