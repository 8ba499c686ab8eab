package io.actor.node;

import java.util.ArrayList;
import java.util.List;

import io.actor.term.Atom;
import io.actor.term.ListTerm;
import io.actor.term.Pid;
import io.actor.term.Ref;
import io.actor.term.Term;
import io.actor.term.Tuple;
import io.actor.wire.handshake.NodeName;

import org.jspecify.annotations.Nullable;

/** The few messages of Erlang's {@code global} that a node outside its names needs. */
final class GlobalMessage {

	static final Atom GET_KNOWN = Atom.of("get_known");

	private static final Atom CALL = Atom.of("$gen_call");

	private static final Atom CAST = Atom.of("$gen_cast");

	private static final Atom IN_SYNC = Atom.of("in_sync");

	private static final Atom INIT_CONNECT = Atom.of("init_connect");

	private static final Atom TRUE = Atom.of("true");

	private static final Atom FALSE = Atom.of("false");

	/** Most names that are read of one list. */
	private static final int MOST = 1024;

	private GlobalMessage() {
	}

	/**
	 * {@code {in_sync, Node, Flag}} as a cast: {@code global} waits for nothing more of
	 * this node. The flag means nothing to Erlang; among nodes of ours it says whether
	 * this one connects with all.
	 */
	static Term inSync(String self, boolean connectAll) {
		return cast(Tuple.of(IN_SYNC, Atom.of(self), connectAll ? TRUE : FALSE));
	}

	/** The question whom a node knows. */
	static Term getKnown(Pid self, Ref question) {
		return Tuple.of(CALL, Tuple.of(self, question), GET_KNOWN);
	}

	/** What makes an Erlang node connect with another, sent to its {@code rex}. */
	static Term connect(String other) {
		return cast(Tuple.of(Atom.of("cast"), Atom.of("net_kernel"), Atom.of("connect_node"),
				ListTerm.of(Atom.of(other)), Atom.of("user")));
	}

	private static Term cast(Term message) {
		return Tuple.of(CAST, message);
	}

	/** The Erlang node that begins to synchronize with us, if this is such a message. */
	static @Nullable String initConnect(Object message) {
		return (message instanceof Tuple tuple && tuple.isTagged(INIT_CONNECT, 4) && tuple.get(2) instanceof Atom node)
				? node.name() : null;
	}

	/** The node of ours that says who it is, if it connects with all. */
	static @Nullable String inSync(Object message) {
		return (message instanceof Tuple tuple && tuple.isTagged(IN_SYNC, 3) && tuple.get(1) instanceof Atom node
				&& tuple.get(2).equals(TRUE)) ? node.name() : null;
	}

	/** Names, as the answer to the question whom a node knows. */
	static ListTerm names(Iterable<String> nodes) {
		List<Term> names = new ArrayList<>();
		nodes.forEach((node) -> names.add(Atom.of(node)));
		return ListTerm.of(names);
	}

	/** The names in such an answer, without those that no node can have. */
	static List<String> names(ListTerm known) {
		List<String> names = new ArrayList<>();
		for (Term each : known.elements()) {
			if (each instanceof Atom node && NodeName.isValid(node.name()) && names.size() < MOST) {
				names.add(node.name());
			}
		}
		return names;
	}

}
