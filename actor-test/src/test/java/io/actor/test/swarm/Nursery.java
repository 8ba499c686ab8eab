package io.actor.test.swarm;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.actor.gen.GenServer;
import io.actor.gen.Init;
import io.actor.gen.Next;
import io.actor.process.ExitReason;
import io.actor.supervisor.Restart;
import io.actor.term.Pid;
import io.actor.test.tape.Choices;

/**
 * The children of supervisors that many things happen to at once: who was born when under
 * which supervisor, how each ended, and what must not be so.
 */
final class Nursery {

	private final Arena arena;

	private final Choices choices;

	private final List<Life> lives = new ArrayList<>();

	private final List<Life> ends = new ArrayList<>();

	private boolean rough;

	/**
	 * A kind of child.
	 *
	 * @param id its id
	 * @param index its place in its supervisor
	 * @param restart its restart type
	 * @param alone whether only its own end can lead to its restart
	 * @param dying how long its terminate takes
	 */
	record Kind(String id, int index, Restart restart, boolean alone, Duration dying) {
	}

	/** One process of a kind. */
	static final class Life {

		final Kind kind;

		final Pid pid;

		final Pid parent;

		final long born;

		/** The one before it under the same supervisor. */
		final Life before;

		boolean starting = true;

		boolean terminating;

		/** Whether somebody made it end, or its init failed. */
		boolean hit;

		ExitReason end;

		long ended;

		Life(Kind kind, Pid pid, Pid parent, long born, Life before) {
			this.kind = kind;
			this.pid = pid;
			this.parent = parent;
			this.born = born;
			this.before = before;
		}

		boolean alive() {
			return this.end == null;
		}

		@Override
		public String toString() {
			return this.kind.id() + this.pid.toLocalString() + (alive() ? "" : " ended with " + Grove.text(this.end));
		}

	}

	/** Makes a child end by itself. */
	record End(ExitReason reason) {
	}

	/** Never sent. */
	private record Nothing() {
	}

	Nursery(Arena arena, Choices choices) {
		this.arena = arena;
		this.choices = choices;
	}

	/** From now on inits fail at times. */
	void rough() {
		this.rough = true;
	}

	List<Life> living() {
		return this.lives.stream().filter(Life::alive).toList();
	}

	List<Life> under(Pid parent) {
		return this.lives.stream().filter((life) -> life.parent.equals(parent)).toList();
	}

	List<Life> ends() {
		return this.ends;
	}

	/** The living child of this id under this supervisor. */
	boolean lives(String id, Pid parent) {
		return this.lives.stream()
			.anyMatch((life) -> life.alive() && !life.starting && life.kind.id().equals(id)
					&& life.parent.equals(parent));
	}

	private Life born(Kind kind, Pid pid, Pid parent) {
		Life before = null;
		for (Life each : this.lives) {
			if (each.parent.equals(parent) && each.kind.id().equals(kind.id())) {
				before = each;
			}
		}
		if (before != null && before.alive()) {
			throw this.arena.violated("SV-S5", kind.id() + " starts as " + pid + " while " + before + " lives");
		}
		if (before != null && kind.alone()) {
			boolean again = switch (kind.restart()) {
				case PERMANENT -> true;
				case TRANSIENT -> !before.end.isClean();
				case TEMPORARY -> false;
			};
			if (!again) {
				throw this.arena.violated("SV-S3", kind + " was restarted after " + before);
			}
		}
		Life life = new Life(kind, pid, parent, this.arena.now(), before);
		this.lives.add(life);
		return life;
	}

	/** Marks what happens around a child that is made to end now. */
	void hit(Life victim) {
		victim.hit = true;
		for (Life other : under(victim.parent)) {
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
		List<Life> restarted = under(parent).stream().filter((life) -> life.before != null).toList();
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

	/** The supervisor has ended by itself: its children ended before. */
	void checkGone(Pid parent) {
		List<Life> left = under(parent).stream().filter(Life::alive).toList();
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

		private Life life;

		private Child(Kind kind) {
			this.kind = kind;
		}

		@Override
		protected Init init() {
			this.life = born(this.kind, self().pid(), self().parent().orElseThrow());
			self().trapExit(!this.kind.dying().isZero());
			if (Nursery.this.choices.chance(0.3)) {
				self().receive(Nothing.class, Duration.ofMillis(2));
			}
			if (Nursery.this.rough && Nursery.this.arena.active() && Nursery.this.choices.chance(0.05)) {
				hit(this.life);
				throw new ObjectServer.Planned();
			}
			this.life.starting = false;
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
			self().receive(Nothing.class, this.kind.dying());
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
