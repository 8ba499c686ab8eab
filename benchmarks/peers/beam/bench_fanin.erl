%% c. One op: a message received; eight senders send to one receiver and never wait.
-module(bench_fanin).
-export([run/2]).
-define(SENDERS, 8).

run(Each, Mode) ->
    bench:repeat("c_fanin8", ?SENDERS * Each, Mode, fun() -> fan_in(Each) end).

fan_in(Each) ->
    Parent = self(),
    Receiver = spawn_link(fun() -> count(?SENDERS * Each), Parent ! done end),
    [spawn_link(fun() -> send(Receiver, Each) end) || _ <- lists:seq(1, ?SENDERS)],
    receive done -> ok end.

count(0) -> ok;
count(Left) -> receive {message, _} -> count(Left - 1) end.

send(_Receiver, 0) -> ok;
send(Receiver, Left) -> Receiver ! {message, Left}, send(Receiver, Left - 1).
