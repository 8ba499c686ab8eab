package io.actor.task;

/**
 * What the tasks of a stream do with their inputs.
 *
 * @param <I> type of the inputs
 * @param <R> type of the results
 */
@FunctionalInterface
public interface TaskFunction<I, R> {

	/**
	 * Runs in a task of its own, and may block and throw.
	 * @return the result, never null
	 */
	R apply(I input) throws Exception;

}
