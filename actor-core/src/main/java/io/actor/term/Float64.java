package io.actor.term;

/**
 * A float: an IEEE 754 double that is a number. Equality is by bits, so {@code 0.0} and
 * {@code -0.0} are two values, as in Erlang since OTP 27.
 *
 * @param value the number, finite
 */
public record Float64(double value) implements Term {

	public Float64 {
		if (!Double.isFinite(value)) {
			throw new IllegalArgumentException("Erlang has no float " + value);
		}
	}

	/** The float with this value. */
	public static Float64 of(double value) {
		return new Float64(value);
	}

	@Override
	public String toString() {
		return Double.toString(this.value).replace('E', 'e');
	}

}
