package io.actor.test.swarm;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.actor.process.Down;
import io.actor.process.Exit;
import io.actor.process.ExitReason;
import io.actor.process.Process;
import io.actor.term.Int;
import io.actor.term.Pid;
import io.actor.term.Ref;
import io.actor.term.Tuple;
import io.actor.test.swarm.RemoteRelations.Target;

/**
 * What one process has linked with and watched, and what it heard. Checks LM-S2 and LM-S7
 * (each down once, and never after its monitor was removed), LM-S3 (each exit once, and
 * none after unlink), LM-S5 (what a process sent comes before its end), LM-S6, HS-S6 and
 * DC-S2 (when a node is down all it causes has come).
 */
final class RelationsLedger {

	private final Arena arena;

	private final String alive;

	private final Neighbours neighbours;

	private final Map<Ref, Watched> monitors = new LinkedHashMap<>();

	private final Map<Pid, Watched> links = new LinkedHashMap<>();

	private final Map<Pid, Integer> words = new LinkedHashMap<>();

	private final Map<Pid, Integer> asked = new LinkedHashMap<>();

	private final Map<Target, Long> unlinked = new LinkedHashMap<>();

	private boolean abandoned;

	private final Map<Pid, Boolean> lostOnce = new LinkedHashMap<>();

	/** Ends that were heard of and have no cause that is known yet. */
	private final Map<Target, String> suspicions = new LinkedHashMap<>();

	/** With the connections that were up when its process ended. */
	private final Map<Target, Integer> lastEpochs = new LinkedHashMap<>();

	private Pid self;

	/**
	 * A link or monitor.
	 *
	 * @param target with whom
	 * @param epoch the last connection with its node that had been seen up when it was
	 * made
	 * @param early whether the incarnation of its node was not the one last seen up:
	 * until the old connection is gone its processes count as ended
	 */
	private record Watched(Target target, int epoch, boolean early) {
	}

	RelationsLedger(Arena arena, String alive, Neighbours neighbours) {
		this.arena = arena;
		this.alive = alive;
		this.neighbours = neighbours;
	}

	Pid pid() {
		return this.self;
	}

	void pid(Pid own) {
		this.self = own;
	}

	/**
	 * The connection that what is made now belongs to. A node that stops gives its
	 * connections up before its processes: what they ask for then belongs to none.
	 */
	private int epochOfNew(Target target) {
		return this.abandoned ? Integer.MAX_VALUE : epoch(target);
	}

	private int epoch(Target target) {
		return this.neighbours.number(node(target)) - (this.neighbours.isUp(node(target)) ? 1 : 0);
	}

	private void note(Process by, String what, Target target) {
		this.arena.note(by + "@" + by.pid().node().name(), () -> what + target.pid);
	}

	private boolean early(Target target) {
		return this.neighbours.creation(node(target)) != target.pid.creation();
	}

	private static String node(Target target) {
		return target.pid.node().name();
	}

	// ---- what it does ----

	void monitor(Process by, Target target) {
		note(by, "watches ", target);
		Ref ref = by.monitor(target.pid);
		this.monitors.put(ref, new Watched(target, epochOfNew(target), early(target)));
	}

	void demonitor(Process by, Target target, boolean flush) {
		for (Map.Entry<Ref, Watched> each : List.copyOf(this.monitors.entrySet())) {
			if (each.getValue().target == target) {
				boolean active = flush ? by.demonitorFlush(each.getKey()) : by.demonitor(each.getKey());
				this.monitors.remove(each.getKey());
				if (!flush && !active) {
					by.receive(Down.class, (down) -> down.monitor().equals(each.getKey()), Duration.ZERO);
				}
				return;
			}
		}
	}

	void link(Process by, Target target) {
		if (!this.links.containsKey(target.pid) && !by.processes().isLocal(target.pid)) {
			if (this.arena.now() - this.unlinked.getOrDefault(target, Long.MIN_VALUE / 2) < 100_000) {
				this.arena.mark(ClusterMarks.RELINKED);
			}
			// A node that stops ends its processes after it has been given up for lost.
			target.risky |= this.abandoned;
			// Before: its exit may come while we are in there, and waits in the mailbox.
			this.links.put(target.pid, new Watched(target, Integer.MAX_VALUE, early(target)));
			note(by, "links ", target);
			by.link(target.pid);
			this.links.put(target.pid, new Watched(target, epochOfNew(target), early(target)));
		}
	}

	void unlink(Process by, Target target) {
		if (!this.links.containsKey(target.pid)) {
			return;
		}
		if (target.ended && !target.lost && this.neighbours.isUp(node(target))
				&& this.neighbours.creation(node(target)) == target.pid.creation()) {
			this.arena.mark(ClusterMarks.UNLINK_CROSSED);
		}
		note(by, "unlinks ", target);
		by.unlink(target.pid);
		// One that had come stays in the mailbox; from here on none may come.
		by.receive(Exit.class, (exit) -> exit.from().equals(target.pid), Duration.ZERO)
			.ifPresent((exit) -> target.risky |= exit.reason().equals(ExitReason.NOCONNECTION));
		this.links.remove(target.pid);
		this.unlinked.put(target, this.arena.now());
	}

	/** Lets it say some words to us and end. */
	void go(Process by, Target target, int count) {
		if (this.asked.putIfAbsent(target.pid, count) == null) {
			by.send(target.pid, Tuple.of(RemoteRelations.GO, by.pid(), Int.of(count)));
		}
	}

	// ---- what it hears ----

	void take(Object message) {
		switch (message) {
			case Down down -> down(down);
			case Exit exit -> exit(exit);
			case Neighbours.Epoch(String peer, int number, boolean up) -> {
				if (!up) {
					nodeDown(peer, number);
				}
			}
			case Tuple word when word.isTagged(RemoteRelations.WORD, 3) -> word(word);
			default -> throw this.arena.violated("MB-S3", this.self + " took " + message + ", which nobody sent");
		}
	}

	private void word(Tuple word) {
		Pid from = (Pid) word.get(1);
		int next = this.words.merge(from, 1, Integer::sum) - 1;
		if (next < 0) {
			throw this.arena.violated("LM-S5", "A word of " + from + " came after its end");
		}
	}

	private void down(Down down) {
		Watched watched = this.monitors.remove(down.monitor());
		if (watched == null) {
			throw this.arena.violated("LM-S2", this.self + " took a second down, or one of a removed monitor: " + down);
		}
		if (!down.target().equals(watched.target.pid)) {
			throw this.arena.violated("LM-S2", this.self + " watched " + watched.target.pid + " and took " + down);
		}
		ended(watched, down.reason(), "down");
	}

	private void exit(Exit exit) {
		Watched linked = this.links.remove(exit.from());
		if (linked == null) {
			throw this.arena.violated("LM-S3",
					this.self + " took " + exit + " without a link, or after it was removed");
		}
		ended(linked, exit.reason(), "exit");
	}

	private void ended(Watched known, ExitReason reason, String how) {
		Target target = known.target;
		if (reason.equals(ExitReason.NOCONNECTION)) {
			target.risky |= how.equals("exit");
			if (!target.lost && !target.ended) {
				this.arena.mark(ClusterMarks.WATCH_LOST);
				this.lostOnce.put(target.pid, true);
			}
			return;
		}
		if (this.lostOnce.containsKey(target.pid)) {
			this.arena.mark(ClusterMarks.WATCH_AGAIN);
		}
		if (!target.ended && !(known.early && reason.equals(ExitReason.NOPROC))) {
			this.suspicions.put(target, this.self + " heard by " + how + " that " + target.pid + " ended with " + reason
					+ ", and it had no reason to");
		}
		if (reason instanceof ExitReason.Custom(Object value) && value instanceof Tuple done
				&& done.isTagged(RemoteRelations.DONE, 3) && done.get(1).equals(this.self)) {
			// Only a connection that held all the while brings this reason.
			long said = ((Int) done.get(2)).value();
			int heard = this.words.getOrDefault(target.pid, 0);
			if (heard >= 0 && heard != said) {
				throw this.arena.violated("LM-S5",
						this.self + " heard " + heard + " of " + said + " words of " + target.pid + " and its end");
			}
			this.words.put(target.pid, Integer.MIN_VALUE);
		}
	}

	private void nodeDown(String peer, int number) {
		// An unlink that was on its way may not have arrived.
		this.unlinked.keySet().stream().filter((each) -> node(each).equals(peer)).forEach((each) -> each.risky = true);
		List<Object> late = new ArrayList<>();
		this.monitors.forEach((ref, each) -> {
			if (node(each.target).equals(peer) && each.epoch < number) {
				late.add("monitor of " + each.target.pid);
			}
		});
		this.links.forEach((pid, each) -> {
			if (node(each.target).equals(peer) && each.epoch < number) {
				late.add("link with " + pid);
			}
		});
		if (!late.isEmpty()) {
			throw this.arena.violated("DC-S2", this.self + " of " + this.alive + " saw " + peer + " go down for the "
					+ number + ". time and had not heard of: " + late);
		}
	}

	// ---- the end ----

	List<Target> linked() {
		return this.links.values().stream().map(Watched::target).toList();
	}

	boolean waitsForTheDead() {
		return !owed().isEmpty();
	}

	/** Whose end it has not heard of. */
	List<String> owed() {
		List<String> owed = new ArrayList<>();
		this.monitors.values()
			.stream()
			.filter((each) -> isGone(each.target))
			.forEach((each) -> owed.add(this.self + " has no down for " + each.target.pid));
		this.links.values()
			.stream()
			.filter((each) -> isGone(each.target))
			.forEach((each) -> owed.add(this.self + " has no exit of " + each.target.pid));
		return owed;
	}

	private boolean isGone(Target target) {
		return target.lost || !this.arena.world().isRunning(target.alive)
				|| !this.arena.node(target.alive).processes().isAlive(target.pid);
	}

	/** Its process ends: whoever is linked with it has to end too. */
	void leave() {
		this.links.values().forEach((each) -> {
			each.target.doomedBy.add(this);
			this.lastEpochs.put(each.target, epoch(each.target));
		});
		this.unlinked.keySet().forEach((each) -> this.lastEpochs.put(each, epoch(each)));
	}

	/** Whether the connection has held since its process ended. */
	boolean couldTell(Target target) {
		return this.neighbours.isUp(node(target)) && this.lastEpochs.get(target) == epoch(target);
	}

	/** Its process is gone with its node: whoever was linked with it ends, or may. */
	void abandoned() {
		this.abandoned = true;
		this.links.values().forEach((each) -> each.target.risky = true);
		this.unlinked.keySet().forEach((each) -> each.risky = true);
	}

	/** Everything was heard: nothing may be left over. */
	void check(boolean gone) {
		this.lastEpochs.keySet().forEach((each) -> each.risky |= !couldTell(each));
		if (!gone && waitsForTheDead()) {
			this.arena.violated("LM-S2", owed().toString());
		}
		this.suspicions.forEach((target, text) -> {
			if (!target.risky && target.doomedBy.isEmpty() && !target.lost) {
				this.arena.violated("LM-S2", text);
			}
		});
	}

}
