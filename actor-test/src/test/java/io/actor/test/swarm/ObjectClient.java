package io.actor.test.swarm;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import io.actor.gen.CallException;
import io.actor.gen.ServerRef;
import io.actor.node.Node;
import io.actor.process.ExitReason;
import io.actor.process.Process;
import io.actor.process.ProcessInfo;
import io.actor.test.swarm.History.Operation;
import io.actor.test.swarm.History.Outcome;
import io.actor.test.swarm.ObjectServer.Answering;
import io.actor.test.swarm.ObjectServer.Do;
import io.actor.test.swarm.ObjectServer.Done;
import io.actor.test.tape.Choices;

/**
 * A client of shared objects: asks in every way a client can, and judges what it is told.
 */
final class ObjectClient {

	static final Duration FOREVER = Duration.ofDays(40_000);

	private final Arena arena;

	private final Node node;

	private final Choices choices;

	private final List<SharedObject> objects;

	private final int id;

	private final Map<SharedObject, Integer> numbers = new HashMap<>();

	private int waiting;

	ObjectClient(Arena arena, Node node, Choices choices, List<SharedObject> objects, int id) {
		this.arena = arena;
		this.node = node;
		this.choices = choices;
		this.objects = objects;
		this.id = id;
	}

	/** Answers that have been asked for and not waited for. */
	int waiting() {
		return this.waiting;
	}

	/** Asks for one thing, as this process. */
	void step(Process self) {
		SharedObject object = this.choices.oneOf(this.objects);
		ServerRef server = this.node.server(object.name());
		switch (this.choices.weighted(6, 3, 2, 1)) {
			case 0 -> call(object, server);
			case 1 -> callAsync(object, server);
			case 2 -> server.cast(new ObjectServer.Note(this.id, number(object)));
			default -> stop(object, server);
		}
		leavesNothing(self);
	}

	private int number(SharedObject object) {
		return this.numbers.merge(object, 1, Integer::sum);
	}

	private void call(SharedObject object, ServerRef server) {
		if (object.history().full()) {
			return;
		}
		Asked asked = ask(object);
		try {
			answered(asked, server.call(asked.request, asked.timeout));
		}
		catch (CallException ex) {
			failed(asked, ex.reason());
		}
	}

	private void callAsync(SharedObject object, ServerRef server) {
		if (object.history().full()) {
			return;
		}
		Asked asked = ask(object);
		CompletableFuture<?> future = this.choices.chance(0.5) ? server.callAsync(asked.request, asked.timeout)
				: server.askAsync(asked.request, Done.class, asked.timeout);
		// Not before: a client that has been killed meanwhile does not come here.
		this.waiting++;
		future.whenComplete((answer, failure) -> {
			this.waiting--;
			if (answer instanceof Done done) {
				answered(asked, done);
			}
			else if (failure instanceof CallException ex) {
				failed(asked, ex.reason());
			}
			else {
				throw this.arena.violated("GS-S1", asked.operation + " ended with " + answer + " and " + failure);
			}
		});
	}

	/** A request and when it was made. */
	private record Asked(SharedObject object, Operation operation, Do request, Duration timeout, long since) {
	}

	private Asked ask(SharedObject object) {
		Object input = object.kind().input(this.choices, object.fresh());
		Answering how = this.choices.chance(0.6) ? Answering.AT_ONCE : this.choices.oneOf(Answering.values());
		Duration timeout = Duration.ofMillis(this.choices.oneOf(1_000, 5, 20, 1, 0));
		if (how != Answering.NEVER && this.choices.chance(0.1)) {
			timeout = FOREVER;
		}
		Duration delay = this.choices.chance(0.5) && !timeout.equals(FOREVER) ? timeout
				: Duration.ofMillis(this.choices.below(30));
		Operation operation = object.history().invoke(this.id, input);
		long now = this.arena.now();
		Do request = new Do(operation.id(), this.id, number(object), input, how, delay,
				timeout.equals(FOREVER) ? Long.MAX_VALUE : now + timeout.toNanos());
		return new Asked(object, operation, request, timeout, now);
	}

	private void answered(Asked asked, Done done) {
		once(asked);
		if (done.id() != asked.operation.id()) {
			throw this.arena.violated("GS-S2", asked.operation + " was answered with " + done);
		}
		asked.object.history().ok(asked.operation, done.output());
		inTime(asked);
	}

	private void failed(Asked asked, ExitReason reason) {
		once(asked);
		asked.object.history().end(asked.operation, reason.equals(ExitReason.NOPROC) ? Outcome.FAIL : Outcome.INFO);
		if (reason.equals(CallException.TIMEOUT)) {
			if (this.arena.now() < asked.request.deadline()) {
				throw this.arena.violated("GS-L1",
						asked.operation + " gave up at " + this.arena.now() + " before " + asked.request.deadline());
			}
		}
		else if (!reason.equals(ExitReason.NOPROC)) {
			if (!reason.equals(ExitReason.KILLED) && !reason.isClean()
					&& !(reason instanceof ExitReason.Crash(Throwable cause)
							&& cause instanceof ObjectServer.Planned)) {
				throw this.arena.violated("GS-S1", asked.operation + " ended with " + reason);
			}
			this.arena.mark(asked.object.begun(asked.operation.id()) ? BehaviourMarks.DIED_IN_CALL
					: BehaviourMarks.DIED_WITH_QUEUE);
		}
		inTime(asked);
	}

	private void once(Asked asked) {
		if (asked.operation.outcome() != Outcome.OPEN) {
			throw this.arena.violated("GS-S1", "a second outcome for " + asked.operation);
		}
	}

	private void inTime(Asked asked) {
		if (Timing.exact(this.arena) && this.arena.now() > asked.request.deadline()) {
			throw this.arena.violated("GS-L1", asked.operation + " should have ended at " + asked.request.deadline()
					+ " and did at " + this.arena.now());
		}
	}

	private void stop(SharedObject object, ServerRef server) {
		var pid = server.pid();
		try {
			if (pid.isPresent()) {
				this.node.server(pid.get())
					.stop(ObjectServer.PLANNED, this.choices.chance(0.5) ? Duration.ofMillis(5) : null);
				if (this.node.processes().isAlive(pid.get())) {
					throw this.arena.violated("GS-S1", "stop of " + object.name() + " returned while it lives");
				}
			}
		}
		catch (CallException ex) {
			// Others stop it too, or it takes too long.
		}
	}

	/** GS-S3 and GS-S4, as far as the caller can see. */
	private void leavesNothing(Process self) {
		ProcessInfo info = self.processes().info(self.pid()).orElse(null);
		if (info != null && !(info.monitors().isEmpty() && info.links().isEmpty())) {
			throw this.arena.violated("GS-S4", self + " is left with monitors " + info.monitors() + " and links "
					+ info.links() + " after its calls");
		}
	}

	/** A message that came to a client: there is none it could be sent. */
	void unexpected(Process self, Object message) {
		throw this.arena.violated("GS-S3", self + " found in its mailbox " + message);
	}

}
