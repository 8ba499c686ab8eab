package io.actor.wire.distribution;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

import io.actor.term.Term;
import io.actor.wire.handshake.DistributionFlags;

import static org.assertj.core.api.Assertions.assertThat;

/** What comes out of a decoder, read at once. */
final class Received implements SignalSink {

	final DistributionDecoder decoder;

	final List<ControlMessage> messages = new ArrayList<>();

	final List<Term> payloads = new ArrayList<>();

	int ticks;

	long now;

	Received(DistributionFlags flags) {
		this(flags, DistributionLimits.DEFAULT);
	}

	Received(DistributionFlags flags, DistributionLimits limits) {
		this.decoder = new DistributionDecoder(flags, limits);
	}

	void receive(byte[] frame) {
		this.decoder.receive(ByteBuffer.wrap(frame), this.now, this);
	}

	@Override
	public void signal(ControlMessage message, Payload payload) {
		this.messages.add(message);
		if (message.hasPayload()) {
			this.payloads.add(payload.decode());
		}
		else {
			assertThat(payload).isSameAs(Payload.NONE);
		}
	}

	@Override
	public void tick() {
		this.ticks++;
	}

}
