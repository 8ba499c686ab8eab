package io.actor.benchmarks;

import java.util.Arrays;
import java.util.List;

import io.actor.node.Node;

/**
 * Runs workloads between two nodes, each a JVM, over the loopback interface, and prints
 * one JSON line per repetition.
 *
 * <p>
 * Arguments: {@code short|full workload...}. The system property {@code bench.sys} is the
 * name in the lines.
 */
public final class RemoteWorkloads {

	private RemoteWorkloads() {
	}

	public static void main(String[] arguments) throws Exception {
		boolean full = arguments[0].equals("full");
		Measurements measurements = new Measurements(System.getProperty("bench.sys", "actor"), full);
		try (Node node = Node.start(RemoteSide.config("measuring@127.0.0.1"))) {
			for (String name : Arrays.asList(arguments).subList(1, arguments.length)) {
				if (name.equals("r5")) {
					NodeDown.run(node, measurements);
					continue;
				}
				try (OtherNode other = OtherNode.start(node, name + "@127.0.0.1")) {
					for (RemoteWorkload workload : named(name)) {
						workload.run(node, other.name(), measurements);
					}
				}
			}
		}
	}

	private static List<RemoteWorkload> named(String name) {
		return switch (name) {
			case "r1" -> List.of(new RemotePingPong());
			case "r2" -> List.of(new RemoteOneWay("r2_oneway_100B", 100, 300_000, 1_000_000));
			case "r3" -> List.of(new RemoteOneWay("r3_oneway_10KB", 10 * 1024, 30_000, 100_000));
			case "r4" ->
				List.of(new RemoteCalls("r4_call1", 1, 10_000, 50_000), new RemoteCalls("r4_call100", 100, 500, 2_000));
			default -> throw new IllegalArgumentException("No workload " + name);
		};
	}

}
