package io.actor.test.tape;

import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/**
 * The choices of one purpose, each of them recorded as one number: the smaller, the
 * simpler, and 0 is the simplest. A shrinker that knows nothing of what is chosen can
 * therefore make a case smaller by deleting and lowering numbers. Get one from
 * {@link Tape#choices}.
 */
public final class Choices {

	private static final long[] UNRECORDED = {};

	/** The sizes of lists and texts whose limit leaves room for it, on average. */
	private static final int USUAL_SIZE = 5;

	private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz";

	/** Where encodings change their length, and what a careless text would trip over. */
	private static final int[] CODE_POINTS = { 0, ' ', '\n', '\r', '\'', '"', '\\', '@', 0x7F, 0x80, 0x85, 0xFF, 0x100,
			0x7FF, 0x800, 0x2028, 0xD7FF, 0xE000, 0xFFFD, 0xFFFF, 0x10000, 0x1F600, 0x10FFFF };

	private static final double[] DOUBLES = { 1.0, -1.0, 0.5, -0.0, 0.1, 1e100, Double.MAX_VALUE, -Double.MAX_VALUE,
			Double.MIN_VALUE, Double.MIN_NORMAL, 9007199254740992.0, 9007199254740993.0, Long.MAX_VALUE };

	private final boolean fresh;

	private final long[] played;

	private final Notes notes;

	private long state;

	private long[] recorded = UNRECORDED;

	private int size;

	private Choices(boolean fresh, long state, long[] played, Notes notes) {
		this.fresh = fresh;
		this.state = state;
		this.played = played;
		this.notes = notes;
	}

	static Choices drawn(long state, Notes notes) {
		return new Choices(true, state, UNRECORDED, notes);
	}

	static Choices played(long[] values, Notes notes) {
		return new Choices(false, 0, values, notes);
	}

	/** A number from 0, the simplest, to the bound, which is not reached. */
	public int below(int bound) {
		return (int) below((long) bound);
	}

	/** A number from 0, the simplest, to the bound, which is not reached. */
	public long below(long bound) {
		if (bound <= 0) {
			throw new IllegalArgumentException("Nothing lies below " + bound);
		}
		return record(this.fresh ? Math.unsignedMultiplyHigh(random(), bound) : clamped(bound - 1));
	}

	/** A number between two, both included; the lower one is the simplest. */
	public int between(int low, int high) {
		return (int) between((long) low, (long) high);
	}

	/** A number between two, both included; the lower one is the simplest. */
	public long between(long low, long high) {
		if (low > high) {
			throw new IllegalArgumentException("Nothing lies between " + low + " and " + high);
		}
		long span = high - low;
		if (span == -1) {
			return low + bits();
		}
		return low + record(this.fresh ? Math.unsignedMultiplyHigh(random(), span + 1) : clamped(span));
	}

	/** A time between two, both included; the shorter one is the simplest. */
	public Duration between(Duration low, Duration high) {
		return Duration.ofNanos(between(low.toNanos(), high.toNanos()));
	}

	/**
	 * True with this probability; false is the simplest. Probabilities of 0 and 1 draw
	 * nothing.
	 */
	public boolean chance(double probability) {
		if (probability <= 0) {
			return false;
		}
		if (probability >= 1) {
			return true;
		}
		return record(this.fresh ? (uniform() < probability ? 1 : 0) : clamped(1)) != 0;
	}

	/**
	 * Whether one more element follows, in a loop that makes a list; no is the simplest.
	 * Asked before each element, so that deleting a piece of the tape deletes elements.
	 */
	public boolean keepGoing(double probability) {
		return chance(probability);
	}

	/** A number from 0 to 1, which is not reached; 0 is the simplest. */
	public double fraction() {
		return below(1L << 53) * 0x1.0p-53;
	}

	/** One of these; the first is the simplest. */
	public <T> T oneOf(List<T> values) {
		return values.get(below(values.size()));
	}

	/** One of these; the first is the simplest. */
	@SafeVarargs
	public final <T> T oneOf(T... values) {
		return values[below(values.length)];
	}

	/**
	 * An index into these weights, each as likely as its share of their sum; the first is
	 * the simplest.
	 */
	public int weighted(int... weights) {
		int index = 0;
		if (this.fresh) {
			long left = Math.unsignedMultiplyHigh(random(), Arrays.stream(weights).asLongStream().sum());
			while (left >= weights[index]) {
				left -= weights[index++];
			}
		}
		else {
			index = (int) clamped(weights.length - 1);
			while (weights[index] == 0) {
				index = (index + 1) % weights.length;
			}
		}
		return (int) record(index);
	}

	/** 64 random bits; 0 is the simplest. */
	public long bits() {
		return record(this.fresh ? random() : next());
	}

	/**
	 * Any number, small ones as likely as great ones; 0 is the simplest, then -1, 1, -2,
	 * 2 and so on.
	 */
	public long anyLong() {
		long zigzag = record(this.fresh ? random() >>> (random() >>> 58) : next());
		return (zigzag >>> 1) ^ -(zigzag & 1);
	}

	/** Any number, as in {@link #anyLong()}. */
	public int anyInt() {
		long zigzag = record(this.fresh ? (random() >>> 32) >>> (random() >>> 59) : clamped(0xFFFFFFFFL));
		return (int) ((zigzag >>> 1) ^ -(zigzag & 1));
	}

	/** Any finite number; 0 is the simplest, whole numbers come before others. */
	public double anyDouble() {
		return switch (weighted(4, 2, 2, 4)) {
			case 0 -> anyInt();
			case 1 -> anyInt() / 1024.0;
			case 2 -> DOUBLES[below(DOUBLES.length)];
			default -> {
				double any = Double.longBitsToDouble(bits());
				yield Double.isFinite(any) ? any : 0;
			}
		};
	}

	/** Any whole number of at most so many bits and a sign; 0 is the simplest. */
	public BigInteger bigInteger(int mostBits) {
		int length = between(0, mostBits);
		BigInteger magnitude = BigInteger.ZERO;
		for (int left = length; left > 0; left -= Integer.SIZE) {
			int part = Math.min(left, Integer.SIZE);
			magnitude = magnitude.shiftLeft(part).or(BigInteger.valueOf(below(1L << part)));
		}
		return chance(0.5) ? magnitude.negate() : magnitude;
	}

	/**
	 * Some elements, each made by the supplier from these choices; none is the simplest.
	 */
	public <T> List<T> list(int most, Supplier<? extends T> element) {
		return list(0, most, element);
	}

	/** At least and at most so many elements; the fewest are the simplest. */
	public <T> List<T> list(int least, int most, Supplier<? extends T> element) {
		List<T> list = new ArrayList<>();
		double more = more(least, most);
		while (list.size() < least || (list.size() < most && keepGoing(more))) {
			list.add(element.get());
		}
		return list;
	}

	/** Some bytes; none are the simplest, then zeros. */
	public byte[] bytes(int most) {
		byte[] bytes = new byte[Math.min(most, 16)];
		int length = 0;
		double more = more(0, most);
		while (length < most && keepGoing(more)) {
			if (length == bytes.length) {
				bytes = Arrays.copyOf(bytes, (int) Math.min(most, length * 2L));
			}
			bytes[length++] = (byte) below(256);
		}
		return Arrays.copyOf(bytes, length);
	}

	/**
	 * A text of at most so many code points: mostly small letters, some of them anything
	 * that Unicode has; the empty one is the simplest, then those of the letter a.
	 */
	public String string(int most) {
		StringBuilder text = new StringBuilder();
		double more = more(0, most);
		for (int i = 0; i < most && keepGoing(more); i++) {
			text.appendCodePoint(codePoint());
		}
		return text.toString();
	}

	/** A text of these characters; the first of them is the simplest. */
	public String string(int least, int most, String alphabet) {
		StringBuilder text = new StringBuilder();
		double more = more(least, most);
		while (text.length() < least || (text.length() < most && keepGoing(more))) {
			text.append(alphabet.charAt(below(alphabet.length())));
		}
		return text.toString();
	}

	/** The same elements in another order; their own is the simplest. */
	public <T> List<T> shuffled(List<T> values) {
		List<T> shuffled = new ArrayList<>(values);
		for (int i = 0; i < shuffled.size() - 1; i++) {
			int other = i + below(shuffled.size() - i);
			T swapped = shuffled.set(i, shuffled.get(other));
			shuffled.set(other, swapped);
		}
		return shuffled;
	}

	/**
	 * Tells what was made of the choices. It is written down only when a failure is told,
	 * and costs nothing but the call otherwise.
	 * @return the value
	 */
	public <T extends @Nullable Object> T note(String label, T value) {
		this.notes.add(label, value);
		return value;
	}

	/** How many choices were made. */
	public int count() {
		return this.size;
	}

	long[] recorded() {
		return Arrays.copyOf(this.recorded, this.size);
	}

	private int codePoint() {
		return switch (weighted(12, 2, 2)) {
			case 0 -> LETTERS.charAt(below(LETTERS.length()));
			case 1 -> CODE_POINTS[below(CODE_POINTS.length)];
			default -> {
				int any = below(Character.MAX_CODE_POINT + 1);
				yield (any >= Character.MIN_SURROGATE && any <= Character.MAX_SURROGATE) ? '?' : any;
			}
		};
	}

	/**
	 * The probability of one more that gives usual sizes, and reaches the limit at times.
	 */
	private static double more(int least, int most) {
		double average = Math.min(Math.max(least, USUAL_SIZE), (most - least) / 2.0);
		return average / (average + 1);
	}

	private double uniform() {
		return (random() >>> 11) * 0x1.0p-53;
	}

	private long random() {
		this.state += Mix.STEP;
		return Mix.mix(this.state);
	}

	/** What was recorded at this place, as a number from 0 to the greatest, unsigned. */
	private long clamped(long greatest) {
		long value = next();
		return (Long.compareUnsigned(value, greatest) > 0) ? greatest : value;
	}

	private long next() {
		return (this.size < this.played.length) ? this.played[this.size] : 0;
	}

	private long record(long value) {
		if (this.size == this.recorded.length) {
			this.recorded = Arrays.copyOf(this.recorded, Math.max(16, this.size * 2));
		}
		this.recorded[this.size++] = value;
		return value;
	}

}
