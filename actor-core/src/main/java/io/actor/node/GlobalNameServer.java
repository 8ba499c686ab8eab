package io.actor.node;

import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;

import io.actor.gen.From;
import io.actor.gen.GenServer;
import io.actor.gen.Init;
import io.actor.gen.Next;
import io.actor.process.Down;
import io.actor.term.Atom;
import io.actor.term.ListTerm;
import io.actor.term.Pid;
import io.actor.term.Ref;
import io.actor.term.RegisteredName;
import io.actor.term.Term;
import io.actor.term.Tuple;

/**
 * What a visible node has under the name of Erlang's {@code global}. It takes no part in
 * global names and says so to every visible node, so that none waits for it; it grants
 * locks, for callers ask all visible nodes; and it builds the mesh, which in OTP is a
 * task of {@code global} too:
 *
 * <pre>
 * a visible node is up      tell it that we are in sync
 * it wants to synchronize   an Erlang node: a member; ask whom it knows
 * it is in sync             a node of ours: a member; ask whom it knows
 * every second              ask the next member
 * whom a member knows       connect with those; an Erlang member that lacks another one
 *                           we are connected with is asked to connect with it
 * </pre>
 *
 * Decision record 9 says why. Nothing here waits for another node.
 */
final class GlobalNameServer extends GenServer<Object, Object> {

	static final String NAME = "global_name_server";

	private static final String REX = "rex";

	private static final Duration ROUND = Duration.ofSeconds(1);

	private static final Duration LONGEST_PAUSE = Duration.ofSeconds(60);

	/** What peers say of others is remembered up to this. */
	private static final int MOST_PAUSES = 1024;

	/**
	 * Most attempts at one time to connect with nodes of which peers have said that they
	 * exist. Each is a look-up of a name and a call to a host of a peer's choice.
	 */
	static final int MOST_CALLS = 16;

	private static final Atom TRUE = Atom.of("true");

	private static final Atom FALSE = Atom.of("false");

	private final Connections connections;

	private final NodeMonitors monitors;

	private final boolean connectAll;

	/** Connected nodes that take part in the mesh, the one asked longest ago first. */
	private final SequencedMap<String, Kind> members = new LinkedHashMap<>();

	/** Pairs of members that have been introduced to each other, once. */
	private final Set<Pair> introduced = new HashSet<>();

	/** Nodes that could not be connected, and when to try again. */
	private final Map<String, Pause> pauses = new LinkedHashMap<>();

	/** Nodes the mesh is connecting with. */
	private final Set<String> calling = new HashSet<>();

	private final GlobalLocks locks;

	/** What each member was asked last. */
	private final Map<String, Ref> questions = new LinkedHashMap<>();

	private boolean rounds;

	/** Who a member is. */
	private enum Kind {

		ERLANG, OURS

	}

	/** Two nodes, in this order. */
	private record Pair(String one, String other) {
	}

	/** The pause before a node is tried again. */
	private record Pause(long until, Duration length) {
	}

	/** It is time for the next question. */
	private record Round() {
	}

	GlobalNameServer(Connections connections, NodeMonitors monitors, boolean connectAll) {
		this.connections = connections;
		this.monitors = monitors;
		this.connectAll = connectAll;
		this.locks = new GlobalLocks((pid) -> self().monitor(pid), (ref) -> self().demonitor(ref),
				() -> connections.hits().count(Limit.LOCKS));
	}

	@Override
	protected Collection<? extends Class<?>> requestTypes() {
		return List.of(Term.class);
	}

	@Override
	protected Collection<? extends Class<?>> castTypes() {
		return List.of(Term.class);
	}

	@Override
	protected Init init() {
		this.monitors.subscribe(self(), NodeType.VISIBLE);
		return ok();
	}

	private void greet(String node) {
		tell(NAME, node, GlobalMessage.inSync(self().pid().node().name(), this.connectAll));
	}

	private void tell(String name, String node, Term message) {
		self().sendIfConnected(new RegisteredName(name, node), message);
	}

	// ---- questions ----

	@Override
	protected Next handleCall(Object request, From from) {
		if (request.equals(GlobalMessage.GET_KNOWN)) {
			return answer(GlobalMessage.names(this.members.keySet()));
		}
		Pid holder = from.process().orElse(null);
		if (holder == null || !(request instanceof Tuple tuple) || tuple.arity() != 2
				|| !(tuple.get(0) instanceof Atom operation) || !(tuple.get(1) instanceof Tuple id)
				|| id.arity() != 2) {
			return noReply();
		}
		return switch (operation.name()) {
			case "set_lock" -> answer(this.locks.set(id.get(0), id.get(1), holder) ? TRUE : FALSE);
			case "del_lock" -> {
				this.locks.delete(id.get(0), id.get(1), holder);
				yield answer(TRUE);
			}
			// Nobody who takes part in global's names asks who does not.
			default -> noReply();
		};
	}

	private static Next answer(Term value) {
		return new Next.Reply(value, null);
	}

	// ---- the mesh ----

	@Override
	protected Next handleCast(Object message) {
		String erlang = GlobalMessage.initConnect(message);
		String ours = GlobalMessage.inSync(message);
		if (erlang != null) {
			// Again: it may not have known of the connection when it was greeted.
			greet(erlang);
			member(erlang, Kind.ERLANG);
		}
		else if (ours != null) {
			member(ours, Kind.OURS);
		}
		return noReply();
	}

	private void member(String node, Kind kind) {
		if (this.connectAll && isVisible(node) && this.members.putIfAbsent(node, kind) == null) {
			ask(node);
			again();
		}
	}

	/** Anybody may claim to be any node. */
	private boolean isVisible(String node) {
		return this.connections.up().stream().anyMatch((peer) -> peer.visible() && peer.name().equals(node));
	}

	private void ask(String node) {
		Ref question = self().processes().newRef();
		this.questions.put(node, question);
		tell(NAME, node, GlobalMessage.getKnown(self().pid(), question));
	}

	/** Sees to it that there is a next round. */
	private void again() {
		if (!this.rounds) {
			this.rounds = true;
			self().sendAfter(ROUND, self().pid(), new Round());
		}
	}

	private void round() {
		this.rounds = false;
		Map.Entry<String, Kind> first = this.members.pollFirstEntry();
		if (first != null) {
			this.members.putLast(first.getKey(), first.getValue());
			ask(first.getKey());
			again();
		}
	}

	@Override
	protected Next handleInfo(Object message) {
		switch (message) {
			case NodeUp(String node, NodeType _) -> {
				this.pauses.remove(node);
				greet(node);
			}
			case NodeDown(String node, NodeType _, DownReason reason, String _) -> down(node, reason);
			case Down down -> this.locks.down(down.monitor());
			case Round _ -> round();
			case Tuple answer when answer.arity() == 2 && answer.get(0) instanceof Ref question
					&& answer.get(1) instanceof ListTerm known -> {
				List<String> names = GlobalMessage.names(known);
				for (Map.Entry<String, Kind> member : List.copyOf(this.members.entrySet())) {
					if (this.questions.remove(member.getKey(), question)) {
						learn(member.getKey(), member.getValue(), names);
					}
				}
			}
			// Of global's other messages none is for a node outside its names.
			default -> {
			}
		}
		return noReply();
	}

	private void down(String node, DownReason reason) {
		this.members.remove(node);
		this.questions.remove(node);
		this.introduced.removeIf((pair) -> pair.one().equals(node) || pair.other().equals(node));
		if (reason == DownReason.DISCONNECT) {
			// Somebody here wanted it so. The mesh does not undo it.
			this.pauses.put(node, new Pause(Long.MAX_VALUE, LONGEST_PAUSE));
		}
	}

	private void learn(String node, Kind kind, List<String> known) {
		String us = self().pid().node().name();
		List<String> inTheTable = this.connections.names();
		this.calling.removeIf((called) -> this.connections.isUp(called) || !inTheTable.contains(called));
		for (String other : known) {
			// The others wait for a later answer.
			if (this.calling.size() < MOST_CALLS && !other.equals(us) && !this.connections.isUp(other) && due(other)) {
				this.calling.add(other);
				this.connections.call(other);
			}
		}
		if (kind == Kind.ERLANG) {
			introduce(node, new HashSet<>(known));
		}
	}

	/** Whether it may be tried now; if so the next time is later. */
	private boolean due(String node) {
		long now = self().processes().clock().nanoTime();
		Pause before = this.pauses.get(node);
		if (before != null && (before.until() == Long.MAX_VALUE || now - before.until() < 0)) {
			return false;
		}
		Duration length = (before != null) ? before.length().multipliedBy(2) : ROUND;
		Duration next = (length.compareTo(LONGEST_PAUSE) < 0) ? length : LONGEST_PAUSE;
		if (this.pauses.size() >= MOST_PAUSES) {
			this.pauses.remove(this.pauses.keySet().iterator().next());
		}
		this.pauses.put(node, new Pause(now + next.toNanos(), next));
		return true;
	}

	/**
	 * Makes two Erlang nodes that we are connected with, and that do not know each other,
	 * connect: their own {@code global} does the rest. Once for each pair, for they may
	 * be apart for a reason.
	 */
	private void introduce(String node, Set<String> known) {
		for (Map.Entry<String, Kind> each : List.copyOf(this.members.entrySet())) {
			String other = each.getKey();
			if (each.getValue() == Kind.ERLANG && !other.equals(node) && !known.contains(other)
					&& this.introduced.add(pair(node, other))) {
				tell(REX, node, GlobalMessage.connect(other));
			}
		}
	}

	private static Pair pair(String one, String other) {
		return (one.compareTo(other) < 0) ? new Pair(one, other) : new Pair(other, one);
	}

}
