package io.actor.event;

import io.actor.process.ExitReason;
import io.actor.term.Pid;

/**
 * The message that tells the process which added a handler with
 * {@link EventManagerRef#addSupervised} that it is gone: Erlang's {@code {gen_event_EXIT,
 * Handler, Reason}}.
 *
 * @param handler the handler's id
 * @param reason {@code normal} if it was removed or deleted, {@code shutdown} if the
 * manager stopped, {@link Replaced} in an {@link ExitReason.Custom}, or why it failed
 */
public record HandlerExit(Object handler, ExitReason reason) {

	/**
	 * Another handler took its place: {@code {swapped, NewHandler, Pid}}.
	 *
	 * @param by id of the new handler
	 * @param supervisor who hears of the end of the new one
	 */
	public record Replaced(Object by, Pid supervisor) {
	}

}
