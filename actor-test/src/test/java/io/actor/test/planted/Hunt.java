package io.actor.test.planted;

import java.lang.reflect.Method;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.actor.test.swarm.SwarmEntry;

/**
 * The search for a planted fault: runs of its suite with one seed after the other until
 * one fails. A seed that fails without the fault too is no evidence and is passed over.
 */
final class Hunt {

	/** Longest real time for one hunt; only a planted deadlock takes it. */
	private static final Duration LONGEST = Duration.ofMinutes(5);

	/** Seeds with which the sound classes fail. */
	private static final Map<String, Boolean> SOUND = new ConcurrentHashMap<>();

	private final PlantedFault fault;

	private final Class<?> runs;

	/**
	 * A run that has found the fault.
	 *
	 * @param seed of the run
	 * @param seeds how many were tried, this one among them
	 * @param foundBy the invariant that did not hold, or what else made the run fail
	 * @param problem what was seen
	 */
	record Found(long seed, int seeds, String foundBy, String problem) {
	}

	/**
	 * A run made small.
	 *
	 * @param problem what was seen
	 * @param events lines of its story
	 * @param diagram its story
	 * @param sound whether the sound classes pass the same run
	 */
	record Small(String problem, int events, String diagram, boolean sound) {
	}

	Hunt(PlantedFault fault) {
		this(fault, new PlantedClasses(fault));
	}

	Hunt(PlantedFault fault, PlantedClasses classes) {
		this.fault = fault;
		try {
			this.runs = classes.loadClass(SwarmEntry.class.getName());
		}
		catch (ClassNotFoundException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/** Searches for it, with this seed and the ones behind it. */
	Optional<Found> from(long seed, int most, Duration time) throws Exception {
		return alone(() -> search(seed, most, time));
	}

	private Optional<Found> search(long first, int most, Duration time) throws ReflectiveOperationException {
		Method run = this.runs.getMethod("run", String.class, long.class);
		long end = System.nanoTime() + time.toNanos();
		for (int tried = 1; tried <= most && System.nanoTime() - end < 0; tried++) {
			long seed = first + tried - 1;
			String problem = (String) run.invoke(null, this.fault.suite(), seed);
			if (problem != null && sound(seed)) {
				return Optional.of(new Found(seed, tried, SwarmEntry.check(problem), problem));
			}
		}
		return Optional.empty();
	}

	private boolean sound(long seed) {
		return SOUND.computeIfAbsent(this.fault.suite() + " " + seed,
				(key) -> SwarmEntry.run(this.fault.suite(), seed) == null);
	}

	/** The one of these with the fewest choices: it shrinks best. */
	Found smallest(List<Found> finds) throws Exception {
		Found best = finds.getFirst();
		int least = Integer.MAX_VALUE;
		for (Found each : finds) {
			int choices = choices(each);
			if (choices < least) {
				least = choices;
				best = each;
			}
		}
		return best;
	}

	private int choices(Found found) throws Exception {
		return alone(() -> (Integer) this.runs.getMethod("choices", String.class, long.class)
			.invoke(null, this.fault.suite(), found.seed()));
	}

	/** Makes a run that has found it small. */
	Small shrink(Found found, int attempts, Duration time) throws Exception {
		return alone(() -> {
			List<?> small = (List<?>) this.runs.getMethod("shrink", String.class, long.class, int.class, Duration.class)
				.invoke(null, this.fault.suite(), found.seed(), attempts, time);
			return new Small(String.valueOf(small.get(0)), Integer.parseInt(String.valueOf(small.get(1))),
					String.valueOf(small.get(2)),
					SwarmEntry.replay(this.fault.suite(), String.valueOf(small.get(3))) == null);
		});
	}

	/** Whether a run with this seed is the same each time. */
	boolean repeats(long seed) throws Exception {
		return alone(() -> {
			Method hash = this.runs.getMethod("hash", String.class, long.class);
			return hash.invoke(null, this.fault.suite(), seed).equals(hash.invoke(null, this.fault.suite(), seed));
		});
	}

	/**
	 * On a thread of its own: what the planted classes leave at their thread goes with
	 * it, and they themselves with that.
	 */
	private static <T> T alone(Callable<T> work) throws Exception {
		FutureTask<T> task = new FutureTask<>(work);
		Thread thread = Thread.ofPlatform().name("hunt").daemon().start(task);
		try {
			return task.get(LONGEST.toSeconds(), TimeUnit.SECONDS);
		}
		catch (TimeoutException ex) {
			throw new IllegalStateException("A hunt on " + thread + " hangs", ex);
		}
		catch (ExecutionException ex) {
			throw new IllegalStateException("A hunt on " + thread + " failed", ex.getCause());
		}
	}

}
