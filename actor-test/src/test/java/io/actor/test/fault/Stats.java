package io.actor.test.fault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

import io.actor.node.Node;
import io.actor.test.Census;

/** What the process of a node holds, as one line. */
final class Stats {

	private Stats() {
	}

	/** Counts after a full collection. */
	static String of(Node node) {
		System.gc();
		Census census = Census.of(node);
		Runtime runtime = Runtime.getRuntime();
		return "stats processes=" + census.processes().size() + " timers=" + census.timers() + " aliases="
				+ census.aliases() + " peers=" + node.peers().size() + " descriptors=" + descriptors() + " threads="
				+ ManagementFactory.getThreadMXBean().getThreadCount() + " heap="
				+ (runtime.totalMemory() - runtime.freeMemory()) / 1024 + " resident=" + resident();
	}

	private static long descriptors() {
		try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
			return open.count();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** In KiB. */
	private static long resident() {
		try (Stream<String> lines = Files.lines(Path.of("/proc/self/status"))) {
			return lines.filter((line) -> line.startsWith("VmRSS:"))
				.mapToLong((line) -> Long.parseLong(line.replaceAll("[^0-9]", "")))
				.findFirst()
				.orElseThrow();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
