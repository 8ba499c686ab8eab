package io.actor.node;

import io.actor.wire.distribution.DistributionLimits;

/**
 * What strangers and peers may ask of a node. What goes beyond costs a connection and
 * never the node; each hit is counted, see {@link Node#limitHits}.
 *
 * @param strangers limits before the handshake is over
 * @param connection limits of each connection after it
 * @param knownPeers most nodes that are remembered, 1 to 4,096
 */
public record PeerLimits(StrangerLimits strangers, DistributionLimits connection, int knownPeers) {

	/** Most nodes any limit may allow. */
	public static final int MAX_KNOWN_PEERS = 4096;

	/** Longest integer any limit may allow, in bytes. */
	public static final int MAX_BIG_INTEGER = 1024 * 1024;

	/** The usual limits of strangers and connections, and 512 nodes. */
	public static final PeerLimits DEFAULT = new PeerLimits(StrangerLimits.DEFAULT, DistributionLimits.DEFAULT, 512);

	public PeerLimits {
		if (knownPeers < 1 || knownPeers > MAX_KNOWN_PEERS) {
			throw new IllegalArgumentException("knownPeers is " + knownPeers + ", not 1 to " + MAX_KNOWN_PEERS);
		}
		if (connection.terms().bigIntegerBytes() > MAX_BIG_INTEGER) {
			throw new IllegalArgumentException("bigIntegerBytes is " + connection.terms().bigIntegerBytes()
					+ ", at most " + MAX_BIG_INTEGER + " for peers");
		}
	}

	/** The same with other limits of strangers. */
	public PeerLimits withStrangers(StrangerLimits limits) {
		return new PeerLimits(limits, this.connection, this.knownPeers);
	}

	/** The same with other limits of connections. */
	public PeerLimits withConnection(DistributionLimits limits) {
		return new PeerLimits(this.strangers, limits, this.knownPeers);
	}

	/** The same with another number of nodes. */
	public PeerLimits withKnownPeers(int most) {
		return new PeerLimits(this.strangers, this.connection, most);
	}

}
