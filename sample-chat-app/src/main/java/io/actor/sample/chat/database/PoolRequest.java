package io.actor.sample.chat.database;

import java.util.List;

import io.actor.gen.Request;
import io.actor.term.Pid;

/**
 * What the pool is asked.
 *
 * @param <R> type of the answer
 */
sealed interface PoolRequest<R> extends Request<R> {

	/**
	 * Do this on some connection.
	 *
	 * @param work what
	 * @param <T> type of the outcome
	 */
	record Run<T>(Work<T> work) implements PoolRequest<Outcome> {
	}

	/** Which connections are there? */
	record Status() implements PoolRequest<PoolStatus> {
	}

	/** How work ended. */
	sealed interface Outcome {

		/**
		 * It was done.
		 *
		 * @param value what came out
		 */
		record Done(Object value) implements Outcome {
		}

		/**
		 * It could not be done.
		 *
		 * @param why why
		 */
		record Failed(RuntimeException why) implements Outcome {
		}

	}

	/**
	 * The pool at one instant.
	 *
	 * @param idle connections that wait for work
	 * @param busy connections that work
	 * @param waiting jobs that wait for a connection
	 */
	record PoolStatus(List<Pid> idle, List<Pid> busy, int waiting) {
	}

}
