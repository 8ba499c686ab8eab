package io.actor.group;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.actor.term.Atom;
import io.actor.term.ListTerm;
import io.actor.term.Pid;
import io.actor.term.Term;
import io.actor.term.Tuple;

/**
 * What the scope processes of different nodes tell each other, version 0 of the protocol
 * of {@code pg.erl}, which scope processes of version 1 speak with whom asks without a
 * version:
 *
 * <pre>
 * {discover, Peer}                                  who are you, what do you have?
 * {discover, Peer, Version}                         the same from OTP 28 on
 * {'$gen_cast', {sync, Peer, [{Group, Pids}]}}      all I have
 * {join, Peer, Group, PidOrPids}                    what is new
 * {leave, Peer, PidOrPids, Groups}                  what is gone, each pid from each group
 * </pre>
 *
 * A node speaks for its own processes only: pids of other nodes than the peer's are left
 * out when a message is read.
 */
sealed interface ScopeMessage {

	/** Asks for everything, and to be told of changes. */
	record Discover(Pid peer) implements ScopeMessage {
	}

	/** Processes of the peer have joined. */
	record Join(Pid peer, Term group, List<Pid> pids) implements ScopeMessage {
	}

	/** Processes of the peer have left; a group twice means two memberships. */
	record Leave(Pid peer, List<Pid> pids, List<Term> groups) implements ScopeMessage {
	}

	/** The message this term is, or empty if it is none. */
	static Optional<ScopeMessage> read(Term term) {
		if (!(term instanceof Tuple tuple) || tuple.arity() < 2 || !(tuple.get(1) instanceof Pid peer)) {
			return Optional.empty();
		}
		if (tuple.isTagged(Tags.DISCOVER, 2) || tuple.isTagged(Tags.DISCOVER, 3)) {
			return Optional.of(new Discover(peer));
		}
		if (tuple.isTagged(Tags.JOIN, 4)) {
			return Optional.of(new Join(peer, tuple.get(2), pids(peer, tuple.get(3))));
		}
		if (tuple.isTagged(Tags.LEAVE, 4) && tuple.get(3) instanceof ListTerm groups) {
			return Optional.of(new Leave(peer, pids(peer, tuple.get(2)), groups.elements()));
		}
		return Optional.empty();
	}

	/** The memberships in a sync; entries that are none are left out. */
	static void readGroups(Pid peer, ListTerm groups, Map<Term, Bag<Pid>> into) {
		for (Term entry : groups.elements()) {
			if (entry instanceof Tuple pair && pair.arity() == 2) {
				List<Pid> pids = pids(peer, pair.get(1));
				if (!pids.isEmpty()) {
					Bag<Pid> bag = into.computeIfAbsent(pair.get(0), (group) -> new Bag<>());
					pids.forEach(bag::add);
				}
			}
		}
	}

	private static List<Pid> pids(Pid peer, Term term) {
		List<Term> given = (term instanceof ListTerm list) ? list.elements() : List.of(term);
		List<Pid> pids = new ArrayList<>(given.size());
		for (Term each : given) {
			if (each instanceof Pid pid && pid.node().equals(peer.node())) {
				pids.add(pid);
			}
		}
		return pids;
	}

	static Term discover(Pid self) {
		return Tuple.of(Tags.DISCOVER, self);
	}

	static Term join(Pid self, Term group, List<Pid> pids) {
		return Tuple.of(Tags.JOIN, self, group, pidOrPids(pids));
	}

	static Term leave(Pid self, List<Pid> pids, List<Term> groups) {
		return Tuple.of(Tags.LEAVE, self, pidOrPids(pids), ListTerm.of(groups));
	}

	static Term sync(Pid self, Map<Term, List<Pid>> groups) {
		List<Term> entries = new ArrayList<>(groups.size());
		groups.forEach((group, pids) -> entries.add(Tuple.of(group, ListTerm.of(pids))));
		return Tuple.of(Tags.GEN_CAST, Tuple.of(Tags.SYNC, self, ListTerm.of(entries)));
	}

	private static Term pidOrPids(List<Pid> pids) {
		return (pids.size() == 1) ? pids.getFirst() : ListTerm.of(pids);
	}

	/** The atoms in these messages. */
	final class Tags {

		private static final Atom DISCOVER = Atom.of("discover");

		private static final Atom JOIN = Atom.of("join");

		private static final Atom LEAVE = Atom.of("leave");

		private static final Atom SYNC = Atom.of("sync");

		private static final Atom GEN_CAST = Atom.of("$gen_cast");

		private Tags() {
		}

	}

}
