package io.actor.node;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.actor.scheduler.ActorClock;

/**
 * Remembers why nodes went, and why they could not be reached, until they are back; the
 * latest ones if there are many.
 */
final class LostNodes implements NodeListener {

	private static final int MOST = 64;

	private final ActorClock clock;

	/** Guarded by this object's lock. */
	private final Map<String, LostNode> lost = new LinkedHashMap<>();

	/** Guarded by this object's lock. */
	private final Map<String, String> problems = new LinkedHashMap<>();

	LostNodes(ActorClock clock) {
		this.clock = clock;
	}

	@Override
	public synchronized void nodeUp(PeerInfo peer) {
		this.lost.remove(peer.name());
		this.problems.remove(peer.name());
	}

	@Override
	public synchronized void nodeDown(PeerInfo peer, DownReason reason, String detail) {
		put(this.lost, peer.name(), new LostNode(peer.name(), NodeType.of(peer),
				Instant.ofEpochMilli(this.clock.wallMillis()), reason, detail));
	}

	@Override
	public synchronized void unreachable(String node, String reason) {
		put(this.problems, node, reason);
	}

	private static <V> void put(Map<String, V> map, String node, V value) {
		map.remove(node);
		map.put(node, value);
		if (map.size() > MOST) {
			map.remove(map.keySet().iterator().next());
		}
	}

	/** Why the last attempt to reach a node has failed. */
	synchronized Optional<String> problem(String node) {
		return Optional.ofNullable(this.problems.get(node));
	}

	/** Those that are not back, the one lost first in front. */
	synchronized List<LostNode> all() {
		return List.copyOf(this.lost.values());
	}

}
