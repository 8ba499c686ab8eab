package io.actor.node;

import io.actor.wire.distribution.SignalSink;

/** Makes what takes the signals of a peer. */
@FunctionalInterface
interface SignalSinks {

	/** Takes the signals of this peer. */
	SignalSink sink(Peer peer, PeerConnection connection);

}
