package io.actor.event;

import java.util.ArrayList;
import java.util.List;
import java.util.ListIterator;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

import io.actor.process.ExitReason;
import io.actor.process.Process;
import io.actor.process.ProcessExit;
import io.actor.term.Atom;
import io.actor.term.Pid;
import io.actor.term.Tuple;

import org.jspecify.annotations.Nullable;

/**
 * The handlers of a manager, newest first ({@code gen_event.erl}). Whatever a handler
 * throws stays here: it costs that handler its place and nobody else anything.
 */
final class Handlers {

	private static final ExitReason BAD_RETURN = ExitReason.of(Tuple.of(Atom.of("bad_return_value"), Atom.of("null")));

	private final Process self;

	private final List<Installed> installed = new ArrayList<>();

	Handlers(Process self) {
		this.self = self;
	}

	/** A callback that may throw. */
	@FunctionalInterface
	interface Callback<T extends @Nullable Object> {

		T run(EventHandler<Object, Object> handler) throws Exception;

	}

	List<Object> ids() {
		return this.installed.stream().map(Installed::id).toList();
	}

	// ---- coming and going ----

	Outcome add(Object id, Supplier<? extends EventHandler<?, ?>> supplier, @Nullable Pid adder) {
		return install(id, supplier, adder, EventHandler::init);
	}

	private Outcome install(Object id, Supplier<? extends EventHandler<?, ?>> supplier, @Nullable Pid adder,
			Preparation preparation) {
		if (adder != null) {
			// First: should it end while the handler is made, its exit signal comes.
			this.self.link(adder);
		}
		try {
			this.installed.addFirst(create(id, supplier, adder, preparation));
			return new Outcome.Done(Atom.OK);
		}
		catch (ProcessExit ex) {
			throw ex;
		}
		catch (Throwable ex) {
			this.self.checkAlive();
			if (adder != null && this.installed.stream().noneMatch((other) -> adder.equals(other.adder()))) {
				this.self.unlink(adder);
			}
			return new Outcome.Refused(ExitReason.crash(ex));
		}
	}

	Outcome delete(Object id, Object argument) {
		Installed one = find(id);
		if (one == null) {
			return new Outcome.Refused(HandlerException.MODULE_NOT_FOUND);
		}
		this.installed.remove(one);
		Object left = terminate(one, new HandlerEnd.Deleted(argument), ExitReason.NORMAL);
		return (left instanceof ExitReason.Crash crash) ? new Outcome.Refused(crash) : new Outcome.Done(left);
	}

	Outcome swap(EventRequest.Swap swap) {
		Installed old = find(swap.oldId());
		if (old == null) {
			return install(swap.id(), swap.handler(), swap.adder(), (fresh) -> fresh.init(Optional.empty()));
		}
		Pid adder = (swap.adder() != null) ? swap.adder() : old.adder();
		this.installed.remove(old);
		Object left = terminate(old, new HandlerEnd.Swapped(swap.argument()), replaced(swap.id(), adder));
		return install(swap.id(), swap.handler(), adder, (fresh) -> fresh.init(Optional.of(left)));
	}

	/** The process that added some of them has ended. */
	void adderEnded(Pid adder, ExitReason reason) {
		for (Installed one : List.copyOf(this.installed)) {
			if (adder.equals(one.adder())) {
				this.installed.remove(one);
				terminate(one, new HandlerEnd.AdderEnded(reason), reason);
			}
		}
	}

	/** The manager stops; no adder may hear of that through its link. */
	void stop() {
		for (Installed one : List.copyOf(this.installed)) {
			if (one.adder() != null) {
				this.self.unlink(one.adder());
			}
			terminate(one, new HandlerEnd.Stopped(), ExitReason.SHUTDOWN);
		}
		this.installed.clear();
	}

	// ---- events and calls ----

	/**
	 * Runs a callback of each handler.
	 * @return whether one of them wants to hibernate
	 */
	boolean each(Object message, Callback<@Nullable Handled> callback) {
		boolean hibernates = false;
		ListIterator<Installed> all = this.installed.listIterator();
		while (all.hasNext()) {
			Installed one = all.next();
			Handled handled = handle(one, message, callback);
			if (handled == null) {
				all.remove();
				continue;
			}
			hibernates |= handled instanceof Handled.Stay(Object _, boolean hibernate) && hibernate;
			Installed next = settle(one, handled);
			if (next == null) {
				all.remove();
			}
			else {
				all.set(next);
			}
		}
		return hibernates;
	}

	Outcome ask(Object id, Object request) {
		Installed one = find(id);
		if (one == null) {
			return new Outcome.Refused(HandlerException.BAD_MODULE);
		}
		int place = this.installed.indexOf(one);
		Object answer = guarded(() -> Objects.requireNonNullElse(one.handler().handleCall(request), BAD_RETURN));
		if (!(answer instanceof Handled handled) || handled.reply() == null) {
			ExitReason reason = (answer instanceof ExitReason failure) ? failure : BAD_RETURN;
			this.installed.remove(place);
			failed(one, reason, request);
			return new Outcome.Refused(reason);
		}
		Installed next = settle(one, handled);
		if (next == null) {
			this.installed.remove(place);
		}
		else {
			this.installed.set(place, next);
		}
		return new Outcome.Done(handled.reply());
	}

	private @Nullable Installed find(Object id) {
		for (Installed one : this.installed) {
			if (one.id().equals(id)) {
				return one;
			}
		}
		return null;
	}

	/** What the handler returned, or null if it has failed and is gone. */
	private @Nullable Handled handle(Installed one, Object message, Callback<@Nullable Handled> callback) {
		Object answer = guarded(() -> Objects.requireNonNullElse(callback.run(one.handler()), BAD_RETURN));
		if (answer instanceof Handled handled) {
			return handled;
		}
		failed(one, (ExitReason) answer, message);
		return null;
	}

	/** Who is in its place afterwards, or null for nobody. */
	private @Nullable Installed settle(Installed one, Handled handled) {
		return switch (handled) {
			case Handled.Stay _ -> one;
			case Handled.Remove _ -> {
				terminate(one, new HandlerEnd.Removed(), ExitReason.NORMAL);
				yield null;
			}
			case Handled.Swap swap -> {
				Object left = terminate(one, new HandlerEnd.Swapped(swap.argument()), replaced(swap.id(), one.adder()));
				Object fresh = guarded(
						() -> create(swap.id(), swap.handler(), one.adder(), (made) -> made.init(Optional.of(left))));
				if (fresh instanceof Installed next) {
					yield next;
				}
				HandlerReports.failed(this.self, swap.id(), one.handler().getClass(), (ExitReason) fresh, swap);
				tell(one.adder(), swap.id(), (ExitReason) fresh);
				yield null;
			}
		};
	}

	// ---- one handler ----

	private Installed create(Object id, Supplier<? extends EventHandler<?, ?>> supplier, @Nullable Pid adder,
			Preparation preparation) throws Exception {
		@SuppressWarnings("unchecked")
		EventHandler<Object, Object> fresh = (EventHandler<Object, Object>) Objects.requireNonNull(supplier.get(),
				"The supplier of a handler must make a new one each time, it returned null");
		fresh.attach(this.self);
		preparation.on(fresh);
		return new Installed(id, fresh, adder);
	}

	private void failed(Installed one, ExitReason reason, Object during) {
		HandlerReports.failed(this.self, one.id(), one.handler().getClass(), reason, during);
		terminate(one, new HandlerEnd.Failed(reason), reason);
	}

	/** What the handler left, or the crash of its terminate. */
	private Object terminate(Installed one, HandlerEnd why, ExitReason told) {
		Object left = guarded(() -> Objects.requireNonNull(one.handler().terminate(why), "terminate returned null"));
		if (left instanceof ExitReason.Crash crash) {
			HandlerReports.failed(this.self, one.id(), one.handler().getClass(), crash, why);
		}
		tell(one.adder(), one.id(), told);
		return left;
	}

	private void tell(@Nullable Pid adder, Object id, ExitReason reason) {
		if (adder != null) {
			this.self.send(adder, new HandlerExit(id, reason));
		}
	}

	/** For a handler that nobody supervises nobody reads this. */
	private static ExitReason replaced(Object by, @Nullable Pid adder) {
		return (adder != null) ? ExitReason.of(new HandlerExit.Replaced(by, adder)) : ExitReason.NORMAL;
	}

	/** The value, or an {@link ExitReason.Crash} in its place. */
	private Object guarded(Work work) {
		try {
			Object value = work.run();
			// Told to end while the callback ran: no other one begins.
			this.self.checkAlive();
			return value;
		}
		catch (ProcessExit ex) {
			throw ex;
		}
		catch (Throwable ex) {
			this.self.checkAlive();
			return ExitReason.crash(ex);
		}
	}

	/** Users' code. */
	@FunctionalInterface
	private interface Work {

		Object run() throws Exception;

	}

	/** Which init a new handler begins with. */
	@FunctionalInterface
	private interface Preparation {

		void on(EventHandler<Object, Object> fresh) throws Exception;

	}

}
