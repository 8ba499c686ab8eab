package io.actor.test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

import io.actor.gen.From;
import io.actor.gen.GenServer;
import io.actor.gen.Init;
import io.actor.gen.Next;
import io.actor.gen.Request;
import io.actor.gen.ServerRef;
import io.actor.gen.StartOptions;
import io.actor.node.Node;
import io.actor.process.Down;
import io.actor.process.Exit;
import io.actor.process.ExitReason;
import io.actor.process.Process;
import io.actor.term.Destination;
import io.actor.term.Pid;
import io.actor.term.Ref;

import org.jspecify.annotations.Nullable;

/**
 * A process that keeps every message it gets, for a test to look at. It traps exits, so
 * {@link Exit} and {@link Down} are kept like messages.
 */
public final class Probe {

	private static final Duration PATIENCE = Duration.ofSeconds(3);

	private final World world;

	private final ServerRef server;

	private final Pid pid;

	private final List<Object> received = new ArrayList<>();

	Probe(World world, Node node) {
		this.world = world;
		this.server = node.start(() -> new Keeper(this.received), StartOptions.DEFAULT);
		this.pid = run(Process::pid);
	}

	/** Its pid. */
	public Pid pid() {
		return this.pid;
	}

	/** Runs something as this process and gives back what it gives. */
	public <R> R run(Function<Process, R> action) {
		return this.server.call(new Act<>(action));
	}

	private void act(Consumer<Process> action) {
		run((self) -> {
			action.accept(self);
			return true;
		});
	}

	/** Sends a message as this process. */
	public void send(Destination to, Object message) {
		act((self) -> self.send(to, message));
	}

	/** Watches a process: its end comes as a {@link Down}. */
	public Ref monitor(Destination target) {
		return run((self) -> self.monitor(target));
	}

	/** Links with a process: its end comes as an {@link Exit}. */
	public void link(Pid other) {
		act((self) -> self.link(other));
	}

	/** Sends an exit signal as this process. */
	public void exit(Pid to, ExitReason reason) {
		act((self) -> self.exit(to, reason));
	}

	/**
	 * The oldest message of this type; others stay. Lets up to 3 s of virtual time pass
	 * for it.
	 * @throws AssertionError if none comes
	 */
	public <T> T expect(Class<T> type) {
		return expect(type, PATIENCE);
	}

	/** The same with another time. */
	public <T> T expect(Class<T> type, Duration within) {
		return expect(type, (message) -> true, within);
	}

	/** The oldest message of this type that matches. */
	public <T> T expect(Class<T> type, Predicate<? super T> matching, Duration within) {
		this.world.runUntil(() -> find(type, matching) != null, within);
		T found = find(type, matching);
		if (found == null) {
			throw new AssertionError("The probe " + this.pid + " got no " + type.getSimpleName() + " within " + within
					+ ", but " + this.received);
		}
		this.received.remove(found);
		return found;
	}

	private <T> @Nullable T find(Class<T> type, Predicate<? super T> matching) {
		for (Object each : this.received) {
			if (type.isInstance(each) && matching.test(type.cast(each))) {
				return type.cast(each);
			}
		}
		return null;
	}

	/** Fails if a message is there when the world has settled. */
	public void expectNone() {
		this.world.settle();
		checkNone("when the world has settled");
	}

	/** Fails if a message is there or comes within this virtual time. */
	public void expectNone(Duration within) {
		this.world.clock().advance(within);
		checkNone("within " + within);
	}

	private void checkNone(String when) {
		if (!this.received.isEmpty()) {
			throw new AssertionError(
					"The probe " + this.pid + " should have got nothing " + when + ", but got " + this.received);
		}
	}

	/** What has come and was not expected yet, oldest first. */
	public List<Object> received() {
		return List.copyOf(this.received);
	}

	/** Ends the process. */
	public void stop() {
		this.server.stop();
	}

	@Override
	public String toString() {
		return "Probe[" + this.pid + "]";
	}

	/** Something to do as the process. */
	private record Act<R>(Function<Process, R> action) implements Request<R> {
	}

	/** The process behind it. */
	private static final class Keeper extends GenServer<Act<?>, Object> {

		private final List<Object> kept;

		private Keeper(List<Object> kept) {
			this.kept = kept;
		}

		@Override
		protected Init init() {
			self().trapExit(true);
			return ok();
		}

		@Override
		protected Next handleCall(Act<?> request, From from) {
			return answer(request);
		}

		private <R> Next answer(Act<R> request) {
			return reply(request, request.action().apply(self()));
		}

		@Override
		protected Next handleCast(Object message) {
			this.kept.add(message);
			return noReply();
		}

		@Override
		protected Next handleInfo(Object message) {
			this.kept.add(message);
			return noReply();
		}

	}

}
