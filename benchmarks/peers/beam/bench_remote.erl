%% The workloads between two nodes, each an emulator, over the loopback interface. This one starts the other.
%% Usage: erl -name measuring@127.0.0.1 -setcookie benchmark -noinput -s bench_remote main short|full r1 r2 ...
-module(bench_remote).
-export([main/1, serve/0]).
-import(bench, [size/3, repeat/4]).

main([Mode | Workloads]) ->
    lists:foreach(fun(Workload) -> run(Workload, Mode) end, Workloads),
    halt(0).

run(r5, Mode) ->
    [bench:report_value("r5_nodedown", "ms", kill(), Rep) || Rep <- lists:seq(1, size(Mode, 10, 100))];
run(Workload, Mode) ->
    Other = start(atom_to_list(Workload)),
    workload(Workload, Other, Mode),
    stop(Other).

workload(r1, Other, Mode) ->
    N = size(Mode, 10000, 50000),
    repeat("r1_pingpong", N, Mode, fun() -> ping({echo, Other}, N) end);
workload(r2, Other, Mode) -> one_way("r2_oneway_100B", 100, size(Mode, 300000, 1000000), Other, Mode);
workload(r3, Other, Mode) -> one_way("r3_oneway_10KB", 10240, size(Mode, 30000, 100000), Other, Mode);
workload(r4, Other, Mode) ->
    One = size(Mode, 10000, 50000),
    Each = size(Mode, 500, 2000),
    repeat("r4_call1", One, Mode, fun() -> calls(Other, 1, One) end),
    repeat("r4_call100", 100 * Each, Mode, fun() -> calls(Other, 100, Each) end).

%% ---- the other node ----

start(Name) ->
    Full = list_to_atom(Name ++ "@127.0.0.1"),
    Command = lists:flatten(io_lib:format(
        "erl -name ~s -setcookie ~s -pa ~s -kernel logger_level none -noinput -s bench_remote serve",
        [Full, erlang:get_cookie(), filename:dirname(code:which(?MODULE))])),
    open_port({spawn, Command}, []),
    connect(Full, 600).

connect(Full, 0) -> error({not_up, Full});
connect(Full, Left) ->
    case net_adm:ping(Full) =:= pong andalso is_pid(erpc:call(Full, erlang, whereis, [adder])) of
        true -> Full;
        false -> timer:sleep(100), connect(Full, Left - 1)
    end.

stop(Other) ->
    monitor_node(Other, true),
    erpc:cast(Other, erlang, halt, []),
    receive {nodedown, Other} -> ok end.

serve() ->
    register(echo, spawn(fun echo/0)),
    {ok, Adder} = bench_server:start(idle),
    register(adder, Adder).

echo() ->
    receive
        {ping, From} -> From ! {pong, self()}, echo();
        {expect, From, N} -> From ! {pong, self()}, count(N), From ! {counted, N}, echo()
    end.

count(0) -> ok;
count(Left) -> receive {chunk, _} -> count(Left - 1) end.

%% ---- this node ----

ping(_Echo, 0) -> ok;
ping(Echo, Left) ->
    Echo ! {ping, self()},
    receive {pong, Pid} -> ping(Pid, Left - 1) end.

one_way(Workload, Bytes, N, Other, Mode) ->
    Chunk = {chunk, binary:copy(<<0>>, Bytes)},
    repeat(Workload, N, Mode, fun() ->
        {echo, Other} ! {expect, self(), N},
        receive {pong, Pid} -> flood(Pid, Chunk, N) end,
        receive {counted, N} -> ok end
    end).

flood(_To, _Chunk, 0) -> ok;
flood(To, Chunk, Left) -> To ! Chunk, flood(To, Chunk, Left - 1).

calls(Other, Callers, Each) ->
    Parent = self(),
    [spawn_link(fun() -> call({adder, Other}, Each), Parent ! done end) || _ <- lists:seq(1, Callers)],
    [receive done -> ok end || _ <- lists:seq(1, Callers)].

call(_Server, 0) -> ok;
call(Server, Left) -> _ = gen_server:call(Server, {add, Left}), call(Server, Left - 1).

%% Milliseconds from SIGKILL to nodedown.
kill() ->
    Other = start("killed"),
    Pid = erpc:call(Other, os, getpid, []),
    monitor_node(Other, true),
    Start = erlang:monotonic_time(),
    os:cmd("kill -9 " ++ Pid),
    receive {nodedown, Other} -> ok end,
    erlang:convert_time_unit(erlang:monotonic_time() - Start, native, microsecond) / 1000.
