package io.actor.test.swarm;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.actor.node.Node;
import io.actor.process.Down;
import io.actor.process.ExitReason;
import io.actor.process.Process;
import io.actor.term.Pid;
import io.actor.term.RegisteredName;

/**
 * Processes that want one name at once, are killed meanwhile, give the name back or end
 * with it, and others that wait for that. One of the racers wins (RG-S1), a lookup never
 * gives one whose end was seen (RG-S2), and a name that is free can be taken at once
 * (RG-S3).
 */
final class NameRace extends LocalWorkload {

	@Override
	public String name() {
		return "names";
	}

	@Override
	Site site(Arena arena, Node node) {
		return new Race(arena, node);
	}

	/** One that wants the name. */
	private static final class Racer {

		private Life life;

		private boolean registering;

		private boolean holds;

		/** It may have given the name back. */
		private boolean released;

		private boolean done;

	}

	/** A racer may start, or start again when this one has ended. */
	private record Go(Pid after) {
	}

	private record Done(Racer racer) {
	}

	private record Hello(Pid from) {
	}

	private static final class Race extends Site {

		private final Map<Pid, Racer> byPid = new HashMap<>();

		private boolean finished;

		private Race(Arena arena, Node node) {
			super(arena, node, "names");
		}

		@Override
		void begin() {
			int rounds = this.choices.between(1, 5 * size());
			spawn((self) -> {
				for (int round = 0; round < rounds && active(); round++) {
					play(self, "raced-" + round % 3);
					sleep(self, pace(rounds));
				}
				this.finished = true;
			});
		}

		private void play(Process self, String name) {
			List<Racer> racers = new ArrayList<>();
			int count = this.choices.between(1, 5);
			for (int i = 0; i < count; i++) {
				Racer racer = new Racer();
				racers.add(racer);
				racer.life = live(false, (each) -> race(each, self.pid(), racer, racers, name));
				this.byPid.put(racer.life.pid, racer);
				self.monitor(racer.life.pid);
			}
			racers.forEach((racer) -> self.send(racer.life.pid, new Go(null)));
			boolean killed = this.choices.chance(0.4);
			if (killed) {
				sleep(self, millis(0, 1));
				Racer victim = this.choices.oneOf(racers);
				if (victim.registering) {
					mark(Marks.REGISTER_BESIDE_DEATH);
				}
				kill(self, victim);
			}
			await(self, racers, name);
			if (!killed && racers.stream().noneMatch((racer) -> racer.holds)) {
				throw violated("RG-S1", "none of " + count + " racers has got " + name);
			}
			Racer holder = racers.stream()
				.filter((racer) -> racer.holds && !racer.life.doomed())
				.findFirst()
				.orElse(null);
			if (holder != null && !holder.released) {
				pass(self, holder, racers, name);
			}
			racers.forEach((racer) -> kill(self, racer));
			while (racers.stream().anyMatch((racer) -> !racer.life.over())) {
				down(self.receive(Down.class), name);
			}
			if (processes().whereis(name).isPresent() || processes().registeredNames().contains(name)) {
				throw violated("RG-S2", name + " is taken, and all who wanted it have ended");
			}
		}

		/** The holder ends, and the name is taken at once. */
		private void pass(Process self, Racer holder, List<Racer> racers, String name) {
			lookUp(name);
			self.send(RegisteredName.local(name), new Hello(self.pid()));
			Pid greeted = self.receive(Hello.class).from();
			if (!greeted.equals(holder.life.pid)) {
				throw violated("RG-S1", name + " is that of " + holder.life + ", and " + greeted + " answers");
			}
			List<Racer> next = racers.stream().filter((racer) -> racer != holder && !racer.life.doomed()).toList();
			boolean alone = next.isEmpty() || this.choices.chance(0.5);
			if (!alone) {
				next.forEach((racer) -> racer.done = false);
				next.forEach((racer) -> self.send(racer.life.pid, new Go(holder.life.pid)));
			}
			kill(self, holder);
			while (!holder.life.over()) {
				down(self.receive(Down.class), name);
			}
			if (alone) {
				try {
					self.register(name);
				}
				catch (IllegalArgumentException ex) {
					throw violated("RG-S3",
							holder.life + " has ended and its name cannot be taken: " + ex.getMessage());
				}
				mark(Marks.NAME_TAKEN_AGAIN);
				processes().unregister(name);
				return;
			}
			await(self, next, name);
			if (next.stream().noneMatch((racer) -> racer.holds)) {
				throw violated("RG-S3", "none of " + next.size() + " has got the free name " + name);
			}
		}

		private void kill(Process self, Racer racer) {
			Life.Cause cause = racer.life.cause(ExitReason.KILLED);
			self.exit(racer.life.pid, ExitReason.KILL);
			cause.completed();
		}

		private void await(Process self, List<Racer> racers, String name) {
			while (racers.stream().anyMatch((racer) -> !racer.done && !racer.life.over())) {
				Object message = self.receive();
				if (message instanceof Down down) {
					down(down, name);
				}
			}
		}

		private void down(Down down, String name) {
			this.byPid.get(down.target()).life.seen("the leader", down.reason());
			lookUp(name);
		}

		private void lookUp(String name) {
			processes().whereis(name).map(this.byPid::get).ifPresent((found) -> {
				if (found.life.over()) {
					throw violated("RG-S2", name + " is that of " + found.life + ", whose end was seen");
				}
				if (!found.holds && !found.registering) {
					throw violated("RG-S1", name + " is that of " + found.life + ", which never got it");
				}
			});
		}

		// ---- racers ----

		private void race(Process self, Pid leader, Racer me, List<Racer> racers, String name) {
			while (true) {
				switch (self.receive()) {
					case Go(Pid after) -> {
						if (after != null) {
							self.monitor(after);
							self.receive(Down.class);
							lookUp(name);
						}
						register(self, me, racers, name);
						int end = (me.holds && after == null) ? this.choices.below(6) : -1;
						me.released = end == 0 || end == 1;
						me.done = true;
						self.send(leader, new Done(me));
						leave(self, me, name, end);
					}
					case Hello hello -> self.send(hello.from(), new Hello(self.pid()));
					default -> {
					}
				}
			}
		}

		private void register(Process self, Racer me, List<Racer> racers, String name) {
			List<Racer> others = racers.stream().filter((racer) -> racer != me).toList();
			boolean rivals = others.stream().anyMatch((racer) -> racer.registering || racer.holds);
			if (others.stream().anyMatch((racer) -> racer.registering)) {
				mark(Marks.REGISTERS_CROSSED);
			}
			me.registering = true;
			try {
				self.register(name);
			}
			catch (IllegalArgumentException ex) {
				me.registering = false;
				if (!rivals && !me.life.doomed()
						&& others.stream().noneMatch((racer) -> racer.registering || racer.holds)) {
					throw violated("RG-S3",
							me.life + " cannot take " + name + ", which nobody has: " + ex.getMessage());
				}
				return;
			}
			for (Racer other : others) {
				if (!me.life.doomed() && other.holds && !other.released && !other.life.doomed()) {
					throw violated("RG-S1", me.life + " and " + other.life + " both have got " + name);
				}
			}
			me.holds = true;
			me.registering = false;
		}

		private void leave(Process self, Racer me, String name, int end) {
			switch (end) {
				case 0 -> processes().unregister(name);
				case 1 -> {
					me.life.cause(ExitReason.SHUTDOWN);
					self.exit(ExitReason.SHUTDOWN);
				}
				case 2 -> {
					try {
						self.register(name + "-again");
					}
					catch (IllegalArgumentException ex) {
						return;
					}
					throw violated("RG-S1", me.life + " has got two names");
				}
				default -> {
				}
			}
		}

		@Override
		boolean done() {
			return this.finished;
		}

		@Override
		String waitsFor() {
			return "RG-S1: a race for a name has not ended";
		}

	}

}
