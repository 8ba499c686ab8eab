package io.actor.test.swarm;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import io.actor.gen.CallException;
import io.actor.gen.From;
import io.actor.gen.GenServer;
import io.actor.gen.Init;
import io.actor.gen.Next;
import io.actor.gen.Request;
import io.actor.gen.StartOptions;
import io.actor.node.Node;
import io.actor.process.ExitReason;
import io.actor.process.Process;
import io.actor.supervisor.ChildSpec;
import io.actor.supervisor.Shutdown;
import io.actor.test.World;
import io.actor.test.tape.Choices;

/**
 * Servers that keep what they are given in memory and write it down when their node is
 * stopped in order, under load from clients that try again until they are answered.
 * Checks GS-S8 (terminate runs, once), and that nothing is lost that was acknowledged
 * before an orderly stop.
 */
final class OrderlyStop implements Workload {

	private static final String NAME = "ledger";

	private final Map<String, Set<Integer>> written = new TreeMap<>();

	private final Map<Integer, Incarnation> incarnations = new TreeMap<>();

	private final Map<String, Integer> current = new HashMap<>();

	private final List<Client> clients = new ArrayList<>();

	private int requests;

	/**
	 * Something to keep.
	 *
	 * @param id names it
	 */
	record Keep(int id) implements Request<Kept> {
	}

	/**
	 * It is kept.
	 *
	 * @param id names it
	 * @param incarnation who keeps it
	 */
	record Kept(int id, int incarnation) {
	}

	/** One life of a server. */
	private static final class Incarnation {

		private final Set<Integer> held = new HashSet<>();

		private final Set<Integer> acknowledged = new HashSet<>();

		private boolean stopped;

		private boolean crashed;

		private boolean terminated;

	}

	/** Who calls. */
	private static final class Client {

		private final String alive;

		private boolean done;

		private Client(String alive) {
			this.alive = alive;
		}

	}

	/** Keeps what it is given. */
	private final class Ledger extends GenServer<Keep, Object> {

		private final Arena arena;

		private final String alive;

		private final int number;

		private Ledger(Arena arena, String alive, int number) {
			this.arena = arena;
			this.alive = alive;
			this.number = number;
		}

		private Incarnation own() {
			return OrderlyStop.this.incarnations.get(this.number);
		}

		@Override
		protected Init init() {
			self().trapExit(true);
			own().held.addAll(OrderlyStop.this.written.getOrDefault(this.alive, Set.of()));
			return ok();
		}

		@Override
		protected Next handleCall(Keep keep, From from) {
			if (own().terminated) {
				throw this.arena.violated("GS-S8", "A call is handled after terminate");
			}
			own().held.add(keep.id());
			return reply(keep, new Kept(keep.id(), this.number));
		}

		@Override
		protected void terminate(ExitReason reason) {
			if (own().terminated) {
				throw this.arena.violated("GS-S8", "terminate runs a second time");
			}
			own().terminated = true;
			OrderlyStop.this.written.put(this.alive, Set.copyOf(own().held));
			if (this.arena.active()) {
				this.arena.mark(ClusterMarks.CLEAN_STOP);
			}
		}

	}

	@Override
	public String name() {
		return "stop";
	}

	@Override
	public void nodeStarted(Arena arena, String alive, Node node) {
		int number = this.incarnations.size() + 1;
		this.incarnations.put(number, new Incarnation());
		this.current.put(alive, number);
		node.startChild(ChildSpec.worker(NAME, () -> new Ledger(arena, alive, number), StartOptions.named(NAME))
			.shutdown(new Shutdown.Infinity()));
		Client client = new Client(alive);
		this.clients.add(client);
		node.spawn((self) -> arena.guard(() -> call(arena, self, node, client)));
	}

	@Override
	public void nodeCrashed(Arena arena, String alive) {
		this.clients.removeIf((each) -> each.alive.equals(alive));
		Incarnation gone = this.incarnations.get(this.current.get(alive));
		if (arena.world().isRunning(alive)) {
			gone.stopped = true;
		}
		else {
			gone.crashed = true;
		}
	}

	private void call(Arena arena, Process self, Node node, Client client) {
		Choices choices = arena.choices(name());
		int calls = choices.between(1, 2 * arena.profile().size());
		int pause = choices.oneOf(20, 300);
		for (int i = 0; i < calls && arena.active(); i++) {
			Keep keep = new Keep(++this.requests);
			String to = choices.oneOf(List.copyOf(this.current.keySet()));
			boolean answered = false;
			for (int attempt = 1; !answered && arena.reach(client.alive, to); attempt++) {
				try {
					Kept kept = node.server(NAME, World.fullName(to)).call(keep, Duration.ofMillis(1_500));
					if (kept.id() != keep.id()) {
						throw arena.violated("GS-S2", keep + " got the answer " + kept);
					}
					this.incarnations.get(kept.incarnation()).acknowledged.add(kept.id());
					answered = true;
					if (attempt > 1) {
						arena.mark(ClusterMarks.RETRIED);
					}
				}
				catch (CallException ex) {
					self.receive(Object.class, Duration.ofMillis(200));
				}
			}
			self.receive(Object.class, Duration.ofMillis(choices.below(pause)));
		}
		client.done = true;
	}

	@Override
	public boolean settled(Arena arena) {
		return this.clients.stream().allMatch((each) -> each.done);
	}

	@Override
	public String waitsFor(Arena arena) {
		return "GS-L1: a call is not answered though it is tried again and again, on "
				+ this.clients.stream().filter((each) -> !each.done).map((each) -> each.alive).toList();
	}

	@Override
	public void check(Arena arena) {
		this.incarnations.forEach((number, each) -> {
			if (each.crashed) {
				return;
			}
			if (each.stopped && !each.terminated) {
				arena.violated("GS-S8", "Ledger " + number + " was stopped in order, and its terminate did not run");
			}
			Set<Integer> lost = new HashSet<>(each.acknowledged);
			lost.removeAll(each.held);
			if (!lost.isEmpty()) {
				arena.violated("GS-S2", "Ledger " + number + " never had " + lost + ", which it acknowledged");
			}
		});
		this.current.forEach((alive, number) -> {
			Incarnation last = this.incarnations.get(number);
			if (!last.held.containsAll(this.written.getOrDefault(alive, Set.of()))) {
				arena.violated("SL-S1", "What " + alive + " had acknowledged before an orderly stop is lost");
			}
		});
	}

}
