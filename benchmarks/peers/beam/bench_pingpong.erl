%% a, b. One op: a round trip (two messages) between the two processes of a pair; all pairs at once.
-module(bench_pingpong).
-export([run/4]).

run(Workload, Pairs, RoundTrips, Mode) ->
    bench:repeat(Workload, Pairs * RoundTrips, Mode, fun() -> play(Pairs, RoundTrips) end).

play(Pairs, RoundTrips) ->
    Parent = self(),
    [start_pair(Parent, RoundTrips) || _ <- lists:seq(1, Pairs)],
    [receive done -> ok end || _ <- lists:seq(1, Pairs)].

start_pair(Parent, RoundTrips) ->
    Pong = spawn_link(fun pong/0),
    spawn_link(fun() -> ping(Pong, RoundTrips), Parent ! done end).

pong() ->
    receive
        {ping, From} -> From ! pong, pong();
        stop -> ok
    end.

ping(Pong, 0) ->
    Pong ! stop;
ping(Pong, Left) ->
    Pong ! {ping, self()},
    receive pong -> ping(Pong, Left - 1) end.
