package io.actor.task;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

import io.actor.gen.GenServer;
import io.actor.gen.ServerRef;

/**
 * A value that a process holds for others (Elixir's {@code Agent}).
 *
 * <pre>{@code
 * node.startChild(ChildSpec.worker("hits", Agent.holding(() -> 0)));
 * Agent<Integer> hits = Agent.of(node.server("hits"));
 * hits.update((count) -> count + 1);
 * }</pre>
 *
 * Functions run in the agent's process, one after the other: a slow one holds up all who
 * ask, and one that throws ends the agent; whoever waits for it gets a
 * {@link io.actor.gen.CallException} with that reason. A value that leaves the agent has
 * to be immutable, or two processes share it. An agent is on the node of those who ask,
 * for functions do not travel.
 *
 * @param <S> type of the value, never null
 */
public final class Agent<S> {

	private final ServerRef server;

	private Agent(ServerRef server) {
		this.server = server;
	}

	/**
	 * A server that holds a value, to be started as any other one
	 * ({@code Agent.start_link}).
	 * @param initial makes the first value, in the agent's process; if it throws the
	 * start fails with that reason
	 */
	public static <S> Supplier<GenServer<?, ?>> holding(Callable<? extends S> initial) {
		Objects.requireNonNull(initial, "initial");
		return () -> new AgentServer<S>(initial);
	}

	/** The running agent behind a server. */
	public static <S> Agent<S> of(ServerRef server) {
		return new Agent<>(server);
	}

	/** What a function makes of the value ({@code Agent.get}). */
	public <R> R get(Function<? super S, ? extends R> function) {
		return this.server.call(read(function));
	}

	/** As {@link #get(Function)}, waiting this long. */
	public <R> R get(Function<? super S, ? extends R> function, Duration timeout) {
		return this.server.call(read(function), timeout);
	}

	/** Replaces the value; returns when that is done ({@code Agent.update}). */
	public void update(UnaryOperator<S> function) {
		this.server.call(write(function));
	}

	/** As {@link #update(UnaryOperator)}, waiting this long. */
	public void update(UnaryOperator<S> function, Duration timeout) {
		this.server.call(write(function), timeout);
	}

	/** Replaces the value and gives a result ({@code Agent.get_and_update}). */
	public <R> R getAndUpdate(Function<? super S, Updated<R, S>> function) {
		return this.server.call(readAndWrite(function));
	}

	/** As {@link #getAndUpdate(Function)}, waiting this long. */
	public <R> R getAndUpdate(Function<? super S, Updated<R, S>> function, Duration timeout) {
		return this.server.call(readAndWrite(function), timeout);
	}

	/** Replaces the value some time later ({@code Agent.cast}). */
	public void cast(UnaryOperator<S> function) {
		this.server.cast(new AgentServer.Change<>(Objects.requireNonNull(function, "function")));
	}

	/** Stops the agent ({@code Agent.stop}). */
	public void stop() {
		this.server.stop();
	}

	/** The agent as a server. */
	public ServerRef server() {
		return this.server;
	}

	/**
	 * What {@link #getAndUpdate} does.
	 *
	 * @param result what it gives to the caller
	 * @param value the new value
	 */
	public record Updated<R, S>(R result, S value) {
	}

	private static <R, S> AgentServer.Ask<R, S> read(Function<? super S, ? extends R> function) {
		Objects.requireNonNull(function, "function");
		return new AgentServer.Ask<>((value) -> new Updated<>(function.apply(value), value));
	}

	private static <S> AgentServer.Ask<Boolean, S> write(UnaryOperator<S> function) {
		Objects.requireNonNull(function, "function");
		return new AgentServer.Ask<>((value) -> new Updated<>(true, function.apply(value)));
	}

	private static <R, S> AgentServer.Ask<R, S> readAndWrite(Function<? super S, Updated<R, S>> function) {
		return new AgentServer.Ask<>(Objects.requireNonNull(function, "function"));
	}

}
