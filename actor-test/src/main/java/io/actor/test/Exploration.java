package io.actor.test;

import java.time.Duration;

import io.actor.scheduler.Interleave;
import io.actor.test.simulation.NetworkWeather;
import io.actor.test.simulation.Policy;
import io.actor.test.simulation.SimulationOptions;
import io.actor.test.simulation.Story;
import io.actor.test.tape.Choices;
import io.actor.test.tape.FailedCheck;
import io.actor.test.tape.Recording;
import io.actor.test.tape.ShrinkBudget;
import io.actor.test.tape.Shrinker;
import io.actor.test.tape.Shrunk;
import io.actor.test.tape.Tape;

import org.jspecify.annotations.Nullable;

/**
 * Plays one scenario under many seeds. What the seed decides: who of those that can run
 * runs next, where they are interrupted, and how the network delays and cuts bytes.
 */
final class Exploration {

	private static final int SHRINK_ATTEMPTS = 3_000;

	private static final Duration SHRINK_TIME = Duration.ofSeconds(30);

	private static final int LAST_EVENTS = 200;

	private final Scenario scenario;

	Exploration(Scenario scenario) {
		this.scenario = scenario;
	}

	/**
	 * Plays it under the seeds 1, 2, 3 and so on, or under the one that
	 * {@code -Dsim.seed} says.
	 */
	void run(int seeds) {
		Long one = Long.getLong("sim.seed");
		if (one != null) {
			play(one, seeds);
			return;
		}
		for (long seed = 1; seed <= seeds; seed++) {
			play(seed, seeds);
		}
	}

	private void play(long seed, int seeds) {
		Tape tape = Tape.of(seed);
		Throwable failure = attempt(tape, null);
		if (failure != null) {
			report(seed, seeds, tape.recording(), failure);
		}
	}

	private void report(long seed, int seeds, Recording failing, Throwable failure) {
		FailedCheck check = FailedCheck.of(failure);
		Shrunk shrunk = Shrinker.shrink(failing, (tape) -> {
			Throwable again = attempt(tape, null);
			return again != null && FailedCheck.of(again).equals(check);
		}, new ShrinkBudget(SHRINK_ATTEMPTS, SHRINK_TIME, System::nanoTime));
		Telling telling = new Telling();
		Throwable last = attempt(Tape.replay(shrunk.recording()), telling);
		Throwable cause = (last != null) ? last : failure;
		throw new AssertionError("Seed " + seed + " of " + seeds + " fails: " + cause.getMessage()
				+ "\n  repeat it with -Dsim.seed=" + seed + "\n  smallest story found, " + telling.events
				+ " events, runs tried: " + shrunk.attempts() + "\n" + telling.diagram, cause);
	}

	/** What failed, or null. */
	private @Nullable Throwable attempt(Tape tape, @Nullable Telling telling) {
		try (World world = new World(tape, options(tape.choices("options")))) {
			world.simulation().network().weather(weather(tape.choices("weather")));
			Story story = world.simulation().story();
			if (telling != null) {
				story.tell();
			}
			try {
				this.scenario.play(world);
				return null;
			}
			catch (OutOfMemoryError ex) {
				throw ex;
			}
			catch (Throwable ex) {
				return ex;
			}
			finally {
				if (telling != null) {
					telling.events = story.events().size();
					telling.diagram = story.diagram(LAST_EVENTS);
				}
			}
		}
	}

	private static SimulationOptions options(Choices choices) {
		Policy policy = choices.oneOf(Policy.values());
		int interleave = Interleave.isOn() ? choices.oneOf(0, 5, 20, 50) : 0;
		return new SimulationOptions(policy, interleave, choices.oneOf(4000, 1, 7), choices.oneOf(0, 1_000), true);
	}

	private static NetworkWeather weather(Choices choices) {
		return new NetworkWeather(Duration.ofNanos(100_000 + choices.below(5_000_000)),
				Duration.ofNanos(choices.below(20_000_000)), 0, 0, choices.oneOf(0, 20, 80), 0, 0,
				NetworkWeather.FAIR.window());
	}

	/** The story of one attempt. */
	private static final class Telling {

		private int events;

		private String diagram = "";

	}

}
