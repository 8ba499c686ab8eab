%% The Erlang side of the benchmarks: runs the workloads it is asked for and prints one JSON line per
%% repetition. Usage: erl -noinput -s bench main short|full a b c ...
%% What one op of each workload is: README.md of the benchmarks.
-module(bench).
-export([main/1, size/3, repeat/4, timed/1, report/4, report_value/4]).

main([Mode | Workloads]) ->
    lists:foreach(fun(Workload) -> run(Workload, Mode) end, Workloads),
    halt(0).

run(a, Mode)  -> bench_pingpong:run("a_pingpong1", 1, size(Mode, 500000, 2000000), Mode);
run(b, Mode)  -> bench_pingpong:run("b_pingpong64", 64, size(Mode, 10000, 40000), Mode);
run(c, Mode)  -> bench_fanin:run(size(Mode, 250000, 1000000), Mode);
run(d, Mode)  ->
    bench_call:run("d_call1", 1, size(Mode, 300000, 1000000), Mode),
    bench_call:run("d_call100", 100, size(Mode, 5000, 20000), Mode);
run(e, Mode)  -> bench_ring:run(size(Mode, 1000000, 5000000), Mode);
run(f, Mode)  -> bench_skynet:run(Mode);
run(g, Mode)  -> bench_spawn:run(size(Mode, 200000, 1000000), Mode);
run(h, Mode)  -> bench_idle:run("h_idle", idle, size(Mode, 200000, 1000000));
run(hh, Mode) -> bench_idle:run("h_idle_hibernated", hibernated, size(Mode, 200000, 1000000));
run(i, Mode)  -> bench_nested:run(size(Mode, 20, 100), Mode).

%% Both modes do the same work, full more of it.
size(short, Short, _Full) -> Short;
size(full, _Short, Full) -> Full.

%% Runs and reports the repetitions of a workload whose one run consists of Ops operations.
repeat(Workload, Ops, Mode, Fun) ->
    [report(Workload, Ops, timed(Fun), Rep) || Rep <- lists:seq(1, size(Mode, 3, 5))],
    ok.

%% The nanoseconds that Fun takes in a process of its own, so that no repetition inherits a grown heap.
timed(Fun) ->
    {Pid, Monitor} = spawn_monitor(fun() ->
        Start = erlang:monotonic_time(),
        Fun(),
        Elapsed = erlang:monotonic_time() - Start,
        exit({nanoseconds, erlang:convert_time_unit(Elapsed, native, nanosecond)})
    end),
    receive
        {'DOWN', Monitor, process, Pid, {nanoseconds, Nanoseconds}} -> Nanoseconds;
        {'DOWN', Monitor, process, Pid, Reason} -> error(Reason)
    end.

report(Workload, Ops, Nanoseconds, Rep) ->
    io:format("{\"sys\":\"beam\",\"w\":\"~s\",\"rep\":~b,\"n\":~b,\"ms\":~.3f,\"ns_op\":~.1f,\"ops_s\":~b}~n",
              [Workload, Rep, Ops, Nanoseconds / 1.0e6, Nanoseconds / Ops,
               round(Ops * 1.0e9 / max(Nanoseconds, 1))]).

%% A result that is a value of its own (Key is its unit) and not a time per operation.
report_value(Workload, Key, Value, Rep) ->
    io:format("{\"sys\":\"beam\",\"w\":\"~s\",\"rep\":~b,\"~s\":~.3f}~n", [Workload, Rep, Key, float(Value)]).
