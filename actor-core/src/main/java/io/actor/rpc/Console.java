package io.actor.rpc;

import java.util.Collection;
import java.util.List;

import io.actor.gen.From;
import io.actor.gen.GenServer;
import io.actor.gen.Next;
import io.actor.term.Atom;
import io.actor.term.ListTerm;
import io.actor.term.Pid;
import io.actor.term.Term;
import io.actor.term.Tuple;

import org.slf4j.event.Level;

/**
 * The group leader of what is spawned from here on other nodes. What such a process
 * prints comes as a request, and the process waits until it is answered; here it becomes
 * lines of the log {@code io.actor.output}. Reading from it gives {@code enotsup}.
 *
 * @see <a href="https://www.erlang.org/doc/apps/stdlib/io_protocol.html">The Erlang I/O
 * Protocol</a>
 */
public final class Console extends GenServer<Object, Object> {

	/** Most requests inside one. */
	private static final int MAX_REQUESTS = 1000;

	private static final Atom IO_REQUEST = Atom.of("io_request");

	private static final Atom IO_REPLY = Atom.of("io_reply");

	private static final Atom REQUESTS = Atom.of("requests");

	private static final Atom PUT_CHARS = Atom.of("put_chars");

	private static final Atom SETOPTS = Atom.of("setopts");

	private static final Term NOT_SUPPORTED = Tuple.of(Atom.of("error"), Atom.of("enotsup"));

	private static final Term NO_REQUEST = Tuple.of(Atom.of("error"), Atom.of("request"));

	private static final Term OPTIONS = ListTerm.of(Tuple.of(Atom.of("binary"), Atom.FALSE),
			Tuple.of(Atom.of("encoding"), Atom.of("unicode")));

	private final Output output = new Output();

	@Override
	protected Collection<? extends Class<?>> requestTypes() {
		return List.of(Term.class);
	}

	@Override
	protected Collection<? extends Class<?>> castTypes() {
		return List.of(Term.class);
	}

	@Override
	protected Next handleCall(Object question, From from) {
		return noReply();
	}

	@Override
	protected Next handleCast(Object message) {
		return noReply();
	}

	@Override
	protected Next handleInfo(Object message) {
		if (message instanceof Tuple request && request.isTagged(IO_REQUEST, 4) && request.get(1) instanceof Pid from) {
			Term answer = answer(from, request.get(3));
			self().send(from, Tuple.of(IO_REPLY, request.get(2), answer));
		}
		return noReply();
	}

	private Term answer(Pid from, Term request) {
		if (request instanceof Tuple many && many.isTagged(REQUESTS, 2) && many.get(1) instanceof ListTerm list
				&& list.isProper() && list.size() <= MAX_REQUESTS) {
			Term answer = Atom.OK;
			for (Term each : list.elements()) {
				answer = single(from, each);
				if (answer instanceof Tuple) {
					return answer;
				}
			}
			return answer;
		}
		return single(from, request);
	}

	private Term single(Pid from, Term request) {
		if (request.equals(Atom.of("getopts"))) {
			return OPTIONS;
		}
		if (!(request instanceof Tuple asked) || asked.arity() == 0 || !(asked.get(0) instanceof Atom(String verb))) {
			return NO_REQUEST;
		}
		if (asked.get(0).equals(PUT_CHARS)) {
			List<Term> what = asked.elements().subList(1, asked.arity());
			return IoText.of(what).map((text) -> {
				this.output.print(from, Level.INFO, text, self().processes().clock().nanoTime());
				return (Term) Atom.OK;
			}).orElse(NO_REQUEST);
		}
		if (asked.get(0).equals(SETOPTS)) {
			return Atom.OK;
		}
		// There is nothing to read from, and no width or height.
		return verb.startsWith("get_") ? NOT_SUPPORTED : NO_REQUEST;
	}

}
