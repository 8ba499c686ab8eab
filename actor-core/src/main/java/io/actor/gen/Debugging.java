package io.actor.gen;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.actor.process.Exit;
import io.actor.process.ExitReason;
import io.actor.process.Message;
import io.actor.process.Process;
import io.actor.process.ProcessExit;
import io.actor.term.Pid;
import io.actor.term.Tuple;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What watches the messages of one server: trace, log, statistics and functions of users
 * ({@code sys:handle_debug/4}). Exists only while something watches; used by the server's
 * process alone.
 */
final class Debugging {

	private static final Logger LOGGER = LoggerFactory.getLogger("io.actor.sys");

	private final ServerLoop loop;

	private final Process server;

	/** In the order of their installation. */
	private final Map<String, DebugFunction> functions = new LinkedHashMap<>();

	private final Deque<SystemEvent> log = new ArrayDeque<>();

	/** Most events in the log; 0 if there is no log. */
	private int logLimit;

	private boolean trace;

	private @Nullable Instant statisticsSince;

	private long messagesIn;

	private long messagesOut;

	/** Whether the message being handled has made no event for its end yet. */
	private boolean unanswered;

	Debugging(ServerLoop loop, Process server) {
		this.loop = loop;
		this.server = server;
	}

	/** Whether nothing watches any more. */
	boolean isIdle() {
		return !this.trace && this.logLimit == 0 && this.statisticsSince == null && this.functions.isEmpty();
	}

	/** What is switched on, for people. */
	List<String> names() {
		List<String> names = new ArrayList<>();
		if (this.trace) {
			names.add("trace");
		}
		if (this.logLimit > 0) {
			names.add("log");
		}
		if (this.statisticsSince != null) {
			names.add("statistics");
		}
		names.addAll(this.functions.keySet());
		return names;
	}

	// ---- commands ----

	Object trace(boolean on) {
		this.trace = on;
		return Boolean.TRUE;
	}

	/** Keeps the latest events; those there are stay, as far as they fit. */
	Object keepLog(int limit) {
		this.logLimit = limit;
		trimLog();
		return Boolean.TRUE;
	}

	/** Oldest first. */
	List<SystemEvent> log() {
		return List.copyOf(this.log);
	}

	Object printLog() {
		this.log.forEach(this::print);
		return Boolean.TRUE;
	}

	/** Switching on what is on changes nothing. */
	Object statistics(boolean on) {
		if (on && this.statisticsSince == null) {
			this.messagesIn = 0;
			this.messagesOut = 0;
			this.statisticsSince = now();
		}
		else if (!on) {
			this.statisticsSince = null;
		}
		return Boolean.TRUE;
	}

	Optional<ServerStatistics> statistics() {
		Instant since = this.statisticsSince;
		return (since != null) ? Optional.of(new ServerStatistics(since, now(), this.messagesIn, this.messagesOut))
				: Optional.empty();
	}

	/** An id that is there keeps its function. */
	Object install(String id, DebugFunction function) {
		this.functions.putIfAbsent(id, function);
		return Boolean.TRUE;
	}

	Object remove(String id) {
		this.functions.remove(id);
		return Boolean.TRUE;
	}

	Object clear() {
		this.trace = false;
		this.functions.clear();
		keepLog(0);
		statistics(false);
		return Boolean.TRUE;
	}

	// ---- events ----

	/**
	 * A message is about to be handled.
	 * @return the message to handle: a call tells of its answer
	 */
	Message before(Message message) {
		SystemEvent event = in(message);
		this.unanswered = event != null;
		if (event != null) {
			this.messagesIn++;
			tell(event);
		}
		return (message instanceof CallRequest call) ? new CallRequest(call.body(), traced(call.caller())) : message;
	}

	/** The message has been handled, and the server goes on. */
	void after() {
		if (this.unanswered) {
			this.unanswered = false;
			tell(new SystemEvent.NoReply(state()));
		}
	}

	/** A continuation begins. */
	void continues(Object with) {
		tell(new SystemEvent.Continue(with));
	}

	/** A caller whose answer is an event. */
	Caller traced(Caller caller) {
		return new Traced(caller);
	}

	private void answers(Caller caller, Object reply) {
		this.unanswered = false;
		this.messagesOut++;
		tell(new SystemEvent.Out(reply, pidOf(caller), state()));
	}

	/** What the message is to people, or null if it is for the loop. */
	private @Nullable SystemEvent in(Message message) {
		return switch (message) {
			case CallRequest call -> in(SystemEvent.Kind.CALL, call.body(), pidOf(call.caller()));
			case Cast cast -> in(SystemEvent.Kind.CAST, cast.body(), Optional.empty());
			case SystemMessage system -> null;
			case Inactivity.Expired expired -> in(SystemEvent.Kind.INFO, new Timeout(), Optional.empty());
			default -> in(message.body());
		};
	}

	private @Nullable SystemEvent in(Object body) {
		return switch (body) {
			case Exit exit when this.server.parent().filter(exit.from()::equals).isPresent() -> null;
			case Tuple system when SystemTerms.isRequest(system) -> null;
			case Tuple call when call.isTagged(RemoteCall.GEN_CALL, 3) -> in(SystemEvent.Kind.CALL, call.get(2),
					(call.get(1) instanceof Tuple from && from.arity() == 2 && from.get(0) instanceof Pid pid)
							? Optional.of(pid) : Optional.empty());
			case Tuple cast when cast.isTagged(RemoteCall.GEN_CAST, 2) ->
				in(SystemEvent.Kind.CAST, cast.get(1), Optional.empty());
			default -> in(SystemEvent.Kind.INFO, body, Optional.empty());
		};
	}

	private static SystemEvent in(SystemEvent.Kind kind, Object message, Optional<Pid> from) {
		return new SystemEvent.In(kind, message, from);
	}

	private static Optional<Pid> pidOf(Caller caller) {
		return Optional.ofNullable(caller.client());
	}

	private void tell(SystemEvent event) {
		if (this.trace) {
			print(event);
		}
		if (this.logLimit > 0) {
			this.log.addLast(event);
			trimLog();
		}
		// A copy: a function may end the server, and then nothing may be half changed.
		for (Map.Entry<String, DebugFunction> each : List.copyOf(this.functions.entrySet())) {
			if (!wantsMore(each.getKey(), each.getValue(), event)) {
				this.functions.remove(each.getKey());
			}
		}
	}

	private boolean wantsMore(String id, DebugFunction function, SystemEvent event) {
		try {
			return function.see(this.server, event);
		}
		catch (ProcessExit ex) {
			throw ex;
		}
		catch (Throwable ex) {
			this.server.checkAlive();
			LOGGER.warn("Debug function '{}' of {} failed and is removed", id, this.server, ex);
			return false;
		}
	}

	private void print(SystemEvent event) {
		LOGGER.info("*DBG* {} {}", this.server, event);
	}

	private void trimLog() {
		while (this.log.size() > this.logLimit) {
			this.log.removeFirst();
		}
	}

	/** Only asked for if somebody will see it. */
	private Optional<Object> state() {
		boolean seen = this.trace || this.logLimit > 0 || !this.functions.isEmpty();
		if (!seen || !(this.loop.server() instanceof Stateful<?> stateful)) {
			return Optional.empty();
		}
		try {
			return Optional.of(stateful.state());
		}
		catch (ProcessExit ex) {
			throw ex;
		}
		catch (Throwable ex) {
			this.server.checkAlive();
			LOGGER.warn("{} cannot say its state", this.server, ex);
			return Optional.empty();
		}
	}

	private Instant now() {
		return Instant.ofEpochMilli(this.server.processes().clock().wallMillis());
	}

	/** A caller whose answer is seen if the callback returns it. */
	private final class Traced implements Caller {

		private final Caller caller;

		private Traced(Caller caller) {
			this.caller = caller;
		}

		@Override
		public void answered(Object value) {
			answers(this.caller, value);
			this.caller.answered(value);
		}

		@Override
		public void reply(Object value) {
			this.caller.reply(value);
		}

		@Override
		public void failed(ExitReason reason) {
			this.caller.failed(reason);
		}

		@Override
		public boolean waits() {
			return this.caller.waits();
		}

		@Override
		public @Nullable Pid client() {
			return this.caller.client();
		}

	}

}
