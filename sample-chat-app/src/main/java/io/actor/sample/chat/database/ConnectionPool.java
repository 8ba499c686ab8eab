package io.actor.sample.chat.database;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.function.Supplier;

import io.actor.gen.From;
import io.actor.gen.GenServer;
import io.actor.gen.Init;
import io.actor.gen.Next;
import io.actor.gen.ServerRef;
import io.actor.gen.StartOptions;
import io.actor.process.Down;
import io.actor.process.ExitReason;
import io.actor.sample.chat.database.PoolRequest.PoolStatus;
import io.actor.sample.chat.database.PoolRequest.Run;
import io.actor.sample.chat.database.PoolRequest.Status;
import io.actor.supervisor.ChildInfo;
import io.actor.supervisor.ChildSpec;
import io.actor.supervisor.SupervisorRef;
import io.actor.term.Pid;
import io.actor.term.Ref;
import io.actor.term.RegisteredName;

import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.QueryTimeoutException;

/**
 * Hands work to connections. A connection that breaks takes nothing with it: its
 * supervisor starts another, and its work goes to the next free one. Work that waits or
 * runs too long is answered with an error, and a connection that hangs is killed.
 */
final class ConnectionPool extends GenServer<PoolRequest<?>, PoolCommand> {

	/** Name of the pool's process. */
	static final String NAME = "connection-pool";

	/** Name of the supervisor of the connections. */
	static final String CONNECTIONS = "connections";

	private static final int MOST_WAITING = 1000;

	private final Settings settings;

	private final Supplier<DatabaseConnection> newConnection;

	private final Deque<Pid> idle = new ArrayDeque<>();

	private final Map<Pid, Job> busy = new HashMap<>();

	private final Map<Pid, Ref> monitors = new HashMap<>();

	private final Deque<Job> waiting = new ArrayDeque<>();

	ConnectionPool(Settings settings, Supplier<DatabaseConnection> newConnection) {
		this.settings = settings;
		this.newConnection = newConnection;
	}

	/**
	 * Connections that are there, after a crash of the pool, announce themselves again.
	 */
	@Override
	protected Init init() {
		SupervisorRef connections = SupervisorRef.of(self().processes(), RegisteredName.local(CONNECTIONS));
		List<Pid> there = connections.whichChildren().stream().map(ChildInfo::pid).filter(Objects::nonNull).toList();
		there.forEach((connection) -> server(connection).cast(new ConnectionCommand.Report()));
		for (int i = there.size(); i < this.settings.connections(); i++) {
			connections.startChild(ChildSpec.worker("connection-" + i, this.newConnection::get, StartOptions.DEFAULT))
				.orElseThrow();
		}
		return ok();
	}

	@Override
	protected Next handleCall(PoolRequest<?> request, From from) {
		return switch (request) {
			case Run<?> run -> accept(run, from);
			case Status status -> reply(status,
					new PoolStatus(List.copyOf(this.idle), List.copyOf(this.busy.keySet()), this.waiting.size()));
		};
	}

	@Override
	protected Next handleCast(PoolCommand command) {
		switch (command) {
			case PoolCommand.Ready(Pid connection) -> ready(connection);
			case PoolCommand.Finished(Pid connection) -> finished(connection);
		}
		return noReply();
	}

	@Override
	protected Next handleInfo(Object message) {
		switch (message) {
			case Down(var monitor, Pid connection, ExitReason reason) -> ended(connection, reason);
			case TooLate(From from) -> tooLate(from);
			default -> {
			}
		}
		return noReply();
	}

	private Next accept(Run<?> run, From from) {
		Ref timer = self().sendAfter(this.settings.timeout(), self().pid(), new TooLate(from));
		Job job = new Job(run, from, timer, 1);
		if (this.waiting.size() >= MOST_WAITING) {
			fail(job, new DataAccessResourceFailureException("Too much waits for the database"));
			return noReply();
		}
		this.waiting.add(job);
		dispatch();
		return noReply();
	}

	private void finished(Pid connection) {
		Job done = this.busy.remove(connection);
		if (done != null) {
			self().cancelTimer(done.timer());
		}
		ready(connection);
	}

	/** After a restart of the pool a connection may say so twice. */
	private void ready(Pid connection) {
		if (this.busy.containsKey(connection) || this.idle.contains(connection)) {
			return;
		}
		this.monitors.computeIfAbsent(connection, self()::monitor);
		this.idle.add(connection);
		dispatch();
	}

	private void dispatch() {
		while (!this.idle.isEmpty() && !this.waiting.isEmpty()) {
			Pid connection = this.idle.remove();
			Job job = this.waiting.remove();
			this.busy.put(connection, job);
			server(connection).cast(new ConnectionCommand.Do(job));
		}
	}

	/**
	 * The connection broke: its job goes to the head of the line, if this is new to it.
	 */
	private void ended(Pid connection, ExitReason reason) {
		this.monitors.remove(connection);
		this.idle.remove(connection);
		Job job = this.busy.remove(connection);
		if (job == null) {
			return;
		}
		if (job.attempt() < this.settings.attempts()) {
			this.waiting.addFirst(job.again());
			dispatch();
		}
		else {
			fail(job, new DataAccessResourceFailureException("The connection broke: " + reason));
		}
	}

	private void tooLate(From from) {
		QueryTimeoutException why = new QueryTimeoutException(
				"Not done by the database within " + this.settings.timeout());
		Predicate<Job> late = (job) -> job.from() == from;
		this.waiting.stream().filter(late).forEach((job) -> job.failed(why));
		this.waiting.removeIf(late);
		this.busy.entrySet().removeIf((entry) -> {
			if (late.test(entry.getValue())) {
				// It hangs in a statement. An answer that still comes is dropped.
				entry.getValue().failed(why);
				self().exit(entry.getKey(), ExitReason.KILL);
				return true;
			}
			return false;
		});
	}

	private void fail(Job job, RuntimeException why) {
		self().cancelTimer(job.timer());
		job.failed(why);
	}

	private ServerRef server(Pid pid) {
		return ServerRef.of(self().processes(), pid);
	}

	/**
	 * How the pool behaves.
	 *
	 * @param connections how many connections
	 * @param timeout how long work may take, waiting included
	 */
	record Settings(int connections, Duration timeout) {

		/** When the database was restarted, every connection may be a broken one. */
		int attempts() {
			return this.connections + 1;
		}

	}

	/** To itself: the job of this caller has taken too long. */
	private record TooLate(From from) {
	}

}
