package io.actor.gen;

import io.actor.process.ExitReason;

/**
 * What became of a request that was sent without waiting.
 *
 * @param <R> type of the reply
 */
public sealed interface Response<R> {

	/**
	 * It was answered ({@code {reply, Reply}}).
	 *
	 * @param value the reply
	 */
	record Reply<R>(R value) implements Response<R> {
	}

	/**
	 * It will not be answered ({@code {error, {Reason, Server}}}).
	 *
	 * @param reason {@link ExitReason#NOPROC}, {@link ExitReason#NOCONNECTION} if its
	 * node cannot be reached, {@link CallException#OVERLOADED}, or why the server ended
	 * @param server who was asked
	 */
	record Failure<R>(ExitReason reason, ServerRef server) implements Response<R> {
	}

}
