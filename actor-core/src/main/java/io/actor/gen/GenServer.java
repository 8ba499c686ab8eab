package io.actor.gen;

import java.util.Collection;
import java.util.List;
import java.util.Objects;

import io.actor.process.ExitReason;
import io.actor.process.Process;

import org.jspecify.annotations.Nullable;

/**
 * A server: a process that answers calls and handles casts, one message at a time
 * ({@code gen_server}). Its state are its fields, which nobody else may touch; a restart
 * is a new object.
 *
 * <pre>{@code
 * public final class Counter extends GenServer<Counter.Query, Counter.Add> {
 *
 *     public record Query() implements Request<Integer> {}
 *     public record Add(int amount) {}
 *
 *     private int value;
 *
 *     protected Next handleCall(Query query, From from) {
 *         return reply(query, this.value);
 *     }
 *
 *     protected Next handleCast(Add add) {
 *         this.value += add.amount();
 *         return noReply();
 *     }
 * }
 * }</pre>
 *
 * All callbacks run in the server's process, may block, and may throw: the server then
 * ends, after {@link #terminate}, and its callers hear why. A result can be thrown too:
 * {@code throw noReply().thrown()}.
 *
 * @param <Q> its requests; usually a {@link Request}, so that the compiler checks replies
 * @param <C> its casts
 */
public abstract class GenServer<Q, C> {

	private @Nullable Process self;

	/** Called by the loop before anything else. */
	final void attach(Process process) {
		this.self = process;
	}

	/** The server's own process. */
	protected final Process self() {
		Process process = this.self;
		if (process == null) {
			throw new IllegalStateException("A server has a process from init() on, not in its constructor");
		}
		return process;
	}

	/**
	 * Prepares the server; whoever starts it waits for the outcome. Throwing makes the
	 * start fail with what is thrown, {@code self().exit(reason)} with that reason.
	 */
	protected Init init() throws Exception {
		return Init.OK;
	}

	/**
	 * Answers a call.
	 * @param request the request
	 * @param from who waits, to answer later if {@link #noReply()} is returned
	 */
	protected Next handleCall(Q request, From from) throws Exception {
		throw new UndefinedCallbackException(getClass(), "handleCall", request);
	}

	/** Handles a cast. */
	protected Next handleCast(C message) throws Exception {
		throw new UndefinedCallbackException(getClass(), "handleCast", message);
	}

	/**
	 * Handles any other message: {@link io.actor.process.Down},
	 * {@link io.actor.process.Exit}, {@link Timeout} and what others send. By default it
	 * is logged and dropped.
	 */
	protected Next handleInfo(Object message) throws Exception {
		self().processes().reports().unexpected(self(), message);
		return noReply();
	}

	/**
	 * Runs after a callback that returned {@link Next#thenContinue}, before any other
	 * message.
	 */
	protected Next handleContinue(Object with) throws Exception {
		throw new UndefinedCallbackException(getClass(), "handleContinue", with);
	}

	/**
	 * Cleans up. Runs when a callback stopped the server or threw, on a stop, and when
	 * the parent ends while the server traps exits; not when it is killed or ended by any
	 * other exit signal.
	 */
	protected void terminate(ExitReason reason) throws Exception {
	}

	/**
	 * How the server is shown in its terminate report and its status, to hide or shorten
	 * something. By default as it is. Failing is harmless: then the state is not shown.
	 * @param status what would be shown
	 */
	protected ReportedStatus formatStatus(ReportedStatus status) {
		return status;
	}

	/**
	 * The types of request this server answers, by which messages of other nodes are
	 * read. By default those of its type parameter; none for {@code Request<?>}.
	 */
	protected Collection<? extends Class<?>> requestTypes() {
		return TypeArguments.of(getClass(), 0);
	}

	/**
	 * The types of cast this server handles, by which messages of other nodes are read.
	 * By default those of its type parameter.
	 */
	protected Collection<? extends Class<?>> castTypes() {
		return TypeArguments.of(getClass(), 1);
	}

	/**
	 * The types of other messages this server handles, by which messages of other nodes
	 * are read. By default none: they arrive as terms.
	 */
	protected Collection<? extends Class<?>> infoTypes() {
		return List.of();
	}

	/**
	 * Runs when the process has ended for whatever reason, also when it was killed; then
	 * perhaps beside a handler that has not returned. Runs too, with reason
	 * {@code normal}, when {@link Sys#changeCode} has put another object in place of this
	 * one. For those who made the object and have to give it back; state is cleaned up in
	 * {@link #terminate}.
	 */
	protected void ended(ExitReason reason) {
	}

	/**
	 * What kind of process this is, for people.
	 */
	protected String kind() {
		return "server";
	}

	/** The class people know this server by. */
	protected Class<?> type() {
		return getClass();
	}

	/**
	 * Answers the call with this value; the request shows its type. A reply is never
	 * null: absence is an {@link java.util.Optional}.
	 */
	protected static <R> Next reply(Request<R> request, R value) {
		Objects.requireNonNull(value, "A reply is never null; say absence with an Optional");
		return new Next.Reply(value, null);
	}

	/** Nothing to answer, or not yet. */
	protected static Next noReply() {
		return Next.NO_REPLY;
	}

	/** Stops the server. */
	protected static Next stop(ExitReason reason) {
		return new Next.Stop(reason, null);
	}

	/** Stops the server and answers the call after {@link #terminate}. */
	protected static <R> Next stop(ExitReason reason, Request<R> request, R value) {
		return new Next.Stop(reason, value);
	}

	/** The server is ready. */
	protected static Init ok() {
		return Init.OK;
	}

	/** The server is ready and does this first, as after a callback. */
	protected static Init ok(Next next) {
		return new Init.Ok(next);
	}

	/**
	 * The server cannot start: the start fails and the process ends with this reason,
	 * which is reported unless it is clean ({@code {stop, Reason}}).
	 */
	protected static Init failed(ExitReason reason) {
		return new Init.Stop(reason);
	}

	/**
	 * The server cannot start, which is no accident: the start fails with this reason,
	 * but the process ends normally, so nothing is reported and a linked starter is not
	 * harmed ({@code {error, Reason}}).
	 */
	protected static Init refuse(ExitReason reason) {
		return new Init.Refuse(reason);
	}

	/** The server has nothing to do and ends normally. */
	protected static Init ignore() {
		return new Init.Ignore();
	}

}
