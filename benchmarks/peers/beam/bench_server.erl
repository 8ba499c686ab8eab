%% The gen_server of the workloads d, h and i: adds one, sits idle, or is one link of a chain.
-module(bench_server).
-behaviour(gen_server).
-export([start/1, init/1, handle_call/3, handle_cast/2]).

start(Kind) -> gen_server:start(?MODULE, Kind, []).

init(idle) -> {ok, idle};
init(hibernated) -> {ok, idle, hibernate};
init({link, Next}) -> {ok, {link, Next}}.

handle_call({add, N}, _From, State) ->
    {reply, N + 1, State};
handle_call({nest, 0}, _From, {link, last} = State) ->
    {reply, 1, State};
handle_call({nest, Sleep}, _From, {link, last} = State) ->
    timer:sleep(Sleep),
    {reply, 1, State};
handle_call({nest, Sleep}, _From, {link, Next} = State) ->
    {reply, 1 + gen_server:call(Next, {nest, Sleep}, infinity), State}.

handle_cast(_Message, State) -> {noreply, State}.
