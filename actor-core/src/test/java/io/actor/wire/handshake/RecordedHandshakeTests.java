package io.actor.wire.handshake;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

import io.actor.wire.Recorded;
import io.actor.wire.Recorded.Chunks;
import io.actor.wire.Recorded.Frame;
import io.actor.wire.Recorded.Session;
import io.actor.wire.handshake.HandshakeException.Reason;
import io.actor.wire.handshake.HandshakeStep.Established;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Takes over each side of the recorded handshakes and says the same bytes. */
class RecordedHandshakeTests {

	private static final Cookie COOKIE = Cookie.of(Recorded.COOKIE);

	static Stream<Arguments> acceptedSessions() {
		return combined((session) -> session.has("send_challenge_ack") && !session.name().equals("dynamic_name"));
	}

	static Stream<Arguments> combined(Predicate<Session> wanted) {
		return Recorded.sessions()
			.filter(wanted)
			.flatMap((session) -> Stream.of(Chunks.values()).map((chunks) -> Arguments.of(session, chunks)));
	}

	@ParameterizedTest
	@MethodSource("acceptedSessions")
	void initiatorSaysWhatErlangSaid(Session session, Chunks chunks) {
		Frame name = session.message("send_name");
		Frame challenge = session.message("send_challenge");
		LocalNode local = new LocalNode(name.text("name"), creation(name), flags(name), DistributionFlags.MANDATORY_25);
		Handshake handshake = new InitiatorHandshake(local, challenge.text("name"), COOKIE,
				challenge(session.message("send_challenge_reply")), () -> true, (_) -> false, LengthPrefix.U16);

		Replay replay = new Replay(handshake);
		chunks.feed(Recorded.joined(session.frames(session.directions().get(1), true)), replay::receive);

		assertThat(replay.output()).isEqualTo(Recorded.joined(session.frames(session.directions().get(0), true)));
		assertThat(replay.established.peerName()).isEqualTo(challenge.text("name"));
		assertThat(replay.established.peerCreation()).isEqualTo(creation(challenge));
		assertThat(replay.established.chosenFlags()).isEqualTo(flags(name).expanded().and(flags(challenge).expanded()));
	}

	@ParameterizedTest
	@MethodSource("acceptedSessions")
	void acceptorSaysWhatErlangSaid(Session session, Chunks chunks) {
		Frame name = session.message("send_name");
		boolean alive = session.message("send_status").text("status").equals("alive");
		Handshake handshake = new AcceptorHandshake(localAcceptor(session), (_) -> COOKIE,
				challenge(session.message("send_challenge")),
				(_, _) -> alive ? ConnectionStatus.ALIVE : ConnectionStatus.OK, (_) -> false, LengthPrefix.U16);

		Replay replay = new Replay(handshake);
		chunks.feed(Recorded.joined(session.frames(session.directions().get(0), true)), replay::receive);

		assertThat(replay.output()).isEqualTo(Recorded.joined(session.frames(session.directions().get(1), true)));
		assertThat(replay.established.peerName()).isEqualTo(name.text("name"));
		assertThat(replay.established.peerCreation()).isEqualTo(creation(name));
		assertThat(replay.established.replacesOldConnection()).isEqualTo(alive);
	}

	@Test
	void wrongCookieEndsWithoutAMessage() {
		Session session = session("wrong_cookie");
		Replay replay = new Replay(new AcceptorHandshake(localAcceptor(session), (_) -> COOKIE,
				challenge(session.message("send_challenge")), (_, _) -> ConnectionStatus.OK, (_) -> false,
				LengthPrefix.U16));

		List<Frame> frames = session.frames(session.directions().get(0), true);
		replay.receive(ByteBuffer.wrap(frames.get(0).bytes()));

		assertThatExceptionOfType(HandshakeException.class)
			.isThrownBy(() -> replay.receive(ByteBuffer.wrap(frames.get(1).bytes())))
			.satisfies((ex) -> {
				assertThat(ex.reason()).isEqualTo(Reason.WRONG_COOKIE);
				assertThat(ex.farewell()).isEmpty();
				assertThat(ex).hasMessageNotContaining(Recorded.COOKIE);
			});
		assertThat(replay.output()).isEqualTo(Recorded.joined(session.frames(session.directions().get(1), true)));
	}

	@ParameterizedTest
	@MethodSource("refusedSessions")
	void acceptorRefusesWithTheRecordedOrTheAllowedStatus(Session session, Chunks chunks) {
		Replay replay = new Replay(new AcceptorHandshake(
				new LocalNode("b@127.0.0.1", 1, DistributionFlags.HIDDEN_NODE, DistributionFlags.MANDATORY_25),
				(_) -> COOKIE, 1, (_, _) -> ConnectionStatus.OK, (_) -> false, LengthPrefix.U16));
		byte[] refusal = Recorded.joined(session("missing_mandatory_flag").frames("b->raw", true));

		assertThatExceptionOfType(HandshakeException.class)
			.isThrownBy(() -> chunks.feed(session.frames().getFirst().bytes(), replay::receive))
			.satisfies((ex) -> assertThat(ex.farewell()).isEqualTo(refusal));
	}

	static Stream<Arguments> refusedSessions() {
		return combined(
				(session) -> session.name().equals("missing_mandatory_flag") || session.name().equals("dynamic_name"));
	}

	@Test
	void everyRecordedDigestIsJudgedAsErlangJudgedIt() {
		long[] judged = { 0 };
		Recorded.sessions().filter((session) -> session.has("send_challenge_reply")).forEach((session) -> {
			Frame reply = session.message("send_challenge_reply");
			int challenge = challenge(session.message("send_challenge"));
			assertThat(COOKIE.matches(challenge, digest(reply)))
				.isEqualTo(reply.fields().path("digest_ok").asBoolean());
			judged[0]++;
			if (session.has("send_challenge_ack")) {
				Frame ack = session.message("send_challenge_ack");
				assertThat(COOKIE.matches(challenge(reply), digest(ack)))
					.isEqualTo(ack.fields().path("digest_ok").asBoolean());
				judged[0]++;
			}
		});
		assertThat(judged[0]).isEqualTo(21);
	}

	private static LocalNode localAcceptor(Session session) {
		Frame challenge = session.message("send_challenge");
		return new LocalNode(challenge.text("name"), creation(challenge), flags(challenge),
				DistributionFlags.MANDATORY_25);
	}

	private static Session session(String name) {
		return Recorded.sessions().filter((session) -> session.name().equals(name)).findFirst().get();
	}

	private static DistributionFlags flags(Frame frame) {
		return new DistributionFlags(Long.decode(frame.text("flags")));
	}

	private static int creation(Frame frame) {
		return (int) frame.fields().path("creation").asLong();
	}

	private static int challenge(Frame frame) {
		return (int) frame.fields().path("challenge").asLong();
	}

	private static byte[] digest(Frame frame) {
		return HexFormat.of().parseHex(frame.text("digest"));
	}

	private static final class Replay {

		private final Handshake handshake;

		private final ByteArrayOutputStream output = new ByteArrayOutputStream();

		private Established established;

		Replay(Handshake handshake) {
			this.handshake = handshake;
			this.output.writeBytes(handshake.start());
		}

		void receive(ByteBuffer chunk) {
			HandshakeStep step = this.handshake.receive(chunk);
			this.output.writeBytes(step.output());
			if (step instanceof Established established) {
				this.established = established;
			}
		}

		byte[] output() {
			return this.output.toByteArray();
		}

	}

}
