package io.actor.supervisor;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

import io.actor.term.Atom;
import io.actor.term.Binary;
import io.actor.term.Tuple;

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
 * @param autoShutdown whether the end of significant children ends the supervisor
 * @param backoff how long restarts wait
 * @param children the children
 */
public record Supervisor(Strategy strategy, int intensity, Duration period, AutoShutdown autoShutdown, Backoff backoff,
		List<ChildSpec> children) implements SupervisorDefinition {

	/**
	 * As OTP refuses it.
	 * @throws BadSpecException if the intensity is negative, the period is not positive,
	 * or two children have the same id
	 */
	public Supervisor {
		Objects.requireNonNull(strategy, "strategy");
		Objects.requireNonNull(autoShutdown, "autoShutdown");
		Objects.requireNonNull(backoff, "backoff");
		RestartWindow.of(intensity, period);
		children = List.copyOf(children);
		Set<String> ids = new HashSet<>();
		for (ChildSpec child : children) {
			if (!ids.add(child.id())) {
				throw BadSpecException.child("Two children have the id '" + child.id() + "'",
						Tuple.of(Atom.of("duplicate_child_name"), Binary.utf8(child.id())));
			}
		}
	}

	/** A supervisor without automatic shutdown, whose restarts follow at once. */
	public Supervisor(Strategy strategy, int intensity, Duration period, List<ChildSpec> children) {
		this(strategy, intensity, period, AutoShutdown.NEVER, Backoff.NONE, children);
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

	/**
	 * A supervisor of children of one kind that are started on demand, each with its own
	 * arguments ({@code simple_one_for_one}); 1 restart in 5 seconds, as in OTP.
	 */
	public static SimpleOneForOne simpleOneForOne(ChildSpec child) {
		return new SimpleOneForOne(child, 1, Duration.ofSeconds(5), AutoShutdown.NEVER, Backoff.NONE);
	}

	/** The same, tolerating this many restarts inside this period. */
	public Supervisor intensity(int restarts, Duration within) {
		return new Supervisor(this.strategy, restarts, within, this.autoShutdown, this.backoff, this.children);
	}

	/** The same, which ends when its significant children have. */
	public Supervisor autoShutdown(AutoShutdown when) {
		return new Supervisor(this.strategy, this.intensity, this.period, when, this.backoff, this.children);
	}

	/** The same with restarts that wait. */
	public Supervisor backoff(Backoff delays) {
		return new Supervisor(this.strategy, this.intensity, this.period, this.autoShutdown, delays, this.children);
	}

	/** The same with one child more, started last. */
	public Supervisor child(ChildSpec child) {
		return new Supervisor(this.strategy, this.intensity, this.period, this.autoShutdown, this.backoff,
				Stream.concat(this.children.stream(), Stream.of(child)).toList());
	}

}
