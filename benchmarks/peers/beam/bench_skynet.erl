%% f. One op: one of the 1,111,111 processes of a tree of degree ten and depth six, from its spawn to its
%% exit; every one sends the sum below it to its parent.
-module(bench_skynet).
-export([run/1]).
-define(LEAVES, 1000000).
-define(PROCESSES, 1111111).
-define(SUM, 499999500000).

run(Mode) ->
    bench:repeat("f_skynet1M", ?PROCESSES, Mode, fun skynet/0).

skynet() ->
    Parent = self(),
    spawn_link(fun() -> node(Parent, 0, ?LEAVES) end),
    receive {sum, ?SUM} -> ok end.

node(Parent, First, 1) ->
    Parent ! {sum, First};
node(Parent, First, Leaves) ->
    spawn_children(self(), First, Leaves div 10, 10),
    Parent ! {sum, sum(10, 0)}.

spawn_children(_Parent, _First, _Leaves, 0) ->
    ok;
spawn_children(Parent, First, Leaves, Left) ->
    spawn(fun() -> node(Parent, First, Leaves) end),
    spawn_children(Parent, First + Leaves, Leaves, Left - 1).

sum(0, Sum) -> Sum;
sum(Left, Sum) -> receive {sum, X} -> sum(Left - 1, Sum + X) end.
