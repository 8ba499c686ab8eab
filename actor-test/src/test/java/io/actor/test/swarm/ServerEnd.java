package io.actor.test.swarm;

import java.time.Duration;

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
import io.actor.term.Pid;
import io.actor.term.Ref;
import io.actor.test.swarm.LifeServer.Start;
import io.actor.test.tape.Choices;

/** One server that works for a while and is ended in one way, with one outcome. */
final class ServerEnd {

	private static final ExitReason OTHER = ExitReason.named("other");

	private final Arena arena;

	private final Node node;

	private final Process self;

	private final Choices choices;

	private final boolean linked;

	private final ServerState life;

	/** Never sent. */
	private record Nothing() {
	}

	/**
	 * What must be seen of an end.
	 *
	 * @param reason why; null if it may have ended by itself before
	 * @param terminations how often terminate ran; -1 if nobody can tell
	 */
	private record Outcome(ExitReason reason, int terminations) {
	}

	ServerEnd(Arena arena, Node node, Process self, Choices choices, boolean traps) {
		this.arena = arena;
		this.node = node;
		this.self = self;
		this.choices = choices;
		this.linked = traps && choices.chance(0.5);
		this.life = new ServerState(arena, choices.oneOf(Start.WELL, Start.CONTINUES), choices.chance(0.5));
	}

	void play() {
		StartResult started = Servers.start(this.node.processes(), () -> new LifeServer(this.life),
				StartOptions.DEFAULT, this.linked ? this.self : null);
		if (!(started instanceof StartResult.Started(Pid pid))) {
			throw this.arena.violated("GS-S7", "a start that should succeed gave " + started);
		}
		Ref monitor = this.self.monitor(pid);
		ServerRef server = this.node.server(pid);
		work(server);
		Outcome outcome = end(server, pid);
		Down down = this.self.receive(Down.class, (each) -> each.monitor().equals(monitor), Duration.ofSeconds(100))
			.orElseThrow(() -> this.arena.violated("LM-L1", pid + " should have ended with " + outcome));
		if (outcome.reason() != null && !Grove.text(down.reason()).equals(Grove.text(outcome.reason()))) {
			throw this.arena.violated("GS-S1", pid + " ended with " + down.reason() + " and not as in " + outcome);
		}
		if (outcome.terminations() >= 0 && this.life.terminations != outcome.terminations()) {
			throw this.arena.violated("GS-S8",
					pid + " terminated " + this.life.terminations + " times and not as in " + outcome);
		}
		if (this.linked && this.self.receive(Exit.class, (exit) -> exit.from().equals(pid), Duration.ofSeconds(100))
			.isEmpty()) {
			throw this.arena.violated("LM-S1", "no exit of linked " + pid);
		}
	}

	private void work(ServerRef server) {
		for (int i = this.choices.below(4); i > 0; i--) {
			switch (this.choices.below(4)) {
				case 0 -> server.cast(new LifeServer.Continue(1 + this.choices.below(3)));
				case 1 -> server.cast(new LifeServer.Silence(Duration.ofMillis(this.choices.below(4))));
				case 2 -> server.send("a message");
				default -> server.call(new LifeServer.Ping(), ObjectClient.FOREVER);
			}
			if (this.choices.chance(0.3)) {
				this.self.receive(Nothing.class, Duration.ofMillis(2));
			}
		}
	}

	private Outcome end(ServerRef server, Pid pid) {
		return switch (this.choices.below(7)) {
			case 0 -> {
				server.cast(new LifeServer.Stop(OTHER, Duration.ZERO));
				yield new Outcome(OTHER, 1);
			}
			case 1 -> {
				LifeServer.Failing how = this.choices.oneOf(LifeServer.Failing.values());
				if (how != LifeServer.Failing.BY_ITSELF) {
					this.arena.mark(BehaviourMarks.OUT_OF_MEMORY);
				}
				server.cast(new LifeServer.Crash(how));
				yield new Outcome(ExitReason.crash(how.thrown()), 1);
			}
			case 2 -> {
				stop(server);
				yield new Outcome(ObjectServer.PLANNED, 1);
			}
			case 3 -> signal(pid);
			case 4 -> {
				kill(pid);
				yield new Outcome(ExitReason.KILLED, 0);
			}
			case 5 -> {
				server.cast(new LifeServer.Stubborn(Duration.ofMillis(5), this.choices.chance(0.7)));
				this.self.receive(Nothing.class, Duration.ofMillis(this.choices.oneOf(2, 0)));
				yield killed(pid);
			}
			default -> {
				server.cast(new LifeServer.Stop(OTHER, Duration.ofMillis(5)));
				this.self.receive(Nothing.class, Duration.ofMillis(this.choices.oneOf(2, 0)));
				if (this.life.inside && this.life.terminations > 0) {
					this.arena.mark(BehaviourMarks.KILLED_IN_TERMINATE);
				}
				yield killed(pid);
			}
		};
	}

	/** A kill of a server that may be about to end by itself. */
	private Outcome killed(Pid pid) {
		kill(pid);
		return new Outcome(null, -1);
	}

	private void kill(Pid pid) {
		this.self.exit(pid, ExitReason.KILL);
		this.life.killed = true;
	}

	private void stop(ServerRef server) {
		try {
			server.stop(ObjectServer.PLANNED, null);
		}
		catch (CallException ex) {
			throw this.arena.violated("GS-S1", "a stop of " + server + " failed with " + ex.reason());
		}
		if (this.node.processes().isAlive(this.life.pid)) {
			throw this.arena.violated("GS-S1", "stop returned and " + server + " lives");
		}
	}

	/** An exit signal: of its parent to a trapping server it is a stop, else an end. */
	private Outcome signal(Pid pid) {
		if (this.life.traps && !this.linked) {
			// A stranger's signal is a message to it.
			this.self.exit(pid, OTHER);
			kill(pid);
			return new Outcome(ExitReason.KILLED, 0);
		}
		this.self.exit(pid, OTHER);
		return new Outcome(OTHER, this.life.traps ? 1 : 0);
	}

}
