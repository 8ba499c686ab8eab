package io.actor.event;

import java.util.List;
import java.util.function.Supplier;

import io.actor.gen.Request;
import io.actor.term.Pid;

import org.jspecify.annotations.Nullable;

/** What a manager is asked. */
sealed interface EventRequest {

	/** Installs a handler; with an adder, a supervised one. */
	record Add(Object id, Supplier<? extends EventHandler<?, ?>> handler,
			@Nullable Pid adder) implements EventRequest, Request<Outcome> {
	}

	/** Removes a handler. */
	record Delete(Object id, Object argument) implements EventRequest, Request<Outcome> {
	}

	/**
	 * Puts a handler in the place of another. Without an adder it keeps the one of the
	 * old handler.
	 */
	record Swap(Object oldId, Object argument, Object id, Supplier<? extends EventHandler<?, ?>> handler,
			@Nullable Pid adder) implements EventRequest, Request<Outcome> {
	}

	/** Asks one handler. */
	record Ask(Object id, Object request) implements EventRequest, Request<Outcome> {
	}

	/** Gives an event to all handlers and answers when they have run. */
	record SyncNotify(Object event) implements EventRequest, Request<Boolean> {
	}

	/** The ids of the handlers. */
	record WhichHandlers() implements EventRequest, Request<List<Object>> {
	}

}
