package io.actor.test.swarm;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import io.actor.gen.CallException;
import io.actor.gen.From;
import io.actor.gen.GenServer;
import io.actor.gen.Next;
import io.actor.gen.Request;
import io.actor.gen.ServerRef;
import io.actor.gen.StartOptions;
import io.actor.node.Node;
import io.actor.process.Process;
import io.actor.test.World;
import io.actor.test.tape.Choices;

/**
 * A register on one node that processes of all nodes read and write by calls. Checks
 * GS-S1 to GS-S3 and GS-S6 (one answer, of this request, in time or never, and no request
 * twice) and GS-S5 (the history of each incarnation is linearizable).
 */
final class RemoteRegister implements Workload {

	private static final String NAME = "register";

	private final Map<Integer, RegisterHistory> histories = new TreeMap<>();

	private final Set<Integer> handled = new HashSet<>();

	private final List<RegisterHistory.Swap> unknown = new ArrayList<>();

	private final List<Client> clients = new ArrayList<>();

	private int incarnations;

	private int requests;

	/**
	 * Reads the value and, if another one is given, writes that.
	 *
	 * @param id names the request
	 * @param value what to write, or 0
	 */
	record Access(int id, int value) implements Request<Answer> {
	}

	/**
	 * What was there.
	 *
	 * @param id the request
	 * @param incarnation of the register
	 * @param before the value before
	 */
	record Answer(int id, int incarnation, int before) {
	}

	/** Who calls. */
	private static final class Client {

		private final String alive;

		private boolean done;

		private Client(String alive) {
			this.alive = alive;
		}

	}

	/** The register. */
	private static final class Register extends GenServer<Access, Object> {

		private final Arena arena;

		private final int incarnation;

		private final Set<Integer> handled;

		private int value;

		Register(Arena arena, int incarnation, Set<Integer> handled) {
			this.arena = arena;
			this.incarnation = incarnation;
			this.handled = handled;
		}

		@Override
		protected Next handleCall(Access access, From from) {
			if (!this.handled.add(access.id())) {
				throw this.arena.violated("GS-S6", access + " is handled a second time");
			}
			int before = this.value;
			if (access.value() != 0) {
				this.value = access.value();
			}
			return reply(access, new Answer(access.id(), this.incarnation, before));
		}

	}

	@Override
	public String name() {
		return "register";
	}

	@Override
	public void nodeStarted(Arena arena, String alive, Node node) {
		if (alive.equals("a")) {
			int incarnation = ++this.incarnations;
			this.histories.put(incarnation, new RegisterHistory());
			node.start(() -> new Register(arena, incarnation, this.handled), StartOptions.named(NAME));
		}
		Choices choices = arena.choices(name());
		int count = choices.between(1, 2);
		for (int i = 0; i < count; i++) {
			Client client = new Client(alive);
			this.clients.add(client);
			int calls = choices.between(1, 10);
			node.spawn((self) -> arena.guard(() -> call(arena, self, node, client, calls)));
		}
	}

	@Override
	public void nodeCrashed(Arena arena, String alive) {
		this.clients.removeIf((each) -> each.alive.equals(alive));
	}

	private void call(Arena arena, Process self, Node node, Client client, int calls) {
		Choices choices = arena.choices(name());
		ServerRef register = node.server(NAME, World.fullName("a"));
		int pause = choices.oneOf(10, 500, 3_000);
		for (int i = 0; i < calls; i++) {
			int id = ++this.requests;
			Access access = new Access(id, choices.chance(0.6) ? id : 0);
			long begin = arena.now();
			// Known from the beginning: a client whose node crashes tells no more.
			RegisterHistory.Swap swap = new RegisterHistory.Swap(access.value(), -1, begin, Long.MAX_VALUE);
			this.unknown.add(swap);
			try {
				Answer answer = register.call(access, Duration.ofMillis(choices.oneOf(5_000, 50, 500)));
				this.unknown.remove(swap);
				if (answer.id() != id) {
					throw arena.violated("GS-S2", "Request " + id + " got the answer of request " + answer.id());
				}
				this.histories.get(answer.incarnation())
					.add(new RegisterHistory.Swap(access.value(), answer.before(), begin, arena.now()));
			}
			catch (CallException ex) {
				arena.mark(ClusterMarks.CALL_UNKNOWN);
			}
			if (arena.active()) {
				self.receive(Object.class, Duration.ofMillis(choices.below(pause)))
					.ifPresent((stray) -> stray(arena, self, stray));
			}
		}
		self.receive(Object.class, Duration.ofSeconds(arena.active() ? 1 : 3))
			.ifPresent((stray) -> stray(arena, self, stray));
		client.done = true;
	}

	private static void stray(Arena arena, Process self, Object message) {
		throw arena.violated("GS-S3", self.pid() + " finds in its mailbox, after its calls, " + message);
	}

	@Override
	public boolean settled(Arena arena) {
		return this.clients.stream().allMatch((each) -> each.done);
	}

	@Override
	public String waitsFor(Arena arena) {
		return "GS-L1: a call does not end, on "
				+ this.clients.stream().filter((each) -> !each.done).map((each) -> each.alive).toList();
	}

	@Override
	public void check(Arena arena) {
		if (arena.profile().workloads().size() == 1) {
			for (String alive : arena.nodes()) {
				int aliases = arena.node(alive).processes().aliasCount();
				if (aliases > 0) {
					arena.violated("GS-S4", aliases + " aliases of calls that have ended are open on " + alive);
				}
			}
		}
		this.histories.forEach((incarnation, history) -> {
			if (history.observes(this.unknown)) {
				arena.mark(ClusterMarks.CALL_RAN);
			}
			if (!history.isLinearizable(this.unknown)) {
				arena.violated("GS-S5", "No order explains what incarnation " + incarnation + " answered: " + history);
			}
		});
	}

}
