package io.actor.gen;

import java.util.List;

import io.actor.process.AliasTarget;
import io.actor.process.ExitReason;
import io.actor.process.Process;
import io.actor.process.Processes;
import io.actor.term.Atom;
import io.actor.term.Destination;
import io.actor.term.ListTerm;
import io.actor.term.Pid;
import io.actor.term.Ref;
import io.actor.term.RegisteredName;
import io.actor.term.Term;
import io.actor.term.Tuple;

/**
 * A call to a server of another node: a monitor and an alias under one reference
 * ({@code gen:call/4}). What comes to the alias is {@code {[alias|Ref], Reply}}; the
 * server's end comes as a down.
 */
final class RemoteCall implements AliasTarget {

	static final Atom GEN_CALL = Atom.of("$gen_call");

	static final Atom GEN_CAST = Atom.of("$gen_cast");

	static final Atom ALIAS = Atom.of("alias");

	private final Processes processes;

	private final Caller caller;

	private final Destination target;

	private final Ref ref;

	private final Pid from;

	private RemoteCall(Processes processes, Destination target, Caller caller) {
		this.processes = processes;
		this.caller = caller;
		this.target = target;
		Process self = Process.current();
		this.from = (self != null && self.processes() == processes) ? self.pid() : processes.nobody();
		this.ref = processes.openAlias(this);
	}

	/** Sends the request; the outcome reaches the caller. */
	static RemoteCall send(Processes processes, Destination target, Object request, Caller caller) {
		return send(processes, target, GEN_CALL, processes.converter().messageTerm(request), caller);
	}

	/**
	 * Sends a request of a protocol shaped like a call: {@code {Label, From, Request}}.
	 */
	static RemoteCall send(Processes processes, Destination target, Atom label, Term message, Caller caller) {
		RemoteCall call = new RemoteCall(processes, target, caller);
		Term tag = ListTerm.improper(List.of(ALIAS), call.ref);
		processes.request(call.from, target, call.ref, Tuple.of(label, Tuple.of(call.from, tag), message));
		return call;
	}

	@Override
	public void message(Object message) {
		if (message instanceof Tuple answer && answer.arity() == 2) {
			this.processes.closeAlias(this.ref);
			// First of all: the caller waits, and nobody for the end of the monitor.
			this.caller.answered(answer.get(1));
			this.processes.unwatch(this.from, this.target, this.ref);
		}
	}

	@Override
	public void down(ExitReason reason) {
		this.processes.closeAlias(this.ref);
		this.caller.failed((reason.equals(ExitReason.NOCONNECTION) && this.caller.namesLostNode())
				? nodedown(this.target) : reason);
	}

	/** Gives the call up: what still comes is dropped. */
	void close() {
		this.processes.closeAlias(this.ref);
		this.processes.unwatch(this.from, this.target, this.ref);
	}

	/** Why nobody answers if the node of the target is not connected. */
	static ExitReason nodedown(Destination target) {
		Atom node = switch (target) {
			case Pid pid -> pid.node();
			case Ref alias -> alias.node();
			case RegisteredName name -> Atom.of(String.valueOf(name.node()));
		};
		return ExitReason.of(Tuple.of(Atom.of("nodedown"), node));
	}

}
