package io.actor.wire.handshake;

import java.util.StringJoiner;

/**
 * A set of {@link DistributionFlag}s as the handshake carries it. Bits without a name
 * here are kept: they may mean something to the peer.
 *
 * @param bits the 64-bit word
 */
public record DistributionFlags(long bits) {

	/** What every OTP from 25 on demands of a peer. */
	public static final DistributionFlags MANDATORY_25 = new DistributionFlags(0x1070F94L);

	/** What every OTP from 26 on demands of a peer. */
	public static final DistributionFlags MANDATORY_26 = new DistributionFlags(0x403070F94L);

	/**
	 * What this node offers unless configured otherwise: all of OTP 25 except the atom
	 * cache, and hidden. Frames then start with an empty distribution header.
	 */
	public static final DistributionFlags HIDDEN_NODE = new DistributionFlags(0xD07DF5FBCL);

	/** Whether the flag is in the set. */
	public boolean has(DistributionFlag flag) {
		return (this.bits & flag.mask()) != 0;
	}

	/** This set and the flag. */
	public DistributionFlags with(DistributionFlag flag) {
		return new DistributionFlags(this.bits | flag.mask());
	}

	/** This set without the flag. */
	public DistributionFlags without(DistributionFlag flag) {
		return new DistributionFlags(this.bits & ~flag.mask());
	}

	/** What both sets hold. */
	public DistributionFlags and(DistributionFlags other) {
		return new DistributionFlags(this.bits & other.bits);
	}

	/** Those of the mandatory flags that this set lacks. */
	public DistributionFlags missing(DistributionFlags mandatory) {
		return new DistributionFlags(mandatory.bits & ~this.bits);
	}

	/** Whether no flag is set. */
	public boolean isEmpty() {
		return this.bits == 0;
	}

	/**
	 * The set with MANDATORY_25_DIGEST spelled out, as OTP's {@code dist_util} does
	 * before it checks a peer.
	 */
	DistributionFlags expanded() {
		return has(DistributionFlag.MANDATORY_25_DIGEST) ? new DistributionFlags(this.bits | MANDATORY_25.bits) : this;
	}

	/** The bits the old name message can carry. */
	DistributionFlags lowHalf() {
		return new DistributionFlags(this.bits & 0xFFFF_FFFFL);
	}

	@Override
	public String toString() {
		StringJoiner names = new StringJoiner(", ", "0x" + Long.toHexString(this.bits) + " [", "]");
		for (DistributionFlag flag : DistributionFlag.values()) {
			if (has(flag)) {
				names.add(flag.name());
			}
		}
		return names.toString();
	}

}
