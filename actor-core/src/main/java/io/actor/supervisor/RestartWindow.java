package io.actor.supervisor;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The restarts of a supervisor inside its period: how many there may be, and when they
 * were ({@code supervisor:add_restart/1}). Immutable; time is an argument. As in OTP an
 * instant exactly one period ago still counts; OTP cuts times to whole seconds, so there
 * one up to a second earlier may count too.
 *
 * @param intensity most restarts inside the period
 * @param period length of the period
 * @param restarts when there were restarts, in nanoseconds of the node's clock, newest
 * first
 */
record RestartWindow(int intensity, Duration period, List<Long> restarts) {

	RestartWindow {
		if (intensity < 0) {
			throw BadSpecException.flag("A restart intensity is not negative: " + intensity, "invalid_intensity",
					intensity);
		}
		if (period.isNegative() || period.isZero()) {
			throw BadSpecException.flag("A restart period is positive, not " + period, "invalid_period", period);
		}
		restarts = List.copyOf(restarts);
	}

	static RestartWindow of(int intensity, Duration period) {
		return new RestartWindow(intensity, period, List.of());
	}

	/** One more restart at this time. */
	RestartWindow add(long nowNanos) {
		List<Long> kept = new ArrayList<>();
		kept.add(nowNanos);
		for (long each : this.restarts) {
			if (kept.size() > this.intensity) {
				// Already one too many; how many more does not matter.
				break;
			}
			if (nowNanos - each <= this.period.toNanos()) {
				kept.add(each);
			}
		}
		return new RestartWindow(this.intensity, this.period, kept);
	}

	/** The same restarts under other limits. */
	RestartWindow limits(int most, Duration within) {
		return new RestartWindow(most, within, this.restarts);
	}

	/** Whether that was one too many. */
	boolean exceeded() {
		return this.restarts.size() > this.intensity;
	}

}
