%% An Erlang node to be harmed: takes the commands of FaultNode that a comparison needs,
%% and answers them in the same words.
-module(faults).
-behaviour(gen_server).
-export([main/0, init/1, handle_call/3, handle_cast/2]).

main() ->
    ok = net_kernel:monitor_nodes(true, [{node_type, all}, nodedown_reason]),
    {ok, Counter} = gen_server:start({local, counter}, ?MODULE, 0, []),
    {ok, _} = pg:start(pg),
    spawn(fun() -> {Ref, []} = pg:monitor(counters), ok = pg:join(counters, Counter), members(Ref) end),
    register(sink, spawn(fun sink/0)),
    Main = self(),
    persistent_term:put(counts, counters:new(2, [])),
    erlang:system_monitor(spawn(fun busy/0), [busy_dist_port]),
    spawn(fun() -> read(Main, open_port({fd, 0, 1}, [in, eof, {line, 1000}])) end),
    say("ready", []),
    loop([]).

say(Format, Values) -> io:format(Format ++ "~n", Values).

read(Main, Port) ->
    receive
        {Port, {data, {eol, Line}}} -> Main ! {command, string:lexemes(Line, " ")}, read(Main, Port);
        {Port, eof} -> halt(0)
    end.

loop(Senders) ->
    receive
        {nodeup, Node, _} -> say("up ~s", [Node]), loop(Senders);
        {nodedown, Node, Info} ->
            say("down ~s ~p", [Node, proplists:get_value(nodedown_reason, Info)]),
            loop(Senders);
        {command, Words} -> loop(obey(Words, Senders))
    end.

obey(["connect", Name], Senders) ->
    Node = list_to_atom(Name),
    case net_kernel:hidden_connect_node(Node) of
        true -> say("connected ~s", [Name]);
        _ -> say("unreachable ~s", [Name])
    end,
    Senders;
obey(["watch", Name], Senders) ->
    Counter = {counter, list_to_atom(Name)},
    spawn(fun() ->
                  Ref = monitor(process, Counter),
                  _ = gen_server:call(Counter, {add, 0}),
                  say("watching ~s", [Name]),
                  receive {'DOWN', Ref, process, _, Reason} -> say("DOWN ~s ~p", [Name, Reason]) end
          end),
    Senders;
obey(["call", Name], Senders) ->
    try gen_server:call({counter, list_to_atom(Name)}, {add, 1}, 10000) of
        _ -> say("called ~s", [Name])
    catch
        exit:{Reason, _} -> say("failed ~s ~p", [Name, Reason])
    end,
    Senders;
obey(["flood", Name, Count, Bytes], Senders) ->
    Payload = binary:copy(<<0>>, list_to_integer(Bytes)),
    Sink = {sink, list_to_atom(Name)},
    New = [spawn(fun() -> flood(Sink, Payload) end) || _ <- lists:seq(1, list_to_integer(Count))],
    say("flooding", []),
    New ++ Senders;
obey(["load", Name, Millis], Senders) ->
    Counter = {counter, list_to_atom(Name)},
    Pause = list_to_integer(Millis),
    say("loading", []),
    [spawn(fun() -> load(Counter, Pause, {0, 0, 0, erlang:monotonic_time(millisecond)}) end) | Senders];
obey(["calm"], Senders) ->
    Calls = [begin
                 Ref = monitor(process, Pid),
                 Pid ! {stop, self()},
                 receive {Pid, Said} -> Said; {'DOWN', Ref, _, _, _} -> [] after 6000 -> exit(Pid, kill), [] end
             end || Pid <- Senders],
    say("calm sent=~b ~s", [counters:get(persistent_term:get(counts), 1), lists:append(Calls)]),
    [];
obey(["stats"], Senders) ->
    [garbage_collect(P) || P <- processes()],
    Counts = persistent_term:get(counts),
    say("stats processes=~b heap=~b resident=~b suspended=~b sent=~b",
        [erlang:system_info(process_count), erlang:memory(total) div 1024, resident(),
         counters:get(Counts, 2), counters:get(Counts, 1)]),
    Senders.

flood(Sink, Payload) ->
    Sink ! Payload,
    counters:add(persistent_term:get(counts), 1, 1),
    receive {stop, _} -> ok after 0 -> flood(Sink, Payload) end.

%% Not tried again elsewhere, for there is one server only.
load(Counter, Pause, {Calls, Failed, Longest, Last}) ->
    Bad = try gen_server:call(Counter, {add, 1}, 5000) of _ -> 0 catch exit:_ -> 1 end,
    Now = erlang:monotonic_time(millisecond),
    New = {Calls + 1, Failed + Bad, max(Longest, Now - Last), Now},
    receive
        {stop, From} ->
            From ! {self(), io_lib:format("calls=~b retried=0 failed=~b longest=~b",
                                          [Calls + 1, Failed + Bad, element(3, New)])}
    after Pause -> load(Counter, Pause, New)
    end.

members(Ref) ->
    receive {Ref, _, counters, _} -> say("members ~b", [length(pg:get_members(counters))]) end,
    members(Ref).

sink() -> receive _ -> sink() end.

busy() -> receive {monitor, _, busy_dist_port, _} -> counters:add(persistent_term:get(counts), 2, 1), busy() end.

resident() ->
    {ok, Status} = file:read_file("/proc/self/status"),
    {match, [Kb]} = re:run(Status, "VmRSS:\\s+(\\d+)", [{capture, [1], list}]),
    list_to_integer(Kb).

init(Value) -> {ok, Value}.

handle_call({add, N}, _From, Value) -> {reply, Value + N, Value + N}.

handle_cast(_, Value) -> {noreply, Value}.
