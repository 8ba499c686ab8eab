package io.actor.benchmarks;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import io.actor.node.Node;
import io.actor.process.Process;
import io.actor.term.Pid;

/**
 * f. One op: one of the 1,111,111 processes of a tree of degree ten and depth six, from
 * its spawn to its exit; every one sends the sum below it to its parent.
 */
final class Skynet implements Workload {

	private static final int LEAVES = 1_000_000;

	private static final int PROCESSES = 1_111_111;

	private static final int DEGREE = 10;

	private static final long SUM = 499_999_500_000L;

	@Override
	public void run(Node node, Measurements measurements) throws Exception {
		measurements.repeat("f_skynet1M", PROCESSES, () -> skynet(node));
	}

	private static void skynet(Node node) throws Exception {
		CompletableFuture<Long> result = new CompletableFuture<>();
		node.spawn((self) -> {
			Pid top = self.pid();
			self.spawn((child) -> sum(child, top, 0, LEAVES));
			result.complete(self.receive(Sum.class).value);
		});
		if (result.get(5, TimeUnit.MINUTES) != SUM) {
			throw new IllegalStateException("Wrong sum " + result.join());
		}
	}

	private static void sum(Process self, Pid parent, long first, int leaves) {
		if (leaves == 1) {
			self.send(parent, new Sum(first));
			return;
		}
		Pid pid = self.pid();
		int below = leaves / DEGREE;
		for (int i = 0; i < DEGREE; i++) {
			long start = first + (long) i * below;
			self.spawn((child) -> sum(child, pid, start, below));
		}
		long sum = 0;
		for (int i = 0; i < DEGREE; i++) {
			sum += self.receive(Sum.class).value;
		}
		self.send(parent, new Sum(sum));
	}

	private record Sum(long value) {

	}

}
