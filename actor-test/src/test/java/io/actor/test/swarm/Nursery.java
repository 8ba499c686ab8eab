package io.actor.test.swarm;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.actor.gen.GenServer;
import io.actor.gen.Init;
import io.actor.gen.Next;
import io.actor.process.ExitReason;
import io.actor.process.Processes;
import io.actor.term.Pid;
import io.actor.test.swarm.Flock.Kind;
import io.actor.test.tape.Choices;

/**
 * The children of supervisors that many things happen to at once: who was born when under
 * which supervisor, how each ended, and what must not be so.
 */
final class Nursery {

	private final Arena arena;

	private final Choices choices;

	private final Processes processes;

	private final List<ChildLife> lives = new ArrayList<>();

	private final List<ChildLife> ends = new ArrayList<>();

	private boolean rough;

	/** Makes a child end by itself. */
	record End(ExitReason reason) {
	}

	/** Never sent. */
	private record Nothing() {
	}

	Nursery(Arena arena, Choices choices, Processes processes) {
		this.processes = processes;
		this.arena = arena;
		this.choices = choices;
	}

	/** From now on inits fail at times. */
	void rough() {
		this.rough = true;
	}

	List<ChildLife> living() {
		return this.lives.stream().filter(this::lives).toList();
	}

	/**
	 * Whether a process lives or runs a callback. One that is ending may be gone for
	 * everybody before it is told so itself.
	 */
	boolean lives(ChildLife life) {
		return life.alive() && (life.starting || life.terminating || this.processes.isAlive(life.pid));
	}

	List<ChildLife> under(Pid parent) {
		return this.lives.stream().filter((life) -> life.parent.equals(parent)).toList();
	}

	List<ChildLife> ends() {
		return this.ends;
	}

	/** The living child of this id under this supervisor. */
	boolean lives(String id, Pid parent) {
		return this.lives.stream()
			.anyMatch((life) -> life.alive() && !life.starting && life.kind.id().equals(id)
					&& life.parent.equals(parent));
	}

	private ChildLife born(Kind kind, Pid pid, Pid parent) {
		ChildLife before = null;
		for (ChildLife each : this.lives) {
			if (each.parent.equals(parent) && each.kind.id().equals(kind.id())) {
				before = each;
			}
		}
		if (before != null && lives(before)) {
			throw this.arena.violated("SV-S5", kind.id() + " starts as " + pid + " while " + before + " lives");
		}
		if (before != null && before.end != null && kind.alone()) {
			boolean again = switch (kind.restart()) {
				case PERMANENT -> true;
				case TRANSIENT -> !before.end.isClean();
				case TEMPORARY -> false;
			};
			if (!again) {
				throw this.arena.violated("SV-S3", kind + " was restarted after " + before);
			}
		}
		ChildLife life = new ChildLife(kind, pid, parent, this.arena.now(), before);
		this.lives.add(life);
		return life;
	}

	/** Marks what happens around a child that is made to end now. */
	void hit(ChildLife victim) {
		victim.hit = true;
		for (ChildLife other : under(victim.parent)) {
			if (other != victim && other.alive() && other.starting) {
				this.arena.mark(BehaviourMarks.CRASH_IN_RESTART);
			}
			if (other != victim && other.alive() && other.terminating) {
				this.arena.mark(BehaviourMarks.STOP_RACED_CRASH);
			}
		}
	}

	/**
	 * Restarts under a one-for-one supervisor: no more than its intensity inside its
	 * period. A restart lies between the end of the one before and the birth.
	 */
	void checkIntensity(Pid parent, int intensity, Duration period) {
		List<ChildLife> restarted = under(parent).stream().filter((life) -> life.before != null).toList();
		for (int i = intensity; i < restarted.size(); i++) {
			long longest = restarted.get(i).born - restarted.get(i - intensity).before.ended;
			if (longest <= period.toNanos()) {
				throw this.arena.violated("SV-S4", "more than " + intensity + " restarts within " + period + ", in "
						+ longest + " ns: " + restarted.subList(i - intensity, i + 1));
			}
		}
	}

	/** A supervisor gave up, which takes one restart more than its intensity. */
	void checkGaveUp(Pid parent, int intensity) {
		long causes = under(parent).stream().filter((life) -> life.hit).count();
		if (causes <= intensity) {
			throw this.arena.violated("SV-S4", "a supervisor with intensity " + intensity + " gave up after " + causes
					+ " ends: " + under(parent));
		}
	}

	/**
	 * What was stopped, and did not end by itself, went in reverse order of its start.
	 */
	void checkStopOrder(int from) {
		List<ChildLife> stopped = this.ends.subList(from, this.ends.size())
			.stream()
			.filter((life) -> !life.hit && life.end.equals(ExitReason.SHUTDOWN))
			.toList();
		for (int i = 1; i < stopped.size(); i++) {
			ChildLife one = stopped.get(i - 1);
			ChildLife next = stopped.get(i);
			if (one.parent.equals(next.parent) && one.kind.index() < next.kind.index()) {
				throw this.arena.violated("SV-S1", one + " was stopped before " + next);
			}
		}
	}

	/** The supervisor has ended by itself: its children ended before. */
	void checkGone(Pid parent) {
		List<ChildLife> left = under(parent).stream().filter(this::lives).toList();
		if (!left.isEmpty()) {
			throw this.arena.violated("SV-S6", "supervisor " + parent + " has ended and its children live: " + left);
		}
	}

	GenServer<?, ?> child(Kind kind) {
		return new Child(kind);
	}

	/** A child that tells the nursery. */
	private final class Child extends GenServer<Object, End> {

		private final Kind kind;

		private ChildLife life;

		private Child(Kind kind) {
			this.kind = kind;
		}

		@Override
		protected Init init() {
			this.life = born(this.kind, self().pid(), self().parent().orElseThrow());
			self().trapExit(!this.kind.dying().isZero());
			try {
				if (Nursery.this.choices.chance(0.3)) {
					self().receive(Nothing.class, Duration.ofMillis(2));
				}
				if (Nursery.this.rough && Nursery.this.arena.active() && Nursery.this.choices.chance(0.05)) {
					hit(this.life);
					throw new ObjectServer.Planned();
				}
			}
			finally {
				this.life.starting = false;
			}
			return ok();
		}

		@Override
		protected Next handleCast(End end) {
			hit(this.life);
			return stop(end.reason());
		}

		@Override
		protected Next handleInfo(Object message) {
			return noReply();
		}

		@Override
		protected void terminate(ExitReason reason) {
			this.life.terminating = true;
			try {
				self().receive(Nothing.class, this.kind.dying());
			}
			finally {
				this.life.terminating = false;
			}
		}

		@Override
		protected void ended(ExitReason reason) {
			if (this.life == null) {
				// Ended before its init began.
				return;
			}
			this.life.end = reason;
			this.life.ended = Nursery.this.arena.now();
			Nursery.this.ends.add(this.life);
		}

	}

}
