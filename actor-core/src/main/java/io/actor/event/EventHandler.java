package io.actor.event;

import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

import io.actor.gen.Request;
import io.actor.process.Process;
import io.actor.term.Atom;

import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * Something that reacts to the events of a manager ({@code gen_event} callbacks). Its
 * state are its fields; whoever installs it gives a supplier that makes a new one.
 *
 * <pre>{@code
 * final class Counting extends EventHandler<Alarm, Counting.Count> {
 *
 *     record Count() implements Request<Integer> {}
 *
 *     private int alarms;
 *
 *     protected Handled handleEvent(Alarm alarm) {
 *         this.alarms++;
 *         return ok();
 *     }
 *
 *     protected Handled handleCall(Count count) {
 *         return reply(count, this.alarms);
 *     }
 * }
 * }</pre>
 *
 * All callbacks run in the manager's process, one handler after the other. A handler that
 * throws is removed, after {@link #terminate}, and nobody else notices: an error is
 * logged, and the process that supervises it hears of it.
 *
 * @param <E> the events it understands; any other one is its failure
 * @param <Q> its requests
 */
public abstract class EventHandler<E, Q> {

	private @Nullable Process manager;

	/** Called before anything else. */
	final void attach(Process process) {
		this.manager = process;
	}

	/** The manager's process. */
	protected final Process self() {
		Process process = this.manager;
		if (process == null) {
			throw new IllegalStateException("A handler has a process from init() on, not in its constructor");
		}
		return process;
	}

	/** Prepares the handler. If it throws, the handler is not installed. */
	protected void init() throws Exception {
	}

	/**
	 * Prepares a handler that takes the place of another.
	 * @param left what {@link #terminate} of the other one returned; empty if there was
	 * none
	 */
	protected void init(Optional<Object> left) throws Exception {
		init();
	}

	/** Handles an event. */
	protected abstract Handled handleEvent(E event) throws Exception;

	/** Answers a call that is meant for this handler. */
	protected Handled handleCall(Q request) throws Exception {
		throw new UnsupportedOperationException(getClass().getName() + " handles no calls, it was asked " + request);
	}

	/**
	 * Handles any other message the manager got. By default it is logged and dropped.
	 */
	protected Handled handleInfo(Object message) throws Exception {
		LoggerFactory.getLogger(getClass())
			.warn("{} in {} got a message it does not handle", getClass().getSimpleName(), self());
		return ok();
	}

	/**
	 * Cleans up; runs whenever the handler goes, unless its manager is killed.
	 * @return what whoever deleted it is given, or the handler that takes its place; not
	 * null
	 */
	protected Object terminate(HandlerEnd why) throws Exception {
		return Atom.OK;
	}

	/** The handler stays. */
	protected static Handled ok() {
		return new Handled.Stay(null, false);
	}

	/** The handler stays, and the manager hibernates until its next message. */
	protected static Handled hibernate() {
		return new Handled.Stay(null, true);
	}

	/** Answers the call; the request shows its type. */
	protected static <R> Handled reply(Request<R> request, R value) {
		return new Handled.Stay(answer(value), false);
	}

	/** The handler goes. */
	protected static Handled remove() {
		return new Handled.Remove(null);
	}

	/** Answers the call, and the handler goes. */
	protected static <R> Handled remove(Request<R> request, R value) {
		return new Handled.Remove(answer(value));
	}

	/**
	 * Another handler takes this one's place, and whoever supervises it.
	 * @param argument for {@link HandlerEnd.Swapped}
	 * @param id of the new handler
	 * @param handler makes the new handler
	 */
	protected static Handled swap(Object argument, Object id, Supplier<? extends EventHandler<?, ?>> handler) {
		return new Handled.Swap(argument, id, handler, null);
	}

	/** Answers the call, and another handler takes this one's place. */
	protected static <R> Handled swap(Object argument, Object id, Supplier<? extends EventHandler<?, ?>> handler,
			Request<R> request, R value) {
		return new Handled.Swap(argument, id, handler, answer(value));
	}

	private static Object answer(@Nullable Object value) {
		return Objects.requireNonNull(value, "A reply is never null; say absence with an Optional");
	}

}
