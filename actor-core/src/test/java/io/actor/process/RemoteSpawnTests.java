package io.actor.process;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

import io.actor.fixture.LogEvents;
import io.actor.fixture.RecordedNetwork.Signal;
import io.actor.term.Int;
import io.actor.term.ListTerm;
import io.actor.term.Pid;
import io.actor.term.Ref;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static io.actor.process.Kernel.BOOM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

/** Processes that are asked of other nodes, and those that others ask of this one. */
class RemoteSpawnTests extends WithOtherNodes {

	private static final String NODE = THERE.name();

	private static final Mfa SUM = Mfa.of("lists", "sum", Int.of(1));

	private static final ExitReason NOTSUP = ExitReason.named("notsup");

	@RegisterExtension
	final LogEvents log = new LogEvents("io.actor.report.spawn");

	/** What the functions of this node do: they wait. */
	private final RemoteSpawner spawner = new RemoteSpawner(this.kernel.processes, (mfa) -> Kernel::waitForever);

	private final List<Object> mail = new CopyOnWriteArrayList<>();

	/** What the other node has been asked. */
	private RemoteSpawn asked() {
		await().until(() -> !sent("spawn").isEmpty());
		assertThat(sent("spawn").getLast().parts().getFirst()).isEqualTo(NODE);
		return (RemoteSpawn) sent("spawn").getLast().parts().getLast();
	}

	/** What code does in a process that notes its mail afterwards. */
	private <T> CompletableFuture<T> asking(Asks<T> code) {
		CompletableFuture<T> result = new CompletableFuture<>();
		this.kernel.spawn((self) -> {
			self.trapExit(true);
			result.complete(code.ask(self));
			while (true) {
				this.mail.add(self.receive());
			}
		});
		return result;
	}

	private interface Asks<T> {

		T ask(Process self) throws Exception;

	}

	private void awaitMail(Object... messages) {
		await().untilAsserted(() -> assertThat(this.mail).containsExactly(messages));
	}

	// ---- asked of others ----

	@Test
	void aSpawnAsksTheOtherNodeAndWaitsForItsAnswer() {
		CompletableFuture<Pid> child = CompletableFuture.supplyAsync(() -> this.spawner.spawn(NODE, SUM));
		RemoteSpawn asked = asked();
		Pid nobody = this.kernel.processes.nobody();

		assertThat(asked.from()).isEqualTo(nobody);
		assertThat(asked.leader()).isEqualTo(nobody);
		assertThat(asked.mfa()).isEqualTo(SUM);
		assertThat(asked.arguments()).isEqualTo(ListTerm.of(Int.of(1)));
		assertThat(asked.link()).isFalse();
		assertThat(asked.monitor()).isFalse();
		this.incoming.spawned(asked, REMOTE, false, false);

		assertThat(Kernel.get(child)).isEqualTo(REMOTE);
		assertThat(sent()).hasSize(1);
	}

	@Test
	void aProcessIsLinkedWithTheOneItHasSpawnedThere() {
		CompletableFuture<Pid> self = new CompletableFuture<>();
		CompletableFuture<Pid> child = asking((process) -> {
			self.complete(process.pid());
			return this.spawner.spawnLink(NODE, SUM);
		});
		RemoteSpawn asked = asked();
		assertThat(asked.from()).isEqualTo(Kernel.get(self));
		assertThat(asked.link()).isTrue();
		assertThat(asked.monitor()).isFalse();

		this.incoming.spawned(asked, REMOTE, true, false);
		assertThat(Kernel.get(child)).isEqualTo(REMOTE);
		assertThat(info(Kernel.get(self)).links()).containsExactly(REMOTE);

		this.incoming.exitLink(REMOTE, Kernel.get(self), BOOM);
		awaitMail(new Exit(REMOTE, BOOM));
	}

	@Test
	void aProcessMonitorsTheOneItHasSpawnedThereUnderTheReferenceOfTheRequest() {
		CompletableFuture<Pid> self = new CompletableFuture<>();
		CompletableFuture<Spawned> child = asking((process) -> {
			self.complete(process.pid());
			return this.spawner.spawnMonitor(NODE, SUM);
		});
		RemoteSpawn asked = asked();
		assertThat(asked.link()).isFalse();
		assertThat(asked.monitor()).isTrue();

		this.incoming.spawned(asked, REMOTE, false, true);
		assertThat(Kernel.get(child)).isEqualTo(new Spawned(REMOTE, asked.id()));
		assertThat(info(Kernel.get(self)).monitors()).containsExactly(REMOTE);

		this.incoming.down(Kernel.get(self), REMOTE, asked.id(), BOOM);
		awaitMail(new Down(asked.id(), REMOTE, BOOM));
	}

	@Test
	void whatCannotBeSpawnedIsAProcessThatHasEndedWithTheReason() {
		CompletableFuture<Spawned> watched = asking((self) -> this.spawner.spawnMonitor(NODE, SUM));
		this.incoming.notSpawned(asked(), NOTSUP);
		Spawned ended = Kernel.get(watched);
		awaitMail(new Down(ended.monitor(), ended.pid(), NOTSUP));
		assertThat(this.kernel.processes.isLocal(ended.pid())).isTrue();
		assertThat(this.log.lines()).containsExactly("Can not start lists:sum/1 on there@host: notsup");

		CompletableFuture<Pid> linked = asking((self) -> this.spawner.spawnLink(NODE, SUM));
		await().until(() -> sent("spawn").size() == 2);
		this.incoming.notSpawned(asked(), NOTSUP);
		awaitMail(new Down(ended.monitor(), ended.pid(), NOTSUP), new Exit(Kernel.get(linked), NOTSUP));
	}

	@Test
	void withoutANetworkThereIsNoconnection() {
		this.kernel.processes.distribution(null);

		Pid ended = this.spawner.spawn(NODE, SUM);
		await().until(() -> !this.kernel.processes.isAlive(ended));
		assertThat(this.log.lines()).containsExactly("Can not start lists:sum/1 on there@host: noconnection");
	}

	@Test
	void whoIsInterruptedWhileItWaitsGetsAProcessThatHasEnded() {
		CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
		CompletableFuture<Pid> child = new CompletableFuture<>();
		Thread thread = Thread.ofPlatform().start(() -> {
			child.complete(this.spawner.spawn(NODE, SUM));
			interrupted.complete(Thread.interrupted());
		});
		RemoteSpawn asked = asked();
		thread.interrupt();

		Pid ended = Kernel.get(child);
		assertThat(Kernel.get(interrupted)).isTrue();
		assertThat(this.kernel.processes.isLocal(ended)).isTrue();
		await().until(() -> !this.kernel.processes.isAlive(ended));
		assertThat(this.log.lines()).containsExactly("Can not start lists:sum/1 on there@host: interrupted");
		this.incoming.spawned(asked, REMOTE, true, true);
		assertThat(sent("exitLink")).as("nobody waits for it any more")
			.containsExactly(Signal.of("exitLink", asked.from(), REMOTE, ExitReason.NORMAL));
		assertThat(sent("demonitor")).containsExactly(Signal.of("demonitor", asked.from(), REMOTE, asked.id()));
	}

	@Test
	void whoEndsBeforeTheAnswerTakesLinkAndMonitorBack() {
		asking((self) -> this.spawner.spawnLink(NODE, SUM));
		RemoteSpawn asked = asked();
		end(asked.from(), ExitReason.KILL);

		this.incoming.spawned(asked, REMOTE, true, true);

		assertThat(sent("exitLink")).containsExactly(Signal.of("exitLink", asked.from(), REMOTE, ExitReason.KILLED));
		assertThat(sent("demonitor")).containsExactly(Signal.of("demonitor", asked.from(), REMOTE, asked.id()));
	}

	@Test
	void whoDoesNotWaitIsToldByAMessage() {
		CompletableFuture<Ref> request = asking((self) -> this.spawner.spawnRequest(NODE, SUM, true, true));
		RemoteSpawn asked = asked();
		assertThat(asked.id()).isEqualTo(Kernel.get(request));
		assertThat(List.of(asked.link(), asked.monitor())).containsOnly(true);

		this.incoming.spawned(asked, REMOTE, true, true);

		awaitMail(new SpawnReply.Ok(asked.id(), REMOTE));
		assertThat(info(asked.from()).links()).containsExactly(REMOTE);
		assertThat(info(asked.from()).monitors()).containsExactly(REMOTE);
		this.incoming.notSpawned(asked, NOTSUP);
		this.incoming.spawned(asked, OTHER, true, false);
		assertThat(sent("exitLink")).as("it has had its answer")
			.containsExactly(Signal.of("exitLink", asked.from(), OTHER, ExitReason.named("abandoned")));
		awaitMail(new SpawnReply.Ok(asked.id(), REMOTE));
	}

	@Test
	void whoDoesNotWaitIsToldOfAFailureToo() {
		asking((self) -> this.spawner.spawnRequest(NODE, SUM, false, false));
		RemoteSpawn asked = asked();

		this.incoming.notSpawned(asked, NOTSUP);

		awaitMail(new SpawnReply.Failed(asked.id(), NOTSUP));
	}

	@Test
	void aRequestThatWasTakenBackIsAnsweredToNobody() {
		CompletableFuture<Boolean> abandoned = asking(
				(self) -> self.abandonSpawn(this.spawner.spawnRequest(NODE, SUM, true, false)));
		assertThat(Kernel.get(abandoned)).isTrue();
		RemoteSpawn asked = asked();

		this.incoming.spawned(asked, REMOTE, true, false);

		assertThat(sent("exitLink"))
			.containsExactly(Signal.of("exitLink", asked.from(), REMOTE, ExitReason.named("abandoned")));
		assertThat(sent("demonitor")).isEmpty();
		assertThat(this.mail).isEmpty();
	}

	@Test
	void onItsOwnNodeAProcessSpawnsWhatTheFunctionDoes() {
		String here = this.kernel.processes.node().name();
		Pid alone = this.spawner.spawn(here, SUM);
		List<Pid> children = Kernel.get(asking((self) -> {
			Ref request = this.spawner.spawnRequest(here, SUM, true, true);
			Pid requested = ((SpawnReply.Ok) self.receive(SpawnReply.class)).pid();
			assertThat(request).isNotNull();
			return List.of(self.pid(), this.spawner.spawn(here, SUM), this.spawner.spawnLink(here, SUM),
					this.spawner.spawnMonitor(here, SUM).pid(), requested);
		}));

		assertThat(info(alone).parent()).isNull();
		assertThat(children.subList(1, 5))
			.allSatisfy((child) -> assertThat(info(child).parent()).isEqualTo(children.getFirst()));
		assertThat(info(children.getFirst()).links()).containsExactlyInAnyOrder(children.get(2), children.get(4));
		assertThat(info(children.getFirst()).monitors()).containsExactlyInAnyOrder(children.get(3), children.get(4));
		assertThat(sent()).isEmpty();
	}

	@Test
	void onlyAProcessCanBeLinkedOrMonitorOrBeTold() {
		assertThatIllegalStateException().isThrownBy(() -> this.spawner.spawnLink(NODE, SUM))
			.withMessage("spawnLink is for processes; the current thread runs none");
		assertThatIllegalStateException().isThrownBy(() -> this.spawner.spawnMonitor(NODE, SUM));
		assertThatIllegalStateException().isThrownBy(() -> this.spawner.spawnRequest(NODE, SUM, false, false));
		assertThat(sent()).isEmpty();
	}

	@Test
	void whoWantsToHearNothingIsToldNothing() {
		RemoteSpawn.forgotten(this.kernel.processes, SUM).send(NODE);
		RemoteSpawn asked = asked();
		assertThat(List.of(asked.link(), asked.monitor())).containsOnly(false);

		this.incoming.notSpawned(asked, NOTSUP);
		this.incoming.spawned(asked, REMOTE, false, false);

		assertThat(sent()).hasSize(1);
	}

	// ---- whom they belong to ----

	@Test
	void whatAProcessSpawnsHasTheLeaderOfTheProcess() {
		CompletableFuture<List<Pid>> family = asking((self) -> {
			GroupLeader.lead(self);
			Pid child = self.spawn(Kernel::waitForever);
			this.spawner.spawnRequest(NODE, SUM, false, false);
			GroupLeader.leave(self);
			self.spawn(Kernel::waitForever);
			return List.of(self.pid(), child);
		});
		Pid leader = Kernel.get(family).getFirst();

		assertThat(asked().leader()).isEqualTo(leader);
		assertThat(GroupLeader.group(this.kernel.processes, leader)).containsExactly(Kernel.get(family).getLast());
	}

	@Test
	void theConsoleLeadsWhatIsSpawnedByOneWithoutALeader() {
		Pid console = this.kernel.spawn(Kernel::waitForever);
		this.kernel.processes.register(GroupLeader.CONSOLE, console);

		asking((self) -> this.spawner.spawnRequest(NODE, SUM, false, false));

		assertThat(asked().leader()).isEqualTo(console);
	}

	// ---- asked of us ----

	@Test
	void aProcessForAnotherNodeRunsWhenThatHasBeenTold() {
		List<Object> order = Collections.synchronizedList(new ArrayList<>());
		CompletableFuture<Pid> runs = new CompletableFuture<>();

		this.incoming.spawn((self) -> {
			order.add("runs");
			runs.complete(self.pid());
			Kernel.waitForever(self);
		}, REMOTE, OTHER, (process) -> order.add(process.pid()));

		Pid child = Kernel.get(runs);
		assertThat(order).containsExactly(child, "runs");
		assertThat(info(child).parent()).isEqualTo(REMOTE);
		assertThat(GroupLeader.group(this.kernel.processes, OTHER)).containsExactly(child);
	}

	@Test
	void aProcessThatCannotBeToldOfIsNotThere() {
		int before = this.kernel.processes.count();

		assertThatIllegalStateException()
			.isThrownBy(() -> this.incoming.spawn(Kernel::waitForever, REMOTE, OTHER, (process) -> {
				throw new IllegalStateException("gone");
			}));

		assertThat(this.kernel.processes.count()).isEqualTo(before);
		assertThat(GroupLeader.group(this.kernel.processes, OTHER)).isEmpty();
	}

	// ---- functions ----

	@Test
	void aFunctionIsWrittenAsInErlangAndHasAtMost255Arguments() {
		assertThat(SUM).hasToString("lists:sum/1");
		assertThat(Mfa.of("Elixir.Enum", "count", 1, 2)).hasToString("'Elixir.Enum':count/2");
		List<Object> most = Collections.nCopies(Mfa.MAX_ARGS, 0);
		assertThat(new Mfa("m", "f", most).arity()).isEqualTo(Mfa.MAX_ARGS);
		assertThatIllegalArgumentException().isThrownBy(() -> new Mfa("m", "f", Collections.nCopies(256, 0)))
			.withMessage("A function has at most 255 arguments, not 256: f");
	}

}
