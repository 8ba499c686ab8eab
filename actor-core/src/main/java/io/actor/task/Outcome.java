package io.actor.task;

import java.util.Objects;

import io.actor.process.ExitReason;

/**
 * What became of a task: Elixir's {@code {:ok, Value}} or {@code {:exit, Reason}}.
 *
 * @param <T> type of the value
 */
public sealed interface Outcome<T> {

	/**
	 * The task has returned.
	 *
	 * @param value what
	 */
	record Value<T>(T value) implements Outcome<T> {

		public Value {
			Objects.requireNonNull(value, "value");
		}
	}

	/**
	 * The task has ended without a value.
	 *
	 * @param reason why
	 */
	record Exited<T>(ExitReason reason) implements Outcome<T> {

		public Exited {
			Objects.requireNonNull(reason, "reason");
		}
	}

	/**
	 * The value.
	 * @throws TaskException if there is none
	 */
	default T orElseThrow() {
		return switch (this) {
			case Value<T>(T value) -> value;
			case Exited<T>(ExitReason reason) -> throw new TaskException("A task failed: " + reason, reason);
		};
	}

}
