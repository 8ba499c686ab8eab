package io.actor.test.swarm;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.actor.gen.CallException;
import io.actor.gen.ServerRef;
import io.actor.gen.Servers;
import io.actor.gen.StartOptions;
import io.actor.gen.StartResult;
import io.actor.node.Node;
import io.actor.process.Down;
import io.actor.process.Exit;
import io.actor.process.ExitReason;
import io.actor.process.Process;
import io.actor.process.SpawnOptions;
import io.actor.term.Pid;
import io.actor.term.Ref;
import io.actor.test.swarm.LifeServer.Start;
import io.actor.test.tape.Choices;

/**
 * Servers from their start to their end: inits that fail in every way, continuations,
 * ends by return, by throw, by request, by signal and by kill, calls to oneself and in a
 * ring. Checks GS-S7, GS-S8 and GS-L2.
 */
final class ServerLife implements Workload {

	private Node node;

	private final List<Pid> drivers = new ArrayList<>();

	private int names;

	/** Never sent. */
	private record Nothing() {
	}

	@Override
	public String name() {
		return "server-life";
	}

	@Override
	public void nodeStarted(Arena arena, String alive, Node started) {
		this.node = started;
		Choices choices = arena.choices(name());
		int count = 1 + choices.below(3);
		int lives = choices.between(1, 2 + 2 * arena.profile().size());
		for (int i = 0; i < count; i++) {
			boolean traps = choices.chance(0.7);
			this.drivers.add(started.processes().spawn((self) -> {
				for (int life = 0; life < lives && arena.active(); life++) {
					live(arena, self, choices, traps);
				}
			}, new SpawnOptions(false, false, traps), null).pid());
		}
	}

	private void live(Arena arena, Process self, Choices choices, boolean traps) {
		switch (choices.weighted(4, 5, 1, 1)) {
			case 0 -> failedStart(arena, self, choices, traps);
			case 1 -> new ServerEnd(arena, this.node, self, choices, traps).play();
			case 2 -> callSelf(arena);
			default -> ring(arena, choices);
		}
	}

	// ---- starts that fail ----

	private void failedStart(Arena arena, Process self, Choices choices, boolean traps) {
		Start start = choices.oneOf(Start.THROWS, Start.REFUSES, Start.IGNORES, Start.EXITS, Start.SLOW);
		ServerState life = new ServerState(arena, start, choices.chance(0.3));
		String name = choices.chance(0.7) ? "life-" + this.names++ : null;
		boolean linked = traps && choices.chance(0.6);
		boolean killed = start == Start.SLOW && choices.chance(0.5);
		StartOptions options = (name != null) ? StartOptions.named(name) : StartOptions.DEFAULT;
		if (start == Start.SLOW && !killed) {
			options = options.timeout(Duration.ofMillis(choices.oneOf(10, 1)));
			arena.mark(BehaviourMarks.INIT_TIMEOUT);
		}
		if (killed) {
			self.spawn((killer) -> {
				killer.receive(Nothing.class, Duration.ofMillis(10));
				if (life.pid != null) {
					arena.mark(BehaviourMarks.INIT_KILLED);
					killer.exit(life.pid, ExitReason.KILL);
				}
			});
		}
		StartResult result = Servers.start(this.node.processes(), () -> new LifeServer(life), options,
				linked ? self : null);
		if (result instanceof StartResult.Started(Pid pid)) {
			if (!killed && (start != Start.SLOW || Timing.of(arena) != Timing.PAUSING)) {
				throw arena.violated("GS-S7", "a start whose init " + start + " succeeded");
			}
			// The killer came late, after the init; or the node stood still until both
			// the
			// init and its timeout were due, and the init came first.
			self.exit(pid, ExitReason.KILL);
			self.receive(Exit.class, Duration.ofMillis(50));
			return;
		}
		if (start == Start.IGNORES != result instanceof StartResult.Ignored) {
			throw arena.violated("GS-S7", "a start whose init " + start + " gave " + result);
		}
		nothingLeft(arena, self, life, name);
		taken(arena, self, choices, name);
	}

	private void nothingLeft(Arena arena, Process self, ServerState life, String name) {
		String left = "";
		if (life.pid != null && this.node.processes().isAlive(life.pid)) {
			left += " the process " + life.pid;
		}
		if (name != null && this.node.processes().registeredNames().contains(name)) {
			left += " the name " + name;
		}
		if (life.pid != null && this.node.processes().info(self.pid()).orElseThrow().links().contains(life.pid)) {
			left += " a link";
		}
		Exit exit = self.receive(Exit.class, Duration.ofMillis(1)).orElse(null);
		if (exit != null) {
			left += " the message " + exit;
		}
		if (life.terminations > 0) {
			left += " a terminate";
		}
		if (!left.isEmpty()) {
			throw arena.violated("GS-S7", "after a start whose init " + life.start + " there was" + left);
		}
		if (life.child != null && life.start != Start.IGNORES) {
			Ref ref = self.monitor(life.child);
			if (self.receive(Down.class, (down) -> down.monitor().equals(ref), Duration.ofSeconds(100)).isEmpty()) {
				throw arena.violated("GS-S7", "what an init that " + life.start + " had linked lives on");
			}
		}
	}

	/**
	 * A name that a failed start had is free; one that is held is not, and init does not
	 * run.
	 */
	private void taken(Arena arena, Process self, Choices choices, String name) {
		if (name == null) {
			return;
		}
		ServerRef holder = this.node.start(() -> new LifeServer(new ServerState(arena, Start.WELL, false)),
				StartOptions.named(name));
		ServerState second = new ServerState(arena, Start.WELL, false);
		StartResult result = Servers.start(this.node.processes(), () -> new LifeServer(second),
				StartOptions.named(name), choices.chance(0.5) ? self : null);
		arena.mark(BehaviourMarks.NAME_TAKEN);
		if (!(result instanceof StartResult.Failed(ExitReason reason, Pid held)) || second.pid != null
				|| !this.node.whereis(name).filter((pid) -> pid.equals(held)).isPresent()) {
			throw arena.violated("GS-S7", "a start with a name that is taken gave " + result);
		}
		holder.stop();
		if (self.receive(Exit.class, Duration.ZERO).isPresent()) {
			throw arena.violated("GS-S7", "a start with a name that is taken left an exit");
		}
	}

	// ---- calls that cannot be answered ----

	private void callSelf(Arena arena) {
		ServerRef server = this.node.start(() -> new LifeServer(new ServerState(arena, Start.WELL, false)),
				StartOptions.DEFAULT);
		String answer = server.call(new LifeServer.CallSelf(), ObjectClient.FOREVER);
		if (!answer.equals("refused")) {
			throw arena.violated("GS-L2", "a call to oneself gave " + answer);
		}
		server.stop();
	}

	private void ring(Arena arena, Choices choices) {
		int length = 2 + choices.below(4);
		List<ServerRef> ring = new ArrayList<>();
		for (int i = 0; i < length; i++) {
			ring.add(this.node.start(() -> new LifeServer(new ServerState(arena, Start.WELL, false)),
					StartOptions.DEFAULT));
		}
		LifeServer.Around around = null;
		for (int i = length - 1; i >= 0; i--) {
			around = new LifeServer.Around(ring.get((i + 1) % length), around,
					Duration.ofMillis(choices.between(1, 30)));
		}
		String answer;
		try {
			answer = ring.getFirst().call(around, ObjectClient.FOREVER);
		}
		catch (CallException ex) {
			answer = "the failure " + ex.reason();
		}
		if (!answer.equals("timeout")) {
			throw arena.violated("GS-L2", "a ring of " + length + " calls ended with " + answer);
		}
		arena.mark(BehaviourMarks.RING);
		ring.forEach((server) -> {
			server.call(new LifeServer.Ping(), ObjectClient.FOREVER);
			server.stop();
		});
	}

	@Override
	public boolean settled(Arena arena) {
		return this.drivers.stream().noneMatch(this.node.processes()::isAlive);
	}

	@Override
	public String waitsFor(Arena arena) {
		return "GS-L1: a server has not started or ended";
	}

}
