package io.actor.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import io.actor.gen.GenServer;
import io.actor.gen.Next;
import io.actor.gen.Request;
import io.actor.gen.StartOptions;
import io.actor.node.Node;

/**
 * h. Not a time: the bytes one idle server takes, on the heap and in the resident set.
 */
final class Idle implements Workload {

	private static final int COLLECTIONS = 4;

	private static final int PAUSE_MILLIS = 150;

	@Override
	public void run(Node node, Measurements measurements) throws Exception {
		int count = measurements.size(200_000, 1_000_000);
		Footprint before = Footprint.settled();
		long start = System.nanoTime();
		for (int i = 0; i < count; i++) {
			node.start(Counter::new, StartOptions.DEFAULT);
		}
		long nanoseconds = System.nanoTime() - start;
		Footprint after = Footprint.settled();
		measurements.reportBytes("h_idle", count, nanoseconds, (after.heap - before.heap) / (double) count,
				(after.resident - before.resident) / (double) count);
	}

	private static final class Counter extends GenServer<Request<?>, Integer> {

		private int state;

		@Override
		protected Next handleCast(Integer amount) {
			this.state += amount;
			return noReply();
		}

	}

	private record Footprint(long heap, long resident) {

		static Footprint settled() throws IOException, InterruptedException {
			for (int i = 0; i < COLLECTIONS; i++) {
				System.gc();
				Thread.sleep(PAUSE_MILLIS);
			}
			Runtime runtime = Runtime.getRuntime();
			return new Footprint(runtime.totalMemory() - runtime.freeMemory(), residentBytes());
		}

		private static long residentBytes() throws IOException {
			for (String line : Files.readAllLines(Path.of("/proc/self/smaps_rollup"))) {
				if (line.startsWith("Rss:")) {
					return Long.parseLong(line.replaceAll("\\D", "")) * 1024;
				}
			}
			throw new IOException("No Rss in smaps_rollup");
		}

	}

}
