package io.actor.test.tape;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * How long a shrinker may try.
 *
 * @param attempts most runs
 * @param time longest time, looked at between runs
 * @param nanos the clock that measures it, in nanoseconds
 */
public record ShrinkBudget(int attempts, Duration time, LongSupplier nanos) {

	/** So many runs, however long they take. */
	public static ShrinkBudget ofAttempts(int attempts) {
		return new ShrinkBudget(attempts, Duration.ofSeconds(Long.MAX_VALUE / 1_000_000_000), () -> 0);
	}

}
