package io.actor.node;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How a {@link PeerDiscovery} fares.
 *
 * @param name what people know it by
 * @param peers what it has found, by its last good answer
 * @param answered when that was; empty if there was none yet
 * @param problem why there is no newer one; empty if all is well
 */
public record DiscoveryInfo(String name, List<PeerAddress> peers, Optional<Instant> answered,
		Optional<String> problem) {

	public DiscoveryInfo {
		peers = List.copyOf(peers);
	}

}
