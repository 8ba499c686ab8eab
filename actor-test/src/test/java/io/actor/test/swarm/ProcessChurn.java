package io.actor.test.swarm;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import io.actor.gen.From;
import io.actor.gen.GenServer;
import io.actor.gen.Next;
import io.actor.gen.Request;
import io.actor.gen.ServerRef;
import io.actor.gen.StartOptions;
import io.actor.node.Node;
import io.actor.process.Down;
import io.actor.process.ExitReason;
import io.actor.process.Process;
import io.actor.process.ProcessInfo;
import io.actor.term.Pid;

/**
 * Trees of linked processes that wait in a receive, wait in a call, send without end, or
 * just begin, and are killed or fail. A whole tree ends with one of its members (LM-L2),
 * wherever each waits (PR-L2), and nothing of others does (PR-S1); no pid comes twice
 * (PR-S3), and nothing names the dead (PR-S6).
 */
final class ProcessChurn extends LocalWorkload {

	@Override
	public String name() {
		return "processes";
	}

	@Override
	Site site(Arena arena, Node node) {
		return new Churn(arena, node);
	}

	private record Ask() implements Request<Integer> {
	}

	/** Where a process is when it is killed. */
	private enum Doing {

		BEGINNING, RECEIVING, CALLING, SENDING

	}

	private static final class Member {

		private final Life life;

		private final Tree tree;

		private Doing doing = Doing.BEGINNING;

		private Member(Life life, Tree tree) {
			this.life = life;
			this.tree = tree;
		}

	}

	/** Processes that are linked, each with its parent. */
	private static final class Tree {

		private final List<Member> members = new ArrayList<>();

	}

	private static final class Churn extends Site {

		private final Set<Pid> pids = new HashSet<>();

		private ServerRef silent;

		private Pid sink;

		private int numbers;

		private boolean finished;

		private Churn(Arena arena, Node node) {
			super(arena, node, "processes");
		}

		@Override
		void begin() {
			this.silent = this.node.start(Silent::new, StartOptions.DEFAULT);
			spawned(this.silent.pid().orElseThrow());
			this.sink = spawn((self) -> {
				while (true) {
					self.receive();
				}
			});
			int rounds = this.choices.between(1, 4 * size());
			spawn((self) -> {
				for (int round = 0; round < rounds && active(); round++) {
					play(self);
					sleep(self, pace(rounds));
				}
				this.finished = true;
			});
		}

		/** A server that never answers. */
		private static final class Silent extends GenServer<Ask, Object> {

			@Override
			protected Next handleCall(Ask request, From from) {
				return noReply();
			}

		}

		private void play(Process self) {
			Tree tree = new Tree();
			Member root = member(tree);
			root.life.pid = born(spawn((each) -> lead(root.life, each, (me) -> live(me, root, 3))));
			self.monitor(root.life.pid);
			if (this.choices.chance(0.8)) {
				sleep(self, millis(0, 4));
			}
			Member victim = this.choices.oneOf(tree.members);
			end(self, victim);
			Down down = self.receive(Down.class, Duration.ofMinutes(2)).orElse(null);
			if (down == null) {
				throw violated("LM-L2", root.life + " lives on after the end of " + victim.life);
			}
			if (!down.reason().equals(ExitReason.NOPROC)) {
				root.life.seen("the leader", down.reason());
			}
			gone(self, tree);
		}

		private void end(Process self, Member victim) {
			boolean kill = this.choices.chance(0.6);
			ExitReason reason = kill ? ExitReason.KILLED : ExitReason.named("over" + event());
			if (kill) {
				switch (victim.doing) {
					case BEGINNING -> mark(Marks.KILLED_BEFORE_START);
					case RECEIVING -> mark(Marks.KILLED_WHILE_RECEIVING);
					case CALLING -> mark(Marks.KILLED_WHILE_CALLING);
					case SENDING -> mark(Marks.KILLED_WHILE_SENDING);
				}
			}
			Life.Cause cause = victim.life.cause(reason);
			self.exit(victim.life.pid, kill ? ExitReason.KILL : reason);
			cause.completed();
			if (processes().isAlive(victim.life.pid)) {
				throw violated("PR-S7", victim.life + " lives on after " + reason);
			}
		}

		/** The whole tree must be gone soon, and nothing may name it. */
		private void gone(Process self, Tree tree) {
			sleep(self, Duration.ofMillis(1));
			for (int patience = 1; present(tree) != null; patience *= 2) {
				if (patience > 60_000 || (exact() && patience > 1)) {
					throw violated("LM-L2", present(tree) + " is linked with one that has ended, and lives on");
				}
				sleep(self, Duration.ofMillis(patience));
			}
			for (Pid pid : List.of(self.pid(), this.sink, this.silent.pid().orElseThrow())) {
				ProcessInfo info = processes().info(pid).orElse(null);
				if (info == null) {
					throw violated("PR-S1", pid + " has ended with others");
				}
				if (!info.links().isEmpty() || !info.monitors().isEmpty() || !info.monitoredBy().isEmpty()) {
					// The last step of an end may still be under way.
					sleep(self, Duration.ofSeconds(1));
					info = processes().info(pid).orElseThrow();
				}
				if (!info.links().isEmpty() || !info.monitors().isEmpty() || !info.monitoredBy().isEmpty()) {
					throw violated("PR-S6", "what it is tied to has ended: " + info);
				}
			}
		}

		private Life present(Tree tree) {
			return tree.members.stream()
				.map((member) -> member.life)
				.filter((life) -> life.pid != null && processes().info(life.pid).isPresent())
				.findFirst()
				.orElse(null);
		}

		// ---- members ----

		private Member member(Tree tree) {
			Member member = new Member(new Life(this, ++this.numbers, false), tree);
			member.life.explainedBy((reason) -> tree.members.stream()
				.anyMatch((other) -> other != member && !reason.isNormal() && other.life.wantedBy(reason)));
			tree.members.add(member);
			return member;
		}

		private Pid born(Pid pid) {
			if (!this.pids.add(pid) || pid.creation() != this.node.creation()) {
				throw violated("PR-S3", pid + " was given to a second process");
			}
			return pid;
		}

		private void live(Process self, Member me, int depth) {
			int children = (depth > 0) ? this.choices.below(4) : 0;
			for (int i = 0; i < children; i++) {
				Member child = new Member(new Life(this, ++this.numbers, false), me.tree);
				child.life.explainedBy((reason) -> true);
				long event = event();
				Pid pid = self.spawnLink((each) -> lead(child.life, each, (it) -> live(it, child, depth - 1)));
				child.life.pid = born(spawned(pid));
				me.tree.members.add(child);
				if (me.life.toldBefore(event)) {
					throw violated("PR-L2", me.life + " had been told to end and has spawned " + child.life);
				}
			}
			switch (this.choices.below(8)) {
				case 0, 1 -> {
					me.doing = Doing.CALLING;
					this.silent.call(new Ask(), Duration.ofHours(2));
				}
				case 2, 3 -> {
					me.doing = Doing.SENDING;
					for (int i = 0; i < 50; i++) {
						long event = event();
						self.send(this.sink, i);
						if (me.life.toldBefore(event)) {
							throw violated("PR-L2", me.life + " had been told to end and has sent");
						}
					}
				}
				case 4 -> {
					if (this.choices.chance(0.3)) {
						throw new IllegalStateException("fails by itself");
					}
				}
				default -> {
				}
			}
			me.doing = Doing.RECEIVING;
			self.receive(Never.class);
		}

		@Override
		boolean done() {
			return this.finished;
		}

		@Override
		String waitsFor() {
			return "PR-L2: a tree has not ended";
		}

	}

}
