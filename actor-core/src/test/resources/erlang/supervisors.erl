%% Plays a scenario on OTP's supervisor and tells what became of it, one line a step.
%% SupervisorPlay does the same on ours.
-module(supervisors).
-behaviour(gen_server).
-export([run/3, start_worker/2, start_supervisor/2]).
-export([init/1, handle_call/3, handle_cast/2, handle_info/2, terminate/2]).

%% Tree is {Strategy, Intensity, [Kid]}, a kid {Id, Restart, Trap, Brutal} or
%% {Id, Restart, Tree}; Before and Steps are lists of steps.
run(Tree, Before, Steps) ->
    {Pid, Ref} = spawn_monitor(fun() -> exit({played, play(Tree, Before, Steps)}) end),
    receive
        {'DOWN', Ref, process, Pid, {played, Lines}} -> lists:flatten(lists:join(" | ", Lines));
        {'DOWN', Ref, process, Pid, Why} -> lists:flatten(io_lib:format("not played: ~0tp", [Why]))
    end.

play(Tree, Before, Steps) ->
    process_flag(trap_exit, true),
    ets:new(world, [named_table, public]),
    ets:new(story, [named_table, public, ordered_set]),
    [step(Each) || Each <- Before],
    case start_supervisor(top, Tree) of
        {ok, Top} -> [line("started", Top, false) | steps(Steps, Top)];
        {error, Why} -> [["failed ", label(Why), " ", story(false)]]
    end.

steps([], Top) ->
    exit(Top, shutdown),
    receive {'EXIT', Top, Why} -> ok end,
    self() ! {'EXIT', Top, Why},
    [line("stopped", Top, false)];
steps([Step | More], Top) ->
    Unordered = orphans(Step),
    Line = line(step(Step), Top, Unordered),
    case is_process_alive(Top) of
        true -> [Line | steps(More, Top)];
        false -> [Line]
    end.

%% The children of a supervisor that was killed end side by side.
orphans({signal, Id, kill}) -> read({traps, Id}, none) =:= supervisor;
orphans(_) -> false.

%% ---- steps ----

step({fail, Id, N}) -> ets:insert(world, {{fail, Id}, N}), "ok";
step({ignore, Id, N}) -> ets:insert(world, {{ignore, Id}, N}), "ok";
step({exit, Id, Reason}) ->
    with(Id, fun(Pid) ->
        Ref = monitor(process, Pid),
        gen_server:cast(Pid, {exit, Reason}),
        receive {'DOWN', Ref, process, Pid, Seen} -> label(Seen) end
    end);
step({signal, Id, Reason}) ->
    with(Id, fun(Pid) ->
        Traps = read({traps, Id}, false),
        Ref = monitor(process, Pid),
        exit(Pid, Reason),
        case Reason =:= kill orelse (Traps =:= false andalso Reason =/= normal) of
            true -> receive {'DOWN', Ref, process, Pid, Seen} -> label(Seen) end;
            false when Traps =:= supervisor -> supervisor:which_children(Pid), "lives";
            false -> gen_server:call(Pid, ping), "lives"
        end
    end);
step({terminate, Sup, Id}) -> with(Sup, fun(Pid) -> result(supervisor:terminate_child(Pid, Id)) end);
step({restart, Sup, Id}) -> with(Sup, fun(Pid) -> result(supervisor:restart_child(Pid, Id)) end);
step({delete, Sup, Id}) -> with(Sup, fun(Pid) -> result(supervisor:delete_child(Pid, Id)) end);
step({start, Sup, Kid}) ->
    with(Sup, fun(Pid) ->
        case supervisor:start_child(Pid, spec(Kid)) of
            {error, {Why, Spec}} when is_tuple(Spec) -> result({error, Why});
            Other -> result(Other)
        end
    end).

with(Id, Do) ->
    Pid = read({current, Id}, none),
    case is_pid(Pid) andalso is_process_alive(Pid) of
        true -> Do(Pid);
        false -> "none"
    end.

result(ok) -> "done";
result({ok, undefined}) -> "done";
result({ok, Pid}) when is_pid(Pid) -> "started";
result({error, {already_started, _}}) -> "already_started";
result({error, Why}) -> label(Why).

label({shutdown, {failed_to_start_child, Id, Why}}) ->
    ["{shutdown,{failed_to_start_child,", atom_to_list(Id), ",", label(Why), "}}"];
label({_, Stack}) when is_list(Stack) -> "crash";
label(Other) -> io_lib:format("~0tp", [Other]).

%% ---- what can be seen ----

line(Result, Top, Unordered) ->
    State = settled(Top, erlang:monotonic_time(millisecond) + 5000),
    [Result, " ", State, " ", story(Unordered)].

%% Waits until nothing is under way: every process that a supervisor lists lives, and
%% every other one has ended.
settled(Top, Until) ->
    {Text, Quiet, Listed} = case is_process_alive(Top) of
                                true -> tree(Top);
                                false -> {ended(Top), true, []}
                            end,
    Others = [P || [P] <- ets:match(world, {{number, '$1'}, '_'}), not lists:member(P, [Top | Listed])],
    Late = erlang:monotonic_time(millisecond) > Until,
    case Quiet andalso not lists:any(fun is_process_alive/1, Others) of
        true -> Text;
        false when Late -> ["not settled: ", Text];
        false -> erlang:yield(), settled(Top, Until)
    end.

ended(Top) ->
    receive {'EXIT', Top, Why} -> self() ! {'EXIT', Top, Why}, ["dead(", label(Why), ")"]
    after 1000 -> "dead" end.

tree(Sup) ->
    try supervisor:which_children(Sup) of
        Children ->
            Shown = [child(Each) || Each <- Children],
            {["(", lists:join(",", [T || {T, _, _} <- Shown]), ")"],
             lists:all(fun({_, Quiet, _}) -> Quiet end, Shown),
             lists:append([Pids || {_, _, Pids} <- Shown])}
    catch exit:_ -> {"gone", false, []} end.

child({Id, undefined, _, _}) -> {[atom_to_list(Id), "=-"], true, []};
child({Id, restarting, _, _}) -> {[atom_to_list(Id), "=restarting"], false, []};
child({Id, Pid, Type, _}) ->
    Name = [atom_to_list(Id), "=", integer_to_list(read({number, Pid}, 0))],
    case {is_process_alive(Pid), Type} of
        {false, _} -> {Name, false, []};
        {true, worker} -> {Name, true, [Pid]};
        {true, supervisor} ->
            {Text, Quiet, Pids} = tree(Pid),
            {[Name, Text], Quiet, [Pid | Pids]}
    end.

tell(What) -> ets:insert(story, {erlang:unique_integer([monotonic]), lists:flatten(What)}).

story(Unordered) ->
    Told = [What || {_, What} <- ets:tab2list(story)],
    ets:delete_all_objects(story),
    lists:join(" ", case Unordered of true -> lists:sort(Told); false -> Told end).

read(Key, Default) ->
    case ets:lookup(world, Key) of
        [{_, Value}] -> Value;
        [] -> Default
    end.

%% ---- children ----

spec({Id, Restart, Trap, Brutal}) ->
    #{id => Id, restart => Restart, start => {?MODULE, start_worker, [Id, Trap]},
      shutdown => case Brutal of true -> brutal_kill; false -> 5000 end};
spec({Id, Restart, Tree}) ->
    #{id => Id, restart => Restart, type => supervisor, start => {?MODULE, start_supervisor, [Id, Tree]}}.

start_worker(Id, Trap) -> gen_server:start_link(?MODULE, {worker, Id, Trap}, []).

start_supervisor(Id, Tree) ->
    case supervisor:start_link(?MODULE, {supervisor, Id, Tree}) of
        {ok, Pid} -> {ok, Pid};
        Other -> tell(["!", atom_to_list(Id)]), Other
    end.

init({supervisor, Id, {Strategy, Intensity, Kids}}) ->
    born(Id, supervisor),
    {ok, {#{strategy => Strategy, intensity => Intensity, period => 3600}, [spec(Each) || Each <- Kids]}};
init({worker, Id, Trap}) ->
    process_flag(trap_exit, Trap),
    case {take(fail, Id), take(ignore, Id)} of
        {true, _} -> tell(["!", atom_to_list(Id)]), {stop, no_start};
        {false, true} -> tell(["?", atom_to_list(Id)]), ignore;
        {false, false} -> born(Id, Trap), {ok, Id}
    end.

take(How, Id) ->
    case read({How, Id}, 0) of
        0 -> false;
        N -> ets:insert(world, {{How, Id}, N - 1}), true
    end.

born(Id, Traps) ->
    Number = ets:update_counter(world, {count, Id}, 1, {{count, Id}, 0}),
    ets:insert(world, [{{number, self()}, Number}, {{current, Id}, self()}, {{traps, Id}, Traps}]),
    tell(["+", atom_to_list(Id)]).

handle_call(ping, _From, Id) -> {reply, pong, Id}.

handle_cast({exit, crash}, _Id) -> error(crash);
handle_cast({exit, Reason}, Id) -> {stop, Reason, Id}.

handle_info(_, Id) -> {noreply, Id}.

terminate(Reason, Id) -> tell(["-", atom_to_list(Id), " ", label(Reason)]).
