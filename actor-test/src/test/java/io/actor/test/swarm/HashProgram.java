package io.actor.test.swarm;

import io.actor.test.tape.Tape;

/**
 * Prints the event hashes of some runs: what another start of the JVM has to print too.
 */
final class HashProgram {

	private static final int SEEDS = 8;

	private HashProgram() {
	}

	/** Prints a line. */
	public static void main(String[] args) {
		System.out.println(hashes());
	}

	static String hashes() {
		StringBuilder text = new StringBuilder();
		for (Suite suite : Suites.ALL) {
			for (long seed = 1; seed <= SEEDS; seed++) {
				text.append(Long.toHexString(hash(suite, seed))).append(' ');
			}
		}
		return text.toString().strip();
	}

	/** The hash of all steps of a run. */
	static long hash(Suite suite, long seed) {
		try (Run run = new Run(Tape.of(seed), suite)) {
			run.play();
			return run.world().simulation().hash();
		}
	}

}
