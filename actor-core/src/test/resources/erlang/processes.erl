%% Plays a scenario of bare processes and tells what became of them, one line a step.
%% ProcessPlay does the same on ours.
-module(processes).
-export([run/1]).

run(Steps) ->
    {Pid, Ref} = spawn_monitor(fun() -> exit({played, play(Steps)}) end),
    receive
        {'DOWN', Ref, process, Pid, {played, Lines}} -> lists:flatten(lists:join(" | ", Lines));
        {'DOWN', Ref, process, Pid, Why} -> lists:flatten(io_lib:format("not played: ~0tp", [Why]))
    end.

play(Steps) ->
    ets:new(pids, [named_table, public, ordered_set]),
    ets:new(names, [named_table, public]),
    ets:new(monitors, [named_table, public, ordered_set]),
    ets:new(got, [named_table, public, ordered_set]),
    Lines = [begin Result = step(Each), settle(), [Result, ": ", state()] end || Each <- Steps],
    [exit(Pid, kill) || {_, Pid} <- ets:tab2list(pids)],
    settle(),
    Lines.

step({spawn, Id, none, _}) -> born(Id, spawn(fun() -> process(Id) end));
step({spawn, Id, By, How}) -> ask(By, {spawn, Id, How});
step(Step) -> ask(element(2, Step), Step).

born(Id, Pid) ->
    ets:insert(pids, {Id, Pid}),
    ets:insert(names, {Pid, Id}),
    Ref = monitor(process, Pid),
    put(Pid, {watched, Ref}),
    "ok".

%% Lets a process do something and waits for its answer or its end.
ask(Id, What) ->
    case ets:lookup(pids, Id) of
        [{_, Pid}] ->
            Tag = make_ref(),
            Pid ! {do, self(), Tag, What},
            case get(Pid) of
                {watched, Ref} ->
                    receive
                        {Tag, {born, New, NewPid}} -> born(New, NewPid);
                        {Tag, Result} -> Result;
                        {'DOWN', Ref, process, Pid, Why} -> put(Pid, {ended, Why}), "ended"
                    end;
                {ended, _} -> "none"
            end;
        [] -> "none"
    end.

%% ---- what can be seen ----

%% Until no process that lives has anything left to hear: all signals have arrived, and
%% then each has answered behind what it got.
settle() ->
    Lively = [{Id, Pid} || {Id, Pid} <- ets:tab2list(pids), element(1, get(Pid)) =:= watched],
    case lists:all(fun quiet/1, Lively) of
        true -> ask_all();
        false -> ask_all(), settle()
    end.

ask_all() -> [ask(Id, ping) || {Id, _} <- ets:tab2list(pids)].

quiet({Id, Pid}) ->
    case process_info(Pid, links) of
        {links, Links} ->
            lists:all(fun is_process_alive/1, Links)
                andalso lists:all(fun is_process_alive/1, ets:select(monitors, [{{{Id, '_'}, '_', '$1'}, [], ['$1']}]));
        undefined -> false
    end.

state() ->
    Shown = [case get(Pid) of
                 {ended, Why} -> [atom_to_list(Id), " ", reason(Why)];
                 _ -> [atom_to_list(Id), " ", lively(Pid), " got[", got(Id), "]"]
             end || {Id, Pid} <- ets:tab2list(pids)],
    lists:join("; ", Shown).

lively(Pid) ->
    [{links, Links}, {registered_name, Name}, {trap_exit, Trap}, {monitors, Monitors}] =
        process_info(Pid, [links, registered_name, trap_exit, monitors]),
    [case Trap of true -> "traps"; false -> "lives" end,
     case Name of [] -> ""; _ -> [" ", atom_to_list(Name)] end,
     " [", lists:join(",", lists:sort([who(Each) || Each <- Links])), "]",
     " [", lists:join(",", lists:sort([target(Each) || {process, Each} <- Monitors])), "]"].

got(Id) ->
    Got = [Text || {_, Text} <- ets:match_object(got, {{Id, '_'}, '_'})],
    ets:match_delete(got, {{Id, '_'}, '_'}),
    lists:join(",", lists:sort(Got)).

who(Pid) -> [{_, Id}] = ets:lookup(names, Pid), atom_to_list(Id).

target({Name, _Node}) -> atom_to_list(Name);
target(Pid) -> who(Pid).

reason({_, Stack}) when is_list(Stack) -> "crash";
reason(Other) -> lists:flatten(io_lib:format("~0tp", [Other])).

%% ---- a process ----

process(Id) ->
    receive
        {do, _, _, {own, _, return}} -> ok;
        {do, From, Tag, What} -> From ! {Tag, do(Id, What)}, process(Id);
        Message -> hear(Id, Message), process(Id)
    end.

hear(Id, {'EXIT', From, Why}) -> note(Id, ["exit ", who(From), " ", reason(Why)]);
hear(Id, {'DOWN', Ref, process, Target, Why}) ->
    [Number] = ets:select(monitors, [{{{Id, '$1'}, Ref, '_'}, [], ['$1']}]),
    ets:delete(monitors, {Id, Number}),
    note(Id, ["down ", integer_to_list(Number), " ", target(Target), " ", reason(Why)]);
hear(Id, {message, Text}) -> note(Id, ["message ", integer_to_list(Text)]).

note(Id, What) -> ets:insert(got, {{Id, erlang:unique_integer([monotonic])}, lists:flatten(What)}).

do(_, ping) -> "pong";
do(_, {spawn, Id, plain}) -> {born, Id, spawn(fun() -> process(Id) end)};
do(_, {spawn, Id, link}) -> {born, Id, spawn_link(fun() -> process(Id) end)};
do(By, {spawn, Id, monitor}) ->
    {Pid, Ref} = spawn_monitor(fun() -> process(Id) end),
    watch(By, Ref, Pid),
    {born, Id, Pid};
do(_, {trap, _, Trap}) -> atom_to_list(process_flag(trap_exit, Trap));
do(_, {own, _, crash}) -> error(crash);
do(_, {own, _, Reason}) -> exit(Reason);
do(_, {link, _, Other}) -> with(Other, fun(Pid) -> try link(Pid), "ok" catch error:noproc -> "noproc" end end);
do(_, {unlink, _, Other}) -> with(Other, fun(Pid) -> unlink(Pid), "ok" end);
do(_, {signal, _, Other, Reason}) -> with(Other, fun(Pid) -> exit(Pid, Reason), "ok" end);
do(Id, {monitor, _, {name, Name}}) ->
    Bound = whereis(Name),
    watch(Id, monitor(process, Name), case Bound of undefined -> spawn(fun() -> ok end); _ -> Bound end);
do(Id, {monitor, _, Other}) -> with(Other, fun(Pid) -> watch(Id, monitor(process, Pid), Pid) end);
do(Id, {demonitor, _, Number, Flush}) ->
    case get({made, Number}) of
        undefined -> "none";
        Ref ->
            Was = demonitor(Ref, case Flush of true -> [flush, info]; false -> [info] end),
            case Was orelse Flush of true -> ets:delete(monitors, {Id, Number}); false -> ok end,
            atom_to_list(Was)
    end;
do(_, {register, _, Name, Other}) ->
    with(Other, fun(Pid) -> try register(Name, Pid), "ok" catch error:badarg -> "badarg" end end);
do(_, {unregister, _, Name}) -> try unregister(Name), "ok" catch error:badarg -> "badarg" end;
do(_, {send, _, {name, Name}, Number}) -> {Name, node()} ! {message, Number}, "ok";
do(_, {send, _, Other, Number}) -> with(Other, fun(Pid) -> Pid ! {message, Number}, "ok" end).

with(Id, Do) ->
    case ets:lookup(pids, Id) of
        [{_, Pid}] -> Do(Pid);
        [] -> "none"
    end.

%% A monitor by the number it has among those of its process, and the process it watches.
%% A monitor of oneself never fires.
watch(Id, Ref, Pid) ->
    Number = case get(made) of undefined -> 1; N -> N + 1 end,
    put(made, Number),
    put({made, Number}, Ref),
    ets:insert(monitors, {{Id, Number}, Ref, Pid}),
    integer_to_list(Number).
