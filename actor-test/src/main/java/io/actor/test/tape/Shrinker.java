package io.actor.test.tape;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * Makes a failing run smaller: fewer choices first, then smaller ones. It knows nothing
 * of what the choices mean, and the same failing run always ends as the same small one.
 *
 * <p>
 * The steps, in order: a purpose without choices (so that a kind of fault is gone as a
 * whole), streams cut at the end, blocks deleted, blocks set to zero, one choice set to
 * zero with some of the next deleted, single choices lowered, equal choices lowered
 * together, one choice moved into a later one. They are repeated, first with coarse
 * blocks and then with finer ones, until none helps.
 */
public final class Shrinker {

	private static final long[] NOTHING = {};

	/** Into how many blocks a stream is cut, at most; one round after the other. */
	private static final int[] FINENESS = { 32, 512, Integer.MAX_VALUE };

	/** Blocks up to this size are tried at every place and in every size. */
	private static final int SMALL = 8;

	/** Streams for which also what costs many runs is tried. */
	private static final int SHORT = 256;

	private final Predicate<Tape> stillFails;

	private final ShrinkBudget budget;

	private final long end;

	private final long seed;

	/** What was tried, by hash: rounds repeat themselves. */
	private final Set<Long> tried = new HashSet<>();

	private SortedMap<String, long[]> best;

	private int attempts;

	private Shrinker(Recording failing, Predicate<Tape> stillFails, ShrinkBudget budget) {
		this.stillFails = stillFails;
		this.budget = budget;
		this.end = budget.nanos().getAsLong() + budget.time().toNanos();
		this.seed = failing.seed();
		this.best = trimmed(failing.streams());
	}

	/**
	 * The smallest run it can find that still fails.
	 * @param failing a run that fails
	 * @param stillFails plays a tape, and tells whether the same check fails as before;
	 * what the run draws has to come from that tape alone
	 */
	public static Shrunk shrink(Recording failing, Predicate<Tape> stillFails, ShrinkBudget budget) {
		return new Shrinker(failing, stillFails, budget).shrink();
	}

	private Shrunk shrink() {
		attempt(new TreeMap<>());
		for (int blocks : FINENESS) {
			SortedMap<String, long[]> before;
			do {
				before = this.best;
				round(blocks);
			}
			while (before != this.best && !usedUp());
		}
		return new Shrunk(new Recording(this.seed, this.best), this.attempts, !usedUp());
	}

	private void round(int blocks) {
		List<String> purposes = List.copyOf(this.best.keySet());
		purposes.forEach((purpose) -> replace(purpose, NOTHING));
		purposes.forEach(this::cut);
		purposes.forEach((purpose) -> delete(purpose, blocks));
		purposes.forEach((purpose) -> clear(purpose, blocks));
		purposes.stream().filter((purpose) -> values(purpose).length <= blocks).forEach((purpose) -> {
			simplify(purpose);
			lowerEach(purpose);
			lowerEqual(purpose);
			lowerRepeated(purpose);
			move(purpose);
		});
	}

	/** Cuts a stream at the end, by binary search. */
	private void cut(String purpose) {
		int low = 0;
		while (low + 1 < values(purpose).length && !usedUp()) {
			int length = (low + values(purpose).length) >>> 1;
			if (!replace(purpose, Arrays.copyOf(values(purpose), length))) {
				low = length;
			}
		}
	}

	/** Deletes blocks, great ones first, from the end of the stream. */
	private void delete(String purpose, int blocks) {
		int length = values(purpose).length;
		for (int size = (length <= SMALL) ? length - 1 : length / 2; size > 0; size = next(size)) {
			int step = (size <= SMALL) ? 1 : size;
			if (values(purpose).length / step > blocks) {
				return;
			}
			for (int from = values(purpose).length - size; from >= 0 && !usedUp(); from -= step) {
				long[] values = values(purpose);
				if (from + size <= values.length) {
					replace(purpose, without(values, from, size));
				}
			}
		}
	}

	/** Sets blocks to zero, great ones first. */
	private void clear(String purpose, int blocks) {
		for (int size = values(purpose).length / 2; size > 1; size = size / 2) {
			if (values(purpose).length / size > blocks) {
				return;
			}
			for (int from = 0; from < values(purpose).length && !usedUp(); from += size) {
				long[] cleared = values(purpose).clone();
				Arrays.fill(cleared, from, Math.min(from + size, cleared.length), 0);
				replace(purpose, cleared);
			}
		}
	}

	private static int next(int size) {
		return (size <= SMALL) ? size - 1 : Math.max(SMALL, size / 2);
	}

	private void lowerEach(String purpose) {
		for (int i = 0; i < values(purpose).length && !usedUp(); i++) {
			lower(purpose, values(purpose)[i], i);
		}
	}

	/** Lowers choices that are equal, and may have to stay so: all of a value, or two. */
	private void lowerEqual(String purpose) {
		Set<Long> seen = new HashSet<>();
		for (int i = 0; i < values(purpose).length && !usedUp(); i++) {
			long[] all = values(purpose);
			long value = all[i];
			if (seen.add(value)) {
				int[] places = IntStream.range(i, all.length).filter((place) -> all[place] == value).toArray();
				if (places.length > 1) {
					lower(purpose, value, places);
				}
				if (places.length > 2) {
					lowerPairs(purpose, value, places);
				}
			}
		}
	}

	private void lowerPairs(String purpose, long value, int... places) {
		for (int first = 0; first < places.length - 1; first++) {
			for (int second = first + 1; second < Math.min(first + SMALL, places.length) && !usedUp(); second++) {
				lower(purpose, value, places[first], places[second]);
			}
		}
	}

	/** Lowers choices that are equal and lie at equal distances: one of each element. */
	private void lowerRepeated(String purpose) {
		for (int i = 0; i < values(purpose).length && values(purpose).length < SHORT; i++) {
			for (int distance = 1; distance <= SMALL && !usedUp(); distance++) {
				long[] all = values(purpose);
				if (i + 2 * distance < all.length && all[i] != 0) {
					int step = distance;
					long value = all[i];
					int[] places = IntStream.iterate(i, (place) -> place < all.length, (place) -> place + step)
						.takeWhile((place) -> all[place] == value)
						.toArray();
					if (places.length > 2) {
						lower(purpose, value, places);
					}
				}
			}
		}
	}

	/**
	 * Lowers the value at these places: to zero, or else by powers of two from great to
	 * small. That ends at the least value where a binary search would, and also where
	 * only even or only odd values fail.
	 */
	private void lower(String purpose, long value, int... places) {
		if (value == 0 || set(purpose, value, 0, places)) {
			return;
		}
		long lowest = value;
		for (long step = Long.highestOneBit(value); step != 0 && !usedUp(); step >>>= 1) {
			while (Long.compareUnsigned(lowest, step) > 0 && set(purpose, lowest, lowest - step, places)) {
				lowest -= step;
			}
		}
	}

	/** Sets places that hold a value to another; false too if they hold it no more. */
	private boolean set(String purpose, long value, long other, int... places) {
		long[] changed = values(purpose).clone();
		for (int place : places) {
			if (place >= changed.length || changed[place] != value) {
				return false;
			}
			changed[place] = other;
		}
		return replace(purpose, changed);
	}

	/**
	 * Moves a choice, or what fits of it, into one of the next: their sum stays the same.
	 */
	private void move(String purpose) {
		for (int i = 0; i < values(purpose).length; i++) {
			for (int ahead = 1; ahead <= SMALL && !usedUp(); ahead++) {
				long all = (i < values(purpose).length) ? values(purpose)[i] : 0;
				if (all != 0 && !move(purpose, i, i + ahead, all) && values(purpose).length < SHORT) {
					for (long part = Long.highestOneBit(all); part != 0; part >>>= 1) {
						move(purpose, i, i + ahead, part);
					}
				}
			}
		}
	}

	private boolean move(String purpose, int from, int to, long amount) {
		long[] moved = values(purpose).clone();
		if (to >= moved.length || moved[to] == 0 || Long.compareUnsigned(moved[from], amount) < 0) {
			return false;
		}
		moved[from] -= amount;
		moved[to] += amount;
		return replace(purpose, moved);
	}

	/**
	 * Sets a choice to zero and deletes some of the next: what they decided may not be
	 * asked any more.
	 */
	private void simplify(String purpose) {
		for (int i = 0; i < values(purpose).length; i++) {
			for (int next = 1; next <= 2 * SMALL && !usedUp(); next++) {
				long[] values = values(purpose);
				if (i + next < values.length && values[i] != 0 && values.length < SHORT) {
					long[] shorter = without(values, i + 1, next);
					shorter[i] = 0;
					replace(purpose, shorter);
				}
			}
		}
	}

	private static long[] without(long[] values, int from, int size) {
		long[] shorter = Arrays.copyOf(values, values.length - size);
		System.arraycopy(values, from + size, shorter, from, shorter.length - from);
		return shorter;
	}

	private long[] values(String purpose) {
		return this.best.getOrDefault(purpose, NOTHING);
	}

	private boolean replace(String purpose, long[] values) {
		SortedMap<String, long[]> candidate = new TreeMap<>(this.best);
		candidate.put(purpose, values);
		return attempt(candidate);
	}

	/** Runs a candidate; it is the best one from now on if it fails and is smaller. */
	private boolean attempt(SortedMap<String, long[]> candidate) {
		SortedMap<String, long[]> trimmed = trimmed(candidate);
		if (usedUp() || compare(trimmed, this.best) >= 0 || !this.tried.add(hash(trimmed))) {
			return false;
		}
		this.attempts++;
		Tape tape = Tape.replay(new Recording(this.seed, trimmed));
		if (!this.stillFails.test(tape)) {
			return false;
		}
		// What was really asked for is no greater than what was offered.
		this.best = trimmed(tape.recording().streams());
		return true;
	}

	private boolean usedUp() {
		return this.attempts >= this.budget.attempts() || this.budget.nanos().getAsLong() - this.end >= 0;
	}

	/** Without what is zero anyway: the ends of streams. */
	private static SortedMap<String, long[]> trimmed(SortedMap<String, long[]> streams) {
		SortedMap<String, long[]> trimmed = new TreeMap<>();
		streams.forEach((purpose, values) -> {
			int length = values.length;
			while (length > 0 && values[length - 1] == 0) {
				length--;
			}
			if (length > 0) {
				trimmed.put(purpose, (length == values.length) ? values : Arrays.copyOf(values, length));
			}
		});
		return trimmed;
	}

	/** Shortlex: the number of choices, then the choices by purpose. */
	private static int compare(SortedMap<String, long[]> left, SortedMap<String, long[]> right) {
		int bySize = Integer.compare(size(left), size(right));
		if (bySize != 0) {
			return bySize;
		}
		Set<String> purposes = new TreeSet<>(left.keySet());
		purposes.addAll(right.keySet());
		for (String purpose : purposes) {
			long[] a = left.getOrDefault(purpose, NOTHING);
			long[] b = right.getOrDefault(purpose, NOTHING);
			int comparison = Integer.compare(a.length, b.length);
			for (int i = 0; i < a.length && comparison == 0; i++) {
				comparison = Long.compareUnsigned(a[i], b[i]);
			}
			if (comparison != 0) {
				return comparison;
			}
		}
		return 0;
	}

	private static int size(SortedMap<String, long[]> streams) {
		return streams.values().stream().mapToInt((values) -> values.length).sum();
	}

	private static long hash(SortedMap<String, long[]> streams) {
		long hash = 0;
		for (var stream : streams.entrySet()) {
			hash = Mix.start(hash, stream.getKey());
			for (long value : stream.getValue()) {
				hash = Mix.mix(hash + Mix.STEP) ^ value;
			}
		}
		return hash;
	}

}
