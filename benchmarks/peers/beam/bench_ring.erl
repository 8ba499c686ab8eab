%% e. One op: a hop of one token in a ring of 503 processes.
-module(bench_ring).
-export([run/2]).
-define(MEMBERS, 503).

run(Hops, Mode) ->
    bench:repeat("e_ring503", Hops, Mode, fun() -> ring(Hops) end).

ring(Hops) ->
    Parent = self(),
    First = spawn_link(fun() -> receive {next, Next} -> member(Next, Parent) end end),
    Last = lists:foldl(fun(_, Next) -> spawn_link(fun() -> member(Next, Parent) end) end,
                       First, lists:seq(2, ?MEMBERS)),
    First ! {next, Last},
    First ! Hops,
    receive ring_done -> ok end,
    Last ! stop.

member(Next, Parent) ->
    receive
        0 -> Parent ! ring_done, member(Next, Parent);
        stop -> Next ! stop;
        Hops -> Next ! Hops - 1, member(Next, Parent)
    end.
