package io.actor.task;

import java.util.Optional;

/**
 * A task and what had become of it when {@link Task#yieldMany} returned.
 *
 * @param task the task
 * @param outcome its outcome; empty if there was none in time
 */
public record Yielded<T>(Task<T> task, Optional<Outcome<T>> outcome) {
}
