package io.actor.wire.handshake;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Optional;

import io.actor.wire.handshake.HandshakeStep.Established;

import static org.assertj.core.api.Assertions.assertThat;

/** One end: what it has to say, and what became of it. */
final class HandshakeEnd {

	final Handshake handshake;

	private final ByteArrayOutputStream due = new ByteArrayOutputStream();

	Optional<Established> up = Optional.empty();

	Optional<HandshakeException> down = Optional.empty();

	boolean sawClose;

	HandshakeEnd(Handshake handshake) {
		this.handshake = handshake;
		this.due.writeBytes(handshake.start());
	}

	/** Takes a piece; a side that is up or down takes nothing more. */
	void receive(ByteBuffer piece) {
		if (this.up.isPresent() || this.down.isPresent()) {
			return;
		}
		try {
			HandshakeStep step = this.handshake.receive(piece);
			this.due.writeBytes(step.output());
			if (step instanceof Established established) {
				this.up = Optional.of(established);
				assertThat(piece.hasRemaining()).isFalse();
			}
		}
		catch (HandshakeException ex) {
			this.down = Optional.of(ex);
			this.due.writeBytes(ex.farewell());
		}
	}

	void peerClosed() {
		if (this.up.isEmpty() && this.down.isEmpty()) {
			this.down = Optional.of(this.handshake.peerClosed());
		}
		this.sawClose = true;
	}

	byte[] take() {
		byte[] bytes = this.due.toByteArray();
		this.due.reset();
		return bytes;
	}

	@Override
	public String toString() {
		return this.up.map(Object::toString).orElse(this.down.map(Object::toString).orElse("waiting"));
	}

}
