%% d. One op: a gen_server:call; all callers call the same server.
-module(bench_call).
-export([run/4]).

run(Workload, Callers, Each, Mode) ->
    bench:repeat(Workload, Callers * Each, Mode, fun() -> calls(Callers, Each) end).

calls(Callers, Each) ->
    {ok, Server} = bench_server:start(idle),
    Parent = self(),
    [spawn_link(fun() -> call(Server, Each), Parent ! done end) || _ <- lists:seq(1, Callers)],
    [receive done -> ok end || _ <- lists:seq(1, Callers)],
    gen_server:stop(Server).

call(_Server, 0) -> ok;
call(Server, Left) -> _ = gen_server:call(Server, {add, Left}), call(Server, Left - 1).
