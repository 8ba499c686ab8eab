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
import io.actor.test.swarm.Flock.Kind;
import io.actor.test.tape.Choices;

/**
 * Supervisors under fire: children and supervisors are killed and crash all at once,
 * while others start and stop children by request. No model can tell what happens then;
 * SV-S3 to SV-S6, SV-L1 and SV-L2 must hold whatever it is.
 */
final class SupervisorStorm implements Workload {

	private final List<Flock> flocks = new ArrayList<>();

	private final Map<Pid, Flock> supervisors = new HashMap<>();

	private final List<Pid> drivers = new ArrayList<>();

	private final List<String> terminated = new ArrayList<>();

	private Nursery nursery;

	private Node node;

	private Pid watcher;

	private int dynamic;

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
		this.nursery = new Nursery(arena, choices, started.processes());
		this.watcher = started.spawn((self) -> watch(arena, self));
		Supervisor root = Supervisor.oneForOne().intensity(1_000_000, Duration.ofSeconds(1));
		int count = 1 + choices.below(3);
		for (int i = 0; i < count; i++) {
			Flock flock = Flock.of("flock-" + i, choices);
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
		List<ChildLife> living = this.nursery.living();
		int kind = choices.weighted(5, 4, 1, 4);
		if (kind <= 1 && !living.isEmpty()) {
			ChildLife victim = choices.oneOf(living);
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

	private void request(Arena arena, Choices choices, Flock flock, List<ChildLife> living) {
		try {
			if (flock.strategy() != null) {
				Kind kind = choices.oneOf(flock.kinds());
				// Between two tries of a group restart a child may be deleted that is to
				// come.
				this.node.supervisor(flock.name())
					.deleteChild((kind.restart() != Restart.PERMANENT) ? kind.id() : "nobody");
				this.node.supervisor(flock.name()).whichChildren();
				return;
			}
			List<ChildLife> own = living.stream().filter((life) -> this.supervisors.get(life.parent) == flock).toList();
			if (own.isEmpty() || choices.chance(0.7)) {
				Kind kind = Kind.of(flock.name() + "+" + this.dynamic++, 0, true, choices);
				this.node.supervisor(flock.name()).startChild(spec(flock, kind));
				return;
			}
			ChildLife victim = choices.oneOf(own);
			if (this.node.supervisor(flock.name()).terminateChild(victim.pid) instanceof ChildResult.Done) {
				this.terminated.add(victim.kind.id());
				if (this.nursery.lives(victim)) {
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
		for (ChildLife life : this.nursery.living()) {
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
		List<ChildLife> living = this.nursery.living();
		living.stream().filter((life) -> this.terminated.contains(life.kind.id())).findAny().ifPresent((life) -> {
			throw arena.violated("SV-S3", life + " lives although it was terminated by request");
		});
		int before = this.nursery.ends().size();
		long began = arena.now();
		this.node.supervisor("storm").server().stop(ExitReason.SHUTDOWN, Duration.ofSeconds(100));
		if (!this.nursery.living().isEmpty()) {
			throw arena.violated("SV-S6", "the storm is over and there live " + this.nursery.living());
		}
		long most = Flock.DYING.multipliedBy(living.size()).plusSeconds(1).toNanos();
		if (Timing.of(arena) != Timing.PAUSING && arena.now() - began > most) {
			throw arena.violated("SV-L2", "a stop of " + living.size() + " children took " + (arena.now() - began));
		}
		this.nursery.checkStopOrder(before);
	}

}
