package io.actor.test.swarm;

import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.actor.test.tape.Recording;
import io.actor.test.tape.ShrinkBudget;
import io.actor.test.tape.Shrinker;
import io.actor.test.tape.Tape;

import org.jspecify.annotations.Nullable;

/**
 * Runs of the suites for those who load all of this in a class loader of their own: takes
 * and gives only types of the JDK.
 */
public final class SwarmEntry {

	private static final Pattern INVARIANT = Pattern.compile("\\b[A-Z]{2}-[SL]\\d+\\b");

	private SwarmEntry() {
	}

	/**
	 * Plays one run.
	 * @param suite its name
	 * @return what does not hold, with the id of the invariant in front, or null
	 */
	public static @Nullable String run(String suite, long seed) {
		return play(Tape.of(seed), suite(suite), false).problem();
	}

	/** How many choices one run makes. */
	public static int choices(String suite, long seed) {
		Tape tape = Tape.of(seed);
		play(tape, suite(suite), false);
		return tape.recording().size();
	}

	/** The hash of all events of one run. */
	public static long hash(String suite, long seed) {
		return play(Tape.of(seed), suite(suite), false).hash();
	}

	/**
	 * Makes a failing run small.
	 * @param attempts most runs it may take
	 * @param time longest time it may take
	 * @return of the smallest run that fails by the same check: what does not hold, the
	 * number of events of its story, the story as a diagram, and its choices as text
	 */
	public static List<String> shrink(String suite, long seed, int attempts, Duration time) {
		Tape failing = Tape.of(seed);
		String check = check(play(failing, suite(suite), false).problem());
		Recording small = Shrinker
			.shrink(failing.recording(), (tape) -> check.equals(check(play(tape, suite(suite), false).problem())),
					new ShrinkBudget(attempts, time, System::nanoTime))
			.recording();
		Played told = play(Tape.replay(small), suite(suite), true);
		return List.of(String.valueOf(told.problem()), String.valueOf(told.events()), told.story(), small.text());
	}

	/** Plays a run with recorded choices; as {@link #run}. */
	public static @Nullable String replay(String suite, String recording) {
		return play(Tape.replay(Recording.parse(recording)), suite(suite), false).problem();
	}

	private static Suite suite(String name) {
		return Suites.ALL.stream().filter((suite) -> suite.name().equals(name)).findFirst().orElseThrow();
	}

	/** The part of a problem that says which check has found it. */
	public static String check(@Nullable String problem) {
		if (problem == null) {
			return "";
		}
		Matcher invariant = INVARIANT.matcher(problem);
		return invariant.find() ? invariant.group() : problem.substring(0, problem.indexOf(':'));
	}

	private static Played play(Tape tape, Suite suite, boolean told) {
		String problem = null;
		try (Run run = new Run(tape, suite)) {
			if (told) {
				run.world().simulation().story().tell();
			}
			try {
				run.play();
			}
			catch (Violation ex) {
				problem = ex.getMessage();
			}
			catch (RuntimeException | Error ex) {
				problem = ex.getClass().getSimpleName() + ": " + ex.getMessage();
			}
			return new Played(problem, run.world().simulation().hash(),
					run.world().simulation().story().events().size(), told ? run.world().story() : "");
		}
	}

	/**
	 * A run that has been played.
	 *
	 * @param problem what does not hold, or null
	 * @param hash of all its events
	 * @param events lines of its story
	 * @param story its diagram
	 */
	private record Played(@Nullable String problem, long hash, int events, String story) {
	}

}
