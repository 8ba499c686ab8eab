package io.actor.process;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

import io.actor.fixture.RecordedNetwork.Signal;
import io.actor.term.Pid;
import io.actor.term.Ref;
import io.actor.term.RegisteredName;
import org.junit.jupiter.api.Test;

import static io.actor.process.Kernel.BOOM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Messages, exits and links that cross to other nodes and come from them. */
class RemoteSignalTests extends WithOtherNodes {

	// ---- messages ----

	@Test
	void messagesToOtherNodesLeaveWithTheirSender() {
		Pid sender = this.kernel.in((self) -> {
			self.send(REMOTE, "a");
			self.send(REMOTE_NAME, "b");
			self.send(REMOTE_REF, "c");
			self.sendIfConnected(REMOTE, "d");
			return self.pid();
		});
		this.kernel.processes.send(REMOTE, "e");

		assertThat(sent()).containsExactly(Signal.of("send", sender, REMOTE, "a"),
				Signal.of("send", sender, REMOTE_NAME, "b"), Signal.of("send", sender, REMOTE_REF, "c"),
				Signal.of("sendIfConnected", sender, REMOTE, "d"), Signal.of("send", null, REMOTE, "e"));
	}

	@Test
	void messagesOnThisNodeDoNotLeaveIt() {
		Pid echo = this.kernel.echo();
		Pid earlier = new Pid(this.kernel.processes.node(), 1, 0, this.kernel.processes.creation() + 1);

		this.kernel.in((self) -> {
			self.sendIfConnected(echo, self.pid());
			assertThat(self.receive()).isEqualTo("echo");
			self.send(new RegisteredName("nobody", "nonode@nohost"), "lost");
			self.processes().send(RegisteredName.local("nobody"), "lost");
			return null;
		});
		this.kernel.processes.send(echo, "not a pid, so it ends");
		await().until(() -> !this.kernel.processes.isAlive(echo));
		this.kernel.processes.send(echo, "lost");

		assertThat(sent()).isEmpty();
		assertThat(this.kernel.processes.droppedMessages(DropReason.NO_NAME)).isEqualTo(2);
		assertThat(this.kernel.processes.isLocal(earlier)).as("a pid of another incarnation").isFalse();
	}

	@Test
	void withoutANetworkMessagesToOtherNodesAreDroppedAndCounted() {
		this.kernel.processes.distribution(null);

		this.kernel.processes.send(REMOTE, "a");
		this.kernel.processes.send(REMOTE_NAME, "b");
		this.kernel.processes.send(REMOTE_REF, "c");
		this.kernel.in((self) -> {
			self.sendIfConnected(REMOTE, "d");
			return null;
		});

		assertThat(sent()).isEmpty();
		assertThat(this.kernel.processes.droppedMessages(DropReason.NO_CONNECTION)).isEqualTo(3);
		assertThat(this.kernel.processes.droppedMessages(DropReason.NO_ALIAS)).isEqualTo(1);
	}

	@Test
	void messagesThatComeInReachAPidANameOrAnAlias() {
		List<Object> mail = this.kernel.in((self) -> {
			self.register("here");
			this.incoming.message(null, self.pid(), "a");
			this.incoming.message(null, RegisteredName.local("here"), "b");
			Ref alias = self.alias();
			this.incoming.message(null, alias, "c");
			assertThat(this.incoming.answer(null, alias, "d")).isTrue();
			return List.of(self.receive(), self.receive(), self.receive(), self.receive());
		});

		assertThat(mail).containsExactly("a", "b", "c", "d");
	}

	@Test
	void messagesThatComeInForNobodyAreDroppedAndCounted() {
		Pid gone = this.kernel.spawnWaiting();
		end(gone, BOOM);

		this.incoming.message(null, gone, "a");
		this.incoming.message(null, RegisteredName.local("nobody"), "b");
		this.incoming.message(null, RegisteredName.local("no one"), "b");
		this.incoming.message(null, this.kernel.processes.newRef(), "c");

		assertThat(this.incoming.answer(null, this.kernel.processes.newRef(), "d")).isFalse();
		assertThat(this.kernel.processes.droppedMessages(DropReason.NO_PROCESS)).isEqualTo(1);
		assertThat(this.kernel.processes.droppedMessages(DropReason.NO_NAME)).isEqualTo(2);
		assertThat(this.kernel.processes.droppedMessages(DropReason.NO_ALIAS)).isEqualTo(1);
	}

	@Test
	void aMessageInBytesIsReadByItsReceiverAndOnce() {
		AtomicInteger reads = new AtomicInteger();
		List<Object> mail = this.kernel.in((self) -> {
			this.incoming.unread(null, self.pid(), () -> "a" + reads.incrementAndGet());
			this.incoming.message(null, self.pid(), "b");
			this.incoming.unread(null, self.pid(), () -> "c" + reads.incrementAndGet());
			assertThat(reads).hasValue(0);
			Object last = self.receive(String.class, (text) -> text.startsWith("c"));
			return List.of(last, self.receive(), self.receive());
		});

		assertThat(mail).containsExactly("c2", "a1", "b");
		assertThat(reads).hasValue(2);
	}

	@Test
	void aMessageThatCannotBeReadWasNeverThere() throws Exception {
		AtomicInteger reads = new AtomicInteger();
		CompletableFuture<List<Object>> info = new CompletableFuture<>();
		List<Object> mail = this.kernel.in((self) -> {
			for (int i = 0; i < 3; i++) {
				this.incoming.unread(null, self.pid(), () -> {
					reads.incrementAndGet();
					return null;
				});
			}
			this.incoming.message(null, self.pid(), "good");
			info.complete(self.processes().info(self.pid(), InfoKey.MESSAGES).orElseThrow());
			return List.of(self.receive());
		});

		assertThat(mail).containsExactly("good");
		assertThat(info.get()).containsExactly("good");
		assertThat(reads).hasValue(3);
	}

	@Test
	void aMessageInBytesForNobodyIsNotRead() {
		AtomicInteger reads = new AtomicInteger();
		Pid gone = this.kernel.spawnWaiting();
		end(gone, BOOM);

		this.incoming.unread(null, gone, reads::incrementAndGet);
		this.incoming.unread(null, RegisteredName.local("nobody"), reads::incrementAndGet);

		assertThat(reads).hasValue(0);
		assertThat(this.kernel.processes.droppedMessages(DropReason.NO_PROCESS)).isEqualTo(1);
		assertThat(this.kernel.processes.droppedMessages(DropReason.NO_NAME)).isEqualTo(1);
	}

	@Test
	void whoDoesNotWantToWaitAsksTheNetwork() {
		Pid sender = this.kernel.in((self) -> {
			assertThat(self.sendNoSuspend(REMOTE, "a")).isTrue();
			assertThat(self.sendNoSuspend(self.pid(), "b")).isTrue();
			assertThat(self.receive()).isEqualTo("b");
			return self.pid();
		});

		assertThat(sent()).containsExactly(Signal.of("sendNoSuspend", sender, REMOTE, "a"));
	}

	// ---- exit signals ----

	@Test
	void exitSignalsToOtherNodesLeave() {
		Pid sender = this.kernel.in((self) -> {
			self.exit(REMOTE, BOOM);
			self.exit(REMOTE, ExitReason.KILL);
			return self.pid();
		});

		assertThat(sent()).containsExactly(Signal.of("exit", sender, REMOTE, BOOM),
				Signal.of("exit", sender, REMOTE, ExitReason.KILL));
	}

	@Test
	void exitSignalsToTheDeadOfThisNodeDoNotLeaveIt() {
		Pid gone = this.kernel.spawnWaiting();
		end(gone, BOOM);

		this.kernel.exit(gone, BOOM);
		this.incoming.exitLink(REMOTE, gone, BOOM);

		assertThat(sent()).isEmpty();
	}

	@Test
	void anExitSignalThatComesInEndsItsTarget() {
		Pid victim = this.kernel.spawnWaiting();
		CompletableFuture<ExitReason> end = endOf(victim);

		this.incoming.exit(REMOTE, victim, BOOM);

		assertThat(Kernel.get(end)).isEqualTo(BOOM);
	}

	private CompletableFuture<ExitReason> endOf(Pid pid) {
		CompletableFuture<Boolean> watching = new CompletableFuture<>();
		CompletableFuture<ExitReason> reason = new CompletableFuture<>();
		this.kernel.spawn((self) -> {
			self.monitor(pid);
			watching.complete(true);
			reason.complete(self.receive(Down.class).reason());
		});
		Kernel.get(watching);
		return reason;
	}

	// ---- links ----

	@Test
	void aLinkWithARemoteProcessIsAskedForOnceAndEndsWithItsExit() {
		this.kernel.in((self) -> {
			self.trapExit(true);
			self.link(REMOTE);
			self.link(REMOTE);
			assertThat(sent()).containsExactly(Signal.of("link", self.pid(), REMOTE));
			assertThat(info(self.pid()).links()).containsExactly(REMOTE);

			this.incoming.exitLink(REMOTE, self.pid(), BOOM);
			this.incoming.exitLink(REMOTE, self.pid(), BOOM);

			assertThat(self.receive()).isEqualTo(new Exit(REMOTE, BOOM));
			assertThat(self.receive(Object.class, Duration.ZERO)).as("the link was gone").isEmpty();
			return null;
		});
	}

	@Test
	void aLinkWithoutANetworkIsALostConnection() {
		this.kernel.processes.distribution(null);

		Object exit = this.kernel.in((self) -> {
			self.trapExit(true);
			self.link(REMOTE);
			return self.receive();
		});
		Pid untrapping = this.kernel.spawn((self) -> {
			self.receive(String.class);
			self.link(REMOTE);
			self.receive(String.class);
		});
		CompletableFuture<ExitReason> end = endOf(untrapping);
		this.kernel.processes.send(untrapping, "link");

		assertThat(exit).isEqualTo(new Exit(REMOTE, ExitReason.NOCONNECTION));
		assertThat(Kernel.get(end)).isEqualTo(ExitReason.NOCONNECTION);
	}

	@Test
	void aLinkAskedForByARemoteProcessHearsOfTheEnd() {
		Pid pid = this.kernel.spawnWaiting();
		this.incoming.link(REMOTE, pid);
		assertThat(info(pid).links()).containsExactly(REMOTE);

		end(pid, BOOM);

		await().until(() -> sent().equals(List.of(Signal.of("exitLink", pid, REMOTE, BOOM))));
	}

	@Test
	void aLinkAskedForWithTheDeadIsAnsweredWithNoproc() {
		Pid gone = this.kernel.spawnWaiting();
		end(gone, BOOM);

		this.incoming.link(REMOTE, gone);

		assertThat(sent()).containsExactly(Signal.of("exitLink", gone, REMOTE, ExitReason.NOPROC));
		this.kernel.processes.distribution(null);
		this.incoming.link(REMOTE, gone);
		assertThat(sent()).as("without a network nobody is told").hasSize(1);
	}

	@Test
	void aLinkThatTheRemoteProcessCutsIsGone() {
		Pid pid = this.kernel.spawnWaiting();
		this.incoming.link(REMOTE, pid);
		this.incoming.link(OTHER, pid);

		this.incoming.unlink(REMOTE, pid);

		assertThat(info(pid).links()).containsExactly(OTHER);
	}

	@Test
	void afterAnUnlinkTheOldLinkIsDeadUntilTheOtherSideHasAgreed() {
		this.kernel.in((self) -> {
			self.trapExit(true);
			self.link(REMOTE);
			self.unlink(REMOTE);
			long id = (long) sent("unlink").getFirst().parts().getFirst();
			self.unlink(REMOTE);
			assertThat(sent("unlink")).containsExactly(Signal.of("unlink", id, self.pid(), REMOTE));

			// On its way before the unlink came there: means the link that is cut.
			this.incoming.link(REMOTE, self.pid());
			this.incoming.exitLink(REMOTE, self.pid(), BOOM);
			assertThat(info(self.pid()).links()).isEmpty();
			this.incoming.unlinked(id + 1, REMOTE, self.pid());
			this.incoming.link(REMOTE, self.pid());
			assertThat(info(self.pid()).links()).as("another acknowledgement").isEmpty();
			assertThat(self.receive(Object.class, Duration.ZERO)).isEmpty();

			this.incoming.unlinked(id, REMOTE, self.pid());
			this.incoming.link(REMOTE, self.pid());
			assertThat(info(self.pid()).links()).as("a new link").containsExactly(REMOTE);
			return null;
		});
	}

	@Test
	void aNewLinkDoesNotWaitForTheAcknowledgementOfTheOldOnesEnd() {
		this.kernel.in((self) -> {
			self.trapExit(true);
			self.link(REMOTE);
			self.unlink(REMOTE);
			self.link(REMOTE);

			this.incoming.exitLink(REMOTE, self.pid(), BOOM);

			assertThat(self.receive()).isEqualTo(new Exit(REMOTE, BOOM));
			this.incoming.link(REMOTE, self.pid());
			assertThat(info(self.pid()).links()).containsExactly(REMOTE);
			return null;
		});
	}

	@Test
	void everyUnlinkHasAnIdOfItsOwn() {
		this.kernel.in((self) -> {
			self.link(REMOTE);
			self.link(OTHER);
			self.unlink(REMOTE);
			self.unlink(OTHER);
			return null;
		});

		assertThat(sent("unlink")).hasSize(2).extracting((signal) -> signal.parts().getFirst()).doesNotHaveDuplicates();
	}

	@Test
	void anAcknowledgementForTheDeadIsIgnored() {
		Pid gone = this.kernel.spawnWaiting();
		end(gone, BOOM);

		this.incoming.unlinked(1, REMOTE, gone);
		this.incoming.unlink(REMOTE, gone);

		assertThat(sent()).isEmpty();
	}

}
