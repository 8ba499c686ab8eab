package io.actor.gen;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

import io.actor.process.ExitReason;
import io.actor.process.Process;
import io.actor.process.Processes;
import io.actor.term.Atom;
import io.actor.term.Destination;
import io.actor.term.Pid;
import io.actor.term.Term;
import io.actor.term.Tuple;

import org.jspecify.annotations.Nullable;

/**
 * A running server, looked at and changed from outside ({@code sys}). Every server
 * answers these requests between two messages, and also while it is suspended; they queue
 * behind the mail that is there.
 *
 * <pre>{@code
 * Sys sys = Sys.of(counter);
 * sys.suspend();
 * Integer state = sys.state(Integer.class);
 * sys.resume();
 * }</pre>
 *
 * Requests wait five seconds unless {@link #within} said otherwise, and fail with
 * {@link CallException}: {@link ExitReason#NOPROC}, {@link CallException#TIMEOUT}, or one
 * of the reasons here. A process that is no server does not answer.
 *
 * <p>
 * On a server of another node {@link #state()}, {@link #suspend}, {@link #resume},
 * {@link #terminate}, {@link #trace}, {@link #noDebug} and switching log and statistics
 * work, also if it is written in Erlang; what would have to carry code or an event does
 * not.
 */
public final class Sys {

	/** The reason of a request in which the user's code threw; the cause is known. */
	public static final ExitReason CALLBACK_FAILED = ExitReason.named("callback_failed");

	/** The reason of a request the server does not take now, or not at all. */
	public static final ExitReason UNKNOWN_SYSTEM_MESSAGE = ExitReason.named("unknown_system_msg");

	/** The reason of a request for the state of a server without {@link Stateful}. */
	public static final ExitReason NOT_STATEFUL = ExitReason.named("not_stateful");

	/** Events a log keeps unless told otherwise. */
	public static final int LOG_SIZE = 10;

	private final ServerRef server;

	private final Duration timeout;

	private Sys(ServerRef server, Duration timeout) {
		this.server = server;
		this.timeout = timeout;
	}

	/** The inside of this server. */
	public static Sys of(ServerRef server) {
		return new Sys(server, ServerRef.DEFAULT_TIMEOUT);
	}

	/** The inside of the server with this pid or name. */
	public static Sys of(Processes processes, Destination target) {
		return of(ServerRef.of(processes, target));
	}

	/** The same, with requests that wait this long. */
	public Sys within(Duration time) {
		return new Sys(this.server, time);
	}

	// ---- state ----

	/**
	 * The state of a {@link Stateful} server ({@code sys:get_state/1}); of a server on
	 * another node a term.
	 * @throws CallException {@link #NOT_STATEFUL}
	 */
	public Object state() {
		return ask(new SystemOperation.GetState());
	}

	/** The state as a value of this type; a term of another node is read as one. */
	public <S> S state(Class<S> type) {
		Object state = state();
		return type.cast((state instanceof Term term && !type.isInstance(term))
				? this.server.processes().converter().data(term, type) : state);
	}

	/**
	 * Puts another state in place ({@code sys:replace_state/2}). The function runs in the
	 * server; if it throws, server and state are as before.
	 * @return the new state
	 * @throws CallException {@link #CALLBACK_FAILED} with what the function threw as
	 * cause, {@link #NOT_STATEFUL}
	 */
	@SuppressWarnings("unchecked")
	public <S> S replaceState(UnaryOperator<S> change) {
		return (S) ask(new SystemOperation.ReplaceState((UnaryOperator<Object>) change));
	}

	/** How the server is ({@code sys:get_status/1}). */
	public ServerStatus status() {
		return (ServerStatus) ask(new SystemOperation.GetStatus());
	}

	// ---- life ----

	/**
	 * Makes the server handle nothing but requests of this class ({@code sys:suspend/1}),
	 * and its parent's exit. Mail waits in its mailbox, in order; callers time out.
	 * Suspending a suspended server changes nothing.
	 */
	public void suspend() {
		ask(new SystemOperation.Suspend());
	}

	/**
	 * Makes the server go on with what waits ({@code sys:resume/1}), however often it was
	 * suspended.
	 */
	public void resume() {
		ask(new SystemOperation.Resume());
	}

	/**
	 * Stops the server ({@code sys:terminate/2}), also a suspended one. Returns when it
	 * has begun to stop; {@link ServerRef#stop()} waits for its end.
	 */
	public void terminate(ExitReason reason) {
		ask(new SystemOperation.Terminate(reason));
	}

	/**
	 * Puts another version of the code in place of the running one
	 * ({@code sys:change_code/4}): a new server object takes over process, mailbox, names
	 * and links, and the state after {@link Stateful#codeChange} has converted it. No
	 * callback of {@link GenServer} runs. Only while the server is suspended. If anything
	 * throws, the old object stays with its state, still suspended.
	 * @param version makes the server of the other version, perhaps of the same class
	 * from another class loader; what restarts the server later is not changed by this
	 * @param oldVersion which version the running one is, in words that
	 * {@code codeChange} understands, or a {@link Downgrade}
	 * @param extra more for {@code codeChange}
	 * @throws CallException {@link #UNKNOWN_SYSTEM_MESSAGE} if it is not suspended,
	 * {@link #CALLBACK_FAILED} with what was thrown as cause, {@link #NOT_STATEFUL}
	 */
	public void changeCode(Supplier<? extends GenServer<?, ?>> version, Object oldVersion, Object extra) {
		ask(new SystemOperation.ChangeCode(version, oldVersion, extra));
	}

	// ---- debug ----

	/**
	 * Prints each event to the logger {@code io.actor.sys} at level info, or stops that
	 * ({@code sys:trace/2}).
	 */
	public void trace(boolean on) {
		debug("trace", (each) -> each.trace(on), pair("trace", Atom.of(on)));
	}

	/** Keeps the latest {@value #LOG_SIZE} events ({@code sys:log(Name, true)}). */
	public void log() {
		debug("log", (each) -> each.keepLog(LOG_SIZE), pair("log", Atom.TRUE));
	}

	/** Keeps the latest events, at most so many. */
	public void log(int limit) {
		if (limit < 1) {
			throw new IllegalArgumentException("A log keeps at least one event, not " + limit);
		}
		debug("log", (each) -> each.keepLog(limit), null);
	}

	/** Keeps no events, and forgets those there are. */
	public void noLog() {
		debug("log", (each) -> each.keepLog(0), pair("log", Atom.FALSE));
	}

	/** The events in the log, oldest first ({@code sys:log(Name, get)}). */
	@SuppressWarnings("unchecked")
	public List<SystemEvent> logged() {
		return (List<SystemEvent>) debug("log", Debugging::log, null);
	}

	/** Prints the log as {@link #trace} would have. */
	public void printLog() {
		debug("log", Debugging::printLog, pair("log", Atom.of("print")));
	}

	/** Counts from now on, or stops that ({@code sys:statistics/2}). */
	public void statistics(boolean on) {
		debug("statistics", (each) -> each.statistics(on), pair("statistics", Atom.of(on)));
	}

	/** What was counted; empty if nothing counts ({@code no_statistics}). */
	@SuppressWarnings("unchecked")
	public Optional<ServerStatistics> statistics() {
		return (Optional<ServerStatistics>) debug("statistics", Debugging::statistics, null);
	}

	/**
	 * Shows each event to a function, after those installed before
	 * ({@code sys:install/2}).
	 * @param id names it; if there is a function with this id, that one stays and this
	 * one is not installed
	 */
	public void install(String id, DebugFunction function) {
		debug("install", (each) -> each.install(id, function), null);
	}

	/** Removes a function; unknown ids are no error ({@code sys:remove/2}). */
	public void remove(String id) {
		debug("remove", (each) -> each.remove(id), null);
	}

	/**
	 * Switches off trace, log and statistics and removes all functions
	 * ({@code sys:no_debug/1}).
	 */
	public void noDebug() {
		debug("no_debug", Debugging::clear, Atom.of("no_debug"));
	}

	private Object debug(String name, Function<Debugging, Object> command, @Nullable Term term) {
		return ask(new SystemOperation.Debug(name, command, term));
	}

	private static Term pair(String key, Term value) {
		return Tuple.of(Atom.of(key), value);
	}

	// ---- the request ----

	private Object ask(SystemOperation operation) {
		Processes processes = this.server.processes();
		Pid local = this.server.local();
		checkMayAsk(operation, local);
		PendingCall pending = new PendingCall(processes);
		RemoteCall remote = null;
		if (local != null) {
			// Also to a full mailbox: that is when one wants to look inside.
			processes.deliverAlways(local, new SystemMessage(operation, pending));
		}
		else if (processes.isLocal(this.server.target())) {
			throw failed(operation, ExitReason.NOPROC, "there is no such process", null);
		}
		else {
			remote = RemoteCall.send(processes, this.server.target(), SystemTerms.SYSTEM, travelling(operation),
					pending);
		}
		long deadline = processes.deadline(this.timeout);
		Object outcome = pending.await(processes, deadline, deadline == Long.MAX_VALUE);
		if (outcome instanceof PendingCall.Failure(ExitReason reason)) {
			if (remote != null) {
				remote.close();
			}
			throw failed(operation, reason,
					CallException.TIMEOUT.equals(reason) ? "no answer within " + this.timeout : Reports.print(reason),
					null);
		}
		Object answer = (remote != null) ? SystemTerms.answer(outcome) : outcome;
		if (answer instanceof SystemRequest.Refusal refusal) {
			throw failed(operation, refusal.reason(), refusal.text(), refusal.cause());
		}
		return answer;
	}

	private void checkMayAsk(SystemOperation operation, @Nullable Pid local) {
		if (this.timeout.isNegative()) {
			throw new IllegalArgumentException("A system request cannot wait " + this.timeout);
		}
		Process self = Process.current();
		if (self == null || self.processes() != this.server.processes()) {
			return;
		}
		self.checkAlive();
		if (self.pid().equals(local)) {
			throw failed(operation, CallException.CALLING_SELF, "a process cannot ask itself", null);
		}
	}

	private Term travelling(SystemOperation operation) {
		Term term = SystemTerms.term(this.server.processes(), operation);
		if (term == null) {
			throw new UnsupportedOperationException("System request " + operation.text() + " cannot be made of "
					+ this.server.target() + " on another node: it would have to carry code or events");
		}
		return term;
	}

	private CallException failed(SystemOperation operation, ExitReason reason, String why, @Nullable Throwable cause) {
		Destination target = this.server.target();
		return new CallException("System request " + operation.text() + " to "
				+ ((target instanceof Pid pid && this.server.processes().isLocal(pid)) ? pid.toLocalString() : target)
				+ " failed: " + why, reason, cause);
	}

	@Override
	public String toString() {
		return "Sys[" + this.server.target() + "]";
	}

}
