package io.actor.process;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

import io.actor.fixture.RecordedNetwork.Signal;
import io.actor.term.Pid;
import io.actor.term.Ref;
import io.actor.term.RegisteredName;
import org.junit.jupiter.api.Test;

import static io.actor.process.Kernel.BOOM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Monitors that cross to other nodes and come from them. */
class RemoteMonitorTests extends WithOtherNodes {

	@Test
	void aMonitorOnARemoteProcessGivesOneDown() {
		this.kernel.in((self) -> {
			Ref ref = self.monitor(REMOTE);
			Ref byName = self.monitor(REMOTE_NAME);
			assertThat(sent()).containsExactly(Signal.of("monitor", self.pid(), REMOTE, ref),
					Signal.of("monitor", self.pid(), REMOTE_NAME, byName));

			this.incoming.down(self.pid(), REMOTE, ref, BOOM);
			this.incoming.down(self.pid(), REMOTE, ref, BOOM);
			this.incoming.down(self.pid(), REMOTE_NAME, byName, ExitReason.NOCONNECTION);

			assertThat(self.receive()).isEqualTo(new Down(ref, REMOTE, BOOM));
			assertThat(self.receive()).isEqualTo(new Down(byName, REMOTE_NAME, ExitReason.NOCONNECTION));
			assertThat(self.receive(Object.class, Duration.ZERO)).isEmpty();
			return null;
		});
	}

	@Test
	void aMonitorWithoutANetworkIsALostConnection() {
		this.kernel.processes.distribution(null);

		this.kernel.in((self) -> {
			Ref ref = self.monitor(REMOTE);
			assertThat(self.receive()).isEqualTo(new Down(ref, REMOTE, ExitReason.NOCONNECTION));
			assertThat(self.demonitor(ref)).isFalse();
			return null;
		});
	}

	@Test
	void aDemonitorIsToldToTheOtherNodeAndNoDownArrivesAfterIt() {
		this.kernel.in((self) -> {
			Ref ref = self.monitor(REMOTE);
			assertThat(self.demonitor(ref)).isTrue();
			assertThat(self.demonitor(ref)).isFalse();
			this.incoming.down(self.pid(), REMOTE, ref, BOOM);

			assertThat(sent("demonitor")).containsExactly(Signal.of("demonitor", self.pid(), REMOTE, ref));
			assertThat(self.receive(Object.class, Duration.ZERO)).isEmpty();
			return null;
		});
	}

	@Test
	void theEndOfAWatcherIsToldToTheNodesOfTheWatched() {
		Pid watcher = this.kernel.spawn((self) -> {
			self.monitor(REMOTE);
			Kernel.waitForever(self);
		});
		await().until(() -> sent("monitor").size() == 1);

		end(watcher, BOOM);

		Ref ref = (Ref) sent("monitor").getFirst().parts().get(2);
		await().until(() -> sent("demonitor").equals(List.of(Signal.of("demonitor", watcher, REMOTE, ref))));
	}

	@Test
	void aRemoteWatcherHearsOfTheEndByTheTargetItNamed() {
		Pid pid = this.kernel.spawnWaiting();
		this.kernel.processes.register("watched", pid);
		Ref byName = new Ref(THERE, 3, 4, 5, 6);
		RegisteredName name = new RegisteredName("watched", "nonode@nohost");

		assertThat(this.incoming.monitor(REMOTE, pid, REMOTE_REF)).contains(pid);
		assertThat(this.incoming.monitor(OTHER, RegisteredName.local("watched"), byName)).contains(pid);
		assertThat(info(pid).monitoredBy()).containsExactlyInAnyOrder(REMOTE, OTHER);
		end(pid, BOOM);

		await().untilAsserted(() -> assertThat(sent()).containsExactlyInAnyOrder(
				Signal.of("down", REMOTE, pid, REMOTE_REF, BOOM), Signal.of("down", OTHER, name, byName, BOOM)));
	}

	@Test
	void aRemoteWatcherOfNobodyHearsNoproc() {
		RegisteredName nobody = new RegisteredName("nobody", "nonode@nohost");

		assertThat(this.incoming.monitor(REMOTE, nobody, REMOTE_REF)).isEqualTo(Optional.empty());

		assertThat(sent()).containsExactly(Signal.of("down", REMOTE, nobody, REMOTE_REF, ExitReason.NOPROC));
	}

	@Test
	void aRemoteWatcherThatStopsHearsNothing() {
		Pid pid = this.kernel.spawnWaiting();
		this.kernel.processes.register("watched", pid);
		Ref byName = new Ref(THERE, 3, 4, 5, 6);
		this.incoming.monitor(REMOTE, pid, REMOTE_REF);
		this.incoming.monitor(OTHER, RegisteredName.local("watched"), byName);

		this.incoming.demonitor(REMOTE, pid, REMOTE_REF);
		this.incoming.demonitor(OTHER, RegisteredName.local("watched"), byName);
		assertThat(info(pid).monitoredBy()).isEmpty();
		end(pid, BOOM);

		assertThat(sent()).isEmpty();
	}

	@Test
	void whatComesBackForACallerThatIsNoProcessReachesItsAlias() {
		CompletableFuture<Object> answer = new CompletableFuture<>();
		CompletableFuture<ExitReason> end = new CompletableFuture<>();
		Ref alias = this.kernel.processes.openAlias(new AliasTarget() {

			@Override
			public void message(Object message) {
				answer.complete(message);
			}

			@Override
			public void down(ExitReason reason) {
				end.complete(reason);
			}
		});
		Pid nobody = this.kernel.processes.nobody();
		assertThat(this.kernel.processes.isLocal(nobody)).isTrue();
		assertThat(this.kernel.processes.aliasCount()).isOne();
		this.kernel.processes.watch(nobody, REMOTE, alias);

		this.incoming.message(null, alias, "answer");
		this.incoming.down(nobody, REMOTE, alias, BOOM);
		this.kernel.processes.unwatch(nobody, REMOTE, alias);
		this.kernel.processes.closeAlias(alias);

		assertThat(sent()).containsExactly(Signal.of("monitor", nobody, REMOTE, alias),
				Signal.of("demonitor", nobody, REMOTE, alias));
		assertThat(Kernel.get(answer)).isEqualTo("answer");
		assertThat(Kernel.get(end)).isEqualTo(BOOM);
		assertThat(this.kernel.processes.aliasCount()).isZero();
	}

	@Test
	void aTrappingServerSeesWhatComesFromOtherNodesInOrder() {
		List<Object> mail = new CopyOnWriteArrayList<>();
		Pid server = trapping(mail);
		this.incoming.link(REMOTE, server);

		this.incoming.message(null, server, "first");
		this.incoming.exit(OTHER, server, ExitReason.NORMAL);
		this.incoming.exitLink(REMOTE, server, ExitReason.NOCONNECTION);
		this.incoming.message(null, server, "last");

		await().untilAsserted(() -> assertThat(mail).containsExactly("first", new Exit(OTHER, ExitReason.NORMAL),
				new Exit(REMOTE, ExitReason.NOCONNECTION), "last"));
	}

}
