package io.actor.gen;

import io.actor.process.ExitReason;
import io.actor.process.Processes;
import io.actor.term.ListTerm;
import io.actor.term.Pid;
import io.actor.term.Ref;
import io.actor.term.Term;
import io.actor.term.Tuple;

import org.jspecify.annotations.Nullable;

/**
 * A caller on another node. Its tag is opaque and goes back with the reply; only if it is
 * {@code [alias|Ref]}, or begins with that, the reply goes to the alias instead of the
 * process.
 *
 * @param processes our node
 * @param pid the calling process
 * @param tag names the call
 */
record RemoteFrom(Processes processes, Pid pid, Term tag) implements Caller {

	/** A caller as it is written in a message, or null if it is none. */
	static @Nullable RemoteFrom of(Processes processes, Term from) {
		return (from instanceof Tuple pair && pair.arity() == 2 && pair.get(0) instanceof Pid pid)
				? new RemoteFrom(processes, pid, pair.get(1)) : null;
	}

	@Override
	public void answered(Object value) {
		Tuple answer = Tuple.of(this.tag, this.processes.converter().dataTerm(value));
		Ref alias = aliasOf(this.tag);
		this.processes.send((alias != null) ? alias : this.pid, answer);
	}

	/** Its own monitor tells it. */
	@Override
	public void failed(ExitReason reason) {
	}

	@Override
	public boolean waits() {
		return false;
	}

	@Override
	public Pid client() {
		return this.pid;
	}

	private static @Nullable Ref aliasOf(Term tag) {
		if (!(tag instanceof ListTerm list) || list.isEmpty()) {
			return null;
		}
		if (list.get(0).equals(RemoteCall.ALIAS) && list.tail() instanceof Ref alias) {
			return alias;
		}
		return aliasOf(list.get(0));
	}

}
