package io.actor.interop;

import java.util.List;

import io.actor.process.Process;

/**
 * Something to be done on Erlang and here, which has to give the same lines.
 *
 * @param <S> its type
 */
interface Scenario<S extends Scenario<S>> {

	/** The expression that plays it on Erlang. */
	String inErlang();

	/** Plays it here, in this process. */
	List<String> play(Process driver);

	/** The scenarios with one thing less. */
	List<S> smaller();

}
