package io.actor.supervisor;

import java.time.Duration;
import java.util.Objects;

/**
 * A supervisor of children of one kind that are started on demand
 * ({@code simple_one_for_one}); made with {@link Supervisor#simpleOneForOne}. It starts
 * without children. Each start adds arguments to those of the specification, and a
 * restart has them again. Children are known by pid, restarted one for one, and stopped
 * all at the same time.
 *
 * @param child the specification of all children
 * @param intensity most restarts inside the period; one more ends the supervisor
 * @param period length of the period
 * @param autoShutdown whether the end of significant children ends the supervisor
 * @param backoff how long restarts wait
 */
public record SimpleOneForOne(ChildSpec child, int intensity, Duration period, AutoShutdown autoShutdown,
		Backoff backoff) implements SupervisorDefinition {

	/**
	 * As OTP refuses it.
	 * @throws BadSpecException if the intensity is negative or the period is not positive
	 */
	public SimpleOneForOne {
		Objects.requireNonNull(child, "child");
		Objects.requireNonNull(autoShutdown, "autoShutdown");
		Objects.requireNonNull(backoff, "backoff");
		RestartWindow.of(intensity, period);
	}

	/** The same, tolerating this many restarts inside this period. */
	public SimpleOneForOne intensity(int restarts, Duration within) {
		return new SimpleOneForOne(this.child, restarts, within, this.autoShutdown, this.backoff);
	}

	/** The same, which ends when its significant children have. */
	public SimpleOneForOne autoShutdown(AutoShutdown when) {
		return new SimpleOneForOne(this.child, this.intensity, this.period, when, this.backoff);
	}

	/** The same with restarts that wait. */
	public SimpleOneForOne backoff(Backoff delays) {
		return new SimpleOneForOne(this.child, this.intensity, this.period, this.autoShutdown, delays);
	}

}
