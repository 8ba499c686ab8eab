package io.actor.spring.actuate;

import java.time.Instant;
import java.util.List;

import io.actor.node.PeerInfo;

import org.springframework.boot.actuate.endpoint.OperationResponseBody;

/**
 * A node and its connections.
 *
 * @param node its name
 * @param creation its incarnation
 * @param state what it is doing
 * @param visible connected nodes that show themselves to the whole cluster
 * @param hidden connected nodes that do not
 * @param expected names of the configured peers
 */
public record NodesDescriptor(String node, long creation, String state, List<Peer> visible, List<Peer> hidden,
		List<String> expected) implements OperationResponseBody {

	/**
	 * A connected node.
	 *
	 * @param name its name
	 * @param since when the connection came up
	 * @param direction who opened the connection: {@code outbound} if we did, else
	 * {@code inbound}
	 */
	public record Peer(String name, Instant since, String direction) {
	}

	static List<Peer> peers(List<PeerInfo> all, boolean visible) {
		return all.stream()
			.filter((peer) -> peer.visible() == visible)
			.map((peer) -> new Peer(peer.name(), peer.since(), peer.outbound() ? "outbound" : "inbound"))
			.toList();
	}

}
