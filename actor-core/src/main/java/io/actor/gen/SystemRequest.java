package io.actor.gen;

import io.actor.process.ExitReason;

import org.jspecify.annotations.Nullable;

/**
 * Asks the loop of a server, not its callbacks: Erlang's {@code {system, From, Request}}.
 *
 * @param operation what is asked for
 * @param from who waits
 */
record SystemRequest(SystemOperation operation, From from) {

	/**
	 * The answer to a request that was not done.
	 *
	 * @param reason why, in OTP's words
	 * @param text why, for people
	 * @param cause what the user's code threw, if it did
	 */
	record Refusal(ExitReason reason, String text, @Nullable Throwable cause) {
	}

}
