package io.actor.wire.handshake;

import java.nio.ByteBuffer;

import io.actor.wire.handshake.ConnectionStatus.PeerState;
import io.actor.wire.handshake.HandshakeException.Reason;
import io.actor.wire.handshake.HandshakeStep.Established;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class SimultaneousConnectTests {

	private static final Cookie COOKIE = Cookie.of("a-cookie-of-some-length");

	private static final LocalNode ANNA = new LocalNode("anna@host", 1);

	private static final LocalNode BERT = new LocalNode("bert@host", 2);

	@Test
	void ofTwoNodesThatCallEachOtherOneConnectionSurvives() {
		Handshake annaCalls = initiator(ANNA, BERT.name(), 100);
		Handshake bertCalls = initiator(BERT, ANNA.name(), 200);
		AcceptorHandshake bertIsCalled = acceptor(BERT, 300);
		AcceptorHandshake annaIsCalled = acceptor(ANNA, 400);

		assertThatExceptionOfType(HandshakeException.class)
			.isThrownBy(() -> bertIsCalled.receive(ByteBuffer.wrap(annaCalls.start())))
			.satisfies((refusal) -> {
				assertThat(refusal.reason()).isEqualTo(Reason.SIMULTANEOUS);
				assertThatExceptionOfType(HandshakeException.class)
					.isThrownBy(() -> annaCalls.receive(ByteBuffer.wrap(refusal.farewell())))
					.satisfies((ex) -> assertThat(ex.reason()).isEqualTo(Reason.SIMULTANEOUS));
			});
		HandshakeStep challenge = annaIsCalled.receive(ByteBuffer.wrap(bertCalls.start()));
		HandshakeStep reply = bertCalls.receive(ByteBuffer.wrap(challenge.output()));
		HandshakeStep ack = annaIsCalled.receive(ByteBuffer.wrap(reply.output()));
		HandshakeStep up = bertCalls.receive(ByteBuffer.wrap(ack.output()));

		assertThat(ack).isInstanceOfSatisfying(Established.class,
				(established) -> assertThat(established.peerName()).isEqualTo("bert@host"));
		assertThat(up).isInstanceOf(Established.class);
	}

	private static Handshake initiator(LocalNode local, String peer, int challenge) {
		return new InitiatorHandshake(local, peer, COOKIE, challenge, () -> true, (_) -> false, LengthPrefix.U16);
	}

	private static AcceptorHandshake acceptor(LocalNode local, int challenge) {
		return new AcceptorHandshake(local, (_) -> COOKIE, challenge,
				(peer, _) -> ConnectionStatus.decide(PeerState.CONNECTING, local.name(), peer), (_) -> false,
				LengthPrefix.U16);
	}

}
