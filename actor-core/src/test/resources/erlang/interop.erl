%% The Erlang side of the interop tests: a gen_server and a few processes to talk to,
%% and a loop that evaluates expressions read from standard input, one a line.
-module(interop).
-behaviour(gen_server).
-export([main/0, init/1, handle_call/3, handle_cast/2, handle_info/2]).

main() ->
    io:setopts([{encoding, unicode}]),
    io:format("ready~n"),
    loop(erl_eval:new_bindings()).

loop(Bindings) ->
    case io:get_line("") of
        eof -> halt(0);
        Line ->
            {ok, Tokens, _} = erl_scan:string(Line),
            {ok, Expressions} = erl_parse:parse_exprs(Tokens),
            Next = try erl_eval:exprs(Expressions, Bindings) of
                       {value, Value, New} ->
                           io:format("= ~0tp~n", [Value]),
                           New
                   catch
                       Class:Reason ->
                           io:format("= ~0tp~n", [{Class, Reason}]),
                           Bindings
                   end,
            loop(Next)
    end.

%% A counter.
init(Value) -> {ok, Value}.

handle_call({add, N}, _From, Value) -> {reply, Value + N, Value + N};
handle_call({slow, Ms}, _From, Value) -> timer:sleep(Ms), {reply, Value, Value};
handle_call(crash, _From, _Value) -> exit(crashed_on_request);
handle_call(Other, _From, Value) -> {reply, {unknown, Other}, Value}.

handle_cast({set, N}, _Value) -> {noreply, N}.

handle_info({echo, From, Term}, Value) -> From ! {echoed, Term}, {noreply, Value};
handle_info(_, Value) -> {noreply, Value}.
