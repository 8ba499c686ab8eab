package io.actor.benchmarks;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.actor.node.Node;
import io.actor.node.NodeListener;
import io.actor.node.PeerInfo;

/**
 * r5. No op: the time from SIGKILL of the other node to the listener that hears of it; a
 * new node for each repetition.
 */
final class NodeDown {

	private static final int LIMIT_SECONDS = 120;

	private NodeDown() {
	}

	static void run(Node node, Measurements measurements) throws Exception {
		int kills = measurements.size(10, 100);
		for (int repetition = 1; repetition <= kills; repetition++) {
			measurements.reportMillis("r5_nodedown", kill(node, "killed" + repetition + "@127.0.0.1"), repetition);
		}
	}

	private static double kill(Node node, String name) throws Exception {
		try (OtherNode other = OtherNode.start(node, name)) {
			CountDownLatch down = new CountDownLatch(1);
			Runnable leave = node.listen(new NodeListener() {

				@Override
				public void nodeDown(PeerInfo peer, String reason) {
					if (peer.name().equals(name)) {
						down.countDown();
					}
				}

			});
			long start = System.nanoTime();
			other.kill();
			if (!down.await(LIMIT_SECONDS, TimeUnit.SECONDS)) {
				throw new IllegalStateException("The death of the node was not noticed");
			}
			long end = System.nanoTime();
			leave.run();
			return (end - start) / 1e6;
		}
	}

}
