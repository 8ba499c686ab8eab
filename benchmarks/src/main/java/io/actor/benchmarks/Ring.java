package io.actor.benchmarks;

import java.util.ArrayList;
import java.util.List;

import io.actor.gen.GenServer;
import io.actor.gen.Next;
import io.actor.gen.Request;
import io.actor.gen.ServerRef;
import io.actor.gen.StartOptions;
import io.actor.node.Node;
import io.actor.process.ExitReason;
import io.actor.term.Destination;

/** e. One op: a hop of one token in a ring of 503 servers. */
final class Ring implements Workload {

	private static final int MEMBERS = 503;

	@Override
	public void run(Node node, Measurements measurements) throws Exception {
		int hops = measurements.size(1_000_000, 5_000_000);
		measurements.repeat("e_ring503", hops, () -> ring(node, hops));
	}

	private static void ring(Node node, int hops) throws Exception {
		Finish finish = new Finish(1);
		List<ServerRef> members = new ArrayList<>();
		members.add(node.start(() -> new Member(finish, node.processes().nobody()), StartOptions.DEFAULT));
		for (int i = 1; i < MEMBERS; i++) {
			members.add(node.start(() -> new Member(finish, members.getLast().target()), StartOptions.DEFAULT));
		}
		members.getFirst().send(new Follow(members.getLast().target()));
		members.getFirst().send(new Token(hops));
		finish.await();
		members.getFirst().send(Stop.STOP);
	}

	private sealed interface Passed {

	}

	private record Follow(Destination member) implements Passed {

	}

	private record Token(int hops) implements Passed {

	}

	private enum Stop implements Passed {

		STOP

	}

	private static final class Member extends GenServer<Request<?>, Object> {

		private final Finish finish;

		private Destination next;

		Member(Finish finish, Destination next) {
			this.finish = finish;
			this.next = next;
		}

		@Override
		protected Next handleInfo(Object message) {
			return switch ((Passed) message) {
				case Token(int hops) when hops == 0 -> {
					this.finish.arrive();
					yield noReply();
				}
				case Token(int hops) -> {
					self().send(this.next, new Token(hops - 1));
					yield noReply();
				}
				case Follow(Destination member) -> {
					this.next = member;
					yield noReply();
				}
				case Stop stop -> {
					self().send(this.next, stop);
					yield stop(ExitReason.NORMAL);
				}
			};
		}

	}

}
