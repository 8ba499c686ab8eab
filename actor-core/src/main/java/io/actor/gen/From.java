package io.actor.gen;

import java.util.Optional;

import io.actor.term.Pid;

/**
 * Who waits for a reply ({@code gen_server:from()}). Keep it to answer later; any thread
 * may, once. A second reply, and one to a caller that has given up, is dropped.
 */
public interface From {

	/**
	 * Answers the caller ({@code gen_server:reply/2}).
	 * @param request the request, witness of the reply's type
	 * @param value the reply
	 */
	default <R> void reply(Request<R> request, R value) {
		reply(value);
	}

	/** Answers the caller with a value whose type nobody checks. */
	void reply(Object value);

	/** The calling process; empty if the caller is none. */
	default Optional<Pid> process() {
		return Optional.empty();
	}

}
