package io.actor.task;

import java.time.Duration;
import java.util.Objects;

/**
 * How long {@link Task#yieldMany} waits, and what it does with tasks that are not done
 * then.
 *
 * @param timeout one time for all tasks
 * @param limit return as soon as this many tasks are done
 * @param onTimeout what happens to tasks that are not done
 */
public record YieldOptions(Duration timeout, int limit, OnTimeout onTimeout) {

	/** Five seconds, all tasks, and the others go on. */
	public static final YieldOptions DEFAULT = new YieldOptions(Task.DEFAULT_TIMEOUT, Integer.MAX_VALUE,
			OnTimeout.NOTHING);

	/** What happens to a task that is not done in time. */
	public enum OnTimeout {

		/** It goes on and may be yielded again. */
		NOTHING,

		/** It goes on, and its owner has nothing to do with it any more. */
		IGNORE,

		/** It is killed. */
		KILL_TASK

	}

	public YieldOptions {
		Task.checkNotNegative(timeout);
		Objects.requireNonNull(onTimeout, "onTimeout");
		if (limit < 1) {
			throw new IllegalArgumentException("A limit of tasks is positive, not " + limit);
		}
	}

	/** The same with another time. */
	public YieldOptions timeout(Duration time) {
		return new YieldOptions(time, this.limit, this.onTimeout);
	}

	/** The same, returning as soon as this many tasks are done. */
	public YieldOptions limit(int tasks) {
		return new YieldOptions(this.timeout, tasks, this.onTimeout);
	}

	/** The same with another end for tasks that are not done. */
	public YieldOptions onTimeout(OnTimeout what) {
		return new YieldOptions(this.timeout, this.limit, what);
	}

}
