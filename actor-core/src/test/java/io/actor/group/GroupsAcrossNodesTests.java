package io.actor.group;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.actor.fixture.Otp;
import io.actor.node.TestNodes;
import io.actor.process.ExitReason;
import io.actor.process.Processes;
import io.actor.process.SpawnOptions;
import io.actor.term.Atom;
import io.actor.term.Int;
import io.actor.term.ListTerm;
import io.actor.term.Pid;
import io.actor.term.Term;
import io.actor.term.Tuple;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static io.actor.group.GroupNode.await;
import static org.assertj.core.api.Assertions.assertThat;

/** Groups of nodes whose signals reach each other at once. */
class GroupsAcrossNodesTests {

	private static final Atom LOBBY = Atom.of("lobby");

	private final TestNodes nodes = TestNodes.automatic();

	private final GroupNode a = GroupNode.start(this.nodes, "a@test");

	private final GroupNode b = GroupNode.start(this.nodes, "b@test");

	@AfterEach
	void stop() {
		this.nodes.close();
	}

	private void connect() {
		this.nodes.connect("a@test", "b@test");
	}

	/**
	 * Both scope processes know each other; members of a group "here" on both show it.
	 */
	private void connectAndMeet() {
		Pid ofA = this.a.member();
		Pid ofB = this.b.member();
		this.a.groups().join("here", ofA);
		this.b.groups().join("here", ofB);
		connect();
		awaitMembers(this.a, "here", ofA, ofB);
		awaitMembers(this.b, "here", ofA, ofB);
	}

	private static void awaitMembers(GroupNode node, String group, Pid... expected) {
		await().untilAsserted(() -> assertThat(node.groups().members(group)).containsExactlyInAnyOrder(expected));
	}

	@Test
	@Otp({ 270, 273 })
	void nodesThatMeetTellEachOtherWhatTheyHave() {
		Pid ofA = this.a.member();
		Pid ofB = this.b.member();
		this.a.groups().join("lobby", List.of(ofA, ofA));
		this.b.groups().join("lobby", ofB);
		this.b.groups().join(Tuple.of(Atom.of("room"), Int.of(1)), ofB);

		connect();

		awaitMembers(this.a, "lobby", ofA, ofA, ofB);
		awaitMembers(this.b, "lobby", ofA, ofA, ofB);
		assertThat(this.a.groups().members(Tuple.of(Atom.of("room"), Int.of(1)))).containsExactly(ofB);
		assertThat(this.a.groups().localMembers("lobby")).containsExactly(ofA, ofA);
		assertThat(this.b.groups().localMembers("lobby")).containsExactly(ofB);
	}

	@Test
	@Otp({ 270, 277 })
	void laterChangesReachTheOtherNode() {
		connectAndMeet();
		Pid ofA = this.a.member();
		Pid alsoOfA = this.a.member();

		this.a.groups().join("lobby", List.of(ofA, alsoOfA, ofA));
		awaitMembers(this.b, "lobby", ofA, ofA, alsoOfA);
		assertThat(this.b.groups().localMembers("lobby")).isEmpty();
		assertThat(this.b.groups().localGroups()).doesNotContain(LOBBY);

		this.a.groups().leave("lobby", ofA);
		awaitMembers(this.b, "lobby", ofA, alsoOfA);

		this.a.groups().leave("lobby", List.of(ofA, alsoOfA));
		await().until(() -> !this.b.groups().groups().contains(LOBBY));
	}

	@Test
	@Otp(271)
	void theEndOfAMemberIsSeenOnAllNodes() {
		connectAndMeet();
		Pid ofA = this.a.member();
		this.a.groups().join("lobby", List.of(ofA, ofA));
		this.a.groups().join("garden", ofA);
		awaitMembers(this.b, "garden", ofA);

		this.a.kill(ofA);

		for (GroupNode node : List.of(this.a, this.b)) {
			awaitMembers(node, "lobby");
			awaitMembers(node, "garden");
			assertThat(node.groups().groups()).containsExactly(Atom.of("here"));
		}
	}

	@Test
	@Otp(272)
	void aLostNodeTakesItsMembersAlongInOneEventAGroup() throws Exception {
		connectAndMeet();
		Pid ofB = this.b.member();
		Pid alsoOfB = this.b.member();
		this.b.groups().join("lobby", List.of(ofB, alsoOfB));
		this.b.groups().join("lobby", ofB);
		this.b.groups().join("garden", ofB);
		awaitMembers(this.a, "lobby", ofB, ofB, alsoOfB);
		awaitMembers(this.a, "garden", ofB);
		BlockingQueue<GroupEvent> events = watchAll(this.a);

		this.nodes.cut("a@test", "b@test");

		Map<Term, List<Pid>> left = new HashMap<>();
		for (int i = 0; i < 3; i++) {
			assertThat(events.poll(5, TimeUnit.SECONDS)).isInstanceOfSatisfying(GroupLeft.class,
					(event) -> assertThat(left.put(event.group(), event.pids())).isNull());
		}
		assertThat(left.get(LOBBY)).containsExactlyInAnyOrder(ofB, ofB, alsoOfB);
		assertThat(left.get(Atom.of("garden"))).containsExactly(ofB);
		assertThat(left.get(Atom.of("here"))).hasSize(1);
		Pid marker = this.a.member();
		this.a.groups().join("lobby", marker);
		assertThat(events.poll(5, TimeUnit.SECONDS)).isInstanceOf(GroupJoined.class);
		this.a.groups().leave("lobby", marker);
		assertThat(this.a.groups().members("lobby")).isEmpty();
		assertThat(this.a.groups().members("here")).hasSize(1);
		assertThat(this.b.groups().members("lobby")).hasSize(3);
	}

	@Test
	void aNodeThatComesBackHasItsMembersAgain() {
		connectAndMeet();
		Pid ofB = this.b.member();
		this.b.groups().join("lobby", ofB);
		awaitMembers(this.a, "lobby", ofB);
		this.nodes.cut("a@test", "b@test");
		awaitMembers(this.a, "lobby");
		Pid meanwhile = this.b.member();
		this.b.groups().join("lobby", meanwhile);
		this.b.groups().leave("lobby", ofB);

		connect();

		awaitMembers(this.a, "lobby", meanwhile);
	}

	@Test
	@Otp(276)
	void aRestartedScopeLosesItsMembersEverywhereAndLearnsThoseOfOthers() {
		connectAndMeet();
		Pid ofA = this.a.member();
		Pid ofB = this.b.member();
		this.a.groups().join("lobby", ofA);
		this.b.groups().join("lobby", ofB);
		awaitMembers(this.b, "lobby", ofA, ofB);
		Pid before = this.a.scope();

		this.a.kill(before);

		await().until(() -> this.a.processes().whereis("pg").filter((now) -> !now.equals(before)).isPresent());
		awaitMembers(this.a, "lobby", ofB);
		awaitMembers(this.b, "lobby", ofB);
		this.a.groups().join("lobby", ofA);
		awaitMembers(this.b, "lobby", ofA, ofB);
	}

	/** As Erlang does, which looks for visible nodes only; we may be hidden. */
	@Test
	@Otp({ 273, 276 })
	void aScopeThatStartsWhenTheConnectionIsLongUpIsAskedUntilItAnswers() throws Exception {
		Processes late = this.nodes.start("late@test");
		Pid ofA = this.a.member();
		this.a.groups().join("lobby", ofA);
		this.nodes.connect("a@test", "late@test");
		this.a.settle();
		Term discover = Tuple.of(Atom.of("discover"), this.a.scope());

		BlockingQueue<Object> heard = silentScope(late);

		assertThat(heard.poll(5, TimeUnit.SECONDS)).isEqualTo(discover);
		assertThat(heard.poll(5, TimeUnit.SECONDS)).isEqualTo(discover);
		Pid scope = late.whereis("pg").orElseThrow();
		late.send(this.a.scope(), Tuple.of(Atom.of("discover"), scope));
		await().until(heard::poll, (next) -> String.valueOf(next).contains("sync"));

		late.exit(scope, scope, ExitReason.KILL);
		await().until(() -> late.whereis("pg").isEmpty());

		assertThat(silentScope(late).poll(5, TimeUnit.SECONDS)).isEqualTo(discover);
	}

	@Test
	void onceEverybodyIsKnownOrGoneNobodyIsAskedAgain() {
		connectAndMeet();
		await().until(() -> this.a.processes().timerCount() == 0 && this.b.processes().timerCount() == 0);

		this.nodes.start("empty@test");
		this.nodes.connect("a@test", "empty@test");
		await().until(() -> this.a.processes().timerCount() == 1);
		this.nodes.cut("a@test", "empty@test");

		await().until(() -> this.a.processes().timerCount() == 0);
	}

	/** A scope process that has started and asks nobody; gives what it is sent. */
	private static BlockingQueue<Object> silentScope(Processes node) {
		BlockingQueue<Object> heard = new LinkedBlockingQueue<>();
		Pid pid = node.spawn((self) -> {
			while (true) {
				heard.add(self.receive());
			}
		}, SpawnOptions.DEFAULT, null).pid();
		node.register("pg", pid);
		return heard;
	}

	@Test
	void membershipIsNotPassedOn() {
		GroupNode c = GroupNode.start(this.nodes, "c@test");
		connectAndMeet();
		this.nodes.connect("b@test", "c@test");
		Pid ofC = c.member();
		c.groups().join("lobby", ofC);

		awaitMembers(this.b, "lobby", ofC);
		this.b.settle();
		this.a.settle();

		assertThat(this.a.groups().members("lobby")).isEmpty();
	}

	@Test
	void aMessageToAGroupReachesMembersOnOtherNodes() {
		connectAndMeet();
		CompletableFuture<Object> heard = new CompletableFuture<>();
		Pid ofB = this.b.processes().spawn((self) -> heard.complete(self.receive()), SpawnOptions.DEFAULT, null).pid();
		this.b.groups().join("lobby", ofB);
		awaitMembers(this.a, "lobby", ofB);

		this.a.groups().send("lobby", Tuple.of(Atom.of("say"), Int.of(1)));

		assertThat(heard.orTimeout(5, TimeUnit.SECONDS).join()).isEqualTo(Tuple.of(Atom.of("say"), Int.of(1)));
	}

	@Test
	void aPeerOfOtp28IsAnsweredLikeAnyOther() {
		Pid ofA = this.a.member();
		this.a.groups().join("lobby", List.of(ofA, ofA));
		Stranger stranger = new Stranger(this.b);
		this.nodes.connect("a@test", "b@test");

		stranger.send(Tuple.of(Atom.of("discover"), stranger.pid, Int.of(1)));

		Term groups = ListTerm.of(Tuple.of(LOBBY, ListTerm.of(ofA, ofA)));
		assertThat(stranger.next())
			.isEqualTo(Tuple.of(Atom.of("$gen_cast"), Tuple.of(Atom.of("sync"), this.a.scope(), groups)));
		assertThat(stranger.next()).isEqualTo(Tuple.of(Atom.of("discover"), this.a.scope()));
		this.a.groups().leave("lobby", ofA);
		assertThat(stranger.next()).isEqualTo(Tuple.of(Atom.of("leave"), this.a.scope(), ofA, ListTerm.of(LOBBY)));
		this.a.kill(ofA);
		assertThat(stranger.next()).isEqualTo(Tuple.of(Atom.of("leave"), this.a.scope(), ofA, ListTerm.of(LOBBY)));
	}

	@Test
	void aPeerHearsOfChangesOnlyAfterItHasBeenSentASync() {
		connectAndMeet();
		Pid ofA = this.a.member();
		this.a.groups().join("lobby", ofA);
		Stranger stranger = new Stranger(this.b);
		stranger.sync(Tuple.of(Atom.of("garden"), ListTerm.of(stranger.pid)));
		awaitMembers(this.a, "garden", stranger.pid);

		this.a.groups().leave("lobby", ofA);
		stranger.send(Tuple.of(Atom.of("discover"), stranger.pid));

		assertThat(stranger.next()).asString().contains("sync").doesNotContain("lobby");
		this.a.groups().join("lobby", ofA);
		assertThat(stranger.next()).isEqualTo(Tuple.of(Atom.of("join"), this.a.scope(), LOBBY, ofA));
	}

	@Test
	void whatAnUnknownPeerSaysIsIgnored() {
		connectAndMeet();
		Pid scope = this.a.scope();
		Stranger stranger = new Stranger(this.b);

		stranger.send(Tuple.of(Atom.of("join"), stranger.pid, LOBBY, stranger.pid));
		stranger.send(Tuple.of(Atom.of("leave"), stranger.pid, stranger.pid, ListTerm.of(Atom.of("here"))));
		stranger.send(Tuple.of(Atom.of("join"), stranger.pid));
		stranger.send(Atom.of("hello"));
		stranger.send(Tuple.of(Atom.of("discover"), stranger.pid));
		stranger.next();

		assertThat(this.a.groups().members("lobby")).isEmpty();
		assertThat(this.a.groups().members("here")).hasSize(2);
		assertThat(this.a.scope()).isEqualTo(scope);
	}

	@Test
	void aPeerSpeaksForItsOwnProcessesOnlyAndTakesNothingAwayThatItDidNotHave() {
		connectAndMeet();
		Pid ofA = this.a.member();
		this.a.groups().join("lobby", ofA);
		Stranger stranger = new Stranger(this.b);

		stranger.send(Tuple.of(Atom.of("discover"), stranger.pid));
		stranger.send(Tuple.of(Atom.of("join"), stranger.pid, LOBBY, ListTerm.of(ofA, stranger.pid)));
		stranger.send(Tuple.of(Atom.of("leave"), stranger.pid, ofA, ListTerm.of(LOBBY, LOBBY)));
		awaitMembers(this.a, "lobby", ofA, stranger.pid);
		stranger.send(Tuple.of(Atom.of("leave"), stranger.pid, ListTerm.of(stranger.pid, stranger.pid),
				ListTerm.of(LOBBY, LOBBY)));

		awaitMembers(this.a, "lobby", ofA);
	}

	@Test
	void aSyncReplacesWhatThePeerHadAndTheEventsAreTheDifference() throws Exception {
		connectAndMeet();
		Stranger stranger = new Stranger(this.b);
		Pid other = this.b.member();
		BlockingQueue<GroupEvent> events = watch(this.a, LOBBY);

		stranger.sync(Tuple.of(LOBBY, ListTerm.of(stranger.pid, other)));
		assertThat(events.poll(5, TimeUnit.SECONDS)).isInstanceOf(GroupJoined.class);
		awaitMembers(this.a, "lobby", stranger.pid, other);
		stranger.sync(Tuple.of(LOBBY, ListTerm.of(other, other)), Tuple.of(LOBBY), LOBBY);

		assertThat(events.poll(5, TimeUnit.SECONDS)).isInstanceOfSatisfying(GroupLeft.class,
				(left) -> assertThat(left.pids()).containsExactly(stranger.pid));
		assertThat(events.poll(5, TimeUnit.SECONDS)).isInstanceOfSatisfying(GroupJoined.class,
				(joined) -> assertThat(joined.pids()).containsExactly(other));
		stranger.sync();
		awaitMembers(this.a, "lobby");
	}

	/** The events of a group from now on. */
	private static BlockingQueue<GroupEvent> watch(GroupNode node, Term group) {
		return watch(node, () -> node.groups().monitor(group));
	}

	/** The events of all groups from now on. */
	private static BlockingQueue<GroupEvent> watchAll(GroupNode node) {
		return watch(node, () -> node.groups().monitorScope());
	}

	private static BlockingQueue<GroupEvent> watch(GroupNode node, Runnable monitor) {
		BlockingQueue<GroupEvent> events = new LinkedBlockingQueue<>();
		CompletableFuture<Boolean> ready = new CompletableFuture<>();
		node.processes().spawn((self) -> {
			monitor.run();
			ready.complete(true);
			while (true) {
				events.add(self.receive(GroupEvent.class));
			}
		}, SpawnOptions.DEFAULT, null);
		ready.join();
		return events;
	}

	/** A process of a node that talks to the scope process of node a as it likes. */
	private final class Stranger {

		private final BlockingQueue<Object> heard = new LinkedBlockingQueue<>();

		private final Pid pid;

		Stranger(GroupNode node) {
			this.pid = node.processes().spawn((self) -> {
				while (true) {
					this.heard.add(self.receive());
				}
			}, SpawnOptions.DEFAULT, null).pid();
		}

		void send(Term message) {
			GroupsAcrossNodesTests.this.b.processes().send(GroupsAcrossNodesTests.this.a.scope(), message);
		}

		void sync(Term... groups) {
			send(Tuple.of(Atom.of("$gen_cast"), Tuple.of(Atom.of("sync"), this.pid, ListTerm.of(groups))));
		}

		Object next() {
			try {
				Object message = this.heard.poll(5, TimeUnit.SECONDS);
				return (message != null) ? message : "nothing";
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
				throw new IllegalStateException(ex);
			}
		}

	}

}
