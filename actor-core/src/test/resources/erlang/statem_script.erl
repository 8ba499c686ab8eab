%% Runs scripts of state machines on the real gen_statem and writes down what happened.
%% A script says for each state and event what the callback returns.
-module(statem_script).
-export([main/0]).

main() ->
    logger:set_primary_config(level, none),
    [In, Out] = init:get_plain_arguments(),
    {ok, Scripts} = file:consult(In),
    {ok, File} = file:open(Out, [write]),
    [io:format(File, "~w ~s~n", [Seed, lists:join(";", run(Script))]) || {Seed, Script} <- Scripts],
    ok = file:close(File),
    halt(0).

run({Enter, State, Actions, Table, Events}) ->
    process_flag(trap_exit, true),
    {ok, Pid} = gen_statem:start_link(statem_a, {self(), Enter, State, Actions, Table}, []),
    [case Type of
         cast -> gen_statem:cast(Pid, Content);
         info -> Pid ! Content
     end || {Type, Content} <- Events],
    End = try sys:get_state(Pid) of {Last, _} -> [fmt("in ~w", [Last])]
          catch exit:_ -> [] end,
    unlink(Pid),
    exit(Pid, kill),
    receive {'EXIT', Pid, _} -> ok after 0 -> ok end,
    notes() ++ End.

notes() ->
    receive {note, N} -> [N | notes()] after 0 -> [] end.

fmt(F, A) -> lists:flatten(io_lib:format(F, A)).
