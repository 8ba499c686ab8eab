package io.actor.process;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

import io.actor.term.Pid;
import io.actor.term.RegisteredName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static io.actor.process.Kernel.BOOM;
import static org.assertj.core.api.Assertions.assertThat;

/** What a process that has been told to end can still do: nothing. */
class ToldToEndTests {

	private static final ProcessLocal<String> COLOR = ProcessLocal.of("color", String.class);

	private final Kernel kernel = new Kernel();

	private final Processes processes = this.kernel.processes;

	@AfterEach
	void stop() {
		this.kernel.close();
	}

	@Test
	void aProcessThatHasBeenToldToEndCanDoNothingMore() {
		Pid other = this.kernel.spawnWaiting();
		CompletableFuture<List<String>> done = new CompletableFuture<>();
		List<String> allowed = new ArrayList<>();
		Map<String, Body> operations = new LinkedHashMap<>();
		operations.put("send", (self) -> self.send(other, "late"));
		operations.put("send to a name", (self) -> self.send(RegisteredName.local("nobody"), "late"));
		operations.put("send to an alias", (self) -> self.send(this.processes.newRef(), "late"));
		operations.put("sendAfter", (self) -> self.sendAfter(Duration.ZERO, other, "late"));
		operations.put("exit", (self) -> self.exit(other, BOOM));
		operations.put("receive", (self) -> self.receive(String.class, Duration.ZERO));
		operations.put("trapExit", (self) -> self.trapExit(true));
		operations.put("link", (self) -> self.link(other));
		operations.put("unlink", (self) -> self.unlink(other));
		operations.put("monitor", (self) -> self.monitor(other));
		operations.put("demonitor", (self) -> self.demonitor(this.processes.newRef()));
		operations.put("alias", (self) -> self.alias());
		operations.put("unalias", (self) -> self.unalias(this.processes.newRef()));
		operations.put("register", (self) -> self.register("late"));
		operations.put("startTimer", (self) -> self.startTimer(Duration.ZERO, other, "late"));
		operations.put("readTimer", (self) -> self.readTimer(this.processes.newRef()));
		operations.put("cancelTimerLater", (self) -> self.cancelTimerLater(this.processes.newRef()));
		operations.put("sendPriority", (self) -> self.sendPriority(this.processes.newRef(), "late"));
		operations.put("linkWithPriority", (self) -> self.linkWithPriority(other));
		operations.put("spawnMonitor", (self) -> self.spawnMonitor(Kernel::waitForever));
		operations.put("spawnRequest", (self) -> self.spawnRequest(Kernel::waitForever, SpawnOptions.DEFAULT));
		operations.put("abandonSpawn", (self) -> self.abandonSpawn(this.processes.newRef()));
		operations.put("hibernate", (self) -> self.hibernate(Kernel::waitForever));
		operations.put("sensitive", (self) -> self.sensitive(true));
		operations.put("mailboxLimit", (self) -> self.mailboxLimit(Optional.empty()));
		operations.put("put", (self) -> COLOR.put(self, "late"));
		operations.put("get", COLOR::get);
		operations.put("erase", COLOR::erase);
		operations.put("cancelTimer", (self) -> self.cancelTimer(this.processes.newRef()));
		operations.put("compute", (self) -> self.compute(() -> allowed.add("compute")));
		operations.put("spawn", (self) -> self.spawn(Kernel::waitForever));
		this.kernel.spawn((self) -> {
			this.kernel.exit(self.pid(), BOOM);
			operations.forEach((name, operation) -> {
				try {
					operation.run(self);
					allowed.add(name);
				}
				catch (ProcessExit ex) {
					assertThat(ex.reason()).isEqualTo(BOOM);
				}
				catch (Exception ex) {
					allowed.add(name + " " + ex);
				}
			});
			done.complete(allowed);
		});

		assertThat(Kernel.get(done)).isEmpty();
		assertThat(this.processes.info(other)).get().satisfies((info) -> {
			assertThat(info.mailbox()).isZero();
			assertThat(info.links()).isEmpty();
			assertThat(info.monitoredBy()).isEmpty();
		});
	}

}
