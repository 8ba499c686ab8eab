%% i. One op: a chain of ten gen_servers, each of which calls the next one inside its handle_call; a hundred
%% chains at once. _round_ms: all hundred chains once. _sleep100ms: the same with the last server of each
%% chain sleeping 100 ms; a runtime whose handlers may block needs little more than 100 ms.
-module(bench_nested).
-export([run/2]).
-define(CHAINS, 100).
-define(LENGTH, 10).

run(Rounds, Mode) ->
    Chains = [chain() || _ <- lists:seq(1, ?CHAINS)],
    [repetition(Chains, Rounds, Rep) || Rep <- lists:seq(1, bench:size(Mode, 3, 5))].

repetition(Chains, Rounds, Rep) ->
    Nanoseconds = bench:timed(fun() -> calls(Chains, Rounds, 0) end),
    bench:report("i_nested10x100", Rounds * ?CHAINS, Nanoseconds, Rep),
    bench:report_value("i_nested_round_ms", "ms", Nanoseconds / 1.0e6 / Rounds, Rep),
    Sleeping = bench:timed(fun() -> calls(Chains, 1, 100) end),
    bench:report_value("i_nested_sleep100ms", "ms", Sleeping / 1.0e6, Rep).

calls(Chains, Rounds, Sleep) ->
    Parent = self(),
    [spawn_link(fun() -> call(Chain, Rounds, Sleep), Parent ! done end) || Chain <- Chains],
    [receive done -> ok end || _ <- Chains].

call(_Chain, 0, _Sleep) ->
    ok;
call(Chain, Left, Sleep) ->
    ?LENGTH = gen_server:call(Chain, {nest, Sleep}, infinity),
    call(Chain, Left - 1, Sleep).

chain() ->
    lists:foldl(fun(_, Next) -> {ok, Pid} = bench_server:start({link, Next}), Pid end,
                last, lists:seq(1, ?LENGTH)).
