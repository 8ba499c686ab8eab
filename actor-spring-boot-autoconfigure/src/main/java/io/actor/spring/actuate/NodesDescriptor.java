package io.actor.spring.actuate;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import io.actor.node.DiscoveryInfo;
import io.actor.node.LostNode;
import io.actor.node.PeerAddress;
import io.actor.node.PeerInfo;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.OperationResponseBody;

/**
 * A node and its connections.
 *
 * @param node its name
 * @param creation its incarnation
 * @param state what it is doing
 * @param visible connected nodes that show themselves to the whole cluster
 * @param hidden connected nodes that do not
 * @param expected names of the peers it stays connected with, configured and discovered
 * @param problems why those of them that are not connected are not, by name
 * @param lost nodes that were connected and are not any more, the latest 64
 * @param portMapper how it stands with the port mapper of its host
 * @param discovery who looks for peers, and how that fares
 * @param functions what other nodes may call, as {@code module:function/arity}
 */
public record NodesDescriptor(String node, long creation, String state, List<Peer> visible, List<Peer> hidden,
		List<String> expected, Map<String, String> problems, List<Lost> lost, String portMapper,
		List<Discovery> discovery, List<String> functions) implements OperationResponseBody {

	/**
	 * A connected node.
	 *
	 * @param name its name
	 * @param since when the connection came up
	 * @param direction who opened the connection: {@code outbound} if we did, else
	 * {@code inbound}
	 * @param encrypted whether the connection is encrypted
	 * @param protocol how: {@code TLSv1.3}, {@code TLSv1.2}, or {@code tcp} if it is not
	 */
	public record Peer(String name, Instant since, String direction, boolean encrypted, String protocol) {

		private static Peer of(PeerInfo peer) {
			return new Peer(peer.name(), peer.since(), peer.outbound() ? "outbound" : "inbound", peer.encrypted(),
					peer.protocol());
		}

	}

	/**
	 * Somebody who looks for peers.
	 *
	 * @param name what people know it by
	 * @param peers names of those it has found, by its last good answer
	 * @param answered when that was; null if there was none yet
	 * @param problem why there is no newer one; null if all is well
	 */
	public record Discovery(String name, List<String> peers, @Nullable Instant answered, @Nullable String problem) {
	}

	static List<Discovery> discovery(List<DiscoveryInfo> all) {
		return all.stream()
			.map((info) -> new Discovery(info.name(), info.peers().stream().map(PeerAddress::node).toList(),
					info.answered().orElse(null), info.problem().orElse(null)))
			.toList();
	}

	/**
	 * A node that is not connected any more.
	 *
	 * @param name its name
	 * @param kind {@code visible} or {@code hidden}, as it was
	 * @param since when the connection was lost
	 * @param reason why, in Erlang's words: {@code connection_closed},
	 * {@code net_tick_timeout}, {@code disconnect}
	 * @param detail the same for people
	 */
	public record Lost(String name, String kind, Instant since, String reason, String detail) {

		private static Lost of(LostNode node) {
			return new Lost(node.name(), node.type().name().toLowerCase(Locale.ROOT), node.since(),
					node.reason().atom().name(), node.detail());
		}

	}

	static List<Lost> lost(List<LostNode> nodes) {
		return nodes.stream().map(Lost::of).toList();
	}

	static List<Peer> peers(List<PeerInfo> all, boolean visible) {
		return all.stream().filter((peer) -> peer.visible() == visible).map(Peer::of).toList();
	}

}
