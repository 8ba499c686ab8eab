package io.actor.interop;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.actor.fixture.Otp;
import io.actor.group.GroupEvent;
import io.actor.group.GroupJoined;
import io.actor.group.GroupLeft;
import io.actor.group.Groups;
import io.actor.node.Node;
import io.actor.node.NodeConfig;
import io.actor.process.ExitReason;
import io.actor.process.Process;
import io.actor.term.Atom;
import io.actor.term.Binary;
import io.actor.term.Int;
import io.actor.term.Pid;
import io.actor.term.Tuple;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** Groups of our node and of {@code pg} on a real Erlang node. */
@Tag("interop")
@Timeout(60)
class GroupsInteropTests {

	private static final String COOKIE = "cookie-of-the-groups-of-the-tests";

	private ErlangNode erlang;

	private Node node;

	@BeforeEach
	void startErlang() throws IOException {
		assumeTrue(ErlangNode.available(), "Erlang is not installed");
		this.erlang = ErlangNode.start("pgerl" + ProcessHandle.current().pid(), COOKIE);
	}

	private void startOurs(boolean visible) {
		this.node = Node.start(NodeConfig.named("pgjava" + ProcessHandle.current().pid() + "@127.0.0.1", COOKIE)
			.port(0)
			.visible(visible));
	}

	@AfterEach
	void stopBoth() {
		if (this.node != null) {
			this.node.close();
		}
		if (this.erlang != null) {
			this.erlang.close();
		}
	}

	private void ping() {
		assertThat(this.erlang.eval("net_adm:ping('" + this.node.name() + "').")).isEqualTo("pong");
	}

	private void connect(boolean fromHere) {
		if (fromHere) {
			assertThat(this.node.connect(this.erlang.name())).isTrue();
		}
		else {
			ping();
		}
	}

	private void evalOk(String expressions) {
		assertThat(this.erlang.eval(expressions + ", ok.")).isEqualTo("ok");
	}

	private Pid member() {
		return this.node.spawn(Process::receive);
	}

	private void awaitErlang(String expression, Object expected) {
		await().untilAsserted(() -> assertThat(this.erlang.eval(expression + ".")).isEqualTo(expected.toString()));
	}

	@ParameterizedTest
	@CsvSource({ "false, true", "false, false", "true, true", "true, false" })
	@Otp({ 269, 270, 271, 273, 277 })
	void bothSeeTheMembersOfBothHiddenOrVisibleWhoeverConnects(boolean visible, boolean fromHere) {
		startOurs(visible);
		Groups groups = this.node.groups();
		Pid ours = member();
		groups.join("lobby", List.of(ours, ours));
		groups.join(Tuple.of(Atom.of("room"), Int.of(7)), ours);
		evalOk("{ok, _} = pg:start(pg), M = spawn(fun() -> receive stop -> ok end end), "
				+ "ok = pg:join(lobby, [M, M]), ok = pg:join(<<\"attic\">>, M)");

		connect(fromHere);

		await().until(() -> groups.members("lobby").size() == 4 && groups.members(Binary.utf8("attic")).size() == 1);
		assertThat(groups.localMembers("lobby")).containsExactly(ours, ours);
		awaitErlang("length(pg:get_members(lobby))", 4);
		awaitErlang("pg:get_local_members(lobby) =:= [M, M]", true);
		awaitErlang("length(pg:get_members({room, 7}))", 1);
		groups.leave("lobby", ours);
		evalOk("ok = pg:leave(lobby, M), not_joined = pg:leave(nothing, M)");
		awaitErlang("length(pg:get_members(lobby))", 2);
		await().until(() -> groups.members("lobby").size() == 2);
		evalOk("exit(M, kill)");
		await().until(
				() -> groups.members("lobby").equals(List.of(ours)) && !groups.groups().contains(Binary.utf8("attic")));
		this.node.processes().exit(ours, ours, ExitReason.KILL);
		awaitErlang("pg:which_groups()", "[]");
		assertThat(groups.groups()).isEmpty();
	}

	@ParameterizedTest
	@CsvSource({ "false", "true" })
	@Otp(276)
	void aScopeThatIsRestartedOnTheErlangSideMeetsOursAgainWithoutANewConnection(boolean visible) {
		startOurs(visible);
		Pid ours = member();
		this.node.groups().join("lobby", ours);
		evalOk("{ok, _} = pg:start(pg), M = spawn(fun() -> receive stop -> ok end end), ok = pg:join(lobby, M)");
		ping();
		await().until(() -> this.node.groups().members("lobby").size() == 2);

		evalOk("R = monitor(process, pg), exit(whereis(pg), kill), receive {'DOWN', R, _, _, _} -> ok end");
		await().until(() -> this.node.groups().members("lobby").equals(List.of(ours)));
		evalOk("{ok, _} = pg:start(pg)");

		awaitErlang("length(pg:get_members(lobby))", 1);
		evalOk("ok = pg:join(lobby, M)");
		await().until(() -> this.node.groups().members("lobby").size() == 2);
		assertThat(this.node.peers()).hasSize(1);
	}

	@Test
	@Otp(276)
	void aScopeThatIsRestartedHereLosesItsMembersForErlangAndLearnsErlangsAgain() {
		startOurs(false);
		Pid ours = member();
		this.node.groups().join("lobby", ours);
		evalOk("{ok, _} = pg:start(pg), M = spawn(fun() -> receive stop -> ok end end), ok = pg:join(lobby, M)");
		ping();
		awaitErlang("length(pg:get_members(lobby))", 2);
		Pid scope = this.node.whereis("pg").orElseThrow();

		this.node.processes().exit(scope, scope, ExitReason.KILL);

		await().until(() -> this.node.whereis("pg").filter((now) -> !now.equals(scope)).isPresent());
		awaitErlang("pg:get_members(lobby) =:= [M]", true);
		await().until(() -> this.node.groups().members("lobby").size() == 1);
		this.node.groups().join("lobby", ours);
		awaitErlang("length(pg:get_members(lobby))", 2);
	}

	@Test
	void anotherScopeIsSharedAndKnowsNothingOfTheFirst() {
		startOurs(false);
		ping();
		Pid ours = member();
		this.node.groups("phx").join("lobby", ours);

		evalOk("{ok, _} = pg:start(phx), {ok, _} = pg:start(pg), "
				+ "M = spawn(fun() -> receive stop -> ok end end), ok = pg:join(phx, lobby, M)");

		await().until(() -> this.node.groups("phx").members("lobby").size() == 2);
		awaitErlang("length(pg:get_members(phx, lobby))", 2);
		assertThat(this.node.groups().members("lobby")).isEmpty();
		assertThat(this.erlang.eval("pg:get_members(lobby).")).isEqualTo("[]");
	}

	@Test
	void aDiscoverWithAVersionIsAnsweredToAnErlangProcessLikeOneWithout() {
		startOurs(false);
		this.node.groups().join("lobby", member());
		ping();

		for (String discover : List.of("{discover, self()}", "{discover, self(), 1}")) {
			assertThat(this.erlang.eval("{pg, '" + this.node.name() + "'} ! " + discover
					+ ", receive {'$gen_cast', {sync, P, [{lobby, [_]}]}} when is_pid(P) -> sync after 5000 -> late end."))
				.isEqualTo("sync");
		}
		assertThat(this.erlang.eval("receive {discover, _} -> once end.")).isEqualTo("once");
		assertThat(this.erlang.eval("receive {discover, _} -> twice after 0 -> no end.")).isEqualTo("no");
	}

	@Test
	@Otp({ 272, 275 })
	void aMonitorHearsOfErlangsMembersAndTheEndOfItsNodeIsOneEventForEachGroup() throws Exception {
		startOurs(false);
		BlockingQueue<GroupEvent> events = watchAll();
		evalOk("{ok, _} = pg:start(pg), [A, B] = [spawn(fun() -> receive stop -> ok end end) || _ <- [1, 2]], "
				+ "ok = pg:join(lobby, [A, B]), ok = pg:join(garden, A)");
		ping();
		assertThat(List.of(next(events), next(events)))
			.allSatisfy((event) -> assertThat(event).isInstanceOf(GroupJoined.class))
			.extracting(GroupEvent::group)
			.containsExactlyInAnyOrder(Atom.of("lobby"), Atom.of("garden"));
		evalOk("ok = pg:leave(lobby, B), ok = pg:join(lobby, B)");
		assertThat(next(events)).isInstanceOfSatisfying(GroupLeft.class, (left) -> assertThat(left.pids()).hasSize(1));
		assertThat(next(events)).isInstanceOf(GroupJoined.class);

		this.erlang.kill();

		List<GroupEvent> last = List.of(next(events), next(events));
		assertThat(last).allSatisfy((event) -> assertThat(event).isInstanceOf(GroupLeft.class));
		assertThat(last).filteredOn((event) -> event.group().equals(Atom.of("lobby")))
			.singleElement()
			.satisfies((event) -> assertThat(event.pids()).hasSize(2));
		this.node.groups().join("end", member());
		assertThat(next(events).group()).isEqualTo(Atom.of("end"));
	}

	@Test
	@Otp({ 272, 275 })
	void erlangsMonitorHearsOfOurMembersAndTheEndOfOurNodeIsOneEventForEachGroup() {
		startOurs(false);
		evalOk("{ok, _} = pg:start(pg), {Ref, _} = pg:monitor_scope()");
		ping();
		Pid one = member();
		this.node.groups().join("lobby", List.of(one, member()));
		this.node.groups().join("garden", one);
		assertThat(count("join", "lobby")).isEqualTo("2");
		assertThat(count("join", "garden")).isEqualTo("1");

		this.node.close();

		assertThat(count("leave", "lobby")).isEqualTo("2");
		assertThat(count("leave", "garden")).isEqualTo("1");
		assertThat(this.erlang.eval("receive {Ref, _, _, _} -> more after 0 -> none end.")).isEqualTo("none");
	}

	/** How many pids the next event of this kind has. */
	private String count(String kind, String group) {
		return this.erlang.eval(
				"(fun() -> receive {Ref, " + kind + ", " + group + ", L} -> length(L) after 5000 -> late end end)().");
	}

	private BlockingQueue<GroupEvent> watchAll() {
		BlockingQueue<GroupEvent> events = new LinkedBlockingQueue<>();
		CompletableFuture<Boolean> ready = new CompletableFuture<>();
		this.node.spawn((self) -> {
			this.node.groups().monitorScope();
			ready.complete(true);
			while (true) {
				events.add(self.receive(GroupEvent.class));
			}
		});
		ready.join();
		return events;
	}

	private static GroupEvent next(BlockingQueue<GroupEvent> events) throws InterruptedException {
		GroupEvent event = events.poll(5, TimeUnit.SECONDS);
		assertThat(event).isNotNull();
		return event;
	}

}
