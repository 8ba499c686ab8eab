package io.actor.task;

import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.function.UnaryOperator;

import io.actor.gen.From;
import io.actor.gen.GenServer;
import io.actor.gen.Init;
import io.actor.gen.Next;
import io.actor.gen.Request;

import org.jspecify.annotations.Nullable;

/** The process of an {@link Agent}. */
final class AgentServer<S> extends GenServer<AgentServer.Ask<?, S>, AgentServer.Change<S>> {

	private final Callable<? extends S> initial;

	private @Nullable S value;

	/**
	 * A function of the value, whose result is waited for.
	 *
	 * @param function gives the result and the new value
	 */
	record Ask<R, S>(Function<? super S, Agent.Updated<R, S>> function) implements Request<R> {
	}

	/**
	 * A function of the value that nobody waits for.
	 *
	 * @param function gives the new value
	 */
	record Change<S>(UnaryOperator<S> function) {
	}

	AgentServer(Callable<? extends S> initial) {
		this.initial = initial;
	}

	@Override
	protected Init init() throws Exception {
		this.value = checked(this.initial.call());
		return ok();
	}

	@Override
	protected Next handleCall(Ask<?, S> ask, From from) {
		return answer(ask);
	}

	private <R> Next answer(Ask<R, S> ask) {
		Agent.Updated<R, S> updated = ask.function().apply(value());
		this.value = checked(updated.value());
		return reply(ask, updated.result());
	}

	@Override
	protected Next handleCast(Change<S> change) {
		this.value = checked(change.function().apply(value()));
		return noReply();
	}

	private S value() {
		return checked(this.value);
	}

	private static <S> S checked(@Nullable S value) {
		return Objects.requireNonNull(value, "An agent's value is never null; say absence with an Optional");
	}

	/** Functions do not travel: other nodes can ask nothing. */
	@Override
	protected Collection<? extends Class<?>> requestTypes() {
		return List.of();
	}

	@Override
	protected Collection<? extends Class<?>> castTypes() {
		return List.of();
	}

	@Override
	protected String kind() {
		return "agent";
	}

	@Override
	protected Class<?> type() {
		return Agent.class;
	}

}
