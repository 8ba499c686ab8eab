package io.actor.test.planted;

import java.util.List;

/** Defects of handshake, connections, signals between nodes, and groups. */
final class ClusterFaults {

	static final PlantedFault OLD_INCARNATION = handshake("an old incarnation is replaced without its downs",
			"node/Connections", "old.endNow(\"replaced by a new connection of the same node\");", "");

	static final PlantedFault DOWN_TOO_EARLY = connection("node-down before the signals it causes", "node/Connections",
			"lost.tell(this.signals); peer.suspended().lookAgain(); if (lost.end() == Lost.End.DOWN && info != null) {",
			"""
					if (lost.end() == Lost.End.DOWN && info != null) {
						this.news.down(info, connection.reason(), why);
					}
					lost.tell(this.signals); peer.suspended().lookAgain();
					if (lost.end() == Lost.End.DOWN && info != null && why.isEmpty()) {
					""");

	static final PlantedFault MEMBERS_STAY = group("members of a node that is down stay", "GroupServer",
			"replace(peer.groups, Map.of());", "");

	static final List<PlantedFault> ALL = List.of(
			handshake("the caller's digest is not compared", "wire/handshake/AcceptorHandshake",
					"if (!cookie.matches(this.challenge, reply.digest())) {",
					"if (!cookie.matches(this.challenge, reply.digest()) && this.peerName.isEmpty()) {"),
			handshake("a challenge is used again", "node/Attempts", "int challenge = this.randomness.nextInt();",
					"int challenge = 4711;"),
			handshake("a handshake has no deadline", "node/PeerConnection",
					"this.deadline = limit; this.timers.schedule(limit);", "this.deadline = limit;"),
			handshake("a claimed name takes the place of a live peer", "wire/handshake/ConnectionStatus",
					"case UP -> ALIVE;", "case UP -> OK;"),
			OLD_INCARNATION,
			connection("ticks are never sent", "node/Ticks", "case SEND_TICK -> this.connection.tick();",
					"case SEND_TICK -> { }"),
			connection("a silent peer is never given up", "wire/distribution/TickTimer",
					"if (this.silentChecks >= this.rate.checks()) {", "if (this.silentChecks >= 1_000) {"),
			connection("a silent peer is given up too early", "wire/distribution/TickTimer",
					"if (this.silentChecks >= this.rate.checks()) {",
					"if (this.silentChecks >= this.rate.checks() / 2) {"),
			connection("a bad frame makes the decoder fail", "wire/distribution/DistributionDecoder",
					"throw new ProtocolException(\"A frame of form \" + form)",
					"throw new IllegalStateException(\"A frame of form \" + form)"),
			DOWN_TOO_EARLY,
			connection("signals come after the node-down", "node/PeerConnection",
					"if (!this.ended && this.farewell == null) {", "if (chunk.hasRemaining()) {"),
			connection("a fragment is put at the wrong place", "wire/distribution/Fragments",
					"this.parts.add((offset <= HEADER) ?", "this.parts.addFirst((offset <= HEADER) ?"),
			connection("what waited for the connection is lost", "node/Peer", "this.wanted = false; sendWaiting();",
					"this.wanted = false; this.waiting.clear(); sendWaiting();"),
			connection("what waited for the connection goes backwards", "node/WaitingSignals",
					"Outgoing first = this.signals.removeFirst();", "Outgoing first = this.signals.removeLast();"),
			connection("suspended senders are not told of room", "node/Connections",
					"public void writable(PeerConnection connection) { Peer peer = connection.peer(); if (peer != null) {",
					"public void writable(PeerConnection connection) { Peer peer = connection.peer(); if (peer != null && peer.current() == null) {"),
			connection("a frame that comes in pieces loses its end", "wire/distribution/FrameReader",
					"this.filled += count;",
					"this.filled += count; if (count == 1 && this.length - this.filled == 1) { this.filled = this.length; }"),
			remote("no Down when the connection is lost", "node/Lost",
					"""
							this.watching
								.forEach((ref, watch) -> signals.down(watch.watcher(), watch.target(), ref, ExitReason.NOCONNECTION));
							""",
					""),
			remote("no exit signal when the connection is lost", "node/Lost",
					"this.links.forEach((link) -> signals.exitLink(link.remote(), link.local(), ExitReason.NOCONNECTION));",
					""),
			new PlantedFault("a call given up leaves its alias open", "GS", PlantedFault.CLUSTER,
					"io/actor/gen/ServerRef.java", "if (remote != null && !answered) { remote.close(); }", ""),
			group("a leave forgets how often one had joined", "Bag", "if (count == 1) {", "if (count >= 1) {"),
			MEMBERS_STAY,
			group("a sync keeps who has left", "GroupServer", "if (!gone.isEmpty()) { left(group, gone, false); }", ""),
			group("a sync misses a group", "GroupServer", "ScopeMessage.sync(self().pid(), localGroups())",
					"ScopeMessage.sync(self().pid(), localGroups().entrySet().stream().limit(1).collect(java.util.stream.Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)))"),
			group("a peer is not told what changes", "GroupServer", "peer(pid).told = true;", "peer(pid);"),
			group("a peer is not told of a member's end", "GroupServer",
					"broadcast(ScopeMessage.leave(self().pid(), List.of(pid), groups));", ""),
			group("a watcher does not hear of a leave", "GroupServer",
					"this.watchers.tell(group, (monitor, watcher) -> self().send(watcher, new GroupLeft(monitor, group, pids)));",
					""));

	private ClusterFaults() {
	}

	private static PlantedFault handshake(String id, String type, String original, String replaced) {
		return cluster(id, "HS", type, original, replaced);
	}

	private static PlantedFault connection(String id, String type, String original, String replaced) {
		return cluster(id, "DC", type, original, replaced);
	}

	private static PlantedFault remote(String id, String type, String original, String replaced) {
		return cluster(id, "LM", type, original, replaced);
	}

	private static PlantedFault group(String id, String type, String original, String replaced) {
		return cluster(id, "GR", "group/" + type, original, replaced);
	}

	private static PlantedFault cluster(String id, String group, String type, String original, String replaced) {
		return new PlantedFault(id, group, PlantedFault.CLUSTER, "io/actor/" + type + ".java", original, replaced);
	}

}
