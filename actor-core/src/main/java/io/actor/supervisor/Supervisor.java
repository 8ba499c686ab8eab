package io.actor.supervisor;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

import io.actor.gen.Servers;
import io.actor.gen.StartOptions;
import io.actor.gen.StartResult;
import io.actor.process.Process;
import io.actor.process.Processes;

import org.jspecify.annotations.Nullable;

/**
 * A supervisor to be: its strategy, how many restarts it tolerates, and its children in
 * the order in which they are started ({@code supervisor}).
 *
 * <pre>{@code
 * Supervisor.oneForOne()
 *     .intensity(3, Duration.ofSeconds(5))
 *     .child(ChildSpec.worker("lobby", Lobby::new).restart(Restart.TRANSIENT));
 * }</pre>
 *
 * @param strategy which children a restart concerns
 * @param intensity most restarts inside the period; one more ends the supervisor
 * @param period length of the period
 * @param children the children
 */
public record Supervisor(Strategy strategy, int intensity, Duration period, List<ChildSpec> children) {

	public Supervisor {
		Objects.requireNonNull(strategy, "strategy");
		RestartWindow.of(intensity, period);
		children = List.copyOf(children);
		Set<String> ids = new HashSet<>();
		for (ChildSpec child : children) {
			if (!ids.add(child.id())) {
				throw new IllegalArgumentException("Two children have the id '" + child.id() + "'");
			}
		}
	}

	/** Restarts only the child that ended; 1 restart in 5 seconds, as in OTP. */
	public static Supervisor oneForOne() {
		return with(Strategy.ONE_FOR_ONE);
	}

	/** Restarts all children when one ends; 1 restart in 5 seconds, as in OTP. */
	public static Supervisor oneForAll() {
		return with(Strategy.ONE_FOR_ALL);
	}

	/**
	 * Restarts the child that ended and those after it; 1 restart in 5 seconds, as in
	 * OTP.
	 */
	public static Supervisor restForOne() {
		return with(Strategy.REST_FOR_ONE);
	}

	/** With this strategy; 1 restart in 5 seconds, as in OTP. */
	public static Supervisor with(Strategy strategy) {
		return new Supervisor(strategy, 1, Duration.ofSeconds(5), List.of());
	}

	/** The same, tolerating this many restarts inside this period. */
	public Supervisor intensity(int restarts, Duration within) {
		return new Supervisor(this.strategy, restarts, within, this.children);
	}

	/** The same with one child more, started last. */
	public Supervisor child(ChildSpec child) {
		return new Supervisor(this.strategy, this.intensity, this.period,
				Stream.concat(this.children.stream(), Stream.of(child)).toList());
	}

	/**
	 * Starts the supervisor and its children and waits for them. If a child cannot start,
	 * those started before are stopped again and the start fails with {@code {shutdown,
	 * {failed_to_start_child, Id, Reason}}}.
	 * @param parent links and owns the supervisor, or null; must be the running process
	 */
	public StartResult start(Processes processes, StartOptions options, @Nullable Process parent) {
		return Servers.start(processes, () -> new SupervisorServer(this), options, parent);
	}

}
