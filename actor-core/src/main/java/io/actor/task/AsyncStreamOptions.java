package io.actor.task;

import java.time.Duration;
import java.util.Objects;

/**
 * How a stream of tasks runs ({@code Task.async_stream}).
 *
 * @param maxConcurrency most tasks at the same time
 * @param ordered whether results come in the order of the inputs, and those that overtake
 * a slow one are kept until it is done; otherwise they come as they are ready
 * @param timeout how long each task may take
 * @param onTimeout what happens when one takes longer
 * @param zipInputOnExit whether the reason of a failed task is an {@link InputExit}
 */
public record AsyncStreamOptions(int maxConcurrency, boolean ordered, Duration timeout, OnTimeout onTimeout,
		boolean zipInputOnExit) {

	/** What happens when a task takes longer than it may. */
	public enum OnTimeout {

		/** The stream ends with a {@link TaskException}. */
		EXIT,

		/** The task is killed; its outcome is {@code timeout}, and the stream goes on. */
		KILL_TASK

	}

	public AsyncStreamOptions {
		Task.checkNotNegative(timeout);
		Objects.requireNonNull(onTimeout, "onTimeout");
		if (maxConcurrency < 1) {
			throw new IllegalArgumentException("A stream has at least 1 task at a time, not " + maxConcurrency);
		}
	}

	/**
	 * As many tasks as cores, in order, five seconds each, and a task that takes longer
	 * ends the stream.
	 */
	public static AsyncStreamOptions create() {
		return new AsyncStreamOptions(Runtime.getRuntime().availableProcessors(), true, Task.DEFAULT_TIMEOUT,
				OnTimeout.EXIT, false);
	}

	/** The same with another number of tasks at a time. */
	public AsyncStreamOptions maxConcurrency(int tasks) {
		return new AsyncStreamOptions(tasks, this.ordered, this.timeout, this.onTimeout, this.zipInputOnExit);
	}

	/** The same, with results as they are ready. */
	public AsyncStreamOptions unordered() {
		return new AsyncStreamOptions(this.maxConcurrency, false, this.timeout, this.onTimeout, this.zipInputOnExit);
	}

	/** The same with another time for each task. */
	public AsyncStreamOptions timeout(Duration time) {
		return new AsyncStreamOptions(this.maxConcurrency, this.ordered, time, this.onTimeout, this.zipInputOnExit);
	}

	/** The same with another end for tasks that take longer. */
	public AsyncStreamOptions onTimeout(OnTimeout what) {
		return new AsyncStreamOptions(this.maxConcurrency, this.ordered, this.timeout, what, this.zipInputOnExit);
	}

	/** The same, telling the input of a failed task. */
	public AsyncStreamOptions zippingInputOnExit() {
		return new AsyncStreamOptions(this.maxConcurrency, this.ordered, this.timeout, this.onTimeout, true);
	}

}
