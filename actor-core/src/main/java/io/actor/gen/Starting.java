package io.actor.gen;

import java.util.Objects;
import java.util.function.Supplier;

import io.actor.process.ExitReason;
import io.actor.process.Message;
import io.actor.process.Process;
import io.actor.process.ProcessExit;
import io.actor.term.Atom;
import io.actor.term.Pid;
import io.actor.term.Term;
import io.actor.term.Tuple;

import org.jspecify.annotations.Nullable;

/**
 * The start of one server ({@code gen:init_it/6}): takes the name, makes the object, runs
 * its init and tells the starter. Gone when the server handles its first message.
 */
final class Starting {

	private final Supplier<? extends GenServer<?, ?>> supplier;

	private final @Nullable ServerName name;

	/** Where the starter waits; gone once it has been told. */
	private @Nullable StartAck ack;

	/** Whether a registry has the name. */
	private boolean registered;

	/** Why the start failed; told when the process has ended. */
	private @Nullable StartResult refusal;

	Starting(Supplier<? extends GenServer<?, ?>> supplier, @Nullable ServerName name, StartAck ack) {
		this.supplier = supplier;
		this.name = name;
		this.ack = ack;
	}

	/** Takes the name, or ends the process if somebody has it. */
	void register(Process self) {
		switch (this.name) {
			case null -> {
			}
			case ServerName.Local(String local) -> {
				Pid holder = self.processes().tryRegister(local, self).orElse(null);
				if (holder != null) {
					throw taken(self, holder);
				}
			}
			case ServerName.Via(NameRegistry registry, Object key) -> {
				if (!registry.register(key, self.pid())) {
					throw taken(self, registry.whereis(key).orElse(null));
				}
				this.registered = true;
			}
		}
	}

	private ProcessExit taken(Process self, @Nullable Pid holder) {
		Term who = (holder != null) ? holder : Atom.of("undefined");
		ExitReason reason = ExitReason.of(Tuple.of(Atom.of("already_started"), who));
		return refuse(self, ExitReason.NORMAL, new StartResult.Failed(reason, holder));
	}

	/** The user's object, which knows its process from now on. */
	@SuppressWarnings("unchecked")
	GenServer<Object, Object> create(Process self) {
		GenServer<?, ?> fresh = Objects.requireNonNull(this.supplier.get(),
				"The supplier of a server must make a new one each time, it returned null");
		fresh.attach(self);
		return (GenServer<Object, Object>) fresh;
	}

	/**
	 * Runs init and tells the starter if the server is ready; ends the process if it is
	 * not.
	 * @return what the server does first, or null
	 */
	Next.@Nullable After init(Process self, GenServer<?, ?> server) throws Exception {
		return switch (Callbacks.init(server)) {
			case Init.Ok(Next next) -> {
				Next.After first = first(server, next);
				tell(new StartResult.Started(self.pid()), false);
				yield first;
			}
			case Init.Ignore() -> throw refuse(self, ExitReason.NORMAL, new StartResult.Ignored());
			case Init.Refuse(ExitReason reason) ->
				throw refuse(self, ExitReason.NORMAL, new StartResult.Failed(reason, null));
			case Init.Stop(ExitReason reason) -> throw stop(self, reason);
		};
	}

	private static Next.@Nullable After first(GenServer<?, ?> server, @Nullable Next next) {
		return switch (next) {
			case null -> null;
			case Next.NoReply(Next.After after) -> after;
			default -> throw new BadReturn(server.type(), "init", next);
		};
	}

	/** Ends the process with what came out of the start. */
	ProcessExit crash(Process self, Throwable thrown) {
		if (thrown instanceof ProcessExit exit && this.refusal != null) {
			return exit;
		}
		return stop(self, BadReturn.reasonOf(thrown));
	}

	private ProcessExit stop(Process self, ExitReason reason) {
		if (!reason.isClean()) {
			Reports.crash(self, reason, "init");
		}
		return refuse(self, reason, new StartResult.Failed(reason, null));
	}

	/**
	 * Ends a start that failed. The process ends first, so that its name and links are
	 * gone when the starter hears of it and may try again. A starter that traps exits
	 * hears of it from the result alone, any other through the link too (OTP 26 and
	 * later).
	 */
	private ProcessExit refuse(Process self, ExitReason reason, StartResult result) {
		if (this.registered && this.name instanceof ServerName.Via(NameRegistry registry, Object key)) {
			registry.unregister(key);
		}
		this.refusal = result;
		self.parent().filter(self.processes()::trapsExits).ifPresent(self::unlink);
		return self.exit(reason);
	}

	/** The process has ended; if nobody has told the starter, this does. */
	void ended(ExitReason reason) {
		StartResult refused = this.refusal;
		tell((refused != null) ? refused : new StartResult.Failed(reason, null), refused == null);
	}

	private void tell(StartResult result, boolean died) {
		StartAck waiting = this.ack;
		this.ack = null;
		if (waiting != null) {
			waiting.accept(result, died);
		}
	}

	/** Wakes a server whose init asked for a continuation. */
	static final class FirstStep extends Message {

		FirstStep() {
			super("continue");
		}

	}

}
