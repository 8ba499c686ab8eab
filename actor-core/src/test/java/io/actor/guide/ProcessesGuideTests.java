package io.actor.guide;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

import io.actor.fixture.LocalNode;
import io.actor.process.AliasMode;
import io.actor.process.AliasOption;
import io.actor.process.Down;
import io.actor.process.Exit;
import io.actor.process.ExitReason;
import io.actor.process.InfoItem;
import io.actor.process.InfoKey;
import io.actor.process.MailboxLimit;
import io.actor.process.MonitorOptions;
import io.actor.process.Process;
import io.actor.process.ProcessLocal;
import io.actor.process.Processes;
import io.actor.process.Spawned;
import io.actor.process.SpawnOptions;
import io.actor.process.SpawnReply;
import io.actor.process.SystemEvent;
import io.actor.process.SystemMonitor;
import io.actor.process.TaggedDown;
import io.actor.process.TimerFired;
import io.actor.term.Pid;
import io.actor.term.Ref;
import io.actor.term.RegisteredName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The examples of docs/guide/processes.md. */
class ProcessesGuideTests {

	@RegisterExtension
	private final LocalNode local = new LocalNode();

	private record Greet(String name) {
	}

	private record Question(int number, Ref answerTo) {
	}

	private record Answer(int value) {
	}

	@Test
	void spawnAndReceive() {
		CompletableFuture<String> printed = new CompletableFuture<>();

		Pid greeter = this.local.node().spawn((self) -> {
			Greet greet = self.receive(Greet.class);
			printed.complete("Hello " + greet.name());
		});
		this.local.node().send(greeter, new Greet("Joe"));

		assertThat(LocalNode.get(printed)).isEqualTo("Hello Joe");
	}

	@Test
	void spawnWithAMonitor() {
		this.local.inProcess((self) -> {
			Spawned job = self.spawnMonitor((child) -> child.exit(ExitReason.named("out_of_paper")));
			Down down = self.receive(Down.class, (each) -> each.monitor().equals(job.monitor()));
			// down.reason() is out_of_paper

			assertThat(down.reason()).isEqualTo(ExitReason.named("out_of_paper"));
			return null;
		});
	}

	@Test
	void spawnWithOptions() {
		this.local.inProcess((self) -> {
			SpawnOptions options = SpawnOptions.LINK.trappingExits().mailbox(new MailboxLimit(10_000, true));
			Pid worker = self.spawn(ProcessesGuideTests::work, options);

			assertThat(self.processes().info(worker, InfoKey.LINKS)).contains(List.of(self.pid()));
			return null;
		});
	}

	@Test
	void spawnRequest() {
		this.local.inProcess((self) -> {
			Ref request = self.spawnRequest(ProcessesGuideTests::work, SpawnOptions.DEFAULT);
			Optional<Pid> worker = switch (self.receive(SpawnReply.class)) {
				case SpawnReply.Ok ok -> Optional.of(ok.pid());
				case SpawnReply.Failed failed -> Optional.empty();
			};
			boolean tooLate = !self.abandonSpawn(request);

			assertThat(worker).isPresent();
			assertThat(tooLate).isTrue();
			return null;
		});
	}

	private static void work(Process self) {
		self.receive(Void.class);
	}

	@Test
	void links() {
		this.local.inProcess((self) -> {
			self.trapExit(true);
			Pid partner = self.spawnLink((child) -> child.exit(ExitReason.named("tired")));
			Exit exit = self.receive(Exit.class);
			// exit.from() is the partner, exit.reason() is tired

			assertThat(exit).isEqualTo(new Exit(partner, ExitReason.named("tired")));
			return null;
		});
	}

	@Test
	void monitors() {
		this.local.inProcess((self) -> {
			Ref door = self.monitor(RegisteredName.local("door"), MonitorOptions.DEFAULT.tag("door"));
			TaggedDown down = self.receive(TaggedDown.class, (each) -> each.tag().equals("door"));
			// nobody is registered as door: down.reason() is noproc

			assertThat(down.monitor()).isEqualTo(door);
			assertThat(down.reason()).isEqualTo(ExitReason.NOPROC);
			self.demonitorFlush(door);
			return null;
		});
	}

	@Test
	void aliases() {
		this.local.inProcess((self) -> {
			Pid server = self.spawn((other) -> {
				Question question = other.receive(Question.class);
				other.send(question.answerTo(), new Answer(question.number() * 2));
			});

			Ref question = self.monitor(server, MonitorOptions.DEFAULT.alias(AliasMode.REPLY_DEMONITOR));
			self.send(server, new Question(21, question));
			Optional<Answer> answer = self.receive(Answer.class, Duration.ofSeconds(5));
			if (answer.isEmpty()) {
				self.demonitorFlush(question); // from now on a late answer goes nowhere
			}

			assertThat(answer).contains(new Answer(42));
			return null;
		});
	}

	@Test
	void priority() {
		this.local.inProcess((self) -> {
			Ref urgent = self.alias(Set.of(AliasOption.PRIORITY));
			self.send(self.pid(), "letter");
			self.sendPriority(urgent, "telegram");
			Object first = self.receive(); // the telegram

			assertThat(first).isEqualTo("telegram");
			return null;
		});
	}

	@Test
	void timers() {
		this.local.inProcess((self) -> {
			Ref patience = self.startTimer(Duration.ofMillis(20), self.pid(), "give up");
			TimerFired fired = self.receive(TimerFired.class, (each) -> each.timer().equals(patience));
			OptionalLong left = self.cancelTimer(patience); // empty: it has fired

			assertThat(fired.message()).isEqualTo("give up");
			assertThat(left).isEmpty();
			return null;
		});
	}

	private static final ProcessLocal<String> LOCALE = ProcessLocal.of("locale", String.class);

	@Test
	void processLocals() {
		this.local.inProcess((self) -> {
			LOCALE.put(self, "sv");
			String locale = LOCALE.get(self).orElse("en");

			assertThat(locale).isEqualTo("sv");
			return null;
		});
	}

	@Test
	void hibernation() {
		CompletableFuture<String> printed = new CompletableFuture<>();

		Pid rarelyUsed = this.local.node().spawn((self) -> {
			// much to do, then nothing for hours
			throw self.hibernate((woken) -> printed.complete(woken.receive(Greet.class).name()));
		});
		this.local.node().send(rarelyUsed, new Greet("Robert"));

		assertThat(LocalNode.get(printed)).isEqualTo("Robert");
	}

	@Test
	void info() {
		Processes processes = this.local.processes();
		Pid pid = this.local.node().spawn(ProcessesGuideTests::work);
		this.local.node().send(pid, "mail");

		Optional<List<Object>> mail = processes.info(pid, InfoKey.MESSAGES);
		List<InfoItem<?>> items = processes.info(pid, List.of(InfoKey.STATUS, InfoKey.LINKS)).orElseThrow();

		assertThat(mail).contains(List.of("mail"));
		assertThat(items.stream().<Object>map(InfoItem::key)).containsExactly(InfoKey.STATUS, InfoKey.LINKS);
	}

	@Test
	void systemMonitor() {
		Processes processes = this.local.processes();
		CompletableFuture<String> alarm = new CompletableFuture<>();

		Pid watchman = this.local.node().spawn((self) -> {
			while (true) {
				switch (self.receive(SystemEvent.class)) {
					case SystemEvent.LongMessageQueue queue -> alarm.complete("long: " + queue.isLong());
					case SystemEvent.LongSchedule handler -> alarm.complete("slow: " + handler.stack().getFirst());
					case SystemEvent.BusyDistPort sender -> alarm.complete("congested: " + sender.node());
				}
			}
		});
		Optional<SystemMonitor> before = processes.monitoring()
			.set(SystemMonitor.to(watchman).longSchedule().longMessageQueue(100, 1_000).busyDistPort());

		assertThat(before).isEmpty();
		Pid slow = this.local.node().spawn(ProcessesGuideTests::work);
		for (int i = 0; i < 1_000; i++) {
			this.local.node().send(slow, i);
		}
		assertThat(LocalNode.get(alarm)).isEqualTo("long: true");
		this.local.kill(watchman);
		await().until(() -> processes.monitoring().current().isEmpty());
	}

}
