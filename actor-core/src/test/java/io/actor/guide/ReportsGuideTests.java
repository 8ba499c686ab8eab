package io.actor.guide;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

import io.actor.fixture.LocalNode;
import io.actor.gen.InitAck;
import io.actor.gen.ProcLib;
import io.actor.gen.StartOptions;
import io.actor.gen.StartResult;
import io.actor.node.Node;
import io.actor.process.ExitReason;
import io.actor.process.Marks;
import io.actor.process.Process;
import io.actor.process.Report;
import io.actor.process.Report.Supervision.Context;
import io.actor.supervisor.ChildSpec;
import io.actor.supervisor.Restart;
import io.actor.supervisor.Shutdown;
import io.actor.supervisor.Supervisor;
import io.actor.term.Pid;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The examples of docs/guide/reports.md. */
class ReportsGuideTests {

	@RegisterExtension
	final LocalNode local = new LocalNode();

	private final List<String> alarms = new CopyOnWriteArrayList<>();

	@Test
	void aProcessSaysWhatItIsFor() {
		Node node = this.local.node();
		CompletableFuture<Boolean> labelled = new CompletableFuture<>();
		Pid pid = node.spawn((self) -> {
			Marks.label(self, "session 42");
			labelled.complete(true);
			self.receive();
		});
		LocalNode.get(labelled);

		Optional<Object> label = Marks.label(node.processes(), pid);

		assertThat(label).contains("session 42");
	}

	@Test
	void whoListensHearsOfCrashesAndOfSupervisorsThatGiveUp() {
		Node node = this.local.node();
		List<String> alarms = this.alarms;
		Runnable stop = node.processes().reports().listen((report) -> {
			switch (report) {
				case Report.Crash crash -> alarms.add(crash.name().orElse("?") + ": " + crash.reason());
				case Report.Supervision told when told.context() == Context.SHUTDOWN ->
					alarms.add("gave up: " + told.child());
				default -> {
				}
			}
		});
		ChildSpec printer = new ChildSpec("printer", (supervisor) -> ProcLib.startLink(supervisor, this::printer),
				Restart.PERMANENT, Shutdown.DEFAULT, ChildSpec.Kind.WORKER);
		node.start(Supervisor.oneForOne().intensity(0, java.time.Duration.ofMinutes(1)).child(printer),
				StartOptions.named("office"));

		node.server("printer").send("jam");

		await().untilAsserted(() -> assertThat(alarms).containsExactly("printer: jammed", "gave up: printer"));
		stop.run();
	}

	private void printer(Process self, InitAck starter) {
		self.register("printer");
		starter.ready(self);
		print(self);
	}

	private static void print(Process self) {
		self.receive(String.class, "jam"::equals);
		throw self.exit(ExitReason.named("jammed"));
	}

	@Test
	void codeSaysThatItIsReadyOrCannotStart() {
		assertThat(start(false)).isEqualTo(new StartResult.Failed(ExitReason.named("no_paper"), null));
		assertThat(start(true)).isInstanceOf(StartResult.Started.class);
	}

	private StartResult start(boolean paper) {
		return this.local.inProcess((self) -> {
			StartResult result = ProcLib.startLink(self, (child, starter) -> {
				child.register("printer");
				if (!paper) {
					throw starter.fail(child, new StartResult.Failed(ExitReason.named("no_paper"), null),
							ExitReason.NORMAL);
				}
				starter.ready(child);
				print(child);
			});
			if (result instanceof StartResult.Started(Pid pid)) {
				assertThat(self.processes().whereis("printer")).contains(pid);
			}
			return result;
		});
	}

}
