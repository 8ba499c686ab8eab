package io.actor.spring.server;

import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Supplier;

import io.actor.gen.From;
import io.actor.gen.GenServer;
import io.actor.gen.Init;
import io.actor.gen.Next;
import io.actor.process.Exit;
import io.actor.process.ExitReason;
import io.actor.process.Processes;
import io.actor.term.Pid;
import org.jspecify.annotations.Nullable;

/**
 * The server around one instance of an annotated class: made in its own process when it
 * starts, given back to the container when it has ended.
 */
final class AnnotatedServer extends GenServer<Object, Object> {

	private final ServerType type;

	private final Supplier<Object> beans;

	private final Consumer<Object> destroyer;

	/**
	 * Whether exits are trapped only so that terminate runs, and end it as those that are
	 * not trapped.
	 */
	private boolean obeysExits;

	/** Written by the process; read by {@link #ended} perhaps on another thread. */
	private volatile @Nullable Object bean;

	/**
	 * A server to be.
	 * @param beans makes the instance; called once
	 * @param destroyer takes it back; must not throw
	 */
	AnnotatedServer(ServerType type, Supplier<Object> beans, Consumer<Object> destroyer) {
		this.type = type;
		this.beans = beans;
		this.destroyer = destroyer;
	}

	/** An answer that was promised and cannot be given. */
	private record BrokenPromise(Exception cause) {
	}

	@Override
	protected Init init() {
		Object made = this.beans.get();
		this.bean = made;
		if (!this.type.type().isInstance(made)) {
			throw new IllegalStateException("The bean made for @GenServer " + this.type + " is a "
					+ made.getClass().getName() + "; a proxy of it must extend the class (proxyTargetClass=true)");
		}
		if (!this.type.terminates().all().isEmpty()) {
			// A supervisor stops its children with an exit signal, and such an end runs
			// terminate only in a process that traps exits. After the constructor, which
			// may have trapped them for reasons of its own.
			this.obeysExits = !self().trapExit(true);
		}
		return ok();
	}

	private Object bean() {
		Object made = this.bean;
		if (made == null) {
			throw new IllegalStateException("@GenServer " + this.type + " has not started");
		}
		return made;
	}

	@Override
	protected Next handleCall(Object request, From from) throws Exception {
		Handler handler = this.type.calls().of(request).orElseThrow(() -> unhandled(HandlerKind.CALL, request));
		return switch (handler.result()) {
			case NEXT, NONE -> handler.callForNext(bean(), request, from, self());
			case REPLY -> new Next.Reply(present(handler, handler.call(bean(), request, from, self())), null);
			case LATER -> {
				CompletionStage<?> reply = (CompletionStage<?>) present(handler,
						handler.call(bean(), request, from, self()));
				promise(handler, reply, from);
				yield noReply();
			}
		};
	}

	private static Object present(Handler handler, @Nullable Object reply) {
		if (reply == null) {
			throw new IllegalStateException("@HandleCall " + handler
					+ " returned null; a reply is never null, declare Optional to say that there is none");
		}
		return reply;
	}

	/**
	 * Answers when the stage completes. If it fails, the server crashes as if the handler
	 * had thrown: that is how callers of any server learn that they get no answer.
	 */
	private void promise(Handler handler, CompletionStage<?> reply, From from) {
		Processes processes = self().processes();
		Pid pid = self().pid();
		reply.whenComplete((value, failure) -> {
			Throwable cause = (failure instanceof CompletionException && failure.getCause() != null)
					? failure.getCause() : failure;
			if (cause == null && value != null) {
				try {
					from.reply(value);
					return;
				}
				catch (RuntimeException ex) {
					// Nobody sees what is thrown here: a caller on another node would
					// wait in vain for an answer that is nothing Erlang knows.
					cause = ex;
				}
			}
			processes.send(pid, new BrokenPromise((cause instanceof Exception exception) ? exception
					: new IllegalStateException("@HandleCall " + handler + " got no reply from its stage", cause)));
		});
	}

	@Override
	protected Next handleCast(Object message) throws Exception {
		Handler handler = this.type.casts().of(message).orElseThrow(() -> unhandled(HandlerKind.CAST, message));
		return handler.callForNext(bean(), message, null, self());
	}

	@Override
	protected Next handleInfo(Object message) throws Exception {
		if (message instanceof BrokenPromise(Exception cause)) {
			throw cause;
		}
		Optional<Handler> handler = this.type.infos().of(message);
		if (message instanceof Exit exit && this.obeysExits
				&& handler.filter((found) -> found.message() == Exit.class).isEmpty()) {
			return obey(exit);
		}
		return handler.isPresent() ? handler.get().callForNext(bean(), message, null, self())
				: super.handleInfo(message);
	}

	/** What the signal would have done, had it not been trapped; but terminate runs. */
	private Next obey(Exit exit) {
		boolean ends = !exit.reason().isNormal() || exit.from().equals(self().pid());
		return ends ? stop(exit.reason()) : noReply();
	}

	@Override
	protected void terminate(ExitReason reason) throws Exception {
		for (Handler handler : this.type.terminates().all()) {
			handler.call(bean(), reason, null, self());
		}
	}

	@Override
	protected void ended(ExitReason reason) {
		Object made = this.bean;
		if (made != null) {
			this.destroyer.accept(made);
		}
	}

	private UnsupportedOperationException unhandled(HandlerKind kind, Object message) {
		return new UnsupportedOperationException(
				this.type + " has no " + kind + " for " + message.getClass().getName());
	}

	@Override
	protected Collection<? extends Class<?>> requestTypes() {
		return this.type.calls().remoteTypes();
	}

	@Override
	protected Collection<? extends Class<?>> castTypes() {
		return this.type.casts().remoteTypes();
	}

	@Override
	protected Collection<? extends Class<?>> infoTypes() {
		return this.type.infos().remoteTypes();
	}

	@Override
	protected Class<?> type() {
		return this.type.type();
	}

}
