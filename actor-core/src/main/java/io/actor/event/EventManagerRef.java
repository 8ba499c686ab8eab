package io.actor.event;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;

import io.actor.gen.CallException;
import io.actor.gen.Request;
import io.actor.gen.ServerRef;
import io.actor.process.Process;
import io.actor.process.Processes;
import io.actor.term.Atom;
import io.actor.term.Destination;
import io.actor.term.Pid;
import io.actor.term.RegisteredName;
import io.actor.term.Tuple;

import org.jspecify.annotations.Nullable;

/**
 * A running {@link EventManager} to talk to. Works from any thread. Handlers are known by
 * ids, any values that can be keys; what is asked about an id finds the newest handler
 * that has it.
 *
 * <p>
 * A manager on another node, here or in Erlang, can only be {@linkplain #notify(Object)
 * notified}: handlers are objects and do not travel.
 *
 * <p>
 * Except for {@link #call}, requests wait as long as the manager needs, as in OTP; they
 * fail with {@link CallException} if there is no manager.
 */
public final class EventManagerRef {

	private static final Duration FOREVER = Duration.ofDays(36_500);

	private static final Atom NOTIFY = Atom.of("notify");

	private final Processes processes;

	private final ServerRef server;

	private EventManagerRef(Processes processes, ServerRef server) {
		this.processes = processes;
		this.server = server;
	}

	/** The manager with this pid or name. */
	public static EventManagerRef of(Processes processes, Destination target) {
		return new EventManagerRef(processes, ServerRef.of(processes, target));
	}

	/** The manager with this registered name on this node. */
	public static EventManagerRef of(Processes processes, String name) {
		return of(processes, new RegisteredName(name, null));
	}

	// ---- events ----

	/**
	 * Gives an event to all handlers and does not wait ({@code gen_event:notify/2}).
	 * @throws IllegalArgumentException if this is a name of this node that nobody has
	 */
	public void notify(Object event) {
		Objects.requireNonNull(event, "event");
		Destination target = this.server.target();
		if (!this.processes.isLocal(target)) {
			this.processes.send(target, Tuple.of(NOTIFY, this.processes.converter().messageTerm(event)));
			return;
		}
		if (target instanceof RegisteredName name && this.processes.whereis(name.name()).isEmpty()) {
			throw new IllegalArgumentException("Cannot notify '" + name.name() + "': nobody has this name");
		}
		this.server.cast(new Notification(event));
	}

	/**
	 * Gives an event to all handlers; when it returns all have handled it
	 * ({@code gen_event:sync_notify/2}).
	 */
	public void syncNotify(Object event) {
		ask(new EventRequest.SyncNotify(Objects.requireNonNull(event, "event")), FOREVER);
	}

	// ---- handlers ----

	/**
	 * Installs a handler ({@code gen_event:add_handler/3}).
	 * @param id names it
	 * @param handler makes it, in the manager's process
	 * @throws HandlerException if it could not be made or its init threw
	 */
	public void add(Object id, Supplier<? extends EventHandler<?, ?>> handler) {
		add(id, handler, null);
	}

	/**
	 * Installs a handler that is tied to the calling process
	 * ({@code gen_event:add_sup_handler/3}): when the process ends the handler goes, when
	 * the handler goes the process gets a {@link HandlerExit}.
	 * @throws HandlerException if it could not be made or its init threw
	 * @throws IllegalStateException if the caller is no process of this node
	 */
	public void addSupervised(Object id, Supplier<? extends EventHandler<?, ?>> handler) {
		add(id, handler, caller("add a supervised handler"));
	}

	private void add(Object id, Supplier<? extends EventHandler<?, ?>> handler, @Nullable Pid adder) {
		Objects.requireNonNull(id, "id");
		Objects.requireNonNull(handler, "handler");
		done("Cannot add handler '" + id + "'", ask(new EventRequest.Add(id, handler, adder), FOREVER));
	}

	/**
	 * Removes a handler ({@code gen_event:delete_handler/3}).
	 * @param argument for its {@code terminate}, in {@link HandlerEnd.Deleted}
	 * @return what its {@code terminate} returned
	 * @throws HandlerException if there is none ({@code module_not_found}) or its
	 * {@code terminate} threw; then it is gone too
	 */
	public Object delete(Object id, Object argument) {
		Objects.requireNonNull(id, "id");
		Objects.requireNonNull(argument, "argument");
		return done("Cannot delete handler '" + id + "'", ask(new EventRequest.Delete(id, argument), FOREVER));
	}

	/**
	 * Puts a handler in the place of another ({@code gen_event:swap_handler/3}): the new
	 * one's init is given what the old one's {@code terminate} returned, or nothing if
	 * there was no old one. Whoever supervised the old one supervises the new one.
	 * @param argument for the old one's {@code terminate}, in {@link HandlerEnd.Swapped}
	 * @throws HandlerException if the new one could not be made; the old one is gone
	 */
	public void swap(Object oldId, Object argument, Object id, Supplier<? extends EventHandler<?, ?>> handler) {
		swap(oldId, argument, id, handler, null);
	}

	/**
	 * The same, and the new handler is tied to the calling process
	 * ({@code gen_event:swap_sup_handler/3}).
	 * @throws IllegalStateException if the caller is no process of this node
	 */
	public void swapSupervised(Object oldId, Object argument, Object id,
			Supplier<? extends EventHandler<?, ?>> handler) {
		swap(oldId, argument, id, handler, caller("swap in a supervised handler"));
	}

	private void swap(Object oldId, Object argument, Object id, Supplier<? extends EventHandler<?, ?>> handler,
			@Nullable Pid adder) {
		Objects.requireNonNull(oldId, "oldId");
		Objects.requireNonNull(argument, "argument");
		Objects.requireNonNull(id, "id");
		Objects.requireNonNull(handler, "handler");
		done("Cannot put handler '" + id + "' in the place of '" + oldId + "'",
				ask(new EventRequest.Swap(oldId, argument, id, handler, adder), FOREVER));
	}

	/** The ids of the handlers, newest first ({@code gen_event:which_handlers/1}). */
	public List<Object> handlers() {
		return ask(new EventRequest.WhichHandlers(), FOREVER);
	}

	// ---- calls ----

	/**
	 * Asks one handler and waits for its answer, five seconds ({@code gen_event:call/3}).
	 * @throws HandlerException if there is no such handler ({@code bad_module}) or it
	 * failed, and is gone
	 * @throws CallException if the manager does not answer
	 */
	public <R> R call(Object id, Request<R> request) {
		return call(id, request, ServerRef.DEFAULT_TIMEOUT);
	}

	/** As {@link #call(Object, Request)}, waiting this long. */
	@SuppressWarnings("unchecked")
	public <R> R call(Object id, Request<R> request, Duration timeout) {
		Objects.requireNonNull(id, "id");
		Objects.requireNonNull(request, "request");
		return (R) done("Call of " + request.getClass().getSimpleName() + " to handler '" + id + "' failed",
				ask(new EventRequest.Ask(id, request), timeout));
	}

	// ---- the manager ----

	/**
	 * Stops the manager; each handler terminates first ({@code gen_event:stop/1}).
	 */
	public void stop() {
		this.server.stop();
	}

	/** The manager as a server. */
	public ServerRef server() {
		return this.server;
	}

	private <R> R ask(Request<R> request, Duration timeout) {
		if (!this.processes.isLocal(this.server.target())) {
			throw new IllegalArgumentException(
					"The event manager " + this.server.target() + " is on another node, where it can only be notified");
		}
		return this.server.call(request, timeout);
	}

	private Pid caller(String operation) {
		Process self = Process.current();
		if (self == null || self.processes() != this.processes) {
			throw new IllegalStateException("Only a process of this node can " + operation + " in "
					+ this.server.target() + ": the handler goes when the process ends");
		}
		return self.pid();
	}

	private Object done(String operation, Outcome outcome) {
		return switch (outcome) {
			case Outcome.Done(Object value) -> value;
			case Outcome.Refused(var reason) ->
				throw new HandlerException(operation + " in " + this.server.target() + ": " + reason, reason);
		};
	}

	@Override
	public String toString() {
		return "EventManagerRef[" + this.server.target() + "]";
	}

}
