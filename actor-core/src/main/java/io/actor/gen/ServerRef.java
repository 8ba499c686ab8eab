package io.actor.gen;

import java.lang.reflect.Type;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

import io.actor.process.ExitReason;
import io.actor.process.Process;
import io.actor.process.Processes;
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

	/** Its pid or name; null if a registry has to be asked. */
	private final @Nullable Destination fixed;

	private final ServerName.@Nullable Via via;

	private final Duration defaultTimeout;

	private ServerRef(Processes processes, @Nullable Destination fixed, ServerName.@Nullable Via via,
			Duration defaultTimeout) {
		this.processes = processes;
		this.fixed = fixed;
		this.via = via;
		this.defaultTimeout = defaultTimeout;
	}

	/** The server with this pid or name, as this node reaches it. */
	public static ServerRef of(Processes processes, Destination target) {
		return new ServerRef(processes, target, null, DEFAULT_TIMEOUT);
	}

	/** The server with this name, as this node reaches it. */
	public static ServerRef of(Processes processes, ServerName name) {
		return switch (name) {
			case ServerName.Local(String local) -> of(processes, RegisteredName.local(local));
			case ServerName.Via via -> new ServerRef(processes, null, via, DEFAULT_TIMEOUT);
		};
	}

	/** The same server with another time that calls wait by default. */
	public ServerRef withTimeout(Duration timeout) {
		return new ServerRef(this.processes, this.fixed, this.via, timeout);
	}

	Processes processes() {
		return this.processes;
	}

	/**
	 * The pid or name; of a name in a registry the pid that has it now.
	 * @throws CallException if nobody has that name
	 */
	public Destination target() {
		Destination now = destination();
		if (now == null) {
			throw new CallException("Nobody has the name " + this.via, ExitReason.NOPROC);
		}
		return now;
	}

	/**
	 * The process behind it now; empty if there is none, or if a name on another node
	 * would have to be asked for.
	 */
	public Optional<Pid> pid() {
		return (destination() instanceof Pid pid) ? Optional.of(pid) : Optional.ofNullable(local());
	}

	// ---- cast ----

	/**
	 * Tells the server something and does not wait ({@code gen_server:cast/2}). Never
	 * fails because of the server.
	 */
	public void cast(Object message) {
		Destination to = this.fixed;
		if (to == null) {
			// A registry that fails is none of the caller's business.
			try {
				to = destination();
			}
			catch (RuntimeException ex) {
				to = null;
			}
		}
		Pid local = local(to);
		if (local != null) {
			this.processes.deliver(local, new Cast(message));
		}
		else if (to == null) {
			this.processes.deliver(this.processes.nobody(), new Cast(message));
		}
		else if (!this.processes.isLocal(to)) {
			this.processes.send(to, Tuple.of(RemoteCall.GEN_CAST, this.processes.converter().messageTerm(message)));
		}
		else {
			this.processes.send(to, message);
		}
	}

	/** Sends the server a plain message, for its {@code handleInfo}. */
	public void send(Object message) {
		if (this.fixed != null) {
			this.processes.send(this.fixed, message);
		}
		else if (this.via != null) {
			try {
				this.via.registry().send(this.via.name(), message);
			}
			catch (IllegalArgumentException ex) {
				this.processes.deliver(this.processes.nobody(), new Cast(message));
			}
		}
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
		Destination to = destination();
		checkNotSelf(request, to);
		PendingCall pending = new PendingCall(this.processes);
		RemoteCall remote = dispatch(to, request, pending);
		long deadline = this.processes.deadline(timeout);
		boolean answered = false;
		Object outcome;
		try {
			outcome = pending.await(this.processes, deadline, deadline == Long.MAX_VALUE);
			answered = !(outcome instanceof PendingCall.Failure);
		}
		finally {
			// Also when the calling process is told to end while it waits.
			if (remote != null && !answered) {
				remote.close();
			}
		}
		if (outcome instanceof PendingCall.Failure(ExitReason reason)) {
			throw failure(request, reason, timeout);
		}
		return this.<R>reader(to, replyType).apply(outcome);
	}

	/**
	 * Asks the server and does not wait. The future fails with {@link CallException}.
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
		Destination to = destination();
		FutureCall<R> pending = new FutureCall<>(this.processes, this.processes.deadline(timeout),
				reader(to, replyType), (reason) -> failure(request, reason, timeout));
		RemoteCall remote = dispatch(to, request, pending);
		this.processes.timers().schedule(pending);
		if (remote != null) {
			pending.future().whenComplete((value, failure) -> remote.close());
		}
		return pending.future();
	}

	/**
	 * Sends a request whose response is received later
	 * ({@code gen_server:send_request/2}). Never fails because of the server: what went
	 * wrong is in the response.
	 */
	public <R> RequestId<R> sendRequest(Request<R> request) {
		Objects.requireNonNull(request, "request");
		Destination to = destination();
		PendingRequest pending = new PendingRequest(this.processes, request);
		pending.sent(dispatch(to, request, pending));
		return new RequestId<>(this.processes, this, pending, reader(to, TypeArguments.replyOf(request.getClass())));
	}

	/**
	 * Sends the request; the outcome goes to the caller.
	 * @param to where {@link #destination()} says that it is
	 */
	@Nullable RemoteCall dispatch(@Nullable Destination to, Object request, Caller caller) {
		Pid local = local(to);
		if (local != null) {
			this.processes.deliver(local, new CallRequest(request, caller));
			return null;
		}
		if (to == null || this.processes.isLocal(to)) {
			caller.failed(ExitReason.NOPROC);
			return null;
		}
		return RemoteCall.send(this.processes, to, request, caller);
	}

	/** Where it is now; null if nobody has the name in the registry. */
	@Nullable Destination destination() {
		Destination known = this.fixed;
		if (known == null && this.via != null) {
			return this.via.registry().whereis(this.via.name()).orElse(null);
		}
		return known;
	}

	/** The local process behind it, or null if it is elsewhere or nowhere. */
	@Nullable Pid local() {
		return local(destination());
	}

	private @Nullable Pid local(@Nullable Destination to) {
		return switch (to) {
			case Pid pid -> this.processes.isLocal(pid) ? pid : null;
			case RegisteredName name ->
				this.processes.isLocal(name) ? this.processes.whereis(name.name()).orElse(null) : null;
			case Ref alias -> null;
			case null -> null;
		};
	}

	private static void checkNotNegative(Duration timeout) {
		if (timeout.isNegative()) {
			throw new IllegalArgumentException("A call cannot wait " + timeout);
		}
	}

	private void checkNotSelf(Object request, @Nullable Destination to) {
		Process self = Process.current();
		if (self != null && self.processes() == this.processes && self.pid().equals(local(to))) {
			throw failure(request, CallException.CALLING_SELF, Duration.ZERO);
		}
	}

	/** Reads what came back: a value of this node, or a term of another. */
	@SuppressWarnings("unchecked")
	<R> Function<Object, R> reader(@Nullable Destination to, Type replyType) {
		if (to == null || this.processes.isLocal(to)) {
			return (value) -> (R) value;
		}
		return (value) -> (R) ((value instanceof Term term) ? this.processes.converter().data(term, replyType, to)
				: value);
	}

	private CallException failure(Object request, ExitReason reason, Duration timeout) {
		return CallFailure.of(this.processes, name(), local(), request, reason, timeout);
	}

	private Object name() {
		return (this.via != null) ? this.via : Objects.requireNonNull(this.fixed);
	}

	// ---- stop ----

	/**
	 * Stops the server and waits until it is gone ({@code gen_server:stop/1}).
	 * @throws CallException if there is no such server, its node cannot be reached, or it
	 * ended with another reason
	 */
	public void stop() {
		stop(ExitReason.NORMAL, null);
	}

	/**
	 * Stops the server with a reason and waits until it is gone
	 * ({@code gen_server:stop/3}).
	 * @param timeout how long to wait, or null for as long as it takes; a server that
	 * takes longer goes on stopping
	 * @throws IllegalArgumentException if the time is negative; the server lives on
	 */
	public void stop(ExitReason reason, @Nullable Duration timeout) {
		if (timeout != null && timeout.isNegative()) {
			throw new IllegalArgumentException("A stop cannot wait " + timeout);
		}
		Destination to = destination();
		Pid local = local(to);
		if (to == null || (local == null && this.processes.isLocal(to))) {
			throw new CallException("Cannot stop " + name() + ": there is no such process", ExitReason.NOPROC);
		}
		Process self = Process.current();
		if (local != null && self != null && self.processes() == this.processes && self.pid().equals(local)) {
			throw new CallException(local.toLocalString() + " cannot wait for its own end; return stop(reason) instead",
					CallException.CALLING_SELF);
		}
		Stopping.stop(this.processes, (local != null) ? local : to, reason, timeout);
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return other instanceof ServerRef that && Objects.equals(this.fixed, that.fixed)
				&& Objects.equals(this.via, that.via) && this.processes == that.processes;
	}

	@Override
	public int hashCode() {
		return Objects.hash(this.fixed, this.via);
	}

	@Override
	public String toString() {
		return "ServerRef[" + ((this.via != null) ? this.via : this.fixed) + "]";
	}

}
