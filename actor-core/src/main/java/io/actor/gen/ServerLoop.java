package io.actor.gen;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import java.util.function.Supplier;

import io.actor.process.Behaviour;
import io.actor.process.Exit;
import io.actor.process.ExitReason;
import io.actor.process.Message;
import io.actor.process.Process;
import io.actor.term.Pid;
import io.actor.term.Term;
import io.actor.term.Tuple;

import org.jspecify.annotations.Nullable;

/**
 * The loop around a {@link GenServer}: takes a message, finds out what it is, calls the
 * callback, acts on what it returned ({@code gen_server.erl}).
 *
 * <pre>
 * user's class                 this package
 * constructor, init      &lt;---  start, Starting
 * handleCall/Cast/Info   &lt;---  handle, dispatch
 * Next                   ---&gt;  act
 * handleContinue, -Info   &lt;---  act
 * terminate              &lt;---  ServerEnd
 * </pre>
 */
class ServerLoop implements Behaviour {

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

	private @Nullable GenServer<Object, Object> server;

	/** The start, until it is over. */
	private @Nullable Starting starting;

	/**
	 * What is being handled, for reports and for callers. Released and acquired, so that
	 * {@link #answering} can be read behind it; two full fences a message would be felt.
	 */
	private @Nullable Object current;

	private @Nullable CallRequest answering;

	private @Nullable Inactivity inactivity;

	/** Whether it ends by itself; nothing that happens then makes it end again. */
	private boolean ending;

	/** What init asked for; done before the first message. */
	private Next.@Nullable After firstStep;

	private @Nullable Readers readers;

	/** What watches the messages; null while nothing does. */
	private @Nullable Debugging debugging;

	ServerLoop(Supplier<? extends GenServer<?, ?>> supplier, @Nullable ServerName name, StartAck ack) {
		this.supplier = supplier;
		this.starting = new Starting(supplier, name, ack);
	}

	// ---- start ----

	@Override
	public void start(Process self) {
		Starting start = this.starting;
		if (start == null) {
			throw new IllegalStateException("A server starts once");
		}
		try {
			start.register(self);
			this.server = start.create(self);
			this.firstStep = start.init(self, this.server);
			this.starting = null;
			if (this.firstStep != null) {
				// Not here: the starter may be waiting on this very stack.
				self.processes().deliverAlways(self, new Starting.FirstStep());
			}
		}
		catch (Throwable ex) {
			// Told to end while it started: that reason counts, not its unwinding.
			self.checkAlive();
			throw start.crash(self, ex);
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
			// The one place to tell a message to the loop from one to the user's code:
			// from here on it cancels an inactivity timeout and cannot be held back.
			switch (message) {
				case Starting.FirstStep step -> {
				}
				case SystemMessage system -> system(self, system.request());
				default -> dispatch(self, message);
			}
		}
		catch (Throwable ex) {
			throw ServerEnd.crash(this, self, ex);
		}
	}

	/** A message for the user's code. Any of them cancels the inactivity timeout. */
	private void dispatch(Process self, Message message) throws Exception {
		Inactivity timer = this.inactivity;
		if (message instanceof Inactivity.Expired expired && expired.isStale(timer)) {
			// The one armed since goes on.
			return;
		}
		if (timer != null && !SystemTerms.isRequest(message.body())) {
			timer.cancel();
			this.inactivity = null;
		}
		Debugging watching = this.debugging;
		if (watching == null) {
			deliver(self, message);
		}
		else {
			deliver(self, watching.before(message));
			watching.after();
		}
		handling(null);
	}

	private void deliver(Process self, Message message) throws Exception {
		switch (message) {
			case CallRequest call -> call(self, call);
			case Cast cast -> cast(self, cast.body());
			case Inactivity.Expired expired -> info(self, expired.body());
			default -> other(self, message.body(), message.sender());
		}
	}

	/** May take as long as the server is suspended. */
	private void system(Process self, SystemRequest request) {
		SystemMessages.handle(this, self, request);
		Inactivity timer = this.inactivity;
		if (timer != null) {
			this.inactivity = timer.afterSystemMessage();
		}
	}

	/** A call whose caller has given up is handled all the same, as in OTP. */
	private void call(Process self, CallRequest call) throws Exception {
		// Before the release: a thread that ends this process by force while the handler
		// runs reads it after the acquire.
		this.answering = call;
		handling(call.body());
		Next next = Callbacks.call(server(), call.body(), call.caller());
		if (next instanceof Next.NoReply && call.open()) {
			self.owes(call);
		}
		// Still the one being answered: a stop without a reply has to tell the caller.
		act(self, next, call.caller());
		this.answering = null;
	}

	private void cast(Process self, Object message) throws Exception {
		handling(message);
		act(self, Callbacks.cast(server(), message), null);
	}

	private void info(Process self, Object message) throws Exception {
		handling(message);
		act(self, Callbacks.info(server(), message), null);
	}

	/** A message that did not come through this package's own client. */
	private void other(Process self, Object body, @Nullable Pid sender) throws Exception {
		switch (body) {
			case Exit exit when self.parent().filter(exit.from()::equals).isPresent() ->
				throw ServerEnd.stop(this, self, exit.reason(), null, null);
			case Tuple call when call.isTagged(RemoteCall.GEN_CALL, 3)
					&& RemoteFrom.of(self.processes(), call.get(1)) instanceof RemoteFrom caller -> {
				// Shown in the reports, if it cannot be read.
				handling(call.get(2));
				// Not the caller it names: anybody can write that into a message.
				Object request = readers(self).request(call.get(2), sender);
				handling(request);
				readers(self).checkRequest(request);
				Debugging watching = this.debugging;
				call(self, new CallRequest(request, (watching != null) ? watching.traced(caller) : caller));
			}
			case Tuple cast when cast.isTagged(RemoteCall.GEN_CAST, 2) -> {
				handling(cast.get(1));
				Object message = readers(self).cast(cast.get(1), sender);
				handling(message);
				readers(self).checkCast(message);
				cast(self, message);
			}
			case Tuple request when SystemTerms.isRequest(request) ->
				system(self, SystemTerms.request(self.processes(), request));
			case Term term -> {
				handling(term);
				info(self, readers(self).info(term, sender));
			}
			default -> info(self, body);
		}
	}

	private Readers readers(Process self) {
		Readers known = this.readers;
		if (known == null) {
			known = new Readers(server(), self.processes().converter());
			this.readers = known;
		}
		return known;
	}

	final GenServer<Object, Object> server() {
		GenServer<Object, Object> known = this.server;
		if (known == null) {
			throw new IllegalStateException("A server handles messages after its init");
		}
		return known;
	}

	/** Another version of the code goes on from here ({@code code_change/3}). */
	@SuppressWarnings("unchecked")
	final void server(GenServer<?, ?> version) {
		this.server = (GenServer<Object, Object>) version;
		this.readers = null;
	}

	final @Nullable Debugging debugging() {
		return this.debugging;
	}

	final void debugging(@Nullable Debugging watching) {
		this.debugging = watching;
	}

	// ---- what a callback returned ----

	private void act(Process self, Next given, @Nullable From from) throws Exception {
		Next next = given;
		while (true) {
			Next.After after = switch (next) {
				case Next.Reply(Object value, Next.After then) -> {
					if (from == null) {
						throw new BadReturn(type(), "A callback without a caller", next);
					}
					answer(self, from, value);
					yield then;
				}
				case Next.NoReply(Next.After then) -> then;
				case Next.Stop(ExitReason reason, Object reply) ->
					throw ServerEnd.stop(this, self, reason, from, reply);
			};
			if (after == null) {
				return;
			}
			Next further = wait(self, after);
			if (further == null) {
				return;
			}
			next = further;
		}
	}

	/**
	 * Does what a callback asked for besides.
	 * @return what the next callback returned, or null if a message has to come first
	 */
	private @Nullable Next wait(Process self, Next.After after) throws Exception {
		switch (after) {
			case Next.After.Timeout(Duration time) -> this.inactivity = Inactivity.arm(self, time);
			case Next.After.Hibernate() -> hibernate();
			case Next.After.Silence silence -> {
				Inactivity timer = Inactivity.arm(self, silence);
				if (timer == null) {
					// Told to end while the callback ran: no other one begins.
					self.checkAlive();
					handling(silence.message());
					return Callbacks.info(server(), silence.message());
				}
				this.inactivity = timer;
				if (silence.hibernate()) {
					trim();
				}
			}
			case Next.After.Continue(Object with) -> {
				self.checkAlive();
				handling(with);
				Debugging watching = this.debugging;
				if (watching != null) {
					watching.continues(with);
				}
				return Callbacks.proceed(server(), with);
			}
		}
		return null;
	}

	/** Until the next message; does nothing if the server waits in another way. */
	final void hibernate() {
		if (this.inactivity == null) {
			this.inactivity = Inactivity.HIBERNATION;
			trim();
		}
	}

	/** What is made again when it is needed. The stack is gone already. */
	private void trim() {
		this.readers = null;
	}

	static void answer(Process self, From from, Object value) {
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

	/** Terminate is about to run. */
	final void beginEnd() {
		this.ending = true;
	}

	final boolean ends() {
		return this.ending;
	}

	/** The process whose call is being handled, or null. */
	final @Nullable Pid client() {
		CallRequest call = this.answering;
		return (call != null) ? call.caller().client() : null;
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
			Starting start = this.starting;
			if (start != null) {
				start.ended(reason);
			}
		}
	}

	// ---- how others see it ----

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

	@Override
	public final boolean hibernates() {
		Inactivity waits = this.inactivity;
		return waits != null && waits.hibernates();
	}

	/** The user's object, for views that read what it publishes. */
	final @Nullable GenServer<?, ?> view() {
		return this.server;
	}

	/** What is being handled now, or null. */
	final @Nullable Object current() {
		return CURRENT.getAcquire(this);
	}

	final void handling(@Nullable Object message) {
		CURRENT.setRelease(this, message);
	}

}
