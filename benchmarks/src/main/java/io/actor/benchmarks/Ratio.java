package io.actor.benchmarks;

/**
 * A peer's median divided by ours: above one we are faster, or smaller.
 *
 * @param peer the peer's best configuration in this row
 * @param uncertain whether the measured ranges overlap, so that another run may turn the
 * result round
 */
record Ratio(double value, Contender peer, boolean uncertain) {

	static Ratio of(Spread ours, Contender peer, Spread theirs) {
		return new Ratio(theirs.median() / ours.median(), peer, ours.overlaps(theirs));
	}

}
