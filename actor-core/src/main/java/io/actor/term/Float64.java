package io.actor.term;

/**
 * A float: an IEEE 754 double that is a number. Equality is by bits, so {@code 0.0} and
 * {@code -0.0} are two values, as in Erlang since OTP 27.
 *
 * @param value the number, finite
 */
public record Float64(double value) implements Term, Comparable<Float64> {

	public Float64 {
		if (!Double.isFinite(value)) {
			throw new IllegalArgumentException("Erlang has no float " + value);
		}
	}

	/** The float with this value. */
	public static Float64 of(double value) {
		return new Float64(value);
	}

	/** The order of map keys, {@link TermOrder#EXACT}. */
	@Override
	public int compareTo(Float64 that) {
		return TermOrder.EXACT.compare(this, that);
	}

	@Override
	public int hashCode() {
		return Terms.hash(Terms.FLOAT64, Double.hashCode(this.value));
	}

	@Override
	public String toString() {
		return Double.toString(this.value).replace('E', 'e');
	}

}
