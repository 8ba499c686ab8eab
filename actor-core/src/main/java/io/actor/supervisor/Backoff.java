package io.actor.supervisor;

import java.time.Duration;
import java.util.Objects;

/**
 * How long a supervisor waits before a restart; an addition to OTP, where every restart
 * follows at once. The first restart inside the period of the supervisor's intensity is
 * not delayed, the second waits for the first delay, and each one more twice as long as
 * the one before. Waiting children are shown as restarting, and the supervisor answers
 * requests meanwhile.
 *
 * @param first the delay of the second restart inside the period; zero for no delays
 * @param longest no delay is longer
 */
public record Backoff(Duration first, Duration longest) {

	/** Every restart follows at once, as in OTP. */
	public static final Backoff NONE = new Backoff(Duration.ZERO, Duration.ZERO);

	public Backoff {
		Objects.requireNonNull(first, "first");
		Objects.requireNonNull(longest, "longest");
		if (first.isNegative() || longest.compareTo(first) < 0) {
			throw new IllegalArgumentException(
					"The delays of restarts grow from zero or more: not from " + first + " to " + longest);
		}
	}

	/**
	 * How long to wait before a restart.
	 * @param restarts how many restarts there were inside the period, this one included
	 */
	Duration delay(int restarts) {
		if (restarts <= 1 || this.first.isZero()) {
			return Duration.ZERO;
		}
		Duration delay = this.first;
		for (int i = 2; i < restarts && delay.compareTo(this.longest) < 0; i++) {
			delay = delay.multipliedBy(2);
		}
		return (delay.compareTo(this.longest) < 0) ? delay : this.longest;
	}

}
