package io.actor.wire.handshake;

/**
 * What this node says about itself in a handshake, and what it demands.
 *
 * @param name full name, {@code alive@host}
 * @param creation incarnation of this node, unsigned, not 0
 * @param offered the flags it offers to this peer
 * @param mandatory the flags it demands of the peer
 * @param longestMessage longest message of a handshake it reads, in bytes
 */
public record LocalNode(String name, int creation, DistributionFlags offered, DistributionFlags mandatory,
		int longestMessage) {

	public LocalNode {
		if (!NodeName.isValid(name)) {
			throw new IllegalArgumentException(
					"A node name is alive@host in printable ASCII, at most " + NodeName.MAX_LENGTH + " characters");
		}
		if (creation == 0) {
			throw new IllegalArgumentException("Creation 0 is a wildcard, no living node has it");
		}
		if (longestMessage < Handshake.SMALLEST_LIMIT || longestMessage > Handshake.LARGEST_LIMIT) {
			throw new IllegalArgumentException("The longest handshake message has " + Handshake.SMALLEST_LIMIT + " to "
					+ Handshake.LARGEST_LIMIT + " bytes, not " + longestMessage);
		}
	}

	/** A node that reads messages of the usual length. */
	public LocalNode(String name, int creation, DistributionFlags offered, DistributionFlags mandatory) {
		this(name, creation, offered, mandatory, Handshake.MAX_FRAME);
	}

	/** A hidden node with the usual flags that talks to OTP 25 and later. */
	public LocalNode(String name, int creation) {
		this(name, creation, DistributionFlags.HIDDEN_NODE, DistributionFlags.MANDATORY_26);
	}

	/** The same node, which reads messages up to this length. */
	public LocalNode withLongestMessage(int bytes) {
		return new LocalNode(this.name, this.creation, this.offered, this.mandatory, bytes);
	}

}
