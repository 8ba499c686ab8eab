package io.actor.event;

import io.actor.process.ExitReason;

/** Why a handler terminates ({@code Module:terminate/2}). */
public sealed interface HandlerEnd {

	/** The manager stops ({@code stop}). */
	record Stopped() implements HandlerEnd {
	}

	/**
	 * The process that added it with {@link EventManagerRef#addSupervised} has ended
	 * ({@code {stop, Reason}}).
	 *
	 * @param reason why
	 */
	record AdderEnded(ExitReason reason) implements HandlerEnd {
	}

	/** Its callback said so ({@code remove_handler}). */
	record Removed() implements HandlerEnd {
	}

	/**
	 * Its callback threw or returned nothing that makes sense ({@code {error, Reason}}).
	 *
	 * @param reason why
	 */
	record Failed(ExitReason reason) implements HandlerEnd {
	}

	/**
	 * Somebody deleted it.
	 *
	 * @param argument what {@link EventManagerRef#delete} was given
	 */
	record Deleted(Object argument) implements HandlerEnd {
	}

	/**
	 * Another handler takes its place, and will be given what this one returns.
	 *
	 * @param argument what was given with the swap
	 */
	record Swapped(Object argument) implements HandlerEnd {
	}

}
