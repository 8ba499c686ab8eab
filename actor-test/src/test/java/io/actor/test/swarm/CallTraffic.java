package io.actor.test.swarm;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.actor.gen.GenServer;
import io.actor.gen.Init;
import io.actor.gen.Next;
import io.actor.gen.StartOptions;
import io.actor.node.Node;
import io.actor.process.ExitReason;
import io.actor.process.Process;
import io.actor.supervisor.ChildSpec;
import io.actor.supervisor.Supervisor;
import io.actor.term.Pid;
import io.actor.test.tape.Choices;

/**
 * Registers, queues and banks behind servers, and clients that call them, wait or do not,
 * give up, cast and stop them, while servers crash and servers and clients are killed.
 * Checks GS-S1 to GS-S6, GS-S8 and GS-L1; the answers must be those of one object that
 * does one thing after another.
 */
final class CallTraffic implements Workload {

	private final List<SharedObject> objects = new ArrayList<>();

	private final List<ObjectClient> clients = new ArrayList<>();

	private final List<Pid> pids = new ArrayList<>();

	private Node node;

	private Pid reaper;

	private int aliases;

	/** Tells a client that is a server to do the next thing. */
	private record Go() {
	}

	/** Never sent. */
	private record Nothing() {
	}

	@Override
	public String name() {
		return "calls";
	}

	@Override
	public void nodeStarted(Arena arena, String alive, Node started) {
		this.node = started;
		this.aliases = started.processes().aliasCount();
		Choices choices = arena.choices(name());
		Supervisor supervisor = Supervisor.oneForOne().intensity(1_000_000, Duration.ofSeconds(1));
		int keys = 1 + choices.below(3);
		for (int i = 0; i < keys; i++) {
			SharedObject object = new SharedObject(arena, "object-" + i, choices.oneOf(SequentialObject.values()));
			this.objects.add(object);
			supervisor = supervisor.child(ChildSpec.worker(object.name(), () -> new ObjectServer(object)));
		}
		started.start(supervisor, StartOptions.named("objects"));
		int count = 2 + choices.below(5);
		int steps = choices.between(3, 2 + 4 * arena.profile().size());
		for (int i = 0; i < count; i++) {
			ObjectClient client = new ObjectClient(arena, started, choices, this.objects, i);
			this.clients.add(client);
			this.pids.add(choices.chance(0.3)
					? started.start(() -> new ClientServer(arena, client, steps), StartOptions.DEFAULT)
						.pid()
						.orElseThrow()
					: started.spawn((self) -> live(arena, client, steps, self)));
		}
		int kills = choices.below(arena.profile().size() + 1);
		this.reaper = started.spawn((self) -> reap(arena, kills, self));
	}

	private void live(Arena arena, ObjectClient client, int steps, Process self) {
		for (int i = 0; i < steps && arena.active(); i++) {
			client.step(self);
			self.receive(Object.class, Duration.ofMillis(arena.choices(name()).below(4)))
				.ifPresent((message) -> client.unexpected(self, message));
		}
		self.receive(Object.class, Duration.ofMillis(50)).ifPresent((message) -> client.unexpected(self, message));
	}

	private void reap(Arena arena, int kills, Process self) {
		Choices choices = arena.choices(name());
		for (int i = 0; i < kills && arena.active(); i++) {
			self.receive(Nothing.class, Duration.ofMillis(choices.below(20)));
			ExitReason reason = choices.oneOf(ExitReason.KILL, ExitReason.SHUTDOWN, ObjectServer.PLANNED);
			if (choices.chance(0.1)) {
				self.exit(choices.oneOf(this.pids), ExitReason.KILL);
			}
			else {
				this.node.whereis(choices.oneOf(this.objects).name()).ifPresent((pid) -> self.exit(pid, reason));
			}
		}
	}

	@Override
	public boolean settled(Arena arena) {
		return this.pids.stream().noneMatch(this.node.processes()::isAlive)
				&& !this.node.processes().isAlive(this.reaper)
				&& this.clients.stream().allMatch((client) -> client.waiting() == 0);
	}

	@Override
	public String waitsFor(Arena arena) {
		return "GS-L1: calls have not ended: " + this.objects.stream()
			.flatMap((object) -> object.history().operations().stream())
			.filter((each) -> each.outcome() == History.Outcome.OPEN)
			.toList();
	}

	@Override
	public void check(Arena arena) {
		this.objects.forEach(SharedObject::check);
		if (this.objects.stream()
			.flatMap((object) -> object.history().operations().stream())
			.anyMatch((each) -> each.outcome() == History.Outcome.OPEN)) {
			arena.mark(BehaviourMarks.CALLER_DIED);
		}
		int left = this.node.processes().aliasCount() - this.aliases;
		if (arena.profile().workloads().size() == 1 && left != 0) {
			throw arena.violated("GS-S4", left + " aliases are left when all calls have ended");
		}
	}

	/** A client that is a server: it calls from inside its handlers. */
	private static final class ClientServer extends GenServer<Object, Object> {

		private final Arena arena;

		private final ObjectClient client;

		private int left;

		ClientServer(Arena arena, ObjectClient client, int steps) {
			this.arena = arena;
			this.client = client;
			this.left = steps;
		}

		@Override
		protected Init init() {
			self().send(self().pid(), new Go());
			return ok();
		}

		@Override
		protected Next handleInfo(Object message) {
			if (!(message instanceof Go)) {
				this.client.unexpected(self(), message);
			}
			if (this.left-- <= 0 || !this.arena.active()) {
				return stop(ExitReason.NORMAL);
			}
			this.client.step(self());
			self().sendAfter(Duration.ofMillis(this.left % 3), self().pid(), new Go());
			return noReply();
		}

	}

}
