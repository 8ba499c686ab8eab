package io.actor.benchmarks;

import java.util.Locale;

/** Times repetitions and prints them, one JSON line each. */
final class Measurements {

	/**
	 * Whole rounds before the first that counts: the compiler has seen the code twice.
	 */
	private static final int WARM_UP_ROUNDS = 2;

	private static final int PAUSE_MILLIS = 50;

	private final String system;

	private final boolean full;

	Measurements(String system, boolean full) {
		this.system = system;
		this.full = full;
	}

	/** Both modes do the same work, full more of it. */
	int size(int inShort, int inFull) {
		return this.full ? inFull : inShort;
	}

	int repetitions() {
		return size(3, 5);
	}

	/** Warms up, then times and reports each repetition of {@code operations}. */
	void repeat(String workload, long operations, Round round) throws Exception {
		for (int i = 0; i < WARM_UP_ROUNDS; i++) {
			round.run();
		}
		for (int repetition = 1; repetition <= repetitions(); repetition++) {
			report(workload, operations, time(round), repetition);
		}
	}

	/** Returns the nanoseconds the round took; it starts on a collected heap. */
	long time(Round round) throws Exception {
		System.gc();
		Thread.sleep(PAUSE_MILLIS);
		long start = System.nanoTime();
		round.run();
		return System.nanoTime() - start;
	}

	void report(String workload, long operations, long nanoseconds, int repetition) {
		print("\"w\":\"%s\",\"rep\":%d,\"n\":%d,\"ms\":%.3f,\"ns_op\":%.1f,\"ops_s\":%d", workload, repetition,
				operations, nanoseconds / 1e6, nanoseconds / (double) operations,
				(long) (operations * 1e9 / nanoseconds));
	}

	/** Reports milliseconds that are the result themselves. */
	void reportMillis(String workload, double millis, int repetition) {
		print("\"w\":\"%s\",\"rep\":%d,\"ms\":%.3f", workload, repetition, millis);
	}

	/** Reports bytes per server. */
	void reportBytes(String workload, int servers, long nanoseconds, double heap, double resident) {
		print("\"w\":\"%s\",\"rep\":1,\"n\":%d,\"ns_op\":%.1f,\"heap_bytes_per\":%.1f,\"rss_bytes_per\":%.1f", workload,
				servers, nanoseconds / (double) servers, heap, resident);
	}

	private void print(String format, Object... values) {
		System.out.printf(Locale.ROOT, "{\"sys\":\"" + this.system + "\"," + format + "}%n", values);
	}

	/** What is timed. */
	@FunctionalInterface
	interface Round {

		void run() throws Exception;

	}

}
