package io.actor.benchmarks.pekko;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.TypedActorContext;

/** h. Not a time: the bytes one idle actor takes, on the heap and in the resident set. */
final class Idle implements Workload {

	private static final int COLLECTIONS = 4;

	private static final int PAUSE_MILLIS = 150;

	@Override
	public void run(Actors actors, Measurements measurements) throws Exception {
		int count = measurements.size(200_000, 1_000_000);
		Footprint before = Footprint.settled();
		long start = System.nanoTime();
		actors.spawn(counters(count));
		long nanoseconds = System.nanoTime() - start;
		Footprint after = Footprint.settled();
		measurements.reportBytes("h_idle", count, nanoseconds, (after.heap - before.heap) / (double) count,
				(after.resident - before.resident) / (double) count);
	}

	private static List<Behavior<Integer>> counters(int count) {
		List<Behavior<Integer>> counters = new ArrayList<>(count);
		for (int i = 0; i < count; i++) {
			counters.add(new Counter());
		}
		return counters;
	}

	private static final class Counter extends Receiver<Integer> {

		private int state;

		@Override
		public Behavior<Integer> receive(TypedActorContext<Integer> context, Integer message) {
			this.state += message;
			return this;
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
