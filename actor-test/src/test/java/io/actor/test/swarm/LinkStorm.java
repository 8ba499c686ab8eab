package io.actor.test.swarm;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.actor.node.Node;
import io.actor.process.Down;
import io.actor.process.Exit;
import io.actor.process.ExitReason;
import io.actor.process.NoProcessException;
import io.actor.process.Process;
import io.actor.process.ProcessExit;
import io.actor.process.SpawnOptions;
import io.actor.term.Pid;
import io.actor.test.swarm.Ledger.Sent;
import io.actor.test.swarm.Ledger.Word;

/**
 * Processes, some of which trap exits, that link and unlink each other, talk, send exits
 * and end. An end goes over every link there is and over no other (LM-S1, LM-S3, LM-L1,
 * LM-L2), once, behind what was said (LM-S5), and all who see it see the same (PR-S2).
 */
final class LinkStorm extends LocalWorkload {

	@Override
	public String name() {
		return "links";
	}

	@Override
	Site site(Arena arena, Node node) {
		return new Storm(arena, node);
	}

	/** One process, and what it knows of the others. */
	private static final class Member {

		private final Life life;

		/** Whose exit over a link it has got. */
		private final Set<Life> exits = new HashSet<>();

		/** At which event it last heard that another is gone. */
		private final Map<Life, Long> heard = new HashMap<>();

		private boolean finished;

		/** The keeper watches it; it does not if its parent ended before it told. */
		private boolean watched;

		/** The keeper has heard of its end. */
		private boolean gone;

		private Member(Life life) {
			this.life = life;
		}

	}

	/** Two processes. */
	private record Pair(Member one, Member other) {
	}

	private static final class Storm extends Site {

		private final List<Member> members = new ArrayList<>();

		private final Map<Pid, Member> byPid = new HashMap<>();

		private final Map<Pair, Bond> bonds = new HashMap<>();

		private final Map<ExitReason, Pair> signals = new HashMap<>();

		private final Ledger ledger = new Ledger(this);

		private int births;

		private int numbers;

		private Pid keeper;

		private Storm(Arena arena, Node node) {
			super(arena, node, "links");
		}

		@Override
		void begin() {
			this.births = this.choices.between(2, 4 + 10 * size());
			int atOnce = 3 + this.choices.below(size());
			this.keeper = spawn((self) -> keep(self, atOnce));
		}

		/** Watches all and makes up for those that have ended. */
		private void keep(Process self, int atOnce) {
			for (int i = 0; i < atOnce; i++) {
				bear(self);
			}
			while (true) {
				Object message = self.receive();
				if (!(message instanceof Down down)) {
					monitor(self, this.byPid.get(message));
					continue;
				}
				Member ended = this.byPid.get(down.target());
				ended.gone = true;
				if (!down.reason().equals(ExitReason.NOPROC)) {
					ended.life.seen("the keeper", down.reason());
				}
				this.ledger.uncertain(ended.life.number);
				if (active()) {
					bear(self);
				}
			}
		}

		private void bear(Process self) {
			if (this.births-- > 0) {
				Member member = member(this.choices.chance(0.4));
				born(member, spawn((each) -> lead(member.life, each, (me) -> live(me, member)),
						new SpawnOptions(false, false, member.life.trapping)));
				monitor(self, member);
			}
		}

		private void monitor(Process self, Member member) {
			self.monitor(member.life.pid);
			member.watched = true;
		}

		private Member member(boolean trapping) {
			Member member = new Member(new Life(this, ++this.numbers, trapping));
			member.life.explainedBy((reason) -> !reason.isNormal() && explains(member, reason));
			return member;
		}

		private void born(Member member, Pid pid) {
			member.life.pid = pid;
			this.members.add(member);
			this.byPid.put(pid, member);
		}

		// ---- a life ----

		private void live(Process self, Member me) {
			int steps = this.choices.between(1, 25);
			for (int i = 0; i < steps && active(); i++) {
				hear(self, me, this.choices.chance(0.5) ? Duration.ZERO : pace(4 * steps));
				int last = this.members.size() - 1;
				Member other = this.members.get(last - Math.min(this.choices.below(10), last));
				if (other == me) {
					continue;
				}
				switch (this.choices.below(16)) {
					case 0, 1, 2, 3 -> link(self, me, other);
					case 4, 5, 6 -> unlink(self, me, other);
					case 7, 8, 9, 10, 11 -> {
						Sent sent = this.ledger.sending(me.life.number, other.life.number);
						self.send(other.life.pid, sent.word);
						sent.completed();
					}
					case 12 -> exit(self, me, other);
					case 13 -> bearLinked(self, me);
					case 14 -> {
						ExitReason own = this.choices.oneOf(ExitReason.NORMAL, ExitReason.named("own" + event()));
						me.life.cause(own);
						self.exit(own);
					}
					default -> hear(self, me, Duration.ofMillis(1));
				}
			}
			me.finished = true;
			while (true) {
				hear(self, me, Duration.ofHours(1));
			}
		}

		private void link(Process self, Member me, Member other) {
			Bond bond = bond(me, other);
			bond.linking();
			try {
				self.link(other.life.pid);
				bond.linked();
			}
			catch (ProcessExit ex) {
				bond.abandoned();
				throw ex;
			}
			catch (NoProcessException ex) {
				bond.unlinked();
				mark(Marks.LINK_FOUND_NOBODY);
				if (processes().isAlive(other.life.pid)) {
					throw violated("LM-S6", me.life + " cannot link " + other.life + ", which lives");
				}
			}
		}

		private void unlink(Process self, Member me, Member other) {
			Bond bond = bond(me, other);
			bond.unlinking();
			try {
				self.unlink(other.life.pid);
			}
			catch (ProcessExit ex) {
				bond.abandoned();
				throw ex;
			}
			// What came before it returned is in the mailbox.
			self.receive(Exit.class, (exit) -> exit.from().equals(other.life.pid), Duration.ZERO).ifPresent((exit) -> {
				mark(Marks.EXIT_BESIDE_UNLINK);
				exited(me, exit);
			});
			bond.unlinked();
		}

		private void exit(Process self, Member me, Member other) {
			boolean kill = this.choices.chance(0.3);
			ExitReason reason = kill ? ExitReason.KILL : ExitReason.shutdown("signal" + event());
			if (other.life.trapping && !kill) {
				this.signals.put(reason, new Pair(me, other));
				self.exit(other.life.pid, reason);
				return;
			}
			Life.Cause cause = other.life.cause(kill ? ExitReason.KILLED : reason);
			self.exit(other.life.pid, reason);
			cause.completed();
		}

		private void bearLinked(Process self, Member me) {
			if (this.births-- > 0) {
				Member child = member(false);
				Bond bond = bond(me, child);
				bond.linking();
				born(child, spawned(self.spawnLink((each) -> lead(child.life, each, (it) -> live(it, child)))));
				bond.linked();
				self.send(this.keeper, child.life.pid);
			}
		}

		// ---- what a member hears ----

		private void hear(Process self, Member me, Duration patience) {
			switch (self.receive(Object.class, patience).orElse(null)) {
				case null -> {
				}
				case Word word -> this.ledger.taken(me.life.number, word);
				case Exit exit -> {
					if (exited(me, exit)) {
						this.ledger.ended(this.byPid.get(exit.from()).life.number, me.life.number);
					}
				}
				case Object other -> throw violated("LM-S3", me.life + " has got " + other);
			}
		}

		/** Whether it says that a member has ended. */
		private boolean exited(Member me, Exit exit) {
			Member from = this.byPid.get(exit.from());
			if (!me.life.trapping || from == null) {
				throw violated("LM-S4", me.life + " traps no exits and has got " + exit);
			}
			Pair sent = this.signals.get(exit.reason());
			if (sent != null && sent.one() == from && sent.other() == me) {
				this.signals.remove(exit.reason());
				return false;
			}
			Bond bond = bond(me, from);
			me.heard.put(from.life, event());
			if (exit.reason().equals(ExitReason.NOPROC)) {
				if (processes().isAlive(from.life.pid)) {
					throw violated("LM-S6", me.life + " has got " + exit + " of one that lives");
				}
				return true;
			}
			if (!me.exits.add(from.life)) {
				throw violated("LM-S3", me.life + " has got a second exit of " + from.life);
			}
			if (!bond.possible()) {
				throw violated("LM-S3", me.life + " has got " + exit + ", and they are not linked");
			}
			from.life.seen(me.life.toString(), exit.reason());
			return true;
		}

		private Bond bond(Member one, Member other) {
			Pair pair = (one.life.number < other.life.number) ? new Pair(one, other) : new Pair(other, one);
			return this.bonds.computeIfAbsent(pair, (any) -> new Bond(this));
		}

		/** Whether an end for this reason can have come over links. */
		private boolean explains(Member ended, ExitReason reason) {
			Map<Member, Integer> far = new HashMap<>(Map.of(ended, 0));
			Deque<Member> next = new ArrayDeque<>(List.of(ended));
			while (!next.isEmpty()) {
				Member member = next.remove();
				if (member != ended && member.life.wantedBy(reason)) {
					if (far.get(member) > 1) {
						mark(Marks.EXIT_WENT_FAR);
					}
					return true;
				}
				this.bonds.forEach((pair, bond) -> {
					Member other = (pair.one() == member) ? pair.other() : (pair.other() == member) ? pair.one() : null;
					if (other != null && bond.possible() && far.putIfAbsent(other, far.get(member) + 1) == null
							&& (!other.life.trapping || other.life.wantedBy(reason))) {
						next.add(other);
					}
				});
			}
			return false;
		}

		// ---- the end ----

		@Override
		boolean done() {
			for (Member member : this.members) {
				if (isGone(member)) {
					this.ledger.lost(member.life.number);
					if (!member.watched) {
						this.ledger.uncertain(member.life.number);
					}
				}
			}
			return this.ledger.outstanding() == 0 && this.members.stream().noneMatch(this::expected)
					&& unheard().isEmpty();
		}

		/** Whether its end, or that of its work, is still to come. */
		private boolean expected(Member member) {
			return !isGone(member) && (!member.finished || member.life.toldBefore(Long.MAX_VALUE));
		}

		private boolean isGone(Member member) {
			return member.watched ? member.gone : !processes().isAlive(member.life.pid);
		}

		/** Links over which no end has come. */
		private List<String> unheard() {
			List<String> unheard = new ArrayList<>();
			this.bonds.forEach((pair, bond) -> {
				if (bond.certain()) {
					unheard(pair.one(), pair.other(), bond, unheard);
					unheard(pair.other(), pair.one(), bond, unheard);
				}
			});
			return unheard;
		}

		private void unheard(Member ended, Member other, Bond bond, List<String> unheard) {
			if (ended.life.over() && !isGone(other) && (other.life.trapping
					? other.heard.getOrDefault(ended.life, 0L) < bond.since() : !ended.life.reason().isNormal())) {
				unheard.add(other.life + " has not heard of the end of " + ended.life + " with " + ended.life.reason());
			}
		}

		@Override
		String waitsFor() {
			return "LM-L2: " + unheard() + "; " + this.ledger + "; not ended: "
					+ this.members.stream().filter(this::expected).map((each) -> each.life).toList();
		}

	}

}
