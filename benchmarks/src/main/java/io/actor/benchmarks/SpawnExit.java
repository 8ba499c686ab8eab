package io.actor.benchmarks;

import io.actor.node.Node;
import io.actor.process.Process;
import io.actor.term.Pid;

/** g. One op: spawn, one message to the parent, exit; in batches of a thousand. */
final class SpawnExit implements Workload {

	private static final int BATCH = 1_000;

	@Override
	public void run(Node node, Measurements measurements) throws Exception {
		int spawns = measurements.size(200_000, 1_000_000);
		measurements.repeat("g_spawn_exit", spawns, () -> {
			Finish finish = new Finish(1);
			node.spawn((self) -> {
				for (int done = 0; done < spawns; done += BATCH) {
					spawnBatch(self);
				}
				finish.arrive();
			});
			finish.await();
		});
	}

	private static void spawnBatch(Process self) {
		Pid parent = self.pid();
		for (int i = 0; i < BATCH; i++) {
			self.spawn((child) -> child.send(parent, Done.DONE));
		}
		for (int i = 0; i < BATCH; i++) {
			self.receive(Done.class);
		}
	}

	private enum Done {

		DONE

	}

}
