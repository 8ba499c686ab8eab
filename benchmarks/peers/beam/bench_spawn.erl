%% g. One op: spawn, one message to the parent, exit; in batches of a thousand.
-module(bench_spawn).
-export([run/2]).
-define(BATCH, 1000).

run(Spawns, Mode) ->
    bench:repeat("g_spawn_exit", Spawns, Mode, fun() -> batches(Spawns) end).

batches(0) ->
    ok;
batches(Left) ->
    Batch = min(Left, ?BATCH),
    spawn_batch(self(), Batch),
    await(Batch),
    batches(Left - Batch).

spawn_batch(_Parent, 0) -> ok;
spawn_batch(Parent, Left) -> spawn(fun() -> Parent ! done end), spawn_batch(Parent, Left - 1).

await(0) -> ok;
await(Left) -> receive done -> await(Left - 1) end.
