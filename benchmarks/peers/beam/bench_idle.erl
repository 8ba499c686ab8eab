%% h. Not a time: the bytes one idle (or hibernated) gen_server takes.
%% heap_bytes_per: growth of erlang:memory(total), which is what the runtime itself counts;
%% rss_bytes_per: growth of the resident set, as the kernel counts it;
%% process_info_bytes: what process_info says of one of them; ns_op: the time to start one.
-module(bench_idle).
-export([run/3]).

run(Workload, Kind, N) ->
    {Rss0, Total0} = settled(),
    Parent = self(),
    spawn_link(fun() -> keep(Kind, N, Parent) end),
    {Nanoseconds, One} = receive {started, T, Pid} -> {T, Pid} end,
    {Rss1, Total1} = settled(),
    {memory, Info} = process_info(One, memory),
    io:format("{\"sys\":\"beam\",\"w\":\"~s\",\"rep\":1,\"n\":~b,\"ns_op\":~.1f,\"heap_bytes_per\":~.1f,"
              "\"rss_bytes_per\":~.1f,\"process_info_bytes\":~b}~n",
              [Workload, N, Nanoseconds / N, (Total1 - Total0) / N, (Rss1 - Rss0) / N, Info]).

%% Starts the servers and collects its own garbage, so that only they are left to count.
keep(Kind, N, Parent) ->
    Start = erlang:monotonic_time(nanosecond),
    Pids = [begin {ok, Pid} = bench_server:start(Kind), Pid end || _ <- lists:seq(1, N)],
    Elapsed = erlang:monotonic_time(nanosecond) - Start,
    garbage_collect(),
    Parent ! {started, Elapsed, hd(Pids)},
    receive stop -> Pids end.

settled() ->
    garbage_collect(),
    timer:sleep(1500),
    {rss(), erlang:memory(total)}.

rss() ->
    {ok, Text} = file:read_file("/proc/self/smaps_rollup"),
    {match, [Kilobytes]} = re:run(Text, "Rss:\\s+(\\d+) kB", [{capture, all_but_first, list}]),
    list_to_integer(Kilobytes) * 1024.
