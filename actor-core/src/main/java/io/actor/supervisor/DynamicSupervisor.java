package io.actor.supervisor;

import java.time.Duration;
import java.util.Objects;

/**
 * A supervisor whose children are started on demand and are all restarted one for one
 * (Elixir's {@code DynamicSupervisor}). Children are known by pid; ids may repeat.
 *
 * @param maxChildren most children, or {@link Integer#MAX_VALUE} for no limit; those that
 * are being restarted count
 * @param intensity most restarts inside the period; one more ends the supervisor
 * @param period length of the period
 * @param extraArguments arguments that go before those of each child's specification, at
 * its start and at each restart
 * @param backoff how long restarts wait
 */
public record DynamicSupervisor(int maxChildren, int intensity, Duration period, Arguments extraArguments,
		Backoff backoff) implements SupervisorDefinition {

	/**
	 * As OTP refuses it.
	 * @throws BadSpecException if a number is negative or the period is not positive
	 */
	public DynamicSupervisor {
		Objects.requireNonNull(extraArguments, "extraArguments");
		Objects.requireNonNull(backoff, "backoff");
		if (maxChildren < 0) {
			throw BadSpecException.flag("A number of children is not negative: " + maxChildren, "invalid_max_children",
					maxChildren);
		}
		RestartWindow.of(intensity, period);
	}

	/** A supervisor without extra arguments, whose restarts follow at once. */
	public DynamicSupervisor(int maxChildren, int intensity, Duration period) {
		this(maxChildren, intensity, period, Arguments.NONE, Backoff.NONE);
	}

	/** No limit of children; 3 restarts in 5 seconds, as in Elixir. */
	public static DynamicSupervisor create() {
		return new DynamicSupervisor(Integer.MAX_VALUE, 3, Duration.ofSeconds(5));
	}

	/** The same with at most this many children. */
	public DynamicSupervisor maxChildren(int limit) {
		return new DynamicSupervisor(limit, this.intensity, this.period, this.extraArguments, this.backoff);
	}

	/** The same, tolerating this many restarts inside this period. */
	public DynamicSupervisor intensity(int restarts, Duration within) {
		return new DynamicSupervisor(this.maxChildren, restarts, within, this.extraArguments, this.backoff);
	}

	/**
	 * The same with these arguments before those of each child's specification, which
	 * then has to be a {@link StartCall}, as {@link ChildSpec#workerWith} makes one.
	 */
	public DynamicSupervisor extraArguments(Object... arguments) {
		return new DynamicSupervisor(this.maxChildren, this.intensity, this.period, Arguments.of(arguments),
				this.backoff);
	}

	/** The same with restarts that wait. */
	public DynamicSupervisor backoff(Backoff delays) {
		return new DynamicSupervisor(this.maxChildren, this.intensity, this.period, this.extraArguments, delays);
	}

}
