package io.actor.node;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.actor.fixture.Otp;
import io.actor.gen.CallException;
import io.actor.gen.Request;
import io.actor.gen.ServerRef;
import io.actor.jackson.TermMappingException;
import io.actor.node.Nodes.Add;
import io.actor.node.Nodes.Never;
import io.actor.node.Nodes.Note;
import io.actor.node.Nodes.Undeclared;
import io.actor.process.Down;
import io.actor.process.Exit;
import io.actor.process.ExitReason;
import io.actor.process.SpawnOptions;
import io.actor.term.Pid;
import io.actor.term.Ref;
import io.actor.term.RegisteredName;
import io.actor.term.Term;
import io.actor.term.Tuple;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;
import static org.awaitility.Awaitility.await;

/** Two and three nodes of our own, everything that crosses between them. */
@Timeout(30)
class TwoNodesTests {

	private final Nodes nodes = new Nodes();

	record Unsendable(Object what) implements Request<Integer> {
	}

	private Node a;

	private Node b;

	private LinkedBlockingQueue<Object> seen;

	@BeforeEach
	void startTwo() {
		this.a = this.nodes.start("a");
		this.b = this.nodes.start("b", this.a);
		this.seen = Nodes.counter(this.a);
	}

	@AfterEach
	void stop() {
		this.nodes.close();
	}

	private ServerRef counter() {
		return this.b.server("counter", this.a.name());
	}

	private Pid counterPid() {
		return this.a.whereis("counter").orElseThrow();
	}

	/** A process on A that does nothing, as B knows it. */
	private Pid idle() {
		return this.a.spawn((self) -> self.receive(Undeclared.class));
	}

	private static <T> T get(CompletableFuture<T> future) throws Exception {
		return future.get(10, TimeUnit.SECONDS);
	}

	@Test
	void aConfiguredPeerIsConnectedAndListedOnBothSides() {
		Nodes.connected(this.a, this.b);

		assertThat(this.a.peers()).singleElement().satisfies((peer) -> {
			assertThat(peer.name()).isEqualTo(this.b.name());
			assertThat(peer.creation()).isEqualTo(this.b.creation());
			assertThat(peer.outbound()).isFalse();
			assertThat(peer.visible()).isFalse();
		});
		assertThat(this.b.peers()).singleElement().satisfies((peer) -> assertThat(peer.outbound()).isTrue());
		assertThat(this.b.connect(this.a.name())).isTrue();
		assertThat(this.a.connect(this.b.name())).isTrue();
	}

	@Test
	void callsAndCastsReachAServerOfTheOtherNode() throws InterruptedException {
		assertThat(counter().call(new Add(2))).isEqualTo(2);
		assertThat(counter().callAsync(new Add(3)).join()).isEqualTo(5);

		counter().cast(new Note(7));

		assertThat(this.seen.poll(5, TimeUnit.SECONDS)).isEqualTo(new Note(7));
	}

	@Test
	void messagesSentBeforeTheConnectionIsUpArriveInOrderAndOnce() throws Exception {
		Node late = this.nodes.start("late", this.a);
		CompletableFuture<Boolean> sent = new CompletableFuture<>();
		late.spawn((self) -> {
			for (int i = 0; i < 2000; i++) {
				late.server("counter", this.a.name()).cast(new Note(i));
			}
			sent.complete(true);
		});

		get(sent);
		for (int i = 0; i < 2000; i++) {
			assertThat(this.seen.poll(5, TimeUnit.SECONDS)).isEqualTo(new Note(i));
		}
		assertThat(this.seen).isEmpty();
	}

	@Test
	void aRecordIsReadByTheTypesOfTheReceiverAndAnythingElseIsATerm() throws InterruptedException {
		this.b.send(new RegisteredName("counter", this.a.name()), new Undeclared("hello", List.of(1, 2)));

		assertThat(this.seen.poll(5, TimeUnit.SECONDS)).isInstanceOf(Tuple.class)
			.hasToString("{undeclared,<<\"hello\">>,[1,2]}");

		CompletableFuture<Undeclared> read = new CompletableFuture<>();
		this.a.spawn((self) -> {
			self.register("reader");
			read.complete(self.receive(Undeclared.class));
		});
		await().until(() -> this.a.whereis("reader").isPresent());
		this.b.send(new RegisteredName("reader", this.a.name()), new Undeclared("hello", List.of(1, 2)));
		assertThat(read).succeedsWithin(Duration.ofSeconds(5)).isEqualTo(new Undeclared("hello", List.of(1, 2)));
	}

	@Test
	void aMessageThatIsNoTermFailsAtTheSenderAndTouchesNothingElse() {
		assertThat(counter().call(new Add(1))).isEqualTo(1);
		Pid remote = counterPid();

		assertThatThrownBy(() -> this.b.send(remote, new Object())).isInstanceOf(TermMappingException.class);
		assertThatThrownBy(() -> counter().call(new Unsendable(new Object()))).isInstanceOf(TermMappingException.class);

		assertThat(counter().call(new Add(1))).isEqualTo(2);
		assertThat(this.b.peers()).hasSize(1);
	}

	@Test
	void linksBreakInBothDirectionsWithTheReason() throws Exception {
		Pid remote = idle();
		CompletableFuture<Exit> exit = new CompletableFuture<>();
		Pid trapping = this.b.spawn((self) -> {
			self.trapExit(true);
			self.link(remote);
			exit.complete(self.receive(Exit.class));
		});
		await().until(() -> this.a.processes().info(remote).orElseThrow().links().contains(trapping));

		this.a.processes().exit(remote, remote, ExitReason.named("boom"));

		assertThat(get(exit)).isEqualTo(new Exit(remote, ExitReason.named("boom")));

		Pid other = idle();
		this.b.spawn((self) -> {
			self.link(other);
			self.exit(ExitReason.named("done"));
		});
		await().until(() -> !this.a.processes().isAlive(other));
	}

	@Otp(237)
	@Test
	void aLinkToADeadProcessIsNoproc() throws Exception {
		Pid dead = idle();
		this.a.processes().exit(dead, dead, ExitReason.KILL);
		await().until(() -> !this.a.processes().isAlive(dead));
		CompletableFuture<Exit> exit = new CompletableFuture<>();
		this.b.spawn((self) -> {
			self.trapExit(true);
			self.link(dead);
			exit.complete(self.receive(Exit.class));
		});

		assertThat(get(exit)).isEqualTo(new Exit(dead, ExitReason.NOPROC));
	}

	@Test
	void linkingAndUnlinkingInALoopEndsLinkedOnBothSidesOrOnNone() throws Exception {
		Pid remote = idle();
		CompletableFuture<Exit> exit = new CompletableFuture<>();
		Pid local = this.b.spawn((self) -> {
			self.trapExit(true);
			for (int i = 0; i < 500; i++) {
				self.link(remote);
				self.unlink(remote);
			}
			self.link(remote);
			self.send(remote, "that was the last");
			exit.complete(self.receive(Exit.class));
		});
		await().until(() -> this.a.processes().info(remote).orElseThrow().mailbox() == 1);
		assertThat(this.a.processes().info(remote).orElseThrow().links()).containsExactly(local);

		this.a.processes().exit(remote, remote, ExitReason.named("end"));

		assertThat(get(exit).reason()).isEqualTo(ExitReason.named("end"));
	}

	@Test
	void monitorsFireOnceWithTheReasonAndNotAfterTheyWereRemoved() throws Exception {
		Pid first = idle();
		Pid second = idle();
		CompletableFuture<Down> down = new CompletableFuture<>();
		CompletableFuture<Boolean> quiet = new CompletableFuture<>();
		CompletableFuture<Ref> watching = new CompletableFuture<>();
		this.b.spawn((self) -> {
			Ref removed = self.monitor(second);
			self.demonitor(removed);
			watching.complete(self.monitor(first));
			down.complete(self.receive(Down.class));
			quiet.complete(self.receive(Down.class, Duration.ofMillis(200)).isEmpty());
		});
		Ref ref = get(watching);
		await().until(() -> !this.a.processes().info(first).orElseThrow().monitoredBy().isEmpty());

		this.a.processes().exit(second, second, ExitReason.named("unseen"));
		this.a.processes().exit(first, first, ExitReason.named("seen"));

		assertThat(get(down)).isEqualTo(new Down(ref, first, ExitReason.named("seen")));
		assertThat(get(quiet)).isTrue();
	}

	@Test
	void aMonitorOfANameThatNobodyHasIsNoproc() throws Exception {
		CompletableFuture<Down> down = new CompletableFuture<>();
		RegisteredName nobody = new RegisteredName("nobody", this.a.name());
		this.b.spawn((self) -> {
			self.monitor(nobody);
			down.complete(self.receive(Down.class));
		});

		assertThat(get(down).reason()).isEqualTo(ExitReason.NOPROC);
		assertThat(get(down).target()).isEqualTo(nobody);
	}

	@Test
	void anAliasCanBeAnsweredFromTheOtherNodeUntilItIsClosed() throws Exception {
		CompletableFuture<Ref> alias = new CompletableFuture<>();
		CompletableFuture<Object> first = new CompletableFuture<>();
		CompletableFuture<Boolean> second = new CompletableFuture<>();
		CompletableFuture<Boolean> closed = new CompletableFuture<>();
		this.a.spawn((self) -> {
			Ref own = self.alias();
			alias.complete(own);
			first.complete(self.receive(Term.class));
			self.unalias(own);
			closed.complete(true);
			second.complete(self.receive(Term.class, Duration.ofMillis(300)).isPresent());
		});

		this.b.send(get(alias), new Note(1));
		assertThat(get(first)).hasToString("{note,1}");
		get(closed);
		this.b.send(get(alias), new Note(2));
		assertThat(get(second)).isFalse();
	}

	@Test
	void anExitSignalCrosses() {
		Pid remote = idle();
		this.b.spawn((self) -> self.exit(remote, ExitReason.KILL));

		await().until(() -> !this.a.processes().isAlive(remote));
	}

	@Test
	void theEndOfANodeIsNoconnectionForLinksMonitorsAndCallsWithinASecond() throws Exception {
		Pid remote = idle();
		Nodes.Events events = new Nodes.Events();
		Nodes.connected(this.a, this.b);
		this.b.listen(events);
		CompletableFuture<Exit> exit = new CompletableFuture<>();
		CompletableFuture<Down> down = new CompletableFuture<>();
		Pid watcher = this.b.spawn((self) -> {
			self.trapExit(true);
			self.monitor(remote);
			self.link(remote);
			exit.complete(self.receive(Exit.class));
			down.complete(self.receive(Down.class));
		});
		CompletableFuture<Integer> call = counter().callAsync(new Never());
		await().until(() -> this.a.processes().info(remote).orElseThrow().links().contains(watcher));
		assertThat(this.seen.poll(5, TimeUnit.SECONDS)).isEqualTo(new Never());
		long start = System.nanoTime();

		this.a.close();

		assertThat(get(exit)).isEqualTo(new Exit(remote, ExitReason.NOCONNECTION));
		assertThat(get(down).reason()).isEqualTo(ExitReason.NOCONNECTION);
		assertThatThrownBy(call::join).cause()
			.asInstanceOf(type(CallException.class))
			.satisfies((failure) -> assertThat(failure.reason().toString()).startsWith("{nodedown,"));
		assertThat(events.down()).isEqualTo(this.a.name());
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(1));
		assertThat(this.b.peers()).isEmpty();
	}

	@Test
	void aCallerThatWaitsWhenItsOwnNodeClosesIsReleased() throws Exception {
		CompletableFuture<Throwable> failure = new CompletableFuture<>();
		Thread.ofVirtual().start(() -> {
			try {
				counter().call(new Never(), Duration.ofSeconds(20));
			}
			catch (RuntimeException ex) {
				failure.complete(ex);
			}
		});
		assertThat(this.seen.poll(5, TimeUnit.SECONDS)).isEqualTo(new Never());

		this.b.close();

		assertThat(failure.get(2, TimeUnit.SECONDS)).isInstanceOf(CallException.class);
	}

	@Test
	void aRestartedNodeIsConnectedAgainAndItsOldProcessesAreGone() throws Exception {
		Pid old = counterPid();
		assertThat(counter().call(new Add(5))).isEqualTo(5);
		int port = this.a.port().orElseThrow();
		Nodes.Events events = new Nodes.Events();
		this.b.listen(events);
		CompletableFuture<Boolean> linked = new CompletableFuture<>();
		CompletableFuture<Pid> unlinking = new CompletableFuture<>();
		CompletableFuture<Exit> noproc = new CompletableFuture<>();
		Pid linker = this.b.spawn((self) -> {
			self.trapExit(true);
			self.link(old);
			linked.complete(true);
			self.receive(Exit.class);
			self.receive(Note.class);
			// Neither may cost the new connection.
			self.unlink(old);
			self.link(old);
			noproc.complete(self.receive(Exit.class));
			self.unlink(old);
			unlinking.complete(self.pid());
		});
		get(linked);

		this.a.close();
		Node again = this.nodes.start(Nodes.config(this.a.name()).port(port));
		LinkedBlockingQueue<Object> seenAgain = Nodes.counter(again);

		assertThat(events.next()).isEqualTo("down " + again.name());
		assertThat(events.next()).isEqualTo("up " + again.name());
		assertThat(again.creation()).isNotEqualTo(this.a.creation());
		this.b.send(old, new Note(1));
		this.b.send(linker, new Note(0));
		assertThat(get(noproc)).isEqualTo(new Exit(old, ExitReason.NOPROC));
		get(unlinking);
		assertThatThrownBy(() -> this.b.server(old).call(new Add(1))).asInstanceOf(type(CallException.class))
			.satisfies((failure) -> assertThat(failure.reason()).isEqualTo(ExitReason.NOPROC));
		assertThat(counter().call(new Add(1))).isEqualTo(1);
		assertThat(seenAgain).isEmpty();
		assertThat(events.seen).isEmpty();
	}

	@Test
	void aPidOfAnEarlierIncarnationOfThisNodeIsNoprocAndSendsNothing() throws Exception {
		Pid own = new Pid(this.b.processes().node(), 5, 0, this.b.creation() + 1);
		CompletableFuture<Exit> exit = new CompletableFuture<>();
		CompletableFuture<Down> down = new CompletableFuture<>();
		this.b.spawn((self) -> {
			self.trapExit(true);
			self.send(own, new Note(1));
			self.monitor(own);
			down.complete(self.receive(Down.class));
			self.link(own);
			exit.complete(self.receive(Exit.class));
		});

		assertThat(get(down).reason()).isEqualTo(ExitReason.NOPROC);
		assertThat(get(exit).reason()).isEqualTo(ExitReason.NOPROC);
	}

	@Test
	void aNameThatIsNoNodeIsNodedownAtOnceAndRemembersNothing() {
		for (String node : List.of("nonsense", "a@", "x@y@z", "b b@127.0.0.1")) {
			assertThatThrownBy(() -> this.b.server("x", node).call(new Add(1))).asInstanceOf(type(CallException.class))
				.satisfies((failure) -> assertThat(failure.reason().toString()).startsWith("{nodedown,"));
			assertThat(this.b.connect(node)).isFalse();
		}
		assertThat(this.b.connect(this.b.name())).isTrue();
	}

	@Test
	void aDisconnectedPeerStaysAwayUntilItIsCalled() throws Exception {
		Nodes.connected(this.a, this.b);
		Nodes.Events events = new Nodes.Events();
		this.a.listen(events);

		this.b.disconnect(this.a.name());

		assertThat(events.next()).isEqualTo("down " + this.b.name());
		await().until(() -> this.b.peers().isEmpty());
		assertThat(counter().call(new Add(1))).isEqualTo(1);
		assertThat(events.next()).isEqualTo("up " + this.b.name());
	}

	@Test
	void threeNodesAreEachConnectedWithEachAndLoseOnlyTheOneThatGoes() throws Exception {
		Node c = this.nodes.start("c", this.a, this.b);
		Nodes.connected(this.a, this.b);
		Nodes.connected(this.a, c);
		Nodes.connected(this.b, c);
		Nodes.Events events = new Nodes.Events();
		c.listen(events);
		Pid sink = c.processes().spawn((self) -> self.receive(Undeclared.class), SpawnOptions.DEFAULT, null).pid();

		this.b.close();

		assertThat(events.down()).isEqualTo(this.b.name());
		assertThat(c.server("counter", this.a.name()).call(new Add(4))).isEqualTo(4);
		assertThat(c.processes().isAlive(sink)).isTrue();
		assertThat(c.peers()).hasSize(1);
	}

	@Test
	void aListenerThatFailsDoesNotTouchTheConnection() {
		Node c = this.nodes.start("c");
		c.listen(new NodeListener() {
			@Override
			public void nodeUp(PeerInfo peer) {
				throw new IllegalStateException("a listener that fails");
			}
		});
		Nodes.Events events = new Nodes.Events();
		c.listen(events);

		Node d = this.nodes.start("d", c);

		Nodes.connected(c, d);
		assertThat(events.seen).containsExactly("up " + d.name());
	}

}
