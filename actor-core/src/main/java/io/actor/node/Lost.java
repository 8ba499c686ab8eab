package io.actor.node;

import java.util.List;
import java.util.Map;
import java.util.Set;

import io.actor.process.ExitReason;
import io.actor.process.RemoteSignals;
import io.actor.process.RemoteSpawn;
import io.actor.term.Ref;

/**
 * What ends with a connection.
 *
 * @param end what that means
 * @param links links to break
 * @param unlinking acknowledgements that will not come
 * @param watching our monitors to fire
 * @param watchedBy their monitors to remove
 * @param spawning processes that will not be
 */
record Lost(End end, Set<Peer.Link> links, Map<Peer.Link, Long> unlinking, Map<Ref, Peer.Watch> watching,
		Map<Ref, Peer.Watch> watchedBy, List<RemoteSpawn> spawning) {

	/** What the end of a connection or attempt means. */
	enum End {

		/** Nothing: another connection or attempt counts. */
		NOTHING,
		/** The node is down. */
		DOWN,
		/** Our attempt has failed. */
		UNREACHABLE,
		/** Theirs has failed, and we have something to say: it is our turn to call. */
		CALL

	}

	static Lost nothing(End end) {
		return new Lost(end, Set.of(), Map.of(), Map.of(), Map.of(), List.of());
	}

	/** Tells the processes here. */
	void tell(RemoteSignals signals) {
		this.unlinking.forEach((link, id) -> signals.unlinked(id, link.remote(), link.local()));
		this.links.forEach((link) -> signals.exitLink(link.remote(), link.local(), ExitReason.NOCONNECTION));
		this.watching
			.forEach((ref, watch) -> signals.down(watch.watcher(), watch.target(), ref, ExitReason.NOCONNECTION));
		this.spawning.forEach((spawn) -> signals.notSpawned(spawn, ExitReason.NOCONNECTION));
		this.watchedBy.forEach((ref, watch) -> signals.demonitor(watch.watcher(), watch.target(), ref));
	}

}
