package io.actor.supervisor;

import java.time.Duration;

import io.actor.gen.Servers;
import io.actor.gen.StartOptions;
import io.actor.gen.StartResult;
import io.actor.process.Process;
import io.actor.process.Processes;

import org.jspecify.annotations.Nullable;

/**
 * A supervisor whose children are started on demand and are all restarted one for one
 * (Elixir's {@code DynamicSupervisor}). Children are known by pid; ids may repeat.
 *
 * @param maxChildren most children, or {@link Integer#MAX_VALUE} for no limit
 * @param intensity most restarts inside the period; one more ends the supervisor
 * @param period length of the period
 */
public record DynamicSupervisor(int maxChildren, int intensity, Duration period) {

	public DynamicSupervisor {
		if (maxChildren < 0) {
			throw new IllegalArgumentException("A number of children is not negative: " + maxChildren);
		}
		RestartWindow.of(intensity, period);
	}

	/** No limit of children; 3 restarts in 5 seconds, as in Elixir. */
	public static DynamicSupervisor create() {
		return new DynamicSupervisor(Integer.MAX_VALUE, 3, Duration.ofSeconds(5));
	}

	/** The same with at most this many children. */
	public DynamicSupervisor maxChildren(int limit) {
		return new DynamicSupervisor(limit, this.intensity, this.period);
	}

	/** The same, tolerating this many restarts inside this period. */
	public DynamicSupervisor intensity(int restarts, Duration within) {
		return new DynamicSupervisor(this.maxChildren, restarts, within);
	}

	/** Starts the supervisor; see {@link Supervisor#start}. */
	public StartResult start(Processes processes, StartOptions options, @Nullable Process parent) {
		return Servers.start(processes, () -> new DynamicSupervisorServer(this), options, parent);
	}

}
