package io.actor.test.swarm;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.actor.gen.StartOptions;
import io.actor.supervisor.AutoShutdown;
import io.actor.supervisor.ChildSpec;
import io.actor.supervisor.Restart;
import io.actor.supervisor.Shutdown;
import io.actor.supervisor.Strategy;
import io.actor.supervisor.Supervisor;
import io.actor.test.tape.Choices;

/**
 * A child of a supervisor as a workload plans it: a leaf, or a supervisor with children.
 *
 * @param id its id and name, unique in the run
 * @param restart when it is restarted
 * @param shutdown how it is stopped
 * @param traps whether a leaf traps exits, and so terminates in its own time
 * @param starting how long its init takes
 * @param dying how long its terminate takes
 * @param script its failures to come
 * @param significant whether its end may end its supervisor
 * @param strategy of a supervisor; null for a leaf
 * @param intensity of a supervisor
 * @param period of a supervisor
 * @param autoShutdown of a supervisor
 * @param children of a supervisor
 */
record Twig(String id, Restart restart, Shutdown shutdown, boolean traps, Duration starting, Duration dying,
		Script script, boolean significant, Strategy strategy, int intensity, Duration period,
		AutoShutdown autoShutdown, List<Twig> children) {

	private static final Shutdown TOO_SHORT = Shutdown.after(Duration.ofSeconds(1));

	/** How an init fails. */
	enum Failure {

		THROWS, REFUSES, IGNORES

	}

	/** Inits that shall fail; the real child and the model each count for themselves. */
	static final class Script {

		private int real;

		private int modelled;

		private Failure how = Failure.THROWS;

		void fail(int times, Failure kind) {
			this.real = times;
			this.modelled = times;
			this.how = kind;
		}

		/** How the init that runs now fails; null if it does not. */
		Failure real() {
			return (this.real > 0 && this.real-- > 0) ? this.how : null;
		}

		/** The same for the model. */
		Failure modelled() {
			return (this.modelled > 0 && this.modelled-- > 0) ? this.how : null;
		}

	}

	/** How long its terminate takes if it ends by itself: nobody would kill it. */
	Duration leaving() {
		return (this.dying.compareTo(Duration.ofSeconds(1)) < 0) ? this.dying : Duration.ZERO;
	}

	boolean isLeaf() {
		return this.strategy == null;
	}

	/**
	 * Draws a leaf, such that it can be told what its stop does: whoever may have to wait
	 * gets more time than that, or far too little.
	 */
	static Twig leaf(String id, Choices choices, Timing timing) {
		boolean traps = choices.chance(0.5);
		Duration dying = Duration.ofMillis(choices.oneOf(0, 0, 7, (timing == Timing.EXACT) ? 70 : 7));
		Shutdown shutdown = switch (choices.below(4)) {
			case 0 -> Shutdown.BRUTAL_KILL;
			case 1 -> (traps && timing == Timing.PAUSING) ? Shutdown.INFINITY
					: Shutdown.after(Duration.ofMillis((timing == Timing.EXACT) ? 30 : 3_000));
			case 2 -> switch (timing) {
				case EXACT -> Shutdown.DEFAULT;
				case LOOSE -> TOO_SHORT;
				case PAUSING -> Shutdown.BRUTAL_KILL;
			};
			default -> Shutdown.INFINITY;
		};
		if (shutdown.equals(TOO_SHORT)) {
			dying = Duration.ofSeconds(100);
		}
		return new Twig(id, choices.oneOf(Restart.PERMANENT, Restart.PERMANENT, Restart.TRANSIENT, Restart.TEMPORARY),
				shutdown, traps, Duration.ofMillis(choices.oneOf(0, 0, 0, 5)), dying, new Script(), false, null, 0,
				Duration.ZERO, AutoShutdown.NEVER, List.of());
	}

	/** Draws a supervisor with what is below it, at most so many levels. */
	static Twig branch(String id, Choices choices, Timing timing, int depth, Duration period) {
		List<Twig> children = new ArrayList<>();
		AutoShutdown autoShutdown = choices.oneOf(AutoShutdown.NEVER, AutoShutdown.NEVER, AutoShutdown.NEVER,
				AutoShutdown.NEVER, AutoShutdown.NEVER, AutoShutdown.NEVER, AutoShutdown.ANY_SIGNIFICANT,
				AutoShutdown.ALL_SIGNIFICANT);
		int width = 1 + choices.below(4);
		for (int i = 0; i < width; i++) {
			String child = id + "." + i;
			Twig twig = (depth > 1 && choices.chance(0.3)) ? branch(child, choices, timing, depth - 1, period)
					: leaf(child, choices, timing);
			children.add(twig.under(autoShutdown, choices));
		}
		return new Twig(id, choices.oneOf(Restart.PERMANENT, Restart.PERMANENT, Restart.TRANSIENT, Restart.TEMPORARY),
				Shutdown.INFINITY, true, Duration.ZERO, Duration.ZERO, new Script(), false,
				choices.oneOf(Strategy.ONE_FOR_ONE, Strategy.ONE_FOR_ALL, Strategy.REST_FOR_ONE),
				choices.oneOf(1, 0, 2, 3, 5), period, autoShutdown, List.copyOf(children));
	}

	/** The same under a supervisor of this kind, where it may be significant. */
	Twig under(AutoShutdown above, Choices choices) {
		boolean may = above != AutoShutdown.NEVER && this.restart != Restart.PERMANENT;
		return new Twig(this.id, this.restart, this.shutdown, this.traps, this.starting, this.dying, this.script,
				may && choices.chance(0.7), this.strategy, this.intensity, this.period, this.autoShutdown,
				this.children);
	}

	/** The real supervisor. */
	Supervisor supervisor(Grove grove) {
		Supervisor supervisor = Supervisor.with(this.strategy)
			.intensity(this.intensity, this.period)
			.autoShutdown(this.autoShutdown);
		for (Twig child : this.children) {
			supervisor = supervisor.child(child.spec(grove));
		}
		return supervisor;
	}

	/** The real child. */
	ChildSpec spec(Grove grove) {
		ChildSpec spec = isLeaf()
				? ChildSpec.worker(this.id, () -> new TreeChild(grove, this), StartOptions.named(this.id))
				: ChildSpec.supervisor(this.id, supervisor(grove));
		return spec.restart(this.restart).shutdown(this.shutdown).significant(this.significant);
	}

}
