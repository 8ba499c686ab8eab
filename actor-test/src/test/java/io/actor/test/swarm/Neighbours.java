package io.actor.test.swarm;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.actor.node.Node;
import io.actor.node.NodeListener;
import io.actor.node.PeerInfo;
import io.actor.term.Pid;

/**
 * What one node sees of the others. Processes that ask for it find each up and down in
 * their mailbox, in order with the signals: that tells them which connection a signal
 * came through. Checks DC-S1.
 */
final class Neighbours implements NodeListener {

	private final Arena arena;

	private final String alive;

	private final Node node;

	private final Map<String, Seen> seen = new TreeMap<>();

	private final List<Pid> told = new ArrayList<>();

	/**
	 * A connection has come up or is gone.
	 *
	 * @param peer full name of the other node
	 * @param number counts the connections with it, from 1
	 * @param up which of the two
	 */
	record Epoch(String peer, int number, boolean up) {
	}

	/** What is known of one other node. */
	private static final class Seen {

		private int number;

		private int creation;

		private boolean up;

	}

	/** Begins to look. */
	Neighbours(Arena arena, String alive, Node node) {
		this.arena = arena;
		this.alive = alive;
		this.node = node;
		node.listen(this);
		for (PeerInfo each : node.peers()) {
			Seen known = seen(each.name());
			if (!known.up) {
				nodeUp(each);
			}
		}
	}

	/** Lets a process of the node find what happens from now on in its mailbox. */
	void tell(Pid process) {
		this.told.add(process);
		this.seen.forEach((peer, known) -> {
			if (known.up) {
				this.node.send(process, new Epoch(peer, known.number, true));
			}
		});
	}

	/** Which connection with this node is up, or was the last one; 0 before the first. */
	int number(String peer) {
		return seen(peer).number;
	}

	boolean isUp(String peer) {
		return seen(peer).up;
	}

	/** Incarnation of the peer in the connection that is up or was the last one. */
	int creation(String peer) {
		return seen(peer).creation;
	}

	private Seen seen(String peer) {
		return this.seen.computeIfAbsent(peer, (name) -> new Seen());
	}

	@Override
	public void nodeUp(PeerInfo peer) {
		this.arena.note(this.node.name(), () -> "sees " + peer.name() + " up, creation " + peer.creation()
				+ (peer.outbound() ? ", which it called" : ", which called"));
		Seen known = seen(peer.name());
		if (known.up) {
			this.arena.violated("DC-S1", this.alive + " sees " + peer.name() + " come up with creation "
					+ peer.creation() + " while it is up with creation " + known.creation);
		}
		known.up = true;
		known.number++;
		known.creation = peer.creation();
		Epoch event = new Epoch(peer.name(), known.number, true);
		this.told.forEach((process) -> this.node.send(process, event));
	}

	@Override
	public void nodeDown(PeerInfo peer, String reason) {
		this.arena.note(this.node.name(), () -> "sees " + peer.name() + " down: " + reason);
		Seen known = seen(peer.name());
		if (!known.up || known.creation != peer.creation()) {
			this.arena.violated("DC-S1", this.alive + " sees " + peer.name() + " go down with creation "
					+ peer.creation() + ", and it was " + (known.up ? "up with creation " + known.creation : "down"));
		}
		known.up = false;
		if (reason.contains("replaced")) {
			this.arena.mark(ClusterMarks.REPLACED);
		}
		Epoch event = new Epoch(peer.name(), known.number, false);
		this.told.forEach((process) -> this.node.send(process, event));
	}

}
