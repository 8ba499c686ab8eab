package io.actor.test.swarm;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.actor.gen.CallException;
import io.actor.gen.StartOptions;
import io.actor.node.Node;
import io.actor.process.Down;
import io.actor.process.ExitReason;
import io.actor.process.Process;
import io.actor.supervisor.ChildResult;
import io.actor.supervisor.ChildSpec;
import io.actor.supervisor.DynamicSupervisor;
import io.actor.supervisor.Restart;
import io.actor.supervisor.Shutdown;
import io.actor.supervisor.Strategy;
import io.actor.supervisor.Supervisor;
import io.actor.term.Pid;
import io.actor.test.swarm.Nursery.Kind;
import io.actor.test.swarm.Nursery.Life;
import io.actor.test.tape.Choices;

/**
 * Supervisors under fire: children and supervisors are killed and crash all at once,
 * while others start and stop children by request. No model can tell what happens then;
 * SV-S3 to SV-S6, SV-L1 and SV-L2 must hold whatever it is.
 */
final class SupervisorStorm implements Workload {

	private static final Duration DYING = Duration.ofMillis(5);

	private final List<Flock> flocks = new ArrayList<>();

	private final Map<Pid, Flock> supervisors = new HashMap<>();

	private final List<Pid> drivers = new ArrayList<>();

	private final List<String> terminated = new ArrayList<>();

	private Nursery nursery;

	private Node node;

	private Pid watcher;

	private int dynamic;

	/** A supervisor of the storm; without strategy a dynamic one. */
	private record Flock(String name, Strategy strategy, int intensity, Duration period, List<Kind> kinds) {
	}

	/** Tells the watcher of a supervisor. */
	private record Watch(Pid supervisor) {
	}

	/** Never sent. */
	private record Nothing() {
	}

	@Override
	public String name() {
		return "restarts";
	}

	@Override
	public void nodeStarted(Arena arena, String alive, Node started) {
		this.node = started;
		Choices choices = arena.choices(name());
		this.nursery = new Nursery(arena, choices);
		this.watcher = started.spawn((self) -> watch(arena, self));
		Supervisor root = Supervisor.oneForOne().intensity(1_000_000, Duration.ofSeconds(1));
		int count = 1 + choices.below(3);
		for (int i = 0; i < count; i++) {
			Flock flock = flock("flock-" + i, choices);
			this.flocks.add(flock);
			root = root.child(spec(flock));
		}
		started.start(root, StartOptions.named("storm"));
		this.nursery.rough();
		int hits = choices.between(2, 4 + 2 * arena.profile().size());
		for (int i = 1 + choices.below(3); i > 0; i--) {
			this.drivers.add(started.spawn((self) -> {
				for (int hit = 0; hit < hits && arena.active(); hit++) {
					self.receive(Nothing.class, Duration.ofMillis(choices.oneOf(0, 0, 1, 3, 20)));
					strike(arena, self, choices);
				}
			}));
		}
	}

	private static Flock flock(String name, Choices choices) {
		Strategy strategy = choices.chance(0.3) ? null : choices.oneOf(Strategy.values());
		List<Kind> kinds = new ArrayList<>();
		for (int i = (strategy != null) ? 1 + choices.below(4) : 0; i > 0; i--) {
			kinds.add(kind(name + "." + kinds.size(), kinds.size(), strategy == Strategy.ONE_FOR_ONE, choices));
		}
		return new Flock(name, strategy, choices.oneOf(3, 0, 1, 10), Duration.ofMillis(choices.oneOf(10, 1, 100)),
				List.copyOf(kinds));
	}

	private static Kind kind(String id, int index, boolean alone, Choices choices) {
		return new Kind(id, index, choices.oneOf(Restart.values()), alone, choices.chance(0.4) ? DYING : Duration.ZERO);
	}

	private ChildSpec spec(Flock flock) {
		if (flock.strategy() == null) {
			return ChildSpec.supervisor(flock.name(),
					DynamicSupervisor.create().intensity(flock.intensity(), flock.period()));
		}
		Supervisor supervisor = Supervisor.with(flock.strategy()).intensity(flock.intensity(), flock.period());
		for (Kind kind : flock.kinds()) {
			supervisor = supervisor.child(spec(flock, kind));
		}
		return ChildSpec.supervisor(flock.name(), supervisor);
	}

	private ChildSpec spec(Flock flock, Kind kind) {
		ChildSpec worker = ChildSpec.worker(kind.id(), () -> this.nursery.child(kind), StartOptions.DEFAULT);
		return new ChildSpec(kind.id(), (supervisor) -> {
			if (this.supervisors.put(supervisor.pid(), flock) == null) {
				supervisor.send(this.watcher, new Watch(supervisor.pid()));
			}
			return worker.starter().start(supervisor);
		}, kind.restart(), Shutdown.DEFAULT, ChildSpec.Kind.WORKER);
	}

	private void watch(Arena arena, Process self) {
		while (true) {
			switch (self.receive()) {
				case Watch(Pid supervisor) -> self.monitor(supervisor);
				case Down down when down.target() instanceof Pid supervisor -> ended(arena, supervisor, down.reason());
				default -> {
				}
			}
		}
	}

	private void ended(Arena arena, Pid supervisor, ExitReason reason) {
		Flock flock = this.supervisors.get(supervisor);
		if (reason.equals(ExitReason.KILLED) || reason.equals(ExitReason.NOPROC)) {
			return;
		}
		this.nursery.checkGone(supervisor);
		if (arena.active() && reason.equals(ExitReason.SHUTDOWN)) {
			this.nursery.checkGaveUp(supervisor, flock.intensity());
		}
	}

	// ---- what happens ----

	private void strike(Arena arena, Process self, Choices choices) {
		List<Life> living = this.nursery.living();
		int kind = choices.weighted(5, 4, 1, 4);
		if (kind <= 1 && !living.isEmpty()) {
			Life victim = choices.oneOf(living);
			if (kind == 0) {
				this.nursery.hit(victim);
				self.exit(victim.pid, ExitReason.KILL);
			}
			else {
				this.node.server(victim.pid)
					.cast(new Nursery.End(choices.oneOf(ExitReason.named("other"), ExitReason.NORMAL)));
			}
		}
		else if (kind == 2) {
			this.node.whereis(choices.oneOf(this.flocks).name()).ifPresent((pid) -> {
				if (living.stream().anyMatch((life) -> life.parent.equals(pid))) {
					arena.mark(BehaviourMarks.SUPERVISOR_KILLED);
				}
				self.exit(pid, ExitReason.KILL);
			});
		}
		else {
			request(arena, choices, choices.oneOf(this.flocks), living);
		}
	}

	private void request(Arena arena, Choices choices, Flock flock, List<Life> living) {
		try {
			if (flock.strategy() != null) {
				String id = choices.oneOf(flock.kinds()).id();
				this.node.supervisor(flock.name()).deleteChild(id + (choices.chance(0.5) ? "" : " not there"));
				this.node.supervisor(flock.name()).whichChildren();
				return;
			}
			List<Life> own = living.stream().filter((life) -> this.supervisors.get(life.parent) == flock).toList();
			if (own.isEmpty() || choices.chance(0.7)) {
				Kind kind = kind(flock.name() + "+" + this.dynamic++, 0, true, choices);
				this.node.supervisor(flock.name()).startChild(spec(flock, kind));
				return;
			}
			Life victim = choices.oneOf(own);
			if (this.node.supervisor(flock.name()).terminateChild(victim.pid) instanceof ChildResult.Done) {
				this.terminated.add(victim.kind.id());
				if (victim.alive()) {
					throw arena.violated("SV-S6", victim + " lives although it was terminated");
				}
			}
		}
		catch (CallException ex) {
			// Killed or giving up, or not yet there again.
		}
	}

	// ---- what must be so in the end ----

	@Override
	public boolean settled(Arena arena) {
		return this.drivers.stream().noneMatch(this.node.processes()::isAlive) && waitsFor(arena).isEmpty();
	}

	@Override
	public String waitsFor(Arena arena) {
		for (Flock flock : this.flocks) {
			Pid supervisor = this.node.whereis(flock.name()).orElse(null);
			if (supervisor == null) {
				return "SV-L1: supervisor " + flock.name() + " does not run";
			}
			for (Kind kind : flock.kinds()) {
				if (kind.restart() == Restart.PERMANENT && !this.nursery.lives(kind.id(), supervisor)) {
					return "SV-L1: permanent child " + kind.id() + " does not run";
				}
			}
		}
		for (Life life : this.nursery.living()) {
			if (!this.node.processes().isAlive(life.parent)) {
				return "SV-S6: " + life + " has outlived its supervisor";
			}
		}
		return "";
	}

	@Override
	public void check(Arena arena) {
		this.supervisors.forEach((pid, flock) -> {
			if (flock.strategy() == null || flock.strategy() == Strategy.ONE_FOR_ONE) {
				this.nursery.checkIntensity(pid, flock.intensity(), flock.period());
			}
		});
		List<Life> living = this.nursery.living();
		living.stream().filter((life) -> this.terminated.contains(life.kind.id())).findAny().ifPresent((life) -> {
			throw arena.violated("SV-S3", life + " lives although it was terminated by request");
		});
		int before = this.nursery.ends().size();
		long began = arena.now();
		this.node.supervisor("storm").server().stop(ExitReason.SHUTDOWN, Duration.ofSeconds(100));
		if (!this.nursery.living().isEmpty()) {
			throw arena.violated("SV-S6", "the storm is over and there live " + this.nursery.living());
		}
		long most = DYING.multipliedBy(living.size()).plusSeconds(1).toNanos();
		if (Timing.of(arena) != Timing.PAUSING && arena.now() - began > most) {
			throw arena.violated("SV-L2", "a stop of " + living.size() + " children took " + (arena.now() - began));
		}
		List<Life> stopped = this.nursery.ends().subList(before, this.nursery.ends().size());
		for (int i = 1; i < stopped.size(); i++) {
			Life one = stopped.get(i - 1);
			Life next = stopped.get(i);
			Flock flock = this.supervisors.get(one.parent);
			if (one.parent.equals(next.parent) && flock.strategy() != null && one.kind.index() < next.kind.index()) {
				throw arena.violated("SV-S1", one + " was stopped before " + next);
			}
		}
	}

}
