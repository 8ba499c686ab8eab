%% The Erlang side of the tests of terms: compares, echoes, counts, and a server whose
%% requests hold one of each.
-module(terms).
-behaviour(gen_server).
-export([start/0, echoed/2, closure/1, hello/1, count/2, send_all/2, init/1, handle_call/3, handle_cast/2]).

start() ->
    register(compare, spawn(fun compare/0)),
    register(echo, spawn(fun echo/0)),
    {ok, _} = gen_server:start({local, people}, ?MODULE, [], []),
    started.

%% Whether a term is what each of these bytes gives, and the term itself.
compare() ->
    receive
        {From, Number, Term, Bytes} ->
            Same = lists:all(fun(B) -> element(1, binary_to_term(B, [used])) =:= Term end, Bytes),
            From ! {compared, Number, Same, Term},
            compare()
    end.

echo() ->
    receive {From, Term} -> From ! {echoed, Term}, echo() end.

%% What comes back for a term.
echoed(To, Term) ->
    To ! {self(), Term},
    receive {echoed, Echoed} -> Echoed after 5000 -> late end.

closure(X) -> fun(Y) -> {X, Y} end.

hello(Name) -> {hello, Name}.

%% Waits for the numbers from one to another, in order.
count(N, Last) when N > Last -> in_order;
count(N, Last) ->
    receive
        {number, N} -> count(N + 1, Last);
        {number, Other} -> {expected, N, got, Other}
    after 20000 -> {missing, N}
    end.

send_all(To, Last) ->
    lists:foreach(fun(N) -> To ! {number, N} end, lists:seq(1, Last)).

init(Args) -> {ok, Args}.

handle_call({find, #{name := Name, pid := Pid, ref := Ref, big := Big, bytes := Bytes, at := At} = Person, Options},
            _From, State)
  when is_binary(Name), is_pid(Pid), is_reference(Ref), is_integer(Big), is_binary(Bytes), is_binary(At) ->
    [{limit, Limit}, {reverse, true}] = Options,
    {reply, Person#{name := unicode:characters_to_list([Name, $!]), big := Big + Limit, new => key, at := {{2026, 1, 2}, {3, 4, 5}}}, State};
handle_call({nick, Name}, _From, State) ->
    {reply, unicode:characters_to_list(Name), State};
handle_call(Other, _From, State) ->
    {reply, {unknown, Other}, State}.

handle_cast(_, State) -> {noreply, State}.
