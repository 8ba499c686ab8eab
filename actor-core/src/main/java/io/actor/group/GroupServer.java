package io.actor.group;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

import io.actor.gen.From;
import io.actor.gen.GenServer;
import io.actor.gen.Init;
import io.actor.gen.Next;
import io.actor.process.Down;
import io.actor.process.ExitReason;
import io.actor.term.Atom;
import io.actor.term.ListTerm;
import io.actor.term.Pid;
import io.actor.term.Ref;
import io.actor.term.RegisteredName;
import io.actor.term.Term;
import io.actor.term.Tuple;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The scope process of one node ({@code pg.erl}). It alone decides who of its node is in
 * which group, and believes the scope processes of other nodes, its peers, in what they
 * say of theirs. Every two of them that are connected know and monitor each other:
 *
 * <pre>
 * we hear of           from an unknown process                  from a peer
 * {discover, P}        sync to P, monitor P, discover to P      sync to P
 * sync                 monitor P, take what it has              take what it has instead
 * {join, P, ...}       ignored                                  its processes joined
 * {leave, P, ...}      ignored                                  its processes left
 * Down of P            -                                        all its processes left
 * node up              discover to its scope process
 * </pre>
 *
 * A scope process of Erlang that starts when the connection is long up looks for visible
 * nodes only. So a node without a known scope process is asked again after a while.
 *
 * Changes are sent to peers that have been sent a sync. Signals between two processes
 * keep their order, so a peer's joins and leaves follow the sync they build on.
 */
final class GroupServer extends GenServer<Object, Object> {

	private static final Logger LOGGER = LoggerFactory.getLogger(GroupServer.class);

	/** When a node without a known scope process is asked again for the first time. */
	private static final Duration FIRST_PAUSE = Duration.ofMillis(500);

	/** The pause doubles up to this one. */
	private static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);

	private final Scope scope;

	private final GroupView view = new GroupView();

	private final Map<Pid, Member> members = new LinkedHashMap<>();

	private final Map<Pid, Peer> peers = new LinkedHashMap<>();

	private final Watchers watchers = new Watchers();

	private Duration pause = FIRST_PAUSE;

	/**
	 * When nodes without a known scope process are asked again; null if there are none.
	 */
	private @Nullable Ref asking;

	/** Tells a pause that was ended early from the one after it. */
	private int pauses;

	private int strange;

	/**
	 * All a peer has; the only cast there is.
	 *
	 * @param peer the scope process of another node
	 * @param groups {@code [{Group, Pids}]}
	 */
	record Sync(Pid peer, ListTerm groups) {

		private static final Atom TAG = Atom.of("sync");

		/** The cast this is, or empty if it is none; nobody's bad sync ends the scope. */
		static Optional<Sync> read(Object message) {
			return (message instanceof Tuple tuple && tuple.isTagged(TAG, 3) && tuple.get(1) instanceof Pid peer
					&& tuple.get(2) instanceof ListTerm groups) ? Optional.of(new Sync(peer, groups))
							: Optional.empty();
		}

	}

	/** The name of a node that has come up. */
	record NodeUp(String node) {
	}

	/** One node less that may be asked. */
	record NodeDown() {
	}

	/** To itself: those who have not answered are asked again. */
	private record AskAgain(int pause) {
	}

	/** A local process in its groups, as often as it joined each. */
	private record Member(Ref monitor, Bag<Term> groups) {
	}

	/** The scope process of another node. */
	private static final class Peer {

		private final Ref monitor;

		/** Who of its node is in which group. */
		private final Map<Term, Bag<Pid>> groups = new LinkedHashMap<>();

		/** Whether it has been sent what we have, and so is sent what changes. */
		private boolean told;

		private Peer(Ref monitor) {
			this.monitor = monitor;
		}

	}

	GroupServer(Scope scope) {
		this.scope = scope;
	}

	@Override
	protected Init init() {
		this.scope.publish(this.view);
		this.scope.nodes().forEach(this::met);
		return ok();
	}

	@Override
	protected void ended(ExitReason reason) {
		this.scope.retire(this.view);
	}

	/**
	 * Nobody on another node may join or leave in the name of this one. What a peer asks
	 * or tells us that is not pg's is dropped, not crashed over.
	 */
	@Override
	protected Collection<? extends Class<?>> requestTypes() {
		return List.of(Term.class);
	}

	@Override
	protected Collection<? extends Class<?>> castTypes() {
		return List.of(Term.class);
	}

	// ---- this node ----

	@Override
	protected Next handleCall(Object asked, From from) {
		if (!(asked instanceof GroupRequest<?> request)) {
			return noReply();
		}
		return switch (request) {
			case GroupRequest.Join join -> {
				join(join.group(), join.members());
				yield reply(join, true);
			}
			case GroupRequest.Leave leave -> reply(leave, leave(leave.group(), leave.members()));
			case GroupRequest.MonitorGroup monitor -> {
				Ref ref = self().monitor(monitor.watcher());
				this.watchers.add(monitor.group(), ref, monitor.watcher());
				yield reply(monitor, new GroupMonitor(ref, this.view.members(monitor.group())));
			}
			case GroupRequest.MonitorScope monitor -> {
				Ref ref = self().monitor(monitor.watcher());
				this.watchers.add(null, ref, monitor.watcher());
				yield reply(monitor, new ScopeMonitor(ref, this.view.snapshot()));
			}
			case GroupRequest.Demonitor demonitor -> {
				boolean known = this.watchers.remove(demonitor.monitor());
				if (known) {
					self().demonitor(demonitor.monitor());
				}
				yield reply(demonitor, known);
			}
		};
	}

	private void join(Term group, List<Pid> pids) {
		if (pids.isEmpty()) {
			return;
		}
		for (Pid pid : pids) {
			Member member = this.members.get(pid);
			if (member == null) {
				member = new Member(self().monitor(pid), new Bag<>());
				this.members.put(pid, member);
			}
			member.groups().add(group);
		}
		joined(group, pids, true);
		broadcast(ScopeMessage.join(self().pid(), group, pids));
	}

	/** Those who are no members are left out. */
	private boolean leave(Term group, List<Pid> pids) {
		List<Pid> left = new ArrayList<>();
		for (Pid pid : pids) {
			Member member = this.members.get(pid);
			if (member != null && member.groups().remove(group)) {
				left.add(pid);
				if (member.groups().isEmpty()) {
					this.members.remove(pid);
					self().demonitor(member.monitor());
				}
			}
		}
		if (left.isEmpty()) {
			return false;
		}
		left(group, left, true);
		broadcast(ScopeMessage.leave(self().pid(), left, List.of(group)));
		return true;
	}

	private void memberEnded(Pid pid, Member member) {
		this.members.remove(pid);
		List<Term> groups = member.groups().elements();
		groups.forEach((group) -> left(group, List.of(pid), true));
		broadcast(ScopeMessage.leave(self().pid(), List.of(pid), groups));
	}

	// ---- other nodes ----

	@Override
	protected Next handleCast(Object message) {
		Sync sync = Sync.read(message).orElse(null);
		if (sync == null) {
			LOGGER.debug("Scope {} was cast something that is not pg's", this.scope);
			return noReply();
		}
		Pid pid = sync.peer();
		if (!isOwn(pid)) {
			Map<Term, Bag<Pid>> now = new LinkedHashMap<>();
			ScopeMessage.readGroups(pid, sync.groups(), now);
			replace(peer(pid).groups, now);
		}
		return noReply();
	}

	@Override
	protected Next handleInfo(Object message) throws Exception {
		switch (message) {
			case Down(Ref monitor, Pid pid, ExitReason reason) -> down(monitor, pid, reason);
			case NodeUp(String node) -> met(node);
			case NodeDown() -> askNoMore();
			case AskAgain(int ended) -> {
				if (this.asking != null && ended == this.pauses) {
					askAgain();
				}
			}
			case Term term -> ScopeMessage.read(term).ifPresentOrElse(this::handle, () -> strange(term));
			default -> super.handleInfo(message);
		}
		return noReply();
	}

	/** Anybody can send such messages: of the later ones only some get a line. */
	private void strange(Term term) {
		this.strange++;
		if (Integer.bitCount(this.strange) == 1) {
			LOGGER.warn("Scope process {} got a message that is none of pg, the {}. of its life: {}", this.scope.name(),
					this.strange, term.print(200));
		}
	}

	private void handle(ScopeMessage message) {
		switch (message) {
			case ScopeMessage.Discover(Pid pid) -> discovered(pid);
			case ScopeMessage.Join(Pid pid, Term group, List<Pid> pids) -> {
				Peer peer = this.peers.get(pid);
				// Unknown: the connection was lost and is back, we have handled the
				// peer's Down, and ours still waits in its mailbox behind this join,
				// which so came over the new connection. The sync that answers our
				// discover holds the member. A stranger's join ends here too.
				if (peer != null && !pids.isEmpty()) {
					Bag<Pid> bag = peer.groups.computeIfAbsent(group, (key) -> new Bag<>());
					pids.forEach(bag::add);
					joined(group, pids, false);
				}
			}
			case ScopeMessage.Leave(Pid pid, List<Pid> pids, List<Term> groups) -> {
				Peer peer = this.peers.get(pid);
				// Unknown: as above. Its members went with its Down, and the sync
				// that is to come no longer holds this one.
				if (peer != null) {
					groups.forEach((group) -> peerLeft(peer, group, pids));
				}
			}
		}
	}

	/** A node's own name in its list of peers, for example. */
	private boolean isOwn(Pid pid) {
		return self().processes().isLocal(pid);
	}

	private void discover(String node) {
		if (!node.equals(self().pid().node().name())) {
			self().sendIfConnected(new RegisteredName(this.scope.name(), node), ScopeMessage.discover(self().pid()));
		}
	}

	/** A node is there whose scope process we may not know. */
	private void met(String node) {
		discover(node);
		this.pause = FIRST_PAUSE;
		askLater();
	}

	private void askLater() {
		if (this.asking == null) {
			this.pauses++;
			this.asking = self().sendAfter(this.pause, self().pid(), new AskAgain(this.pauses));
		}
	}

	/** A discover to a name that is not registered there is dropped by the other node. */
	private void askAgain() {
		this.asking = null;
		Set<String> unknown = unknown();
		if (!unknown.isEmpty()) {
			unknown.forEach(this::discover);
			Duration twice = this.pause.multipliedBy(2);
			this.pause = (twice.compareTo(LONGEST_PAUSE) < 0) ? twice : LONGEST_PAUSE;
			askLater();
		}
	}

	/** Unless there still is somebody to ask. */
	private void askNoMore() {
		Ref timer = this.asking;
		if (timer != null && unknown().isEmpty()) {
			self().cancelTimer(timer);
			this.asking = null;
		}
	}

	/** The nodes that are up and have no scope process that we know. */
	private Set<String> unknown() {
		Set<String> unknown = new TreeSet<>(this.scope.nodes());
		this.peers.keySet().forEach((pid) -> unknown.remove(pid.node().name()));
		unknown.remove(self().pid().node().name());
		return unknown;
	}

	private void discovered(Pid pid) {
		if (isOwn(pid)) {
			return;
		}
		boolean known = this.peers.containsKey(pid);
		peer(pid).told = true;
		self().sendIfConnected(pid, ScopeMessage.sync(self().pid(), localGroups()));
		// A known peer asks again when both sides notice a new connection, or answer each
		// other's first discover: it must not be asked back, or it would never end.
		if (!known) {
			self().sendIfConnected(pid, ScopeMessage.discover(self().pid()));
		}
	}

	/** The peer, which is monitored from now on. */
	private Peer peer(Pid pid) {
		Peer peer = this.peers.get(pid);
		if (peer == null) {
			peer = new Peer(self().monitor(pid));
			this.peers.put(pid, peer);
			askNoMore();
		}
		return peer;
	}

	private Map<Term, List<Pid>> localGroups() {
		Map<Term, List<Pid>> all = new LinkedHashMap<>();
		this.members.forEach((pid, member) -> member.groups()
			.elements()
			.forEach((group) -> all.computeIfAbsent(group, (key) -> new ArrayList<>()).add(pid)));
		return all;
	}

	/** Changes what a peer has to what it says it has. */
	private void replace(Map<Term, Bag<Pid>> before, Map<Term, Bag<Pid>> now) {
		before.forEach((group, bag) -> {
			List<Pid> gone = bag.without(now.getOrDefault(group, new Bag<>()));
			if (!gone.isEmpty()) {
				left(group, gone, false);
			}
		});
		now.forEach((group, bag) -> {
			List<Pid> fresh = bag.without(before.getOrDefault(group, new Bag<>()));
			if (!fresh.isEmpty()) {
				joined(group, fresh, false);
			}
		});
		before.clear();
		before.putAll(now);
	}

	/** What the peer never told us it had, it cannot take away. */
	private void peerLeft(Peer peer, Term group, List<Pid> pids) {
		Bag<Pid> bag = peer.groups.get(group);
		if (bag == null) {
			return;
		}
		List<Pid> left = pids.stream().filter(bag::remove).toList();
		if (bag.isEmpty()) {
			peer.groups.remove(group);
		}
		if (!left.isEmpty()) {
			left(group, left, false);
		}
	}

	// ---- both ----

	/** The end of a member, of a watcher, or of a peer, perhaps with its whole node. */
	private void down(Ref monitor, Pid pid, ExitReason reason) {
		Member member = this.members.get(pid);
		Peer peer = this.peers.get(pid);
		if (member != null && member.monitor().equals(monitor)) {
			memberEnded(pid, member);
		}
		else if (peer != null && peer.monitor.equals(monitor)) {
			this.peers.remove(pid);
			replace(peer.groups, Map.of());
			if (!reason.equals(ExitReason.NOCONNECTION)) {
				// Its node is there and will have another one.
				this.pause = FIRST_PAUSE;
				askLater();
			}
		}
		else {
			// Neither that: the member left, or the watcher demonitored, while its Down
			// was in the mailbox.
			this.watchers.remove(monitor);
		}
	}

	/** Published first: who hears of a change can read it. */
	private void joined(Term group, List<Pid> pids, boolean here) {
		this.view.joined(group, pids, here);
		this.watchers.tell(group, (monitor, watcher) -> self().send(watcher, new GroupJoined(monitor, group, pids)));
	}

	private void left(Term group, List<Pid> pids, boolean here) {
		this.view.left(group, pids, here);
		this.watchers.tell(group, (monitor, watcher) -> self().send(watcher, new GroupLeft(monitor, group, pids)));
	}

	/**
	 * Tells the peers, except those whose sync has come and whose discover is still on
	 * its way: they know us and nothing of our members, and the scope process of Erlang
	 * ends with an error when a leave names a group it has not heard of. The sync that
	 * answers the discover holds the change.
	 */
	private void broadcast(Term message) {
		this.peers.forEach((pid, peer) -> {
			if (peer.told) {
				self().sendIfConnected(pid, message);
			}
		});
	}

}
