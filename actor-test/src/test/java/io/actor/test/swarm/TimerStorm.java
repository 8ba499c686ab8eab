package io.actor.test.swarm;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

import io.actor.node.Node;
import io.actor.process.Down;
import io.actor.process.ExitReason;
import io.actor.process.Process;
import io.actor.term.Destination;
import io.actor.term.Pid;
import io.actor.term.Ref;
import io.actor.term.RegisteredName;

/**
 * Processes that set timers for themselves and others and cancel some. Each fires once,
 * not before its time, and not after a cancel has said so (TM-S1); in the order of the
 * deadlines (TM-S2), whatever the wall clock does (TM-S3); none for a process that has
 * ended (TM-S4); and none is forgotten (TM-L1).
 */
final class TimerStorm extends LocalWorkload {

	@Override
	public String name() {
		return "timers";
	}

	@Override
	Site site(Arena arena, Node node) {
		return new Storm(arena, node);
	}

	/** A timer, and the message it sends. */
	private static final class Shot {

		private final int to;

		private final long delay;

		private final long begun;

		private final long begunEvent;

		private final long wallOffset;

		private long set = Long.MAX_VALUE;

		private long setEvent = Long.MAX_VALUE;

		private Ref ref;

		private boolean cancelled;

		private boolean taken;

		private boolean lost;

		private Shot(Site site, int to, Duration delay) {
			this.to = to;
			this.delay = delay.toNanos();
			this.begun = site.now();
			this.begunEvent = site.event();
			this.wallOffset = wallOffset(site);
		}

		private static long wallOffset(Site site) {
			return site.processes().clock().wallMillis() - site.now() / 1_000_000;
		}

		/** It cannot fire before this. */
		private long earliest() {
			return this.begun + this.delay;
		}

		private long latest() {
			return (this.set == Long.MAX_VALUE) ? this.set : this.set + this.delay;
		}

		private boolean over() {
			return this.cancelled || this.taken || this.lost;
		}

		@Override
		public String toString() {
			return "timer of " + this.delay + " ns set at " + this.begun + " for " + this.to;
		}

	}

	private static final class Storm extends Site {

		private final List<Shot> shots = new ArrayList<>();

		private final List<Shot> open = new ArrayList<>();

		private final List<Pid> receivers = new ArrayList<>();

		private final List<Shot> latest = new ArrayList<>();

		private int acting;

		private Storm(Arena arena, Node node) {
			super(arena, node, "timers");
		}

		@Override
		void begin() {
			int count = this.choices.between(1, 5);
			for (int i = 0; i < count; i++) {
				int me = i;
				int steps = this.choices.between(1, 20 * size());
				this.acting++;
				this.latest.add(null);
				this.receivers.add(spawn((self) -> act(self, me, steps)));
				processes().register("timed-" + i, this.receivers.get(i));
			}
			this.acting++;
			int mortals = this.choices.between(0, size());
			spawn((self) -> lead(self, mortals));
		}

		private void act(Process self, int me, int steps) {
			for (int i = 0; i < steps && active(); i++) {
				if (this.open.isEmpty() || this.choices.chance(0.6)) {
					int to = this.choices.below(this.receivers.size());
					set(to, this.choices.chance(0.3) ? RegisteredName.local("timed-" + to) : this.receivers.get(to));
				}
				else {
					cancel(this.choices.oneOf(this.open));
				}
				hear(self, me, this.choices.chance(0.5) ? Duration.ZERO
						: this.choices.chance(0.5) ? Duration.ofMillis(1L << this.choices.below(6)) : pace(2 * steps));
			}
			this.acting--;
			while (true) {
				hear(self, me, Duration.ofHours(1));
			}
		}

		private Shot set(int to, Destination destination) {
			Duration delay = switch (this.choices.below(6)) {
				case 0 -> Duration.ZERO;
				case 1 -> Duration.ofNanos(this.choices.below(3_000_000L));
				case 2 -> millis(0, 5_000);
				case 3 -> Duration.ofDays(400);
				default -> Duration.ofMillis(1L << this.choices.below(6));
			};
			Shot shot = new Shot(this, to, delay);
			this.shots.add(shot);
			shot.ref = processes().sendAfter(delay, destination, shot);
			shot.set = now();
			shot.setEvent = event();
			this.open.add(shot);
			return shot;
		}

		private void cancel(Shot shot) {
			this.open.remove(shot);
			boolean over = shot.over();
			long begin = now();
			OptionalLong left = processes().cancelTimer(shot.ref);
			if (left.isEmpty()) {
				if (!over && now() < shot.earliest()) {
					throw violated("TM-L1", shot + " was not armed at " + now());
				}
				mark(Marks.CANCELLED_TOO_LATE);
				return;
			}
			if (over) {
				throw violated("TM-S1", shot + " was cancelled and had fired, or was cancelled, before");
			}
			shot.cancelled = true;
			long most = Math.max(0, (shot.latest() - begin) / 1_000_000);
			long least = Math.max(0, (shot.earliest() - now()) / 1_000_000);
			if (left.getAsLong() < least || left.getAsLong() > most) {
				throw violated("TM-S1", shot + " had " + left.getAsLong() + " ms left at " + begin);
			}
			if (begin == shot.latest()) {
				mark(Marks.CANCELLED_AT_DEADLINE);
			}
		}

		// ---- what fires ----

		private void hear(Process self, int me, Duration patience) {
			long begin = now();
			Shot shot = self.receive(Shot.class, patience).orElse(null);
			if (shot == null) {
				checkTimeout(begin, patience);
				return;
			}
			if (shot.to != me || shot.taken || shot.cancelled) {
				throw violated("TM-S1", shot + " has fired at " + me
						+ (shot.taken ? " again" : shot.cancelled ? " after it was cancelled" : ""));
			}
			shot.taken = true;
			if (now() < shot.earliest()) {
				throw violated("TM-S1", shot + " has fired at " + now());
			}
			if (exact() && now() != shot.earliest()) {
				throw violated("TM-L1", shot + " has fired at " + now());
			}
			if (Math.abs(Shot.wallOffset(this) - shot.wallOffset) > 1_000) {
				mark(Marks.WALL_CLOCK_JUMPED);
			}
			Shot before = this.latest.get(me);
			if (before != null) {
				boolean same = exact() && before.earliest() == shot.earliest();
				if (same) {
					mark(Marks.EQUAL_DEADLINES);
				}
				if (shot.latest() < before.earliest() || (same && shot.setEvent < before.begunEvent)) {
					throw violated("TM-S2", shot + " has fired after " + before);
				}
			}
			if (before == null || before.earliest() <= shot.earliest()) {
				this.latest.set(me, shot);
			}
		}

		// ---- receivers that end ----

		private void lead(Process self, int mortals) {
			for (int i = 0; i < mortals && active(); i++) {
				List<Shot> mine = new ArrayList<>();
				Pid mortal = spawn((each) -> {
					while (true) {
						Shot shot = each.receive(Shot.class);
						if (shot.taken || shot.cancelled) {
							throw violated("TM-S1", shot + " has fired twice, or after it was cancelled");
						}
						shot.taken = true;
					}
				});
				Ref monitor = self.monitor(mortal);
				for (int count = this.choices.between(1, 6); count > 0; count--) {
					mine.add(set(-1, mortal));
				}
				sleep(self, Duration.ofMillis(1L << this.choices.below(5)));
				self.exit(mortal, ExitReason.KILL);
				self.receive(Down.class, (down) -> down.monitor().equals(monitor));
				for (Shot shot : mine) {
					this.open.remove(shot);
					if (!shot.over()) {
						shot.lost = true;
						if (shot.earliest() > now()) {
							mark(Marks.TIMER_OUTLIVED_RECEIVER);
						}
						if (processes().cancelTimer(shot.ref).isPresent()) {
							throw violated("TM-S4", shot + " was armed after the end of its receiver");
						}
					}
				}
				sleep(self, pace(mortals));
			}
			this.acting--;
		}

		@Override
		boolean done() {
			if (this.acting > 0) {
				return false;
			}
			for (Shot shot : List.copyOf(this.open)) {
				if (shot.over() || shot.delay > Duration.ofDays(1).toNanos()) {
					cancel(shot);
				}
			}
			return this.shots.stream().allMatch(Shot::over);
		}

		@Override
		String waitsFor() {
			return "TM-L1: " + this.acting + " still act; "
					+ this.shots.stream().filter((shot) -> !shot.over()).toList();
		}

	}

}
