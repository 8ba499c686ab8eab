package io.actor.test.swarm;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.actor.gen.CallException;
import io.actor.gen.From;
import io.actor.gen.GenServer;
import io.actor.gen.Next;
import io.actor.gen.Request;
import io.actor.gen.ServerRef;
import io.actor.gen.StartOptions;
import io.actor.node.Node;
import io.actor.process.ExitReason;
import io.actor.process.Process;
import io.actor.supervisor.ChildSpec;
import io.actor.supervisor.Strategy;
import io.actor.supervisor.Supervisor;
import io.actor.term.Pid;
import io.actor.test.swarm.History.Operation;
import io.actor.test.swarm.History.Outcome;
import io.actor.test.tape.Choices;

/**
 * Requests that go through a chain of servers to an object at its end, each server
 * waiting for the next or passing the caller on, while servers are killed. Checks GS-S2,
 * GS-S5, GS-S6 and GS-L1 through all of them.
 */
final class RequestChain implements Workload {

	private final List<Pid> clients = new ArrayList<>();

	private SharedObject object;

	private Node node;

	private int waiting;

	/**
	 * A request on its way.
	 *
	 * @param id of the operation
	 * @param input what to do at the end
	 * @param timeout of each call on the way
	 */
	record Pass(int id, Object input, Duration timeout) implements Request<Passed> {
	}

	/** The answer, or why there is none. */
	record Passed(int id, Object output, String failure) {
	}

	/** Never sent. */
	private record Nothing() {
	}

	@Override
	public String name() {
		return "chain";
	}

	@Override
	public void nodeStarted(Arena arena, String alive, Node started) {
		this.node = started;
		Choices choices = arena.choices(name());
		this.object = new SharedObject(arena, "chain-end", choices.oneOf(SequentialObject.values()));
		int length = 1 + choices.below(4);
		Supervisor supervisor = Supervisor.with(choices.oneOf(Strategy.values()))
			.intensity(1_000_000, Duration.ofSeconds(1))
			.child(ChildSpec.worker("chain-end", () -> new End(this.object)));
		for (int i = 0; i < length; i++) {
			ServerRef next = started.server((i == 0) ? "chain-end" : "chain-" + (i - 1));
			boolean waits = choices.chance(0.6);
			supervisor = supervisor.child(ChildSpec.worker("chain-" + i, () -> new Link(next, waits)));
		}
		started.start(supervisor, StartOptions.named("chain"));
		ServerRef first = started.server("chain-" + (length - 1));
		int steps = choices.between(2, 2 + 2 * arena.profile().size());
		for (int i = 1 + choices.below(4); i > 0; i--) {
			int me = i;
			this.clients.add(started.spawn((self) -> ask(arena, self, me, first, steps)));
		}
		int kills = choices.below(1 + arena.profile().size() / 2);
		this.clients.add(started.spawn((self) -> {
			for (int i = 0; i < kills && arena.active(); i++) {
				self.receive(Nothing.class, Duration.ofMillis(choices.below(20)));
				int victim = choices.below(length + 1) - 1;
				started.whereis((victim < 0) ? "chain-end" : "chain-" + victim)
					.ifPresent((pid) -> self.exit(pid, ExitReason.KILL));
			}
		}));
	}

	private void ask(Arena arena, Process self, int me, ServerRef first, int steps) {
		Choices choices = arena.choices(name());
		for (int i = 0; i < steps && arena.active() && !this.object.history().full(); i++) {
			Object input = this.object.kind().input(choices, this.object.fresh());
			Duration each = Duration.ofMillis(choices.oneOf(100, 10, 2));
			Duration mine = Duration.ofMillis(choices.oneOf(500, 10, 1));
			Operation operation = this.object.history().invoke(me, input);
			Pass pass = new Pass(operation.id(), input, each);
			if (choices.chance(0.3)) {
				this.waiting++;
				first.callAsync(pass, mine).whenComplete((passed, failure) -> {
					this.waiting--;
					told(arena, operation, passed);
				});
			}
			else {
				told(arena, operation, call(first, pass, mine));
			}
			if (self.receive(Object.class, Duration.ofMillis(choices.below(3))).isPresent()) {
				throw arena.violated("GS-S3", self + " found a message after " + operation);
			}
		}
	}

	private static Passed call(ServerRef server, Pass pass, Duration timeout) {
		try {
			return server.call(pass, timeout);
		}
		catch (CallException ex) {
			return null;
		}
	}

	private void told(Arena arena, Operation operation, Passed passed) {
		if (operation.outcome() != Outcome.OPEN) {
			throw arena.violated("GS-S1", "a second outcome for " + operation);
		}
		if (passed != null && passed.id() != operation.id()) {
			throw arena.violated("GS-S2", operation + " was answered with " + passed);
		}
		if (passed != null && passed.failure() == null) {
			this.object.history().ok(operation, passed.output());
		}
		else {
			this.object.history().end(operation, Outcome.INFO);
		}
	}

	@Override
	public boolean settled(Arena arena) {
		return this.waiting == 0 && this.clients.stream().noneMatch(this.node.processes()::isAlive);
	}

	@Override
	public String waitsFor(Arena arena) {
		return "GS-L1: " + this.waiting + " calls through a chain have not ended, and clients wait";
	}

	@Override
	public void check(Arena arena) {
		this.object.check();
	}

	/** Passes requests on, and answers when it is answered. */
	private static final class Link extends GenServer<Pass, Object> {

		private final ServerRef next;

		private final boolean waits;

		Link(ServerRef next, boolean waits) {
			this.next = next;
			this.waits = waits;
		}

		@Override
		protected Next handleCall(Pass pass, From from) {
			if (this.waits) {
				Passed passed = call(this.next, pass, pass.timeout());
				return reply(pass, (passed != null) ? passed : new Passed(pass.id(), null, "no answer"));
			}
			this.next.callAsync(pass, pass.timeout())
				.whenComplete((passed, failure) -> from.reply(pass,
						(failure == null) ? passed : new Passed(pass.id(), null, failure.toString())));
			return noReply();
		}

	}

	/** Does what was asked. */
	private static final class End extends GenServer<Pass, Object> {

		private final SharedObject object;

		End(SharedObject object) {
			this.object = object;
		}

		@Override
		protected Next handleCall(Pass pass, From from) {
			this.object.begin(pass.id());
			if (pass.id() % 5 == 3) {
				self().receive(Nothing.class, Duration.ofMillis(pass.id() % 4));
			}
			return reply(pass, new Passed(pass.id(), this.object.apply(pass.id(), pass.input()), null));
		}

	}

}
