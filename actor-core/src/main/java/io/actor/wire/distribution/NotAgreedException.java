package io.actor.wire.distribution;

import io.actor.wire.handshake.DistributionFlag;

/**
 * A signal that the other side has not offered to understand; sent all the same it would
 * end the connection there.
 */
public final class NotAgreedException extends IllegalArgumentException {

	private static final long serialVersionUID = 1L;

	NotAgreedException(DistributionFlag flag) {
		super("The peer has not agreed on " + flag);
	}

}
