package io.actor.gen;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

import io.actor.process.Exit;
import io.actor.process.ExitReason;
import io.actor.process.Process;
import io.actor.process.ProcessExit;
import io.actor.process.ProcessInfo;
import io.actor.term.Tuple;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does what system requests ask for, in the server's process between two messages, and
 * waits while the server is suspended ({@code sys:handle_system_msg/6}).
 */
final class SystemMessages {

	private static final Logger LOGGER = LoggerFactory.getLogger("io.actor.sys");

	private final ServerLoop loop;

	private final Process self;

	private boolean suspended;

	private SystemMessages(ServerLoop loop, Process self) {
		this.loop = loop;
		this.self = self;
	}

	/** Handles a request; returns when the server is not, or no longer, suspended. */
	static void handle(ServerLoop loop, Process self, SystemRequest request) {
		SystemMessages messages = new SystemMessages(loop, self);
		messages.perform(request);
		while (messages.suspended) {
			messages.awaitNext();
		}
	}

	/**
	 * Takes only what concerns a suspended server; everything else keeps its place in the
	 * mailbox.
	 */
	private void awaitNext() {
		this.loop.handling(new SystemOperation.Suspend());
		Object message = this.self.receive(Object.class, this::concernsSuspended);
		switch (message) {
			case SystemRequest request -> perform(request);
			case Tuple request -> perform(SystemTerms.request(this.self.processes(), request));
			case Exit exit -> throw ServerEnd.stop(this.loop, this.self, exit.reason(), null, null);
			default -> throw new IllegalStateException("A suspended server does not take " + message);
		}
		this.loop.handling(null);
	}

	private boolean concernsSuspended(Object message) {
		return switch (message) {
			case SystemRequest request -> true;
			case Tuple tuple -> SystemTerms.isRequest(tuple);
			case Exit exit -> this.self.parent().filter(exit.from()::equals).isPresent();
			default -> false;
		};
	}

	private void perform(SystemRequest request) {
		switch (request.operation()) {
			case SystemOperation.Suspend() -> {
				this.suspended = true;
				answer(request, Boolean.TRUE);
			}
			case SystemOperation.Resume() -> {
				this.suspended = false;
				answer(request, Boolean.TRUE);
			}
			case SystemOperation.Terminate(ExitReason reason) -> {
				answer(request, Boolean.TRUE);
				throw ServerEnd.stop(this.loop, this.self, reason, null, null);
			}
			default -> answer(request, attempt(request.operation()));
		}
	}

	private void answer(SystemRequest request, Object value) {
		ServerLoop.answer(this.self, request.from(), value);
	}

	/** Whatever the user's code throws, the server goes on. */
	private Object attempt(SystemOperation operation) {
		try {
			return result(operation);
		}
		catch (ProcessExit ex) {
			throw ex;
		}
		catch (NotStateful ex) {
			return new SystemRequest.Refusal(Sys.NOT_STATEFUL, String.valueOf(ex.getMessage()), null);
		}
		catch (Throwable ex) {
			this.self.checkAlive();
			return new SystemRequest.Refusal(Sys.CALLBACK_FAILED, "it threw " + Reports.print(ex), ex);
		}
	}

	private Object result(SystemOperation operation) throws Exception {
		return switch (operation) {
			case SystemOperation.GetState() -> stateful().state();
			case SystemOperation.ReplaceState(var change) -> {
				Stateful<Object> server = stateful();
				Object fresh = Objects.requireNonNull(change.apply(server.state()), "A state is never null");
				server.state(fresh);
				yield fresh;
			}
			case SystemOperation.GetStatus() -> status();
			case SystemOperation.ChangeCode change when this.suspended -> {
				changeCode(change);
				yield Boolean.TRUE;
			}
			case SystemOperation.ChangeCode change -> new SystemRequest.Refusal(Sys.UNKNOWN_SYSTEM_MESSAGE,
					"the code of a server is changed only while it is suspended", null);
			case SystemOperation.Debug debug -> debug(debug);
			default -> new SystemRequest.Refusal(Sys.UNKNOWN_SYSTEM_MESSAGE,
					"it does not know the request " + operation, null);
		};
	}

	@SuppressWarnings("unchecked")
	private Stateful<Object> stateful() {
		return (Stateful<Object>) stateful(this.loop.server());
	}

	private static Stateful<?> stateful(GenServer<?, ?> server) {
		if (server instanceof Stateful<?> stateful) {
			return stateful;
		}
		throw new NotStateful(server);
	}

	private ServerStatus status() {
		Debugging watching = this.loop.debugging();
		ReportedStatus shown = ReportedStatus.of(this.loop, null);
		ProcessInfo info = this.self.processes().info(this.self.pid()).orElseThrow();
		return new ServerStatus(this.self.pid(), Optional.ofNullable(info.name()), this.loop.kind(),
				this.loop.type().getName(), this.suspended, this.self.parent(),
				(watching != null) ? watching.names() : List.of(), shown.log(), shown.state());
	}

	/** Exists only while something watches. */
	private Object debug(SystemOperation.Debug request) {
		Debugging known = this.loop.debugging();
		Debugging watching = (known != null) ? known : new Debugging(this.loop, this.self);
		Object answer = request.command().apply(watching);
		this.loop.debugging(watching.isIdle() ? null : watching);
		return answer;
	}

	/**
	 * The conversion may fail anywhere: only when the new version has its state does it
	 * take the place of the old one.
	 */
	private void changeCode(SystemOperation.ChangeCode change) throws Exception {
		GenServer<?, ?> before = this.loop.server();
		GenServer<?, ?> next = Objects.requireNonNull(change.version().get(), "There is no server in this version");
		if (next == before) {
			throw new IllegalArgumentException("A change of code needs another server object than the running one");
		}
		GenServer<?, ?> discarded = next;
		try {
			next.attach(this.self);
			Stateful<Object> from = stateful();
			@SuppressWarnings("unchecked")
			Stateful<Object> to = (Stateful<Object>) stateful(next);
			Stateful<Object> converter = (change.oldVersion() instanceof Downgrade) ? from : to;
			to.state(Objects.requireNonNull(converter.codeChange(change.oldVersion(), from.state(), change.extra()),
					"A state is never null"));
			this.loop.server(next);
			discarded = before;
		}
		finally {
			giveBack(discarded);
		}
	}

	/** For whoever made the object that is not used any more. */
	private void giveBack(GenServer<?, ?> discarded) {
		try {
			discarded.ended(ExitReason.NORMAL);
		}
		catch (ProcessExit ex) {
			throw ex;
		}
		catch (Throwable ex) {
			this.self.checkAlive();
			LOGGER.warn("{}: the version that is not used any more failed in its end", this.self, ex);
		}
	}

	/** A server whose state cannot be seen from outside. */
	private static final class NotStateful extends RuntimeException {

		NotStateful(GenServer<?, ?> server) {
			super(server.type().getName() + " does not implement " + Stateful.class.getSimpleName()
					+ ", so its state can be neither seen nor set");
		}

	}

}
