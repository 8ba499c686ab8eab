package io.actor.test.tape;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

import org.jspecify.annotations.Nullable;

/**
 * A statement that holds for every case one can choose, tried with many: <pre>{@code
 * Property.named("list.reverseTwice").check((choices) -> {
 *     List<Integer> list = choices.note("list", choices.list(20, choices::anyInt));
 *     assertThat(list.reversed().reversed()).isEqualTo(list);
 * });
 * }</pre>
 *
 * <p>
 * Seeds of {@link RegressionSeeds} run first, then a fixed set, then a fresh one that is
 * another in each run. A failing case is made as small as possible and told with the
 * command that repeats it. {@code -Dsim.seed=N} runs one seed and nothing else,
 * {@code -Dsim.fresh=N} makes the fresh seeds begin there, {@code -Dsim.effort=N} takes
 * so many times as many of them. The smallest failing case is stored as a file, which
 * {@code -Dsim.tape=FILE} plays again.
 */
public final class Property {

	private static final System.Logger LOGGER = System.getLogger(Property.class.getName());

	private static final String PURPOSE = "case";

	private static final Path TAPES = Path.of("target", "tapes");

	private static final int CASES = 100;

	private static final int SHRINK_ATTEMPTS = 10_000;

	private static final Duration SHRINK_TIME = Duration.ofSeconds(20);

	private final String name;

	private final int fixed;

	private final int fresh;

	private final ShrinkBudget budget;

	/** A property over one stream of choices. */
	@FunctionalInterface
	public interface Body {

		/**
		 * Makes a case of the choices, and throws if the property does not hold for it.
		 */
		void check(Choices choices) throws Exception;

	}

	/** A property over a whole tape. */
	@FunctionalInterface
	public interface TapeBody {

		/** Makes a case of the tape, and throws if the property does not hold for it. */
		void check(Tape tape) throws Exception;

	}

	/** Where the fresh seeds of this JVM begin; drawn once and told. */
	private static final class Fresh {

		private static final long BASE = draw();

		private static long draw() {
			Long wanted = Long.getLong("sim.fresh");
			long base = (wanted != null) ? wanted : new SplittableRandom().nextLong() >>> 20;
			LOGGER.log(System.Logger.Level.INFO, "Fresh seeds of this run: -Dsim.fresh={0}", Long.toString(base));
			return base;
		}

	}

	private Property(String name, int fixed, int fresh, ShrinkBudget budget) {
		this.name = name;
		this.fixed = fixed;
		this.fresh = fresh;
		this.budget = budget;
	}

	/**
	 * A property with 100 fixed and 100 fresh cases.
	 * @param name without blanks, as the file of regression seeds has it
	 */
	public static Property named(String name) {
		if (name.isEmpty() || name.chars().anyMatch(Character::isWhitespace)) {
			throw new IllegalArgumentException("The name of a property has no blanks: '" + name + "'");
		}
		return new Property(name, CASES, CASES, new ShrinkBudget(SHRINK_ATTEMPTS, SHRINK_TIME, System::nanoTime));
	}

	/** Checks a property with so many fixed and as many fresh cases. */
	public static void check(String name, int cases, Body body) {
		named(name).cases(cases).check(body);
	}

	/** The same with so many fixed and as many fresh cases. */
	public Property cases(int each) {
		return new Property(this.name, each, each, this.budget);
	}

	/** The same with another number of fresh cases. */
	public Property fresh(int count) {
		return new Property(this.name, this.fixed, count, this.budget);
	}

	/** The same with another budget to make a failing case small. */
	public Property shrinking(ShrinkBudget most) {
		return new Property(this.name, this.fixed, this.fresh, most);
	}

	/**
	 * Tries the property.
	 * @throws AssertionError at the first case for which it does not hold, with the
	 * smallest such case, its notes, the command that repeats it and the cause
	 */
	public void check(Body body) {
		checkTape((tape) -> body.check(tape.choices(PURPOSE)));
	}

	/** As {@link #check(Body)}, for a property that needs more than one purpose. */
	public void checkTape(TapeBody body) {
		String stored = System.getProperty("sim.tape");
		Optional<Counterexample> found = (stored != null) ? play(Path.of(stored), body) : search(seeds(), body);
		if (found.isPresent()) {
			throw new AssertionError(tell(found.get()), found.get().cause());
		}
	}

	/**
	 * Looks for a case for which the property does not hold, among the fixed cases alone:
	 * for tests that a property finds what it should.
	 */
	public Optional<Counterexample> search(Body body) {
		return searchTape((tape) -> body.check(tape.choices(PURPOSE)));
	}

	/** As {@link #search(Body)}, for a property that needs more than one purpose. */
	public Optional<Counterexample> searchTape(TapeBody body) {
		return search(range(0, this.fixed), body);
	}

	private Optional<Counterexample> search(List<Long> seeds, TapeBody body) {
		for (long seed : seeds) {
			Tape tape = Tape.of(seed);
			Throwable failure = failure(body, tape);
			if (failure != null) {
				return Optional.of(shrink(seed, tape.recording(), FailedCheck.of(failure), body));
			}
		}
		return Optional.empty();
	}

	private Optional<Counterexample> play(Path file, TapeBody body) {
		Recording recording;
		try {
			recording = Recording.read(file);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		Tape tape = Tape.replay(recording);
		Throwable failure = failure(body, tape);
		return (failure == null) ? Optional.empty()
				: Optional.of(shrink(recording.seed(), tape.recording(), FailedCheck.of(failure), body));
	}

	private Counterexample shrink(long seed, Recording original, FailedCheck check, TapeBody body) {
		Shrunk smallest = Shrinker.shrink(original, (tape) -> {
			Throwable again = failure(body, tape);
			return again != null && FailedCheck.of(again).equals(check);
		}, this.budget);
		Tape telling = Tape.telling(smallest.recording());
		Throwable cause = failure(body, telling);
		if (cause == null) {
			cause = new IllegalStateException("The same choices do not fail again: the property depends on more");
		}
		return new Counterexample(seed, original, smallest, telling.notes(), cause);
	}

	private static @Nullable Throwable failure(TapeBody body, Tape tape) {
		try {
			body.check(tape);
			return null;
		}
		catch (OutOfMemoryError ex) {
			throw ex;
		}
		catch (Throwable ex) {
			return ex;
		}
	}

	private List<Long> seeds() {
		Long one = Long.getLong("sim.seed");
		if (one != null) {
			return List.of(one);
		}
		List<Long> seeds = new ArrayList<>(RegressionSeeds.read().of(this.name));
		seeds.addAll(range(0, this.fixed));
		if (this.fresh > 0) {
			seeds.addAll(range(Fresh.BASE, this.fresh * Integer.getInteger("sim.effort", 1)));
		}
		return seeds;
	}

	private static List<Long> range(long from, int count) {
		List<Long> range = new ArrayList<>(count);
		for (int i = 0; i < count; i++) {
			range.add(from + i);
		}
		return range;
	}

	private String tell(Counterexample found) {
		String test = "mvn test -Dtest=" + test();
		String smallest = store(found).map((file) -> "\n  smallest: " + test + " -Dsim.tape=" + file).orElse("");
		return "Property " + this.name + " does not hold for seed " + found.seed() + "\n  repeat: " + test
				+ " -Dsim.seed=" + found.seed() + smallest + "\n" + found.describe();
	}

	/** Where the smallest case lies from now on; nowhere if it cannot be written. */
	private Optional<Path> store(Counterexample found) {
		Path file = TAPES.resolve(this.name + "-" + found.seed() + ".tape");
		try {
			Files.createDirectories(TAPES);
			found.smallest().recording().write(file);
			return Optional.of(file);
		}
		catch (IOException ex) {
			return Optional.empty();
		}
	}

	/**
	 * The test that checks this property: the outermost frame that is not the runner's.
	 */
	private static String test() {
		String test = "";
		for (StackTraceElement frame : new Throwable().getStackTrace()) {
			String type = frame.getClassName();
			if (type.startsWith("java.") || type.startsWith("jdk.") || type.startsWith("org.junit.")) {
				break;
			}
			test = type.substring(type.lastIndexOf('.') + 1) + "#" + frame.getMethodName();
		}
		return test;
	}

}
