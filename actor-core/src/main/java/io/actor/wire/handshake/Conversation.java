package io.actor.wire.handshake;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

import io.actor.wire.handshake.HandshakeException.Reason;
import io.actor.wire.handshake.HandshakeStep.Established;
import org.jspecify.annotations.Nullable;

/** What both roles share: framing, the messages due out, and the end. */
final class Conversation {

	/** One message of the peer. */
	interface Role {

		/** Takes the message, or null from it if the handshake goes on. */
		@Nullable Outcome message(ByteBuffer message);

	}

	/** The peer's proof was right. */
	record Outcome(String peerName, int peerCreation, DistributionFlags chosenFlags, boolean replacesOldConnection) {
	}

	private final HandshakeFrames frames;

	private final LengthPrefix prefix;

	private final ByteArrayOutputStream output = new ByteArrayOutputStream();

	private boolean ended;

	Conversation(LengthPrefix prefix, int longestMessage) {
		this.prefix = prefix;
		this.frames = new HandshakeFrames(prefix, longestMessage);
	}

	void send(HandshakeMessage message) {
		this.output.writeBytes(message.framed(this.prefix));
	}

	byte[] takeOutput() {
		byte[] bytes = this.output.toByteArray();
		this.output.reset();
		return bytes;
	}

	HandshakeStep receive(ByteBuffer in, Role role) {
		if (this.ended) {
			throw new HandshakeException(Reason.UNEXPECTED, "The handshake is over");
		}
		boolean goesOn = false;
		try {
			for (ByteBuffer message = this.frames.next(in); message != null; message = this.frames.next(in)) {
				Outcome outcome = role.message(message);
				if (outcome != null) {
					return new Established(takeOutput(), outcome.peerName, outcome.peerCreation, outcome.chosenFlags,
							outcome.replacesOldConnection);
				}
			}
			goesOn = true;
			return new HandshakeStep.Continue(takeOutput());
		}
		finally {
			this.ended = !goesOn;
		}
	}

	/** The end without a connection, with the last message that tells the peer. */
	HandshakeException end(Reason reason, String message, HandshakeMessage farewell) {
		send(farewell);
		return new HandshakeException(reason, message, takeOutput());
	}

}
