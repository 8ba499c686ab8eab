package io.actor.wire.handshake;

/**
 * What this node says about itself in a handshake, and what it demands.
 *
 * @param name full name, {@code alive@host}
 * @param creation incarnation of this node, unsigned, not 0
 * @param offered the flags it offers to this peer
 * @param mandatory the flags it demands of the peer
 */
public record LocalNode(String name, int creation, DistributionFlags offered, DistributionFlags mandatory) {

	public LocalNode {
		if (!NodeName.isValid(name)) {
			throw new IllegalArgumentException(
					"A node name is alive@host in printable ASCII, at most " + NodeName.MAX_LENGTH + " characters");
		}
		if (creation == 0) {
			throw new IllegalArgumentException("Creation 0 is a wildcard, no living node has it");
		}
	}

	/** A hidden node with the usual flags that talks to OTP 25 and later. */
	public LocalNode(String name, int creation) {
		this(name, creation, DistributionFlags.HIDDEN_NODE, DistributionFlags.MANDATORY_26);
	}

}
