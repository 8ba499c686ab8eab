package io.actor.test.swarm;

import java.time.Duration;

import io.actor.gen.CallException;
import io.actor.gen.From;
import io.actor.gen.GenServer;
import io.actor.gen.Init;
import io.actor.gen.Next;
import io.actor.gen.Request;
import io.actor.gen.ServerRef;
import io.actor.gen.Timeout;
import io.actor.process.ExitReason;
import io.actor.process.Process;
import io.actor.process.ProcessExit;
import io.actor.term.Pid;

/**
 * A server that watches its own callbacks: which may run, in which order, and which not.
 */
final class LifeServer extends GenServer<Request<?>, LifeServer.Act> {

	private final ServerState life;

	/** How its init ends. */
	enum Start {

		WELL, CONTINUES, THROWS, REFUSES, IGNORES, EXITS, SLOW

	}

	/** Something a cast makes it do. */
	sealed interface Act {

	}

	/** Asks it to continue. */
	record Continue(int times) implements Act {
	}

	/** Asks it to wait for a silence. */
	record Silence(Duration time) implements Act {
	}

	/** Asks it to stop, after this time in which it does not notice that it is killed. */
	record Stubborn(Duration time, boolean stops) implements Act {
	}

	/** Asks it to throw. */
	record Crash(Failing how) implements Act {
	}

	/** What goes wrong in a callback. */
	enum Failing {

		BY_ITSELF, OUT_OF_MEMORY, STACK_OVERFLOW;

		Throwable thrown() {
			return switch (this) {
				case BY_ITSELF -> new ObjectServer.Planned();
				case OUT_OF_MEMORY -> new OutOfMemoryError("simulated");
				case STACK_OVERFLOW -> new StackOverflowError("simulated");
			};
		}

	}

	/** Asks it to stop, with a terminate of this length. */
	record Stop(ExitReason reason, Duration terminating) implements Act {
	}

	/** Any answer will do. */
	record Ping() implements Request<Integer> {
	}

	/** Asks it to call itself; it answers how that ended. */
	record CallSelf() implements Request<String> {
	}

	/** Asks it to call the next of a ring, which does the same. */
	record Around(ServerRef next, Around rest, Duration timeout) implements Request<String> {
	}

	/** Never sent. */
	private record Nothing() {
	}

	private Duration terminating = Duration.ZERO;

	LifeServer(ServerState life) {
		this.life = life;
	}

	@Override
	protected Init init() {
		this.life.pid = self().pid();
		self().trapExit(this.life.traps);
		this.life.child = self().spawnLink((child) -> child.receive(Nothing.class));
		return switch (this.life.start) {
			case WELL -> ok();
			case CONTINUES -> {
				self().send(self().pid(), "first");
				this.life.continuation = "init";
				this.life.arena.mark(BehaviourMarks.CONTINUE_BEFORE_QUEUED);
				yield ok(noReply().thenContinue("init"));
			}
			case THROWS -> throw new ObjectServer.Planned();
			case REFUSES -> failed(ExitReason.named("refused"));
			case IGNORES -> ignore();
			case EXITS -> throw self().exit(ExitReason.named("exited"));
			case SLOW -> {
				self().receive(Nothing.class, Duration.ofMillis(20));
				yield ok();
			}
		};
	}

	@Override
	protected Next handleCall(Request<?> request, From from) {
		this.life.enter(self(), "handleCall", null);
		try {
			return switch (request) {
				case Ping ping -> reply(ping, this.life.notes);
				case CallSelf call -> reply(call, callSelf());
				case Around around -> reply(around, around(around));
				default -> noReply();
			};
		}
		finally {
			this.life.inside = false;
		}
	}

	private String callSelf() {
		long before = this.life.arena.now();
		try {
			ServerRef.of(self().processes(), self().pid()).call(new Ping());
			return "answered";
		}
		catch (CallException ex) {
			this.life.arena.mark(BehaviourMarks.SELF_CALL);
			return (ex.reason().equals(CallException.CALLING_SELF) && this.life.arena.now() == before) ? "refused"
					: ex.reason() + " after " + (this.life.arena.now() - before) + " ns";
		}
	}

	/** Calls the next one, which calls the next one, and the last one calls the first. */
	private String around(Around around) {
		long before = this.life.arena.now();
		if (around.next() == null) {
			return "end";
		}
		try {
			Around rest = (around.rest() != null) ? around.rest() : new Around(null, null, Duration.ZERO);
			return around.next().call(rest, around.timeout());
		}
		catch (CallException ex) {
			long took = this.life.arena.now() - before;
			if (ex.isTimeout() && (took < around.timeout().toNanos()
					|| (Timing.exact(this.life.arena) && took > around.timeout().toNanos()))) {
				throw this.life.arena.violated("GS-L2",
						"a call in a ring with timeout " + around.timeout() + " ended after " + took + " ns");
			}
			return ex.reason().toString();
		}
	}

	@Override
	protected Next handleCast(Act act) {
		this.life.enter(self(), "handleCast", null);
		try {
			return switch (act) {
				case Continue(int times) -> continues(times);
				case Silence(Duration time) -> {
					this.life.silence = this.life.arena.now() + time.toNanos();
					yield noReply().timeout(time);
				}
				case Stubborn(Duration time, boolean stops) -> {
					stubborn(time);
					yield stops ? stop(ObjectServer.PLANNED) : continues(1);
				}
				case Crash(Failing how) -> {
					if (how.thrown() instanceof Error error) {
						throw error;
					}
					throw new ObjectServer.Planned();
				}
				case Stop(ExitReason reason, Duration time) -> {
					this.terminating = time;
					yield stop(reason);
				}
			};
		}
		finally {
			this.life.inside = false;
		}
	}

	private Next continues(int times) {
		this.life.continuation = times;
		return noReply().thenContinue(times);
	}

	private void stubborn(Duration time) {
		try {
			self().receive(Nothing.class, time);
		}
		catch (ProcessExit ex) {
			// Code that swallows everything; its process is dead all the same.
			this.life.arena.mark(BehaviourMarks.STOP_AFTER_KILL);
		}
	}

	@Override
	protected Next handleInfo(Object message) {
		long silence = this.life.silence;
		this.life.enter(self(), "handleInfo " + message, null);
		this.life.inside = false;
		if (message instanceof Timeout && (silence < 0 || this.life.arena.now() < silence)) {
			throw this.life.arena.violated("TM-S1",
					self() + " heard of a silence at " + this.life.arena.now() + " that ends at " + silence);
		}
		this.life.notes++;
		return noReply();
	}

	@Override
	protected Next handleContinue(Object with) {
		this.life.enter(self(), "handleContinue", with);
		this.life.inside = false;
		return (with instanceof Integer times && times > 1) ? continues(times - 1) : noReply();
	}

	@Override
	protected void terminate(ExitReason reason) {
		this.life.enter(self(), "terminate", this.life.continuation);
		this.life.terminations++;
		self().receive(Nothing.class, this.terminating);
		this.life.inside = false;
	}

}
