package io.actor.process;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.actor.scheduler.Timer;
import io.actor.term.Destination;
import io.actor.term.Pid;
import io.actor.term.Ref;

import org.jspecify.annotations.Nullable;

/**
 * What ties a process to others: links, monitors it has, monitors on it, aliases, timers
 * that will send to it and answers it owes. Created when first needed, for most processes
 * have one link or nothing. Guarded by its own lock: signals of other processes take
 * effect here on their threads, and while a process ends they still take things away from
 * what has been taken; so what copies a whole table locks by itself. No thread ever holds
 * two of these locks except for a link or unlink, which takes them in the order of the
 * pids.
 */
final class Relations {

	/** Of a process that has ended. */
	static final Relations ENDED = new Relations();

	/** The group leader, if there is one. */
	private volatile @Nullable Pid leader;

	/** Most processes have one link, to their supervisor. */
	private @Nullable Pid onlyLink;

	private @Nullable Set<Pid> links;

	/** Remote processes unlinked, with the id whose acknowledgement is awaited. */
	private @Nullable Map<Pid, Long> unlinking;

	private @Nullable Map<Ref, Monitored> monitors;

	private @Nullable Map<Ref, Watcher> watchers;

	private @Nullable Set<Ref> aliases;

	private @Nullable Set<Timer> timers;

	private @Nullable List<Obligation> obligations;

	private @Nullable Ancestors ancestors;

	private @Nullable Marks marks;

	/**
	 * A monitor this process has.
	 *
	 * @param target as it was given
	 * @param pid the process it was bound to, if that is known
	 */
	record Monitored(Destination target, @Nullable Pid pid) {
	}

	/**
	 * A monitor on this process.
	 *
	 * @param pid who watches
	 * @param target this process as the watcher named it
	 */
	record Watcher(Pid pid, Destination target) {
	}

	boolean ended() {
		return this == ENDED;
	}

	@Nullable Pid leader() {
		return this.leader;
	}

	void leader(@Nullable Pid pid) {
		this.leader = pid;
	}

	boolean addLink(Pid peer) {
		if (this.unlinking != null) {
			this.unlinking.remove(peer);
		}
		if (this.links != null) {
			return this.links.add(peer);
		}
		if (this.onlyLink == null) {
			this.onlyLink = peer;
			return true;
		}
		if (this.onlyLink.equals(peer)) {
			return false;
		}
		this.links = new HashSet<>();
		this.links.add(this.onlyLink);
		this.onlyLink = null;
		return this.links.add(peer);
	}

	boolean removeLink(Pid peer) {
		if (this.links != null) {
			return this.links.remove(peer);
		}
		if (peer.equals(this.onlyLink)) {
			this.onlyLink = null;
			return true;
		}
		return false;
	}

	boolean linked(Pid peer) {
		return (this.links != null) ? this.links.contains(peer) : peer.equals(this.onlyLink);
	}

	synchronized List<Pid> links() {
		if (this.links != null) {
			return List.copyOf(this.links);
		}
		return (this.onlyLink != null) ? List.of(this.onlyLink) : List.of();
	}

	void beginUnlink(Pid peer, long id) {
		if (this.unlinking == null) {
			this.unlinking = new HashMap<>();
		}
		this.unlinking.put(peer, id);
	}

	boolean unlinking(Pid peer) {
		return this.unlinking != null && this.unlinking.containsKey(peer);
	}

	void endUnlink(Pid peer, long id) {
		if (this.unlinking != null) {
			this.unlinking.remove(peer, id);
		}
	}

	void addMonitor(Ref ref, Destination target, @Nullable Pid pid) {
		if (this.monitors == null) {
			this.monitors = new HashMap<>();
		}
		this.monitors.put(ref, new Monitored(target, pid));
	}

	@Nullable Monitored removeMonitor(Ref ref) {
		return (this.monitors != null) ? this.monitors.remove(ref) : null;
	}

	synchronized Map<Ref, Monitored> monitors() {
		return (this.monitors != null) ? new HashMap<>(this.monitors) : Map.of();
	}

	void addWatcher(Ref ref, Pid pid, Destination target) {
		if (this.watchers == null) {
			this.watchers = new HashMap<>();
		}
		this.watchers.put(ref, new Watcher(pid, target));
	}

	void removeWatcher(Ref ref) {
		if (this.watchers != null) {
			this.watchers.remove(ref);
		}
	}

	synchronized Map<Ref, Watcher> watchers() {
		return (this.watchers != null) ? new HashMap<>(this.watchers) : Map.of();
	}

	void addAlias(Ref alias) {
		if (this.aliases == null) {
			this.aliases = new HashSet<>();
		}
		this.aliases.add(alias);
	}

	boolean removeAlias(Ref alias) {
		return this.aliases != null && this.aliases.remove(alias);
	}

	synchronized List<Ref> aliases() {
		return (this.aliases != null) ? List.copyOf(this.aliases) : List.of();
	}

	void addTimer(Timer timer) {
		if (this.timers == null) {
			this.timers = new HashSet<>();
		}
		this.timers.add(timer);
	}

	void removeTimer(Timer timer) {
		if (this.timers != null) {
			this.timers.remove(timer);
		}
	}

	synchronized List<Timer> timers() {
		return (this.timers != null) ? List.copyOf(this.timers) : List.of();
	}

	void addObligation(Obligation obligation) {
		if (this.obligations == null) {
			this.obligations = new ArrayList<>();
		}
		// Met ones are swept when they are the larger part, so each is looked at a
		// constant number of times.
		if (this.obligations.size() >= 16 && Integer.bitCount(this.obligations.size()) == 1) {
			this.obligations.removeIf((each) -> !each.open());
		}
		this.obligations.add(obligation);
	}

	synchronized List<Obligation> obligations() {
		return (this.obligations != null) ? List.copyOf(this.obligations) : List.of();
	}

	@Nullable Ancestors ancestors() {
		return this.ancestors;
	}

	void ancestors(Ancestors starters) {
		this.ancestors = starters;
	}

	@Nullable Marks marks() {
		return this.marks;
	}

	/** The marks, made now if there are none. */
	Marks marked() {
		Marks known = this.marks;
		if (known == null) {
			known = new Marks();
			this.marks = known;
		}
		return known;
	}

}
