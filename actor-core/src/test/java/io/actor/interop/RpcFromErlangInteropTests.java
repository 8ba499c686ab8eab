package io.actor.interop;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.actor.fixture.Otp;
import io.actor.node.Node;
import io.actor.node.NodeConfig;
import io.actor.process.ExitReason;
import io.actor.term.Int;
import io.actor.term.Pid;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** A real Erlang node calls our functions and spawns processes here. */
@Tag("interop")
@Timeout(60)
class RpcFromErlangInteropTests {

	private static final String COOKIE = "interop-cookie-of-the-rpc-tests";

	private static final RpcFunctions FUNCTIONS = new RpcFunctions();

	private static ErlangNode erlang;

	private static Node node;

	@BeforeAll
	static void startBoth() throws IOException {
		assumeTrue(ErlangNode.available(), "Erlang is not installed");
		erlang = ErlangNode.start("rpcerl" + ProcessHandle.current().pid(), COOKIE);
		node = Node.start(NodeConfig.named("rpcjava" + ProcessHandle.current().pid() + "@127.0.0.1", COOKIE)
			.port(0)
			.functions(FUNCTIONS.functions())
			.allow(List.of("erlang:node/0", "erlang:nodes/1", "erlang:system_info/1", "erlang:memory/0",
					"application:*")));
		erlang.eval("N = '" + node.name() + "'.");
	}

	@AfterAll
	static void stopBoth() {
		if (node != null) {
			node.close();
		}
		if (erlang != null) {
			erlang.close();
		}
	}

	private static String eval(String expressions) {
		return erlang.eval(expressions);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			textBlock = """
					erpc:call(N, rooms, count, [[a, b, c]]).         | 3
					erpc:call(N, rooms, history, [<<"ab">>, 3]).     | <<"ababab">>
					erpc:call(N, erlang, node, []) =:= N.            | true
					erpc:call(N, rooms, throw, [x]).                 | {throw,x}
					erpc:call(N, rooms, exit, [x]).                  | {exit,{exception,x}}
					erpc:call(N, rooms, exit, [{shutdown, x}]).      | {exit,{exception,{shutdown,x}}}
					erpc:call(N, rooms, error, [x]).                 | {error,{exception,x,[{rooms,error,1,[]}]}}
					erpc:call(N, rooms, crash, [<<"no">>]).          | {error,{exception,{exception,<<"no">>},[{rooms,crash,1,[]}]}}
					erpc:call(N, rooms, nothing, [1]).               | {error,{exception,undef,[{rooms,nothing,[1],[]}]}}
					erpc:call(N, rooms, count, [1, 2]).              | {error,{exception,undef,[{rooms,count,[1,2],[]}]}}
					erpc:call(N, os, cmd, ["id"]).                   | {error,{exception,undef,[{os,cmd,["id"],[]}]}}
					erpc:call(N, erlang, processes, []).             | {error,{exception,undef,[{erlang,processes,[],[]}]}}
					erpc:call(N, rooms, count, [a]).                 | {error,{exception,function_clause,[{rooms,count,[a],[]}]}}
					erpc:call(N, rooms, sleep, [5000], 100).         | {error,{erpc,timeout}}
					erpc:call('no@127.0.0.1', rooms, count, [[]]).   | {error,{erpc,noconnection}}
					rpc:call(N, rooms, count, [[a, b, c]]).          | 3
					rpc:call(N, rooms, throw, [x]).                  | x
					rpc:call(N, rooms, exit, [x]).                   | {badrpc,{'EXIT',x}}
					rpc:call(N, rooms, error, [x]).                  | {badrpc,{'EXIT',{x,[{rooms,error,1,[]}]}}}
					rpc:call(N, rooms, nothing, [1]).                | {badrpc,{'EXIT',{undef,[{rooms,nothing,[1],[]}]}}}
					rpc:call(N, rooms, sleep, [5000], 100).          | {badrpc,timeout}
					""")
	@Otp(252)
	void whatAFunctionDoesReachesItsCallerAsErlangHasIt(String call, String outcome) {
		assertThat(eval(call)).isEqualTo(outcome);
	}

	@Test
	void aCallWhoseProcessIsKilledSeesTheSignal() throws InterruptedException {
		eval("Me = self(), spawn(fun() -> Me ! {got, try erpc:call(N, rooms, wait, []) catch C:W -> {C, W} end} end).");
		Pid pid = FUNCTIONS.waiting.poll(5, TimeUnit.SECONDS);

		node.processes().exit(pid, pid, ExitReason.KILL);

		assertThat(eval("receive {got, R1} -> R1 after 5000 -> late end.")).isEqualTo("{exit,{signal,killed}}");
	}

	@Test
	@Otp(253)
	void aMulticallGivesAResultForEachNodeInOrder() {
		assertThat(eval("erpc:multicall([N, 'no@127.0.0.1', N], rooms, count, [[a]])."))
			.isEqualTo("[{ok,1},{error,{erpc,noconnection}},{ok,1}]");
		assertThat(eval("rpc:multicall([N, 'no@127.0.0.1', N], rooms, count, [[a]])."))
			.isEqualTo("{[1,1],['no@127.0.0.1']}");
	}

	@Test
	void aCastRuns() throws InterruptedException {
		assertThat(eval("erpc:cast(N, rooms, note, [1]).")).isEqualTo("ok");
		assertThat(FUNCTIONS.notes.poll(5, TimeUnit.SECONDS)).isEqualTo(Int.of(1));
		assertThat(eval("rpc:cast(N, rooms, note, [2]).")).isEqualTo("true");
		assertThat(FUNCTIONS.notes.poll(5, TimeUnit.SECONDS)).isEqualTo(Int.of(2));
	}

	@Test
	void aRequestIsReceivedLater() {
		assertThat(eval("Id = erpc:send_request(N, rooms, count, [[a]]), erpc:receive_response(Id).")).isEqualTo("1");
	}

	@Test
	void oldNodesAskRex() throws InterruptedException {
		assertThat(eval("[gen_server:call({rex, N}, {call, rooms, F, A, group_leader()}) || {F, A} <- "
				+ "[{count, [[a]]}, {throw, [x]}, {exit, [x]}, {nothing, []}]]."))
			.isEqualTo("[1,x,{badrpc,{'EXIT',x}},{badrpc,{'EXIT',{undef,[{rooms,nothing,[],[]}]}}}]");
		assertThat(eval("rpc:block_call(N, rooms, count, [[a]]).")).isEqualTo("1");
		eval("gen_server:cast({rex, N}, {cast, rooms, note, [3], group_leader()}).");
		assertThat(FUNCTIONS.notes.poll(5, TimeUnit.SECONDS)).isEqualTo(Int.of(3));
		assertThat(eval("{rex, N} ! {self(), {call, rooms, count, [[]], user}}, receive R2 -> R2 end."))
			.isEqualTo("{rex,0}");
		assertThat(eval("{rex, N} ! {self(), features_request}, receive {features_reply, N, F1} -> F1 end."))
			.isEqualTo("[erpc]");
		assertThat(eval("rpc:sbcast([N], nobody_there, x).")).isEqualTo("{[],['" + node.name() + "']}");
		assertThat(eval("rpc:sbcast([N], rex, x).")).isEqualTo("{['" + node.name() + "'],[]}");
	}

	@Test
	void callsToRexGoOnWhileBlockingOnesWaitForEachOther() throws InterruptedException {
		eval("Us = self(), [spawn(fun() -> Us ! {blocked, rpc:block_call(N, rooms, wait, [])} end) || _ <- [1, 2]].");
		Pid first = FUNCTIONS.waiting.poll(5, TimeUnit.SECONDS);

		assertThat(eval("gen_server:call({rex, N}, {call, rooms, count, [[a]], group_leader()}).")).isEqualTo("1");
		assertThat(FUNCTIONS.waiting).isEmpty();
		node.processes().exit(first, first, ExitReason.KILL);
		Pid second = FUNCTIONS.waiting.poll(5, TimeUnit.SECONDS);
		node.send(second, Int.of(7));

		assertThat(eval("lists:sort([receive {blocked, B} -> B end || _ <- [1, 2]])."))
			.isEqualTo("[7,{badrpc,{'EXIT',killed}}]");
	}

	@Test
	void aSpawnedFunctionRunsAndEndsAsErlangWouldSay() throws InterruptedException {
		eval("spawn(N, rooms, note, [4]).");
		assertThat(FUNCTIONS.notes.poll(5, TimeUnit.SECONDS)).isEqualTo(Int.of(4));

		for (String[] each : new String[][] { { "note, [5]", "normal" }, { "exit, [bye]", "bye" },
				{ "throw, [x]", "{{nocatch,x},[{rooms,throw,1,[]}]}" },
				{ "nothing, [1]", "{undef,[{rooms,nothing,[1],[]}]}" } }) {
			assertThat(eval("(fun() -> {P, M} = spawn_monitor(N, rooms, " + each[0] + "), "
					+ "receive {'DOWN', M, process, P, W} -> {node(P) =:= N, W} after 5000 -> late end end)()."))
				.isEqualTo("{true," + each[1] + "}");
		}
		FUNCTIONS.notes.clear();
	}

	@Test
	void aFunctionOfTheirsIsNeverRunHere() {
		assertThat(eval("(fun() -> {P, M} = spawn_monitor(N, fun() -> ok end), "
				+ "receive {'DOWN', M, process, P, {undef, [{erlang, apply, [_, []], []}]}} -> undef end end)()."))
			.isEqualTo("undef");
		assertThat(eval("erpc:call(N, fun() -> ok end).")).startsWith("{error,{exception,undef,[{erlang,apply,[#Fun<");
	}

	@Test
	void aLinkedProcessTakesItsSpawnerAlongAndIsTakenAlong() throws InterruptedException {
		assertThat(eval("process_flag(trap_exit, true), L = spawn_link(N, rooms, exit, [bye]), "
				+ "receive {'EXIT', L, LW} -> LW after 5000 -> late end."))
			.isEqualTo("bye");
		eval("Spawner = spawn(fun() -> spawn_link(N, rooms, wait, []), receive go -> exit(gone) end end).");
		Pid linked = FUNCTIONS.waiting.poll(20, TimeUnit.SECONDS);
		eval("Spawner ! go.");
		await().until(() -> !node.processes().isAlive(linked));
	}

	@Test
	void aSpawnRequestIsAnsweredFirstAndItsOptionsAreHonoured() {
		assertThat(eval("process_flag(trap_exit, true), "
				+ "Q = erlang:spawn_request(N, rooms, exit, [bye], [link, {monitor, [{tag, hello}]}, "
				+ "{priority, high}]), receive {spawn_reply, Q, ok, QP} -> "
				+ "receive {hello, Q, process, QP, QW} -> receive {'EXIT', QP, QE} -> {QW, QE} end end end."))
			.isEqualTo("{bye,bye}");
		assertThat(eval("Q2 = erlang:spawn_request(N, rooms, exit, [bye], [nonsense]), "
				+ "receive {spawn_reply, Q2, error, QB} -> QB end."))
			.isEqualTo("badopt");
	}

	@Test
	@Otp(254)
	void aProcessSpawnedHereHasTheGroupLeaderOfItsSpawner() {
		assertThat(eval("erpc:call(N, rooms, leader, []) =:= group_leader().")).isEqualTo("true");
		assertThat(eval("gen_server:call({rex, N}, {call, rooms, leader, [], group_leader()}) =:= group_leader()."))
			.isEqualTo("true");
	}

	@Test
	void toolsCanLookAtWhatIsAllowed() {
		assertThat(eval("erpc:call(N, erlang, nodes, [visible]).")).isEqualTo("[]");
		assertThat(eval("erpc:call(N, erlang, nodes, [hidden]) =:= [node()].")).isEqualTo("true");
		assertThat(eval("erpc:call(N, erlang, system_info, [process_count]) > 3.")).isEqualTo("true");
		assertThat(eval("erpc:call(N, erlang, system_info, [nothing])."))
			.isEqualTo("{error,{exception,badarg,[{erlang,system_info,1,[]}]}}");
		assertThat(eval("proplists:get_value(total, erpc:call(N, erlang, memory, [])) > 0.")).isEqualTo("true");
		assertThat(eval("rpc:call(N, application, which_applications, []).")).isEqualTo("[]");
	}

	@Test
	void aThousandCallsAtOnceEachGetTheirOwnResult() {
		assertThat(eval("Ids = [erpc:send_request(N, rooms, count, [lists:seq(1, I)]) || I <- lists:seq(1, 1000)], "
				+ "[erpc:receive_response(I) || I <- Ids] =:= lists:seq(1, 1000)."))
			.isEqualTo("true");
	}

	@Test
	void nothingSaidToTheServersMakesThemCrash() {
		var before = List.of(node.whereis("rex"), node.whereis("group_leader"), node.whereis("logger_proxy"));
		eval("[begin gen_server:cast({S, N}, T), {S, N} ! T, {S, N} ! {self(), T}, {S, N} ! {io_request, self(), x, T}, "
				+ "catch gen_server:call({S, N}, T, 10) end || S <- [rex, group_leader, logger_proxy], "
				+ "T <- [rubbish, {call, 1, 2, 3, 4}, {cast, 1, 2, 3, 4}, {sbcast, 1, 2}, {put_chars, x}, "
				+ "{requests, [x]}, {log, x, y, z}, {put_chars, unicode, io_lib, format, [1, 2]}]].");
		assertThat(eval("erpc:call(N, rooms, count, [[]]).")).isEqualTo("0");

		assertThat(List.of(node.whereis("rex"), node.whereis("group_leader"), node.whereis("logger_proxy")))
			.isEqualTo(before);
		eval("(fun F() -> receive _ -> F() after 0 -> ok end end)().");
	}

}
