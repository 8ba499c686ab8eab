package io.actor.task;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import io.actor.fixture.LocalNode;
import io.actor.fixture.Otp;
import io.actor.process.Down;
import io.actor.process.ExitReason;
import io.actor.process.Process;
import io.actor.term.Pid;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** Several tasks that are waited for together. */
class ManyTasksTests {

	private static final Duration SHORT = Duration.ofMillis(20);

	private static final Duration LONG = Duration.ofSeconds(10);

	private static final ExitReason ODD = ExitReason.named("odd");

	@RegisterExtension
	final LocalNode local = new LocalNode();

	/** Waits for a message, whatever it is, and returns it. */
	private static Object heard() {
		return me().receive();
	}

	private static Process me() {
		return Optional.ofNullable(Process.current()).orElseThrow();
	}

	/** Waits until a process has ended, by a monitor of its own. */
	private static ExitReason ended(Process self, Pid pid) {
		var monitor = self.monitor(pid);
		return self.receive(Down.class, (down) -> down.monitor().equals(monitor)).reason();
	}

	private static List<Object> mailbox(Process self) {
		return self.receive(Object.class, Duration.ZERO).<List<Object>>map(List::of).orElse(List.of());
	}

	@Test
	void yieldManyTellsOfEachTaskInTheOrderGiven() {
		this.local.inProcess((self) -> {
			self.trapExit(true);
			Task<Object> slow = Task.async(ManyTasksTests::heard);
			Task<Object> broken = Task.async(() -> {
				throw me().exit(ODD);
			});
			Task<Object> quick = Task.async(() -> "quick");
			YieldOptions soon = YieldOptions.DEFAULT.timeout(LONG).limit(2);

			assertThat(Task.yieldMany(List.of(slow, broken, quick), soon)).containsExactly(
					new Yielded<>(slow, Optional.empty()),
					new Yielded<>(broken, Optional.of(new Outcome.Exited<>(ODD))),
					new Yielded<>(quick, Optional.of(new Outcome.Value<>("quick"))));
			self.send(slow.pid(), "now");
			assertThat(slow.await(LONG)).isEqualTo("now");
			return true;
		});
	}

	@Test
	void yieldManyReturnsAsSoonAsEnoughAreDone() {
		this.local.inProcess((self) -> {
			Task<Object> slow = Task.async(ManyTasksTests::heard);
			Task<Object> quick = Task.async(() -> "quick");

			List<Yielded<Object>> some = Task.yieldMany(List.of(slow, quick),
					YieldOptions.DEFAULT.timeout(Duration.ofDays(1)).limit(1));

			assertThat(some).extracting(Yielded::outcome)
				.containsExactly(Optional.empty(), Optional.of(new Outcome.Value<>("quick")));
			return true;
		});
	}

	@Test
	void yieldManyKillsOrIgnoresWhatIsNotDone() {
		this.local.inProcess((self) -> {
			Task<Object> killed = Task.async(ManyTasksTests::heard);
			Task<Object> ignored = Task.async(ManyTasksTests::heard);

			assertThat(Task.yieldMany(List.of(killed),
					YieldOptions.DEFAULT.timeout(SHORT).onTimeout(YieldOptions.OnTimeout.KILL_TASK)))
				.containsExactly(new Yielded<>(killed, Optional.empty()));
			assertThat(Task.yieldMany(List.of(ignored),
					YieldOptions.DEFAULT.timeout(SHORT).onTimeout(YieldOptions.OnTimeout.IGNORE)))
				.containsExactly(new Yielded<>(ignored, Optional.empty()));

			assertThat(self.processes().isAlive(killed.pid())).isFalse();
			assertThat(self.processes().isAlive(ignored.pid())).isTrue();
			self.send(ignored.pid(), "go");
			ended(self, ignored.pid());
			assertThat(mailbox(self)).isEmpty();
			return true;
		});
	}

	@Test
	@Otp(213)
	void resultsOfManyTasksComeInTheOrderGivenHoweverTheyFinish() {
		this.local.inProcess((self) -> {
			Task<Object> first = Task.async(ManyTasksTests::heard);
			Task<Object> second = Task.async(() -> {
				Object heard = heard();
				me().send(first.pid(), 1);
				return heard;
			});
			Task<Object> third = Task.async(() -> {
				me().send(second.pid(), 2);
				return 3;
			});

			assertThat(Task.awaitMany(List.of(first, second, third), LONG)).containsExactly(1, 2, 3);
			List.of(first, second, third).forEach((task) -> ended(self, task.pid()));
			assertThat(mailbox(self)).isEmpty();
			return true;
		});
	}

	@Test
	@Otp(213)
	void oneFailureEndsTheWaitForAllAndNothingOfTheOthersArrives() {
		this.local.inProcess((self) -> {
			self.trapExit(true);
			Task<Object> slow = Task.async(ManyTasksTests::heard);
			Task<Object> broken = Task.async(() -> {
				throw me().exit(ODD);
			});

			assertThat(catchThrowableOfType(TaskException.class,
					() -> Task.awaitMany(List.of(slow, broken), Duration.ofDays(1)))
				.reason()).isEqualTo(ODD);

			self.send(slow.pid(), "late");
			ended(self, slow.pid());
			assertThat(self.receive(TaskReply.class, Duration.ZERO)).isEmpty();
			return true;
		});
	}

	@Test
	void manyTasksHaveOneTimeTogether() {
		this.local.inProcess((self) -> {
			Task<Object> slow = Task.async(ManyTasksTests::heard);
			Task<Object> quick = Task.async(() -> "quick");
			ended(self, quick.pid());

			TaskException late = catchThrowableOfType(TaskException.class,
					() -> Task.awaitMany(List.of(quick, slow), SHORT));

			assertThat(late.isTimeout()).isTrue();
			assertThat(late).hasMessageContaining("1 of 2");
			self.send(slow.pid(), "late");
			ended(self, slow.pid());
			assertThat(mailbox(self)).isEmpty();
			assertThat(Task.awaitMany(List.<Task<Object>>of(), SHORT)).isEmpty();
			return true;
		});
	}

}
