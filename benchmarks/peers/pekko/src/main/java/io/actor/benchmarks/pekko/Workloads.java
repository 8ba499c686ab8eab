package io.actor.benchmarks.pekko;

import java.util.Arrays;
import java.util.List;

/**
 * Runs workloads and prints one JSON line per repetition.
 *
 * <p>
 * Arguments: {@code short|full default|tuned|vt workload...}. The system property
 * {@code bench.sys} is the name in the lines.
 */
public final class Workloads {

	private Workloads() {
	}

	public static void main(String[] arguments) throws Exception {
		boolean full = arguments[0].equals("full");
		Dispatcher dispatcher = Dispatcher.of(arguments[1]);
		String system = System.getProperty("bench.sys", "pekko-" + arguments[1]);
		Measurements measurements = new Measurements(system, full);
		try (Actors actors = new Actors(dispatcher)) {
			for (String name : Arrays.asList(arguments).subList(2, arguments.length)) {
				for (Workload workload : named(name)) {
					workload.run(actors, measurements);
				}
			}
		}
	}

	private static List<Workload> named(String name) {
		return switch (name) {
			case "a" -> List.of(new PingPong("a_pingpong1", 1, 500_000, 2_000_000));
			case "b" -> List.of(new PingPong("b_pingpong64", 64, 10_000, 40_000));
			case "c" -> List.of(new FanIn());
			case "d" -> List.of(new Calls("d_call1", 1, 200_000, 1_000_000), new Calls("d_call100", 100, 5_000, 20_000),
					new ExternalCalls());
			case "e" -> List.of(new Ring());
			case "f" -> List.of(new Skynet());
			case "g" -> List.of(new SpawnExit());
			case "h" -> List.of(new Idle());
			case "i" -> List.of(new Nested());
			case "ib" -> List.of(new NestedBlocking());
			default -> throw new IllegalArgumentException("No workload " + name);
		};
	}

}
