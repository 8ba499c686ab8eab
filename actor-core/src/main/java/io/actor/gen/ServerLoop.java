package io.actor.gen;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import java.util.Collection;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;

import io.actor.process.Behaviour;
import io.actor.process.Exit;
import io.actor.process.ExitReason;
import io.actor.process.Message;
import io.actor.process.Process;
import io.actor.process.ProcessExit;
import io.actor.process.Processes;
import io.actor.scheduler.Timer;
import io.actor.term.Atom;
import io.actor.term.Pid;
import io.actor.term.Term;
import io.actor.term.Tuple;

import org.jspecify.annotations.Nullable;

/**
 * The loop around a {@link GenServer}: takes a message, finds out what it is, calls the
 * callback, acts on what it returned ({@code gen_server.erl}).
 *
 * <pre>
 * user's class                 this class
 * constructor, init      &lt;---  start
 * handleCall/Cast/Info   &lt;---  handle
 * Next                   ---&gt;  act
 * handleContinue         &lt;---  act
 * terminate              &lt;---  stop
 * </pre>
 */
final class ServerLoop implements Behaviour {

	private static final VarHandle CURRENT;

	static {
		try {
			CURRENT = MethodHandles.lookup().findVarHandle(ServerLoop.class, "current", Object.class);
		}
		catch (ReflectiveOperationException ex) {
			throw new ExceptionInInitializerError(ex);
		}
	}

	private final Supplier<? extends GenServer<?, ?>> supplier;

	private final @Nullable String name;

	private @Nullable GenServer<Object, Object> server;

	/** Where the starter waits; gone once it has been told. */
	private @Nullable StartAck ack;

	/** Why the start failed; told when the process has ended. */
	private @Nullable StartResult refusal;

	/**
	 * What is being handled, for reports and for callers. Released and acquired, so that
	 * {@link #answering} can be read behind it; two full fences a message would be felt.
	 */
	private @Nullable Object current;

	private @Nullable CallRequest answering;

	private @Nullable Inactivity inactivity;

	/** Continuation of init; runs before the first message. */
	private Next.@Nullable After firstStep;

	private @Nullable Readers readers;

	ServerLoop(Supplier<? extends GenServer<?, ?>> supplier, @Nullable String name, StartAck ack) {
		this.supplier = supplier;
		this.name = name;
		this.ack = ack;
	}

	// ---- start ----

	@Override
	public void start(Process self) {
		try {
			if (this.name != null) {
				Pid holder = self.processes().tryRegister(this.name, self).orElse(null);
				if (holder != null) {
					ExitReason taken = ExitReason.of(Tuple.of(Atom.of("already_started"), holder));
					refuse(self, ExitReason.NORMAL, new StartResult.Failed(taken, holder));
				}
			}
			this.server = attached(self);
			switch (returned(this.server.init(), "init")) {
				case Init.Ok ok -> ready(self, ok.next());
				case Init.Ignore() -> refuse(self, ExitReason.NORMAL, new StartResult.Ignored());
				case Init.Stop(ExitReason reason) -> {
					if (!reason.isClean()) {
						Reports.crash(self, reason, "init");
					}
					refuse(self, reason, new StartResult.Failed(reason, null));
				}
			}
		}
		catch (ProcessExit ex) {
			throw ex;
		}
		catch (Throwable ex) {
			self.checkAlive();
			ExitReason reason = ExitReason.crash(ex);
			Reports.crash(self, reason, "init");
			refuse(self, reason, new StartResult.Failed(reason, null));
		}
	}

	@SuppressWarnings("unchecked")
	private GenServer<Object, Object> attached(Process self) {
		GenServer<?, ?> fresh = Objects.requireNonNull(this.supplier.get(),
				"The supplier of a server must make a new one each time, it returned null");
		fresh.attach(self);
		return (GenServer<Object, Object>) fresh;
	}

	private void ready(Process self, @Nullable Next next) {
		acknowledge(new StartResult.Started(self.pid()), false);
		switch (next) {
			case null -> {
			}
			case Next.NoReply(Next.After after) when after instanceof Next.After.Continue -> {
				// Not here: the starter may be waiting on this very stack.
				this.firstStep = after;
				self.processes().deliverAlways(self, new FirstStep());
			}
			default -> act(self, next, null);
		}
	}

	/**
	 * Ends a start that failed. The process ends first, so that its name and links are
	 * gone when the starter hears of it and may try again. A starter that traps exits
	 * hears of it from the result alone, any other through the link too (OTP 26 and
	 * later).
	 */
	private void refuse(Process self, ExitReason reason, StartResult result) {
		this.refusal = result;
		self.parent().filter(self.processes()::trapsExits).ifPresent(self::unlink);
		self.exit(reason);
	}

	private void acknowledge(StartResult result, boolean died) {
		StartAck waiting = this.ack;
		this.ack = null;
		if (waiting != null) {
			waiting.accept(result, died);
		}
	}

	// ---- messages ----

	@Override
	public void handle(Process self, Message message) {
		try {
			Next.After first = this.firstStep;
			if (first != null) {
				this.firstStep = null;
				act(self, new Next.NoReply(first), null);
			}
			if (message instanceof FirstStep) {
				return;
			}
			Inactivity timer = this.inactivity;
			if (message instanceof Inactivity.Expired expired && expired.timer != timer) {
				// Overtaken by a message that cancelled it; the one armed since goes on.
				return;
			}
			if (timer != null) {
				timer.cancel();
				this.inactivity = null;
			}
			switch (message) {
				case CallRequest call -> call(self, call);
				case Cast cast -> {
					handling(cast.body());
					act(self, server().handleCast(cast.body()), null);
				}
				case StopRequest request -> stop(self, request.reason(), null, null);
				case Inactivity.Expired expired -> info(self, new Timeout());
				default -> other(self, message.body());
			}
			handling(null);
		}
		catch (ProcessExit ex) {
			throw ex;
		}
		catch (Throwable ex) {
			// Told to end while the handler ran: that reason counts, not its unwinding.
			self.checkAlive();
			crash(self, ExitReason.crash(ex));
		}
	}

	/** A call whose caller has given up is handled all the same, as in OTP. */
	private void call(Process self, CallRequest call) throws Exception {
		// Before the release: a thread that ends this process by force while the handler
		// runs reads it after the acquire.
		this.answering = call;
		handling(call.body());
		Next next = server().handleCall(call.body(), call.caller());
		if (next instanceof Next.NoReply && call.open()) {
			self.owes(call);
		}
		// Still the one being answered: a stop without a reply has to tell the caller.
		act(self, next, call.caller());
		this.answering = null;
	}

	private void info(Process self, Object message) throws Exception {
		handling(message);
		act(self, server().handleInfo(message), null);
	}

	/** A message that did not come through this package's own client. */
	private void other(Process self, Object body) throws Exception {
		switch (body) {
			case Exit exit when self.parent().filter(exit.from()::equals).isPresent() ->
				stop(self, exit.reason(), null, null);
			case Tuple call when call.isTagged(RemoteCall.GEN_CALL, 3) && call.get(1) instanceof Tuple from
					&& from.arity() == 2 && from.get(0) instanceof Pid pid -> {
				RemoteFrom caller = new RemoteFrom(self.processes(), pid, from.get(1));
				Object request = readers(self).requests().apply(call.get(2));
				handling(request);
				if (request instanceof Term term && !declares(server().requestTypes(), term)) {
					throw new UnknownRequestException(type(), request);
				}
				act(self, server().handleCall(request, caller), caller);
			}
			case Tuple cast when cast.isTagged(RemoteCall.GEN_CAST, 2) -> {
				Object message = readers(self).casts().apply(cast.get(1));
				handling(message);
				if (message instanceof Term term && !declares(server().castTypes(), term)) {
					throw new UnknownRequestException(type(), message);
				}
				act(self, server().handleCast(message), null);
			}
			case Term term -> info(self, readers(self).infos().apply(term));
			default -> info(self, body);
		}
	}

	/** A message nobody declared is a term; a server may declare terms, and gets it. */
	private static boolean declares(Collection<? extends Class<?>> types, Term term) {
		return types.stream().anyMatch((type) -> type.isInstance(term));
	}

	/** What a callback returned; null is a {@code bad_return_value}. */
	private <T> T returned(@Nullable T value, String callback) {
		if (value == null) {
			throw new IllegalStateException(callback + " of " + type().getName() + " returned null");
		}
		return value;
	}

	private Readers readers(Process self) {
		Readers known = this.readers;
		if (known == null) {
			Processes processes = self.processes();
			GenServer<?, ?> of = server();
			known = new Readers(processes.converter().reader(of.requestTypes()),
					processes.converter().reader(of.castTypes()), processes.converter().reader(of.infoTypes()));
			this.readers = known;
		}
		return known;
	}

	private GenServer<Object, Object> server() {
		GenServer<Object, Object> known = this.server;
		if (known == null) {
			throw new IllegalStateException("A server handles messages after its init");
		}
		return known;
	}

	// ---- what a callback returned ----

	private void act(Process self, Next given, @Nullable From from) {
		Next next = returned(given, "A callback");
		while (true) {
			Next.After after = switch (next) {
				case Next.Reply(Object value, Next.After then) -> {
					if (from == null) {
						throw new IllegalStateException(type().getName() + " replied where there is no call");
					}
					answer(self, from, value);
					yield then;
				}
				case Next.NoReply(Next.After then) -> then;
				case Next.Stop(ExitReason reason, Object reply) -> {
					stop(self, reason, from, reply);
					yield null;
				}
			};
			switch (after) {
				case null -> {
					return;
				}
				case Next.After.Timeout(Duration time) -> {
					this.inactivity = Inactivity.arm(self, time);
					return;
				}
				case Next.After.Continue(Object with) -> {
					// Told to end while the callback ran: no other one begins.
					self.checkAlive();
					try {
						handling(with);
						next = returned(server().handleContinue(with), "handleContinue");
					}
					catch (ProcessExit ex) {
						throw ex;
					}
					catch (Throwable ex) {
						self.checkAlive();
						crash(self, ExitReason.crash(ex));
					}
				}
			}
		}
	}

	private static void answer(Process self, From from, Object value) {
		// Told to end while the handler ran: nothing it does now is seen.
		self.checkAlive();
		if (from instanceof Caller caller) {
			caller.answered(value);
		}
		else {
			from.reply(value);
		}
	}

	// ---- the end ----

	/**
	 * Terminate, then the reply, then the end; in this order also if terminate throws.
	 * Not if the process was told to end before: then nothing terminates.
	 */
	private void stop(Process self, ExitReason reason, @Nullable From from, @Nullable Object reply) {
		self.checkAlive();
		ExitReason last = terminate(self, reason);
		if (from != null && reply != null) {
			answer(self, from, reply);
		}
		self.checkAlive();
		if (!last.isClean()) {
			Reports.terminated(self, server(), last, this.current);
		}
		self.exit(last);
	}

	private void crash(Process self, ExitReason reason) {
		ExitReason last = terminate(self, reason);
		self.checkAlive();
		Reports.terminated(self, server(), last, this.current);
		self.exit(last);
	}

	/** A terminate that throws replaces the reason. */
	private ExitReason terminate(Process self, ExitReason reason) {
		try {
			server().terminate(reason);
			return reason;
		}
		catch (ProcessExit ex) {
			throw ex;
		}
		catch (Throwable ex) {
			self.checkAlive();
			return ExitReason.crash(ex);
		}
	}

	@Override
	public void ended(Process self, ExitReason reason) {
		Inactivity timer = this.inactivity;
		if (timer != null) {
			timer.cancel();
		}
		Object handled = current();
		CallRequest call = this.answering;
		if (call != null) {
			call.abandoned(reason);
		}
		try {
			GenServer<?, ?> ended = this.server;
			if (ended != null) {
				ended.ended(reason);
			}
		}
		catch (Throwable ex) {
			// Whoever is linked must hear of the end all the same.
			Reports.crash(self, ExitReason.crash(ex), handled);
		}
		finally {
			StartResult refused = this.refusal;
			acknowledge((refused != null) ? refused : new StartResult.Failed(reason, null), refused == null);
		}
	}

	@Override
	public String kind() {
		GenServer<?, ?> known = this.server;
		return (known != null) ? known.kind() : "server";
	}

	@Override
	public Class<?> type() {
		GenServer<?, ?> known = this.server;
		return (known != null) ? known.type() : this.supplier.getClass();
	}

	/** The user's object, for views that read what it publishes. */
	@Nullable GenServer<?, ?> view() {
		return this.server;
	}

	/** What is being handled now, or null. */
	@Nullable Object current() {
		return CURRENT.getAcquire(this);
	}

	private void handling(@Nullable Object message) {
		CURRENT.setRelease(this, message);
	}

	/**
	 * How messages of other nodes are read.
	 *
	 * @param requests reads requests
	 * @param casts reads casts
	 * @param infos reads other messages
	 */
	private record Readers(Function<Term, Object> requests, Function<Term, Object> casts,
			Function<Term, Object> infos) {
	}

	/** Wakes a server whose init asked for a continuation. */
	private static final class FirstStep extends Message {

		FirstStep() {
			super("continue");
		}

	}

	/** The end of a silence that a callback wanted to hear of. */
	private static final class Inactivity extends Timer {

		private final Process self;

		private Inactivity(Process self, Duration time) {
			super(self.processes().deadline(time));
			this.self = self;
		}

		static Inactivity arm(Process self, Duration time) {
			Inactivity timer = new Inactivity(self, time);
			if (time.isZero()) {
				// Behind what is in the mailbox now: any message there cancels it.
				timer.fire();
			}
			else {
				self.processes().timers().schedule(timer);
			}
			return timer;
		}

		@Override
		protected void expire() {
			this.self.processes().deliverAlways(this.self, new Expired(this));
		}

		/** Tells the server. */
		private static final class Expired extends Message {

			private final Inactivity timer;

			Expired(Inactivity timer) {
				super(timer);
				this.timer = timer;
			}

		}

	}

}
