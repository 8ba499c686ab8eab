package io.actor.node;

import io.actor.gen.From;
import io.actor.gen.GenServer;
import io.actor.gen.Next;
import io.actor.gen.Request;
import io.actor.jackson.Tagged;
import io.actor.term.Atom;
import io.actor.term.Term;

/**
 * The process every Erlang node expects under the name {@code net_kernel}: a ping asks it
 * whether we may talk, and disconnects if it hears anything but yes.
 */
final class NetKernel extends GenServer<NetKernel.Question, Object> {

	static final String NAME = "net_kernel";

	/** What it can be asked. */
	sealed interface Question extends Request<Atom> {

	}

	/**
	 * {@code {is_auth, Node}}.
	 *
	 * @param node who asks
	 */
	@Tagged("is_auth")
	record IsAuth(Term node) implements Question {
	}

	@Override
	protected Next handleCall(Question question, From from) {
		return switch (question) {
			case IsAuth ask -> reply(ask, Atom.of("yes"));
		};
	}

	@Override
	protected Next handleInfo(Object message) {
		return noReply();
	}

}
