package io.actor.test.swarm;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

import io.actor.test.simulation.Story;
import io.actor.test.tape.FailedCheck;
import io.actor.test.tape.Recording;
import io.actor.test.tape.ShrinkBudget;
import io.actor.test.tape.Shrinker;
import io.actor.test.tape.Shrunk;
import io.actor.test.tape.Tape;

/** Runs a suite under one seed after another, on several threads, for a time. */
final class SwarmRunner {

	private static final int SHRINK_ATTEMPTS = 2_000;

	private static final Duration SHRINK_TIME = Duration.ofSeconds(90);

	private static final int LAST_EVENTS = 200;

	private final Suite suite;

	private final AtomicLong seeds;

	private final Figures figures = new Figures();

	private final ConcurrentLinkedQueue<Failure> failures = new ConcurrentLinkedQueue<>();

	/**
	 * What many runs came to.
	 */
	static final class Figures {

		private long runs;

		private long steps;

		private long virtualNanos;

		private long realNanos;

		private String mode = "";

		private final Map<String, Integer> marks = new TreeMap<>();

		private synchronized void add(Run run, long nanos) {
			this.runs++;
			this.mode = run.world().simulation().mode();
			this.steps += run.world().simulation().steps();
			this.virtualNanos += run.world().simulation().now();
			this.realNanos += nanos;
			run.arena().marks().forEach((mark) -> this.marks.merge(mark, 1, Integer::sum));
		}

		synchronized long runs() {
			return this.runs;
		}

		synchronized String mode() {
			return this.mode;
		}

		synchronized long steps() {
			return this.steps;
		}

		synchronized Duration virtual() {
			return Duration.ofNanos(this.virtualNanos);
		}

		/** Virtual time for each second of one thread. */
		synchronized long ratio() {
			return this.virtualNanos / Math.max(1, this.realNanos);
		}

		/** The reached situations, with the number of runs that did. */
		synchronized Map<String, Integer> marks() {
			return new TreeMap<>(this.marks);
		}

	}

	/**
	 * A run that failed.
	 *
	 * @param seed its seed
	 * @param recording its choices
	 * @param cause why it failed
	 */
	record Failure(long seed, Recording recording, Throwable cause) {
	}

	/**
	 * What is left of a failure when it has been made small.
	 *
	 * @param recording the choices
	 * @param events length of the story
	 * @param text seed, profile, violation and diagram
	 * @param cause the failure of the small run
	 */
	record Told(Recording recording, int events, String text, Throwable cause) {
	}

	SwarmRunner(Suite suite, long firstSeed) {
		this.suite = suite;
		this.seeds = new AtomicLong(firstSeed);
	}

	/**
	 * Runs until the time is over or a run fails.
	 * @return what was reached
	 */
	Figures runFor(Duration time, int threads) throws InterruptedException {
		long end = System.nanoTime() + time.toNanos();
		Thread[] workers = new Thread[threads];
		for (int i = 0; i < threads; i++) {
			workers[i] = Thread.ofPlatform().name("swarm-" + i).start(() -> {
				while (System.nanoTime() < end && this.failures.isEmpty()) {
					run(this.seeds.getAndIncrement());
				}
			});
		}
		for (Thread worker : workers) {
			worker.join();
		}
		return this.figures;
	}

	/** Runs one seed. */
	void run(long seed) {
		Tape tape = Tape.of(seed);
		long begin = System.nanoTime();
		try (Run run = new Run(tape, this.suite)) {
			run.play();
			this.figures.add(run, System.nanoTime() - begin);
		}
		catch (Exception | AssertionError ex) {
			this.failures.add(new Failure(seed, tape.recording(), ex));
		}
	}

	Figures figures() {
		return this.figures;
	}

	/** The failure with the lowest seed, if there is one. */
	Optional<Failure> failure() {
		return this.failures.stream().min((one, other) -> Long.compare(one.seed, other.seed));
	}

	/**
	 * Fails with the smallest story if a run has failed.
	 * @throws AssertionError that tells it
	 */
	void throwFailure() {
		Failure failure = failure().orElse(null);
		if (failure != null) {
			Told told = tell(this.suite, failure);
			throw new AssertionError(told.text(), told.cause());
		}
	}

	/** Makes a failure small and tells it. */
	static Told tell(Suite suite, Failure failure) {
		Object check = check(failure.cause());
		Shrunk shrunk = Shrinker.shrink(failure.recording(), (tape) -> {
			Throwable again = play(tape, suite);
			return again != null && check(again).equals(check);
		}, new ShrinkBudget(SHRINK_ATTEMPTS, SHRINK_TIME, System::nanoTime));
		return tell(suite, failure, shrunk);
	}

	private static Told tell(Suite suite, Failure failure, Shrunk shrunk) {
		Tape tape = Tape.replay(shrunk.recording());
		try (Run run = new Run(tape, suite)) {
			Story story = run.world().simulation().story();
			story.tell();
			Throwable cause = failure.cause();
			try {
				run.play();
			}
			catch (Exception | AssertionError ex) {
				cause = ex;
			}
			String text = "Seed " + failure.seed() + " of the suite " + suite.name() + " fails: " + cause.getMessage()
					+ "\n  repeat: mvn -pl actor-test -am test -Dtest=SwarmTests -Dsim.suite=" + suite.name()
					+ " -Dsim.seed=" + failure.seed() + " -Dsurefire.failIfNoSpecifiedTests=false\n  at first: "
					+ failure.cause().getMessage() + "\n  smallest run, after " + shrunk.attempts() + " attempts: "
					+ run.profile() + "\n" + story.events().size() + " events:\n" + story.diagram(LAST_EVENTS);
			return new Told(shrunk.recording(), story.events().size(), text, cause);
		}
	}

	private static Throwable play(Tape tape, Suite suite) {
		try (Run run = new Run(tape, suite)) {
			run.play();
			return null;
		}
		catch (Exception | AssertionError ex) {
			return ex;
		}
	}

	/** Two runs fail at the same check if they violate the same invariant. */
	private static Object check(Throwable failure) {
		return (failure instanceof Violation violation) ? violation.invariant() : FailedCheck.of(failure);
	}

}
