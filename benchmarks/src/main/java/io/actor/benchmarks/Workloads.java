package io.actor.benchmarks;

import java.util.Arrays;
import java.util.List;

import io.actor.node.Node;
import io.actor.node.NodeConfig;
import io.actor.process.ProcessLimits;

/**
 * Runs workloads and prints one JSON line per repetition.
 *
 * <p>
 * Arguments: {@code short|full workload...}. The system property {@code bench.sys} is the
 * name in the lines.
 */
public final class Workloads {

	/** Without the limit on mailboxes, which neither peer has: in c nobody waits. */
	private static final ProcessLimits LIMITS = new ProcessLimits(ProcessLimits.DEFAULT.processes(), 0);

	private Workloads() {
	}

	public static void main(String[] arguments) throws Exception {
		boolean full = arguments[0].equals("full");
		Measurements measurements = new Measurements(System.getProperty("bench.sys", "actor"), full);
		try (Node node = Node.start(NodeConfig.local().limits(LIMITS))) {
			for (String name : Arrays.asList(arguments).subList(1, arguments.length)) {
				for (Workload workload : named(name)) {
					workload.run(node, measurements);
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
			default -> throw new IllegalArgumentException("No workload " + name);
		};
	}

}
