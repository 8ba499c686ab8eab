package io.actor.gen;

import java.lang.reflect.Type;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

import io.actor.process.AliasTarget;
import io.actor.process.ExitReason;
import io.actor.process.Process;
import io.actor.process.ProcessInfo;
import io.actor.process.Processes;
import io.actor.process.Wait;
import io.actor.term.Destination;
import io.actor.term.Pid;
import io.actor.term.Ref;
import io.actor.term.RegisteredName;
import io.actor.term.Term;
import io.actor.term.Tuple;

import org.jspecify.annotations.Nullable;

/**
 * A server to talk to, here or on another node: where it is changes nothing about how it
 * is called. Works from any thread. A reference by name finds whoever has the name at the
 * time of each call.
 */
public final class ServerRef {

	/** How long a call waits unless it says otherwise. */
	public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(5);

	private final Processes processes;

	private final Destination target;

	private final Duration defaultTimeout;

	private ServerRef(Processes processes, Destination target, Duration defaultTimeout) {
		this.processes = processes;
		this.target = target;
		this.defaultTimeout = defaultTimeout;
	}

	/** The server with this pid or name, as this node reaches it. */
	public static ServerRef of(Processes processes, Destination target) {
		return new ServerRef(processes, target, DEFAULT_TIMEOUT);
	}

	/** The same server with another time that calls wait by default. */
	public ServerRef withTimeout(Duration timeout) {
		return new ServerRef(this.processes, this.target, timeout);
	}

	Processes processes() {
		return this.processes;
	}

	/** The pid or name. */
	public Destination target() {
		return this.target;
	}

	/**
	 * The process behind it now; empty if there is none, or if a name on another node
	 * would have to be asked for.
	 */
	public Optional<Pid> pid() {
		return switch (this.target) {
			case Pid pid -> Optional.of(pid);
			case RegisteredName name when this.processes.isLocal(name) -> this.processes.whereis(name.name());
			default -> Optional.empty();
		};
	}

	// ---- cast ----

	/**
	 * Tells the server something and does not wait ({@code gen_server:cast/2}). Never
	 * fails because of the server.
	 */
	public void cast(Object message) {
		Pid local = local();
		if (local != null) {
			this.processes.deliver(local, new Cast(message));
		}
		else if (!this.processes.isLocal(this.target)) {
			this.processes.send(this.target,
					Tuple.of(RemoteCall.GEN_CAST, this.processes.converter().messageTerm(message)));
		}
		else {
			this.processes.send(this.target, message);
		}
	}

	/** Sends the server a plain message, for its {@code handleInfo}. */
	public void send(Object message) {
		this.processes.send(this.target, message);
	}

	// ---- call ----

	/**
	 * Asks the server and waits for the answer ({@code gen_server:call/2}), five seconds
	 * unless {@link #withTimeout} said otherwise.
	 * @throws CallException if there is no answer: the server does not exist, has ended,
	 * cannot be reached, is overloaded, or did not answer in time
	 */
	public <R> R call(Request<R> request) {
		return call(request, this.defaultTimeout);
	}

	/** As {@link #call(Request)}, waiting this long. */
	public <R> R call(Request<R> request, Duration timeout) {
		return this.<R>answer(request, TypeArguments.replyOf(request.getClass()), timeout);
	}

	/**
	 * Asks the server with a request whose reply the compiler does not know, and waits.
	 * For callers that find requests by reflection; others declare a {@link Request}.
	 * @param request any message the server handles as a call
	 * @param replyType what the answer of a server on another node is read as
	 * @throws CallException as {@link #call(Request)}
	 */
	public Object ask(Object request, Type replyType, Duration timeout) {
		return answer(request, replyType, timeout);
	}

	private <R> R answer(Object request, Type replyType, Duration timeout) {
		Objects.requireNonNull(request, "request");
		checkNotNegative(timeout);
		checkNotSelf(request);
		PendingCall pending = new PendingCall(this.processes);
		RemoteCall remote = dispatch(request, pending);
		long deadline = this.processes.deadline(timeout);
		Object outcome = pending.await(this.processes, deadline, deadline == Long.MAX_VALUE);
		if (outcome instanceof PendingCall.Failure(ExitReason reason)) {
			if (remote != null) {
				remote.close();
			}
			throw failure(request, reason, timeout);
		}
		return this.<R>reader(replyType).apply(outcome);
	}

	/**
	 * Asks the server and does not wait ({@code gen_server:send_request/2}). The future
	 * fails with {@link CallException}.
	 */
	public <R> CompletableFuture<R> callAsync(Request<R> request) {
		return callAsync(request, this.defaultTimeout);
	}

	/** As {@link #callAsync(Request)}, giving up after this long. */
	public <R> CompletableFuture<R> callAsync(Request<R> request, Duration timeout) {
		return answerLater(request, TypeArguments.replyOf(request.getClass()), timeout);
	}

	/**
	 * As {@link #ask}, without waiting.
	 */
	public CompletableFuture<Object> askAsync(Object request, Type replyType, Duration timeout) {
		return answerLater(request, replyType, timeout);
	}

	private <R> CompletableFuture<R> answerLater(Object request, Type replyType, Duration timeout) {
		Objects.requireNonNull(request, "request");
		checkNotNegative(timeout);
		FutureCall<R> pending = new FutureCall<>(this.processes, this.processes.deadline(timeout), reader(replyType),
				(reason) -> failure(request, reason, timeout));
		RemoteCall remote = dispatch(request, pending);
		this.processes.timers().schedule(pending);
		if (remote != null) {
			pending.future().whenComplete((value, failure) -> remote.close());
		}
		return pending.future();
	}

	/** Sends the request; the outcome goes to the caller. */
	private @Nullable RemoteCall dispatch(Object request, Caller caller) {
		Pid local = local();
		if (local != null) {
			this.processes.deliver(local, new CallRequest(request, caller));
			return null;
		}
		if (this.processes.isLocal(this.target)) {
			caller.failed(ExitReason.NOPROC);
			return null;
		}
		return RemoteCall.send(this.processes, this.target, request, caller);
	}

	/** The local process behind it, or null if it is elsewhere or nowhere. */
	@Nullable Pid local() {
		return switch (this.target) {
			case Pid pid -> this.processes.isLocal(pid) ? pid : null;
			case RegisteredName name ->
				this.processes.isLocal(name) ? this.processes.whereis(name.name()).orElse(null) : null;
			case Ref alias -> null;
		};
	}

	private static void checkNotNegative(Duration timeout) {
		if (timeout.isNegative()) {
			throw new IllegalArgumentException("A call cannot wait " + timeout);
		}
	}

	private void checkNotSelf(Object request) {
		Process self = Process.current();
		if (self != null && self.processes() == this.processes && self.pid().equals(local())) {
			throw failure(request, CallException.CALLING_SELF, Duration.ZERO);
		}
	}

	/** Reads what came back: a value of this node, or a term of another. */
	@SuppressWarnings("unchecked")
	private <R> Function<Object, R> reader(Type replyType) {
		if (this.processes.isLocal(this.target)) {
			return (value) -> (R) value;
		}
		return (value) -> (R) ((value instanceof Term term) ? this.processes.converter().data(term, replyType) : value);
	}

	private CallException failure(Object request, ExitReason reason, Duration timeout) {
		StringBuilder text = new StringBuilder("Call of ").append(request.getClass().getSimpleName())
			.append(" to ")
			.append((this.target instanceof Pid pid && this.processes.isLocal(pid)) ? pid.toLocalString() : this.target)
			.append(" failed: ")
			.append(CallException.TIMEOUT.equals(reason) ? "no answer within " + timeout : Reports.print(reason));
		Pid local = local();
		if (local != null) {
			ProcessInfo info = this.processes.info(local).orElse(null);
			if (info != null) {
				text.append("; it has ").append(info.mailbox()).append(" messages waiting and is ");
				text.append(info.status().name().toLowerCase(Locale.ROOT));
				Servers.handling(this.processes, local).ifPresent((what) -> text.append(", handling ").append(what));
			}
		}
		return new CallException(text.toString(), reason);
	}

	// ---- stop ----

	/**
	 * Stops the server and waits until it is gone ({@code gen_server:stop/1}).
	 * @throws CallException if there is no such server on this node or it ended with
	 * another reason
	 */
	public void stop() {
		stop(ExitReason.NORMAL, null);
	}

	/**
	 * Stops the server with a reason and waits until it is gone.
	 * @param timeout how long to wait, or null for as long as it takes; a server that
	 * takes longer goes on stopping
	 */
	public void stop(ExitReason reason, @Nullable Duration timeout) {
		Pid pid = local();
		if (pid == null) {
			throw new CallException("Cannot stop " + this.target + ": no such process on this node", ExitReason.NOPROC);
		}
		Process self = Process.current();
		if (self != null && self.processes() == this.processes && self.pid().equals(pid)) {
			throw new CallException(pid.toLocalString() + " cannot wait for its own end; return stop(reason) instead",
					CallException.CALLING_SELF);
		}
		Stopped stopped = new Stopped(this.processes);
		Ref ref = this.processes.openAlias(stopped);
		try {
			this.processes.watch(this.processes.nobody(), pid, ref);
			this.processes.deliverAlways(pid, SystemMessage.stop(reason));
			ExitReason seen = stopped.await(this.processes, timeout);
			if (seen == null && Thread.currentThread().isInterrupted()) {
				throw new CallException("Interrupted while waiting for the end of " + pid.toLocalString(),
						ExitReason.named("interrupted"));
			}
			if (seen == null) {
				throw new CallException(pid.toLocalString() + " did not stop within " + timeout, CallException.TIMEOUT);
			}
			if (!seen.equals(reason)) {
				throw new CallException(pid.toLocalString() + " ended with " + seen + " and not with " + reason, seen);
			}
		}
		finally {
			this.processes.unwatch(this.processes.nobody(), pid, ref);
			this.processes.closeAlias(ref);
		}
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return other instanceof ServerRef that && this.target.equals(that.target) && this.processes == that.processes;
	}

	@Override
	public int hashCode() {
		return this.target.hashCode();
	}

	@Override
	public String toString() {
		return "ServerRef[" + this.target + "]";
	}

	/** Waits for the end of a server. */
	private static final class Stopped extends Wait implements AliasTarget {

		private volatile @Nullable ExitReason reason;

		Stopped(Processes processes) {
			super(processes);
		}

		@Override
		protected boolean done() {
			return this.reason != null;
		}

		@Override
		public void message(Object message) {
		}

		@Override
		public void down(ExitReason ended) {
			this.reason = ended;
			wake();
		}

		@Nullable ExitReason await(Processes processes, @Nullable Duration timeout) {
			try {
				await(processes, (timeout != null) ? processes.deadline(timeout) : Long.MAX_VALUE);
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
			return this.reason;
		}

	}

}
