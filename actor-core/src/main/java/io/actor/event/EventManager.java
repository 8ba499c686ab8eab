package io.actor.event;

import java.util.Collection;
import java.util.List;

import io.actor.gen.From;
import io.actor.gen.GenServer;
import io.actor.gen.Init;
import io.actor.gen.Next;
import io.actor.process.Exit;
import io.actor.process.ExitReason;
import io.actor.process.MessageReader;
import io.actor.term.Atom;
import io.actor.term.Term;
import io.actor.term.Tuple;

import org.jspecify.annotations.Nullable;

/**
 * An event manager: a process that gives each event to its handlers, newest first
 * ({@code gen_event}). Start it like any server, {@code node.start(EventManager::new,
 * StartOptions.named("alarms"))}, and talk to it through {@link EventManagerRef}.
 *
 * <p>
 * It traps exits and does not fail: a handler that throws is removed. An Erlang node may
 * notify it with {@code gen_event:notify({Name, Node}, Event)}.
 */
public final class EventManager extends GenServer<Object, Object> {

	private static final Atom NOTIFY = Atom.of("notify");

	private final List<Class<?>> eventTypes;

	private @Nullable Handlers handlers;

	private @Nullable MessageReader reader;

	/** A manager; events from other nodes reach its handlers as terms. */
	public EventManager() {
		this.eventTypes = List.of();
	}

	/**
	 * A manager that reads events from other nodes as these types: a record, an enum or a
	 * sealed interface each.
	 */
	public EventManager(Class<?>... eventTypes) {
		this.eventTypes = List.of(eventTypes);
	}

	@Override
	protected Init init() {
		self().trapExit(true);
		this.handlers = new Handlers(self());
		this.reader = self().processes().converter().reader(this.eventTypes);
		return ok();
	}

	@Override
	protected Next handleCall(Object request, From from) {
		return switch (request) {
			case EventRequest.Add add -> reply(add, handlers().add(add.id(), add.handler(), add.adder()));
			case EventRequest.Delete delete -> reply(delete, handlers().delete(delete.id(), delete.argument()));
			case EventRequest.Swap swap -> reply(swap, handlers().swap(swap));
			case EventRequest.Ask ask -> reply(ask, handlers().ask(ask.id(), ask.request()));
			case EventRequest.WhichHandlers which -> reply(which, handlers().ids());
			case EventRequest.SyncNotify sync -> {
				boolean hibernates = event(sync.event());
				yield hibernating(reply(sync, true), hibernates);
			}
			// As in OTP a call that is not the manager's own is any other message.
			default -> info(request);
		};
	}

	@Override
	protected Next handleCast(Object message) {
		return (message instanceof Notification(Object event)) ? hibernating(noReply(), event(event)) : info(message);
	}

	@Override
	protected Next handleInfo(Object message) {
		switch (message) {
			case Tuple tuple when tuple.isTagged(NOTIFY, 2) -> {
				return hibernating(noReply(), received(tuple.get(1)));
			}
			case Exit(var from, ExitReason reason) -> handlers().adderEnded(from, reason);
			default -> {
			}
		}
		return info(message);
	}

	/** An event from another node; one that cannot be read is an event all the same. */
	private boolean received(Term term) {
		MessageReader known = this.reader;
		Object event = term;
		try {
			event = (known != null) ? known.read(term, null) : term;
		}
		catch (RuntimeException ex) {
			self().checkAlive();
		}
		return event(event);
	}

	private boolean event(Object event) {
		return handlers().each(event, (handler) -> handler.handleEvent(event));
	}

	private Next info(Object message) {
		return hibernating(noReply(), handlers().each(message, (handler) -> handler.handleInfo(message)));
	}

	private static Next hibernating(Next next, boolean hibernates) {
		return hibernates ? next.hibernate() : next;
	}

	@Override
	protected void terminate(ExitReason reason) {
		handlers().stop();
	}

	/** Any: what the manager does not know is a message for its handlers. */
	@Override
	protected Collection<? extends Class<?>> requestTypes() {
		return List.of(Term.class);
	}

	@Override
	protected Collection<? extends Class<?>> castTypes() {
		return List.of(Term.class);
	}

	@Override
	protected String kind() {
		return "event manager";
	}

	private Handlers handlers() {
		Handlers known = this.handlers;
		if (known == null) {
			throw new IllegalStateException("A manager has handlers after its init");
		}
		return known;
	}

}
