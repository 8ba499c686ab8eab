package io.actor.group;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.actor.fixture.Otp;
import io.actor.gen.CallException;
import io.actor.node.Node;
import io.actor.gen.StartException;
import io.actor.process.ExitReason;
import io.actor.process.Process;
import io.actor.supervisor.ChildInfo;
import io.actor.term.Atom;
import io.actor.term.Binary;
import io.actor.term.Int;
import io.actor.term.Pid;
import io.actor.term.Ref;
import io.actor.term.Term;
import io.actor.term.Tuple;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static io.actor.group.GroupNode.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Groups of a node on its own. */
class GroupsTests {

	private static final Term LOBBY = Atom.of("lobby");

	private final Node node = Node.start();

	private final Groups groups = this.node.groups();

	@AfterEach
	void stop() {
		this.node.close();
	}

	private Pid idle() {
		return this.node.spawn(Process::receive);
	}

	private void kill(Pid pid) {
		this.node.processes().exit(this.node.processes().nobody(), pid, ExitReason.KILL);
	}

	@Test
	@Otp(277)
	void aProcessThatJoinsIsAMemberUntilItLeaves() {
		Pid pid = idle();

		this.groups.join("lobby", pid);

		assertThat(this.groups.members("lobby")).containsExactly(pid);
		assertThat(this.groups.localMembers("lobby")).containsExactly(pid);
		assertThat(this.groups.groups()).containsExactly(LOBBY);
		assertThat(this.groups.leave("lobby", pid)).isTrue();
		assertThat(this.groups.members("lobby")).isEmpty();
		assertThat(this.groups.groups()).isEmpty();
		assertThat(this.groups.localGroups()).isEmpty();
	}

	@Test
	@Otp(269)
	void whoJoinsTwiceHasToLeaveTwice() {
		Pid pid = idle();
		this.groups.join("lobby", pid);
		this.groups.join("lobby", pid);

		assertThat(this.groups.members("lobby")).containsExactly(pid, pid);
		assertThat(this.groups.leave("lobby", pid)).isTrue();
		assertThat(this.groups.members("lobby")).containsExactly(pid);
		assertThat(this.groups.leave("lobby", pid)).isTrue();
		assertThat(this.groups.leave("lobby", pid)).isFalse();
	}

	@Test
	void severalProcessesJoinAtOnce() {
		Pid one = idle();
		Pid two = idle();

		this.groups.join("lobby", List.of(one, two, one));

		assertThat(this.groups.members("lobby")).containsExactlyInAnyOrder(one, one, two);
		assertThat(this.groups.leave("lobby", List.of(two, one, two))).isTrue();
		assertThat(this.groups.members("lobby")).containsExactly(one);
	}

	@Test
	@Otp(269)
	void whoIsNoMemberCannotLeave() {
		this.groups.join("lobby", idle());

		assertThat(this.groups.leave("lobby", idle())).isFalse();
		assertThat(this.groups.leave("garden", idle())).isFalse();
		assertThat(this.groups.members("lobby")).hasSize(1);
	}

	@Test
	@Otp(274)
	void aProcessOfAnotherNodeCannotJoinHere() {
		Pid pid = idle();
		Pid remote = new Pid(Atom.of("other@host"), 5, 0, 1);

		assertThatThrownBy(() -> this.groups.join("lobby", List.of(pid, remote)))
			.isInstanceOf(IllegalArgumentException.class)
			.hasMessageContaining("nolocal");

		assertThat(this.groups.members("lobby")).isEmpty();
		assertThat(this.groups.groups()).isEmpty();
	}

	@Test
	void theEndOfAProcessEndsAllItsMemberships() {
		Pid pid = idle();
		Pid other = idle();
		this.groups.join("lobby", List.of(pid, other, pid));
		this.groups.join("garden", pid);

		kill(pid);

		await().until(() -> this.groups.groups().size() == 1);
		assertThat(this.groups.members("lobby")).containsExactly(other);
	}

	@Test
	void aDeadProcessDoesNotStayAMember() {
		Pid pid = this.node.spawn((self) -> {
		});
		await().until(() -> !this.node.processes().isAlive(pid));

		this.groups.join("lobby", pid);

		await().until(() -> this.groups.members("lobby").isEmpty());
	}

	@Test
	void aGroupIsNamedByAnyTerm() {
		Pid pid = idle();
		Term room = Tuple.of(Binary.utf8("room"), Int.of(7));

		this.groups.join(room, pid);
		this.groups.join("lobby", pid);

		assertThat(this.groups.members(Tuple.of(Binary.utf8("room"), Int.of(7)))).containsExactly(pid);
		assertThat(this.groups.members(LOBBY)).containsExactly(pid);
		assertThat(this.groups.members(Binary.utf8("lobby"))).isEmpty();
		assertThatThrownBy(() -> this.groups.members("x".repeat(256))).isInstanceOf(IllegalArgumentException.class);
	}

	@Test
	void aMessageToAGroupReachesEachMemberAsOftenAsItJoined() throws Exception {
		BlockingQueue<String> heard = new LinkedBlockingQueue<>();
		Pid twice = this.node.spawn((self) -> {
			heard.add("twice " + self.receive());
			heard.add("twice " + self.receive());
		});
		Pid once = this.node.spawn((self) -> heard.add("once " + self.receive()));
		this.groups.join("lobby", List.of(twice, once, twice));

		assertThat(this.groups.send("lobby", "hello")).isEqualTo(3);

		List<String> all = new ArrayList<>();
		for (int i = 0; i < 3; i++) {
			all.add(String.valueOf(heard.poll(5, TimeUnit.SECONDS)));
		}
		assertThat(all).containsExactlyInAnyOrder("twice hello", "twice hello", "once hello");
		assertThat(this.groups.send("nobody", "hello")).isZero();
	}

	@Test
	@Otp(275)
	void theEventsOfAMonitorYieldTheMembership() {
		Pid before = idle();
		Pid after = idle();
		this.groups.join("lobby", before);
		List<Pid> seen = new ArrayList<>();
		CompletableFuture<Boolean> ready = new CompletableFuture<>();
		CompletableFuture<List<Pid>> outcome = new CompletableFuture<>();
		this.node.spawn((self) -> {
			GroupMonitor monitor = this.groups.monitor("lobby");
			seen.addAll(monitor.members());
			ready.complete(true);
			for (int i = 0; i < 4; i++) {
				switch (self.receive(GroupEvent.class)) {
					case GroupJoined(Ref ref, Term group, List<Pid> pids) when ref.equals(monitor.ref()) ->
						seen.addAll(pids);
					case GroupLeft(Ref ref, Term group, List<Pid> pids) when ref.equals(monitor.ref()) ->
						pids.forEach(seen::remove);
					default -> throw new IllegalStateException();
				}
			}
			outcome.complete(seen);
		});
		ready.join();

		this.groups.join("garden", after);
		this.groups.join("lobby", List.of(after, after));
		this.groups.leave("lobby", after);
		this.groups.join("lobby", before);
		kill(after);

		assertThat(outcome.orTimeout(5, TimeUnit.SECONDS).join()).containsExactly(before, before);
		assertThat(this.groups.members("lobby")).containsExactly(before, before);
	}

	@Test
	@Otp(275)
	void aMonitorOfTheScopeHearsOfAllGroupsUntilItIsEnded() {
		Pid pid = idle();
		this.groups.join("lobby", pid);
		CompletableFuture<Boolean> ready = new CompletableFuture<>();
		CompletableFuture<String> outcome = new CompletableFuture<>();
		Pid watcher = this.node.spawn((self) -> {
			ScopeMonitor monitor = this.groups.monitorScope();
			ready.complete(monitor.groups().get(LOBBY) instanceof List<Pid> there && there.contains(pid));
			Term group = self.receive(GroupJoined.class).group();
			self.receive(String.class);
			boolean ended = this.groups.demonitor(monitor.ref());
			boolean again = this.groups.demonitor(monitor.ref());
			boolean silent = self.receive(GroupEvent.class, Duration.ZERO).isEmpty();
			outcome.complete(group + " " + ended + " " + again + " " + silent);
		});
		assertThat(ready.join()).isTrue();

		this.groups.join("garden", pid);
		this.groups.join("attic", pid);
		this.node.send(watcher, "go on");

		assertThat(outcome.orTimeout(5, TimeUnit.SECONDS).join()).isEqualTo("garden true false true");
	}

	@Test
	void aWatcherThatEndsIsForgotten() {
		CompletableFuture<Ref> monitor = new CompletableFuture<>();
		Pid watcher = this.node.spawn((self) -> monitor.complete(this.groups.monitor("lobby").ref()));

		await().until(() -> !this.node.processes().isAlive(watcher));

		await().until(() -> !this.groups.demonitor(monitor.join()));
	}

	@Test
	void onlyAProcessCanMonitor() {
		assertThatThrownBy(() -> this.groups.monitor("lobby")).isInstanceOf(IllegalStateException.class);
	}

	@Test
	void theScopeProcessIsAChildOfTheApplicationAndComesBackEmpty() {
		Pid pid = idle();
		this.groups.join("lobby", pid);
		List<ChildInfo> children = this.node.application().whichChildren();
		Pid scope = this.node.whereis("pg").orElseThrow();
		assertThat(children).extracting(ChildInfo::id).contains("pg");

		kill(scope);
		await().until(() -> this.node.whereis("pg").filter((now) -> !now.equals(scope)).isPresent());

		assertThat(this.groups.members("lobby")).isEmpty();
		await().ignoreExceptions().until(() -> !this.groups.leave("lobby", pid));
		this.groups.join("lobby", pid);
		assertThat(this.groups.members("lobby")).containsExactly(pid);
	}

	@Test
	void scopesShareNothing() {
		Pid pid = idle();
		Groups other = this.node.groups("other");

		other.join("lobby", pid);

		assertThat(other.members("lobby")).containsExactly(pid);
		assertThat(this.groups.members("lobby")).isEmpty();
		assertThat(this.node.groups("other")).isSameAs(other);
		assertThat(this.node.groups(Groups.DEFAULT_SCOPE)).isSameAs(this.groups);
		assertThat(this.node.application().whichChildren()).extracting(ChildInfo::id).contains("other");
	}

	@Test
	void aScopeWhoseNameIsTakenIsRefused() {
		this.node.processes().register("taken", idle());

		assertThatThrownBy(() -> this.node.groups("taken")).isInstanceOf(StartException.class)
			.hasMessageContaining("taken");
		assertThatThrownBy(() -> this.node.groups("net_kernel")).isInstanceOf(StartException.class);
	}

	@Test
	void withoutAScopeProcessThereAreNoMembersAndNobodyCanJoin() {
		Groups other = Groups.of(this.node.processes(), "other");

		assertThat(other.members("lobby")).isEmpty();
		assertThatThrownBy(() -> other.join("lobby", idle())).isInstanceOfSatisfying(CallException.class,
				(ex) -> assertThat(ex.reason()).isEqualTo(ExitReason.NOPROC));
	}

}
