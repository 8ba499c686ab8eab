package io.actor.node;

import java.util.Collection;
import java.util.List;
import java.util.Set;

import io.actor.gen.From;
import io.actor.gen.GenServer;
import io.actor.gen.Next;
import io.actor.jackson.Tagged;
import io.actor.term.Atom;
import io.actor.term.Term;
import io.actor.term.Tuple;

/**
 * The process every Erlang node expects under the name {@code net_kernel}: a ping asks it
 * whether we may talk, and disconnects if it hears anything but yes. The spawn calls of
 * old releases are refused, for a caller that hears nothing waits forever. Whatever else
 * it is asked or told it leaves alone: no peer can make it crash.
 */
final class NetKernel extends GenServer<Object, Object> {

	static final String NAME = "net_kernel";

	private static final Atom YES = Atom.of("yes");

	private static final Atom NOTSUP = Atom.of("notsup");

	private static final Set<Atom> SPAWNS = Set.of(Atom.of("spawn"), Atom.of("spawn_link"), Atom.of("spawn_opt"));

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
		return switch (question) {
			case IsAuth _ -> new Next.Reply(YES, null);
			// Not a pid: for Erlang's spawn that is a failure.
			case Tuple spawn when spawn.arity() > 0 && spawn.get(0) instanceof Atom how && SPAWNS.contains(how) ->
				new Next.Reply(NOTSUP, null);
			default -> noReply();
		};
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
