%% One of the two callback modules of a script; they differ in state_enter.
-module(statem_b).
-export([init/1, callback_mode/0, handle_event/4, terminate/3]).

init({To, Enter, State, Actions, Table}) ->
    put(to, To), put(enter, Enter), put(table, Table), put(fuel, 40),
    {ok, State, data, Actions}.

callback_mode() ->
    case get(enter) =:= false of
        true -> [handle_event_function, state_enter];
        false -> handle_event_function
    end.

handle_event(Type, Content, State, _) ->
    note("b ~s ~w ~w", [case Type of {timeout, N} -> [$n | atom_to_list(N)]; _ -> atom_to_list(Type) end, Content, State]),
    Fuel = get(fuel),
    put(fuel, Fuel - 1),
    Key = case Type of enter -> enter; _ -> Content end,
    case maps:get({State, Key}, get(table), keep) of
        _ when Fuel =< 0 -> keep_state_and_data;
        keep -> keep_state_and_data;
        {next, S, A} -> {next_state, S, data, A};
        {keep, A} -> {keep_state, data, A};
        {repeat, A} -> {repeat_state, data, A};
        {throw, S, A} -> throw({next_state, S, data, A});
        stop -> {stop, bye}
    end.

terminate({Rule, _}, State, _) when is_atom(Rule) -> note("end ~w ~w", [Rule, State]);
terminate(Reason, State, _) -> note("end ~w ~w", [Reason, State]).

note(F, A) -> get(to) ! {note, lists:flatten(io_lib:format(F, A))}.
