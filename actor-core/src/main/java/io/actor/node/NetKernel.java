package io.actor.node;

import java.util.Collection;
import java.util.List;

import io.actor.gen.From;
import io.actor.gen.GenServer;
import io.actor.gen.Next;
import io.actor.jackson.Tagged;
import io.actor.term.Atom;
import io.actor.term.Term;

/**
 * The process every Erlang node expects under the name {@code net_kernel}: a ping asks it
 * whether we may talk, and disconnects if it hears anything but yes. Whatever else it is
 * asked or told it leaves alone: no peer can make it crash.
 */
final class NetKernel extends GenServer<Object, Object> {

	static final String NAME = "net_kernel";

	private static final Atom YES = Atom.of("yes");

	/**
	 * {@code {is_auth, Node}}.
	 *
	 * @param node who asks
	 */
	@Tagged("is_auth")
	record IsAuth(Term node) {
	}

	@Override
	protected Collection<? extends Class<?>> requestTypes() {
		return List.of(IsAuth.class, Term.class);
	}

	@Override
	protected Collection<? extends Class<?>> castTypes() {
		return List.of(Term.class);
	}

	@Override
	protected Next handleCall(Object question, From from) {
		return (question instanceof IsAuth) ? new Next.Reply(YES, null) : noReply();
	}

	@Override
	protected Next handleCast(Object message) {
		return noReply();
	}

	@Override
	protected Next handleInfo(Object message) {
		return noReply();
	}

}
