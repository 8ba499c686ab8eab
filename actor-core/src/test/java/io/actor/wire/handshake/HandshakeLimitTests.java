package io.actor.wire.handshake;

import java.nio.ByteBuffer;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/** How long a message of somebody may be who is still unknown. */
@Tag("security")
class HandshakeLimitTests {

	private static final LocalNode LOCAL = new LocalNode("local@host", 1);

	private static HandshakeException.Reason reason(LocalNode local, LengthPrefix prefix, int length) {
		Handshake handshake = new AcceptorHandshake(local, (name) -> Cookie.of("cookie"), 1,
				(name, flags) -> ConnectionStatus.OK, (challenge) -> false, prefix);
		ByteBuffer message = ByteBuffer.allocate(prefix.width() + 5000);
		if (prefix == LengthPrefix.U16) {
			message.putShort((short) length);
		}
		else {
			message.putInt(length);
		}
		HandshakeException[] failure = new HandshakeException[1];
		assertThatExceptionOfType(HandshakeException.class).isThrownBy(() -> handshake.receive(message.rewind()))
			.satisfies((ex) -> failure[0] = ex);
		return failure[0].reason();
	}

	@Test
	void aLongerMessageIsNotRead() {
		for (LengthPrefix prefix : LengthPrefix.values()) {
			assertThat(reason(LOCAL, prefix, 1280)).isEqualTo(HandshakeException.Reason.UNEXPECTED);
			assertThat(reason(LOCAL, prefix, 1281)).isEqualTo(HandshakeException.Reason.TOO_LONG);
			assertThat(reason(LOCAL, prefix, 0xFFFF)).isEqualTo(HandshakeException.Reason.TOO_LONG);
		}
		assertThat(reason(LOCAL, LengthPrefix.U32, 0x80000000)).isEqualTo(HandshakeException.Reason.TOO_LONG);
		assertThat(reason(LOCAL, LengthPrefix.U32, 0xFFFFFFFF)).isEqualTo(HandshakeException.Reason.TOO_LONG);
	}

	@Test
	void theLimitIsTheNodes() {
		assertThat(reason(LOCAL.withLongestMessage(512), LengthPrefix.U16, 513))
			.isEqualTo(HandshakeException.Reason.TOO_LONG);
		assertThat(reason(LOCAL.withLongestMessage(4096), LengthPrefix.U16, 4096))
			.isEqualTo(HandshakeException.Reason.UNEXPECTED);
		assertThatIllegalArgumentException().isThrownBy(() -> LOCAL.withLongestMessage(511));
		assertThatIllegalArgumentException().isThrownBy(() -> LOCAL.withLongestMessage(4097));
	}

}
