package io.actor.wire.distribution;

/** Takes what a {@link DistributionDecoder} has read, in the order it was sent. */
public interface SignalSink {

	/**
	 * A control message is complete.
	 * @param payload what belongs to it, {@link Payload#NONE} if nothing does
	 */
	void signal(ControlMessage message, Payload payload);

	/** The peer is alive and has nothing to say. */
	default void tick() {
	}

}
