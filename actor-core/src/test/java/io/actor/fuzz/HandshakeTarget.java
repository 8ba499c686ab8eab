package io.actor.fuzz;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.stream.Stream;

import io.actor.wire.Recorded;
import io.actor.wire.handshake.AcceptorHandshake;
import io.actor.wire.handshake.ConnectionStatus;
import io.actor.wire.handshake.Cookie;
import io.actor.wire.handshake.DistributionFlags;
import io.actor.wire.handshake.Handshake;
import io.actor.wire.handshake.HandshakeException;
import io.actor.wire.handshake.HandshakeStep;
import io.actor.wire.handshake.InitiatorHandshake;
import io.actor.wire.handshake.LengthPrefix;
import io.actor.wire.handshake.LocalNode;
import io.actor.wire.handshake.NodeName;

/**
 * A handshake with somebody who does not know the cookie, in both roles. The first byte
 * chooses the role, what the table of connections answers, and the width of lengths.
 */
final class HandshakeTarget extends FuzzTarget {

	private static final LocalNode LOCAL = new LocalNode("target@localhost", 7, DistributionFlags.HIDDEN_NODE,
			DistributionFlags.MANDATORY_25);

	/** Nothing in the inputs was made with it. */
	private static final Cookie COOKIE = Cookie.of("nobody-knows-this-cookie");

	@Override
	Stream<byte[]> seeds() {
		return Stream
			.concat(Seeds.conversations(true),
					Recorded.sessions()
						.flatMap((session) -> session.frames().stream())
						.filter(Recorded.Frame::isHandshake)
						.map(Recorded.Frame::bytes))
			.flatMap((bytes) -> Stream.of(0, 1, 2, 4).map((first) -> Seeds.behind(bytes, first)));
	}

	@Override
	void take(byte[] input) throws Throwable {
		if (input.length < 1) {
			return;
		}
		byte[] bytes = Arrays.copyOfRange(input, 1, input.length);
		// Whoever is not known gets little memory.
		Bounds.within(64 * 1024 + 8L * bytes.length, () -> converse(input[0], ByteBuffer.wrap(bytes), bytes.length));
		converse(input[0], ByteBuffer.wrap(bytes), 1);
	}

	private static void converse(int first, ByteBuffer in, int size) {
		LengthPrefix prefix = ((first & 1) == 0) ? LengthPrefix.U16 : LengthPrefix.U32;
		ConnectionStatus[] answers = ConnectionStatus.values();
		ConnectionStatus answer = answers[(first >> 2 & 0x3F) % answers.length];
		Handshake handshake = ((first & 2) == 0) ? new AcceptorHandshake(LOCAL, (name) -> {
			require(NodeName.isValid(name), "A cookie was asked for somebody without a name");
			return COOKIE;
		}, 4711, (name, flags) -> answer, (challenge) -> challenge == 4712, prefix) : new InitiatorHandshake(LOCAL,
				"peer@localhost", COOKIE, 4711, () -> (first & 4) == 0, (challenge) -> challenge == 4712, prefix);
		try {
			handshake.start();
			while (in.hasRemaining()) {
				ByteBuffer piece = in.slice(in.position(), Math.min(size, in.remaining()));
				HandshakeStep step = handshake.receive(piece);
				require(step instanceof HandshakeStep.Continue, "Somebody was let in without the cookie");
				require(!piece.hasRemaining(), "Bytes of a handshake were left");
				in.position(in.position() + Math.max(1, piece.position()));
			}
			require(handshake.peerClosed() != null, "There is no word for the end");
		}
		catch (HandshakeException ex) {
			require(ex.farewell().length < 64, "Too much is told to somebody who is refused");
		}
	}

}
