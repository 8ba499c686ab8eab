package io.actor.wire.handshake;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;

import io.actor.wire.handshake.ConnectionStatus.PeerState;
import io.actor.wire.handshake.HandshakeException.Reason;
import io.actor.wire.handshake.HandshakeMessage.Ack;
import io.actor.wire.handshake.HandshakeMessage.Challenge;
import io.actor.wire.handshake.HandshakeMessage.Complement;
import io.actor.wire.handshake.HandshakeMessage.OldSendName;
import io.actor.wire.handshake.HandshakeMessage.Reply;
import io.actor.wire.handshake.HandshakeMessage.SendName;
import io.actor.wire.handshake.HandshakeMessage.StatusText;
import io.actor.wire.handshake.HandshakeStep.Continue;
import io.actor.wire.handshake.HandshakeStep.Established;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class HandshakeTests {

	private static final Cookie COOKIE = Cookie.of("a-cookie-of-some-length");

	private static final LocalNode ANNA = new LocalNode("anna@host", 11);

	private static final LocalNode BERT = new LocalNode("bert@host", 22);

	private static final int ANNAS_CHALLENGE = 1111;

	private static final int BERTS_CHALLENGE = -2222;

	private static final DistributionFlags FLAGS = DistributionFlags.HIDDEN_NODE;

	@ParameterizedTest
	@EnumSource(LengthPrefix.class)
	void twoNodesOfOursComeToAnAgreement(LengthPrefix prefix) {
		Handshake anna = new InitiatorHandshake(ANNA, "bert@host", COOKIE, ANNAS_CHALLENGE, () -> true, (_) -> false,
				prefix);
		Handshake bert = new AcceptorHandshake(BERT, (_) -> COOKIE, BERTS_CHALLENGE, (_, _) -> ConnectionStatus.OK,
				(_) -> false, prefix);

		HandshakeStep toAnna = bert.receive(ByteBuffer.wrap(anna.start()));
		HandshakeStep toBert = anna.receive(ByteBuffer.wrap(toAnna.output()));
		HandshakeStep last = bert.receive(ByteBuffer.wrap(toBert.output()));
		HandshakeStep end = anna.receive(ByteBuffer.wrap(last.output()));

		assertThat(toBert).isInstanceOf(Continue.class);
		assertThat(last).isInstanceOfSatisfying(Established.class, (established) -> {
			assertThat(established.peerName()).isEqualTo("anna@host");
			assertThat(established.peerCreation()).isEqualTo(11);
			assertThat(established.chosenFlags()).isEqualTo(FLAGS);
		});
		assertThat(end).isInstanceOfSatisfying(Established.class, (established) -> {
			assertThat(established.peerName()).isEqualTo("bert@host");
			assertThat(established.output()).isEmpty();
		});
	}

	@Test
	void bytesBehindTheAckAreLeftForTheFrames() {
		Handshake anna = initiator(State.ACK);
		byte[] ack = new Ack(COOKIE.digest(ANNAS_CHALLENGE)).framed(LengthPrefix.U16);
		ByteBuffer in = ByteBuffer.allocate(ack.length + 6).put(ack).putInt(2).put((byte) 1).put((byte) 2).flip();

		assertThat(anna.receive(in)).isInstanceOf(Established.class);

		assertThat(in.remaining()).isEqualTo(6);
	}

	/** Every state of both roles against every kind of message that is not due. */
	@TestFactory
	List<DynamicTest> aMessageThatIsNotDueCloses() {
		List<DynamicTest> tests = new ArrayList<>();
		for (State state : State.values()) {
			messages().forEach((name, message) -> {
				if (!state.due.contains(name)) {
					tests.add(DynamicTest.dynamicTest(state + " refuses " + name, () -> {
						Handshake handshake = state.handshake();
						assertThatExceptionOfType(HandshakeException.class)
							.isThrownBy(() -> handshake.receive(ByteBuffer.wrap(message)))
							.satisfies((ex) -> assertThat(ex.reason()).isIn(Reason.UNEXPECTED, Reason.MALFORMED,
									Reason.BAD_NAME, Reason.MISSING_FLAGS, Reason.NAME_MISMATCH));
						assertThatExceptionOfType(HandshakeException.class)
							.isThrownBy(() -> handshake.receive(ByteBuffer.wrap(messages().get("send_name"))));
					}));
				}
			});
		}
		assertThat(tests).hasSizeGreaterThan(60);
		return tests;
	}

	@Test
	void whatIsDueInTheTableIsAccepted() {
		for (State state : State.values()) {
			for (String due : state.due) {
				state.handshake().receive(ByteBuffer.wrap(messages().get(due)));
			}
		}
	}

	@Test
	void noiseEndsInOneExceptionOrWaitsForMore() {
		Random random = new Random(42);
		for (int round = 0; round < 20_000; round++) {
			byte[] noise = new byte[2 + random.nextInt(60)];
			random.nextBytes(noise);
			noise[0] = 0;
			noise[1] = (byte) random.nextInt(noise.length);
			noise[2 % noise.length] = (byte) "NnsrcaX".charAt(random.nextInt(7));
			Handshake handshake = State.values()[round % State.values().length].handshake();
			try {
				assertThat(handshake.receive(ByteBuffer.wrap(noise))).isInstanceOf(Continue.class);
			}
			catch (HandshakeException ex) {
				assertThat(ex.reason()).isNotNull();
			}
		}
	}

	@Test
	void aLongMessageIsRefusedBeforeItCame() {
		ByteBuffer announcement = ByteBuffer.allocate(2).putShort((short) 0xFFFF).flip();

		assertFails(Reason.TOO_LONG, () -> acceptor(ConnectionStatus.OK).receive(announcement));
		assertFails(Reason.TOO_LONG, () -> new AcceptorHandshake(BERT, (_) -> COOKIE, 1, (_, _) -> ConnectionStatus.OK,
				(_) -> false, LengthPrefix.U32)
			.receive(ByteBuffer.allocate(4).putInt(0xFFFF_FFFF).flip()));
	}

	@ParameterizedTest
	@ValueSource(shorts = { 0x1603, 0x1503 })
	void whoSpeaksTlsIsNamedSo(short first) {
		ByteBuffer tls = ByteBuffer.allocate(3).putShort(first).put((byte) 1).flip();

		assertThat(assertFails(Reason.UNEXPECTED, () -> acceptor(ConnectionStatus.OK).receive(tls)))
			.hasMessage("It speaks TLS, and this node does not");
	}

	@Test
	void whatTheTableHoldsAgainstACallerIsTheReasonAndTheCallerHearsNotAllowed() {
		Handshake bert = new AcceptorHandshake(BERT, (_) -> COOKIE, BERTS_CHALLENGE, (_, _) -> {
			throw new HandshakeException(Reason.NOT_ALLOWED, "the certificate of another");
		}, (_) -> false, LengthPrefix.U16);

		assertThat(assertFails(Reason.NOT_ALLOWED, "not_allowed",
				() -> receive(bert, new SendName(FLAGS, 11, "anna@host"))))
			.hasMessage("the certificate of another");
	}

	@ParameterizedTest
	@CsvSource({ "nohost", "@host", "alive@", "a@b@c", "'a b@host'", "'anna@h\nost'", "ännä@host" })
	void badNamesClose(String name) {
		assertFails(Reason.BAD_NAME, () -> receive(acceptor(ConnectionStatus.OK), new SendName(FLAGS, 1, name)));
	}

	@Test
	void namesAreLimited() {
		String longest = "a@" + "h".repeat(253);

		assertThat(NodeName.isValid(longest)).isTrue();
		assertThat(NodeName.isValid(longest + "h")).isFalse();
		assertThat(NodeName.isValid("!~@~!")).as("first and last printable character").isTrue();
	}

	@Test
	void aPeerWithOurNameHearsNok() {
		assertFails(Reason.OWN_NAME, "nok",
				() -> receive(acceptor(ConnectionStatus.OK), new SendName(FLAGS, 1, "bert@host")));
		assertFails(Reason.OWN_NAME,
				() -> new InitiatorHandshake(ANNA, "anna@host", COOKIE, 1, () -> true, (_) -> false, LengthPrefix.U16));
	}

	@Test
	void missingFlagsAreNamed() {
		SendName name = new SendName(FLAGS.without(DistributionFlag.V4_NC), 1, "anna@host");

		assertThat(assertFails(Reason.MISSING_FLAGS, "not_allowed", () -> receive(acceptor(ConnectionStatus.OK), name)))
			.hasMessageContaining("V4_NC");
	}

	@Test
	void theDigestFlagStandsForTheGroupOfOtp25() {
		DistributionFlags short26 = new DistributionFlags(0x406000000L);

		assertThat(receive(acceptor(ConnectionStatus.OK), new SendName(short26, 1, "anna@host")))
			.isInstanceOf(Continue.class);
		assertFails(Reason.MISSING_FLAGS, () -> receive(acceptor(ConnectionStatus.OK),
				new SendName(new DistributionFlags(0x4000000L), 1, "anna@host")));
	}

	/** Else one side would use what the other thinks was not offered. */
	@Test
	void bothSidesChooseTheSameFlagsWhenOneOffersTheDigestAlone() {
		DistributionFlags digest = FLAGS.without(DistributionFlag.EXTENDED_REFERENCES);
		LocalNode anna = new LocalNode("anna@host", 11, digest, DistributionFlags.MANDATORY_26);
		Handshake calls = new InitiatorHandshake(anna, "bert@host", COOKIE, ANNAS_CHALLENGE, () -> true, (_) -> false,
				LengthPrefix.U16);
		Handshake bert = acceptor(ConnectionStatus.OK);

		HandshakeStep challenge = bert.receive(ByteBuffer.wrap(calls.start()));
		HandshakeStep reply = calls.receive(ByteBuffer.wrap(challenge.output()));
		Established bertIsUp = (Established) bert.receive(ByteBuffer.wrap(reply.output()));
		Established annaIsUp = (Established) calls.receive(ByteBuffer.wrap(bertIsUp.output()));

		assertThat(annaIsUp.chosenFlags()).isEqualTo(bertIsUp.chosenFlags()).isEqualTo(FLAGS);
	}

	@Test
	void publicFlagSetsHaveTheValuesOfTheProtocol() {
		assertThat(DistributionFlags.HIDDEN_NODE.missing(DistributionFlags.MANDATORY_26).isEmpty()).isTrue();
		assertThat(DistributionFlags.MANDATORY_26)
			.isEqualTo(DistributionFlags.MANDATORY_25.with(DistributionFlag.UNLINK_ID).with(DistributionFlag.V4_NC));
		assertThat(DistributionFlags.HIDDEN_NODE.has(DistributionFlag.PUBLISHED)).isFalse();
		assertThat(DistributionFlags.HIDDEN_NODE.has(DistributionFlag.DIST_HDR_ATOM_CACHE)).isFalse();
	}

	@Test
	void theChosenFlagsAreThoseThatBothNodesOffer() {
		DistributionFlags annas = FLAGS.with(DistributionFlag.PUBLISHED).without(DistributionFlag.SPAWN);
		Handshake bert = acceptor(ConnectionStatus.OK);
		receive(bert, new SendName(annas, 11, "anna@host"));

		Established established = (Established) receive(bert,
				new Reply(ANNAS_CHALLENGE, COOKIE.digest(BERTS_CHALLENGE)));

		assertThat(established.chosenFlags()).isEqualTo(FLAGS.without(DistributionFlag.SPAWN));
	}

	@Test
	void anOldNodeSaysItsNameInTwoParts() {
		Handshake bert = acceptor(ConnectionStatus.OK);
		Continue answer = (Continue) receive(bert, new OldSendName(FLAGS.lowHalf(), "anna@host"));
		receive(bert, new Complement((int) (FLAGS.bits() >>> 32), 77));
		Established established = (Established) receive(bert,
				new Reply(ANNAS_CHALLENGE, COOKIE.digest(BERTS_CHALLENGE)));

		assertThat(new String(answer.output(), 2, 3, StandardCharsets.US_ASCII)).isEqualTo("sok");
		assertThat(established.peerCreation()).isEqualTo(77);
		assertThat(established.chosenFlags()).isEqualTo(FLAGS);
	}

	@Test
	void anOldNodesFlagsAreCheckedInHalves() {
		assertFails(Reason.MISSING_FLAGS, "not_allowed", () -> receive(acceptor(ConnectionStatus.OK),
				new OldSendName(new DistributionFlags(0x1050F94), "anna@host")));
		Handshake bert = acceptor(ConnectionStatus.OK);
		receive(bert, new OldSendName(FLAGS.lowHalf(), "anna@host"));

		assertFails(Reason.MISSING_FLAGS, () -> receive(bert, new Complement(0, 77)));
	}

	@Test
	void theAttemptOfTheGreaterNameSurvives() {
		assertThat(ConnectionStatus.decide(PeerState.CONNECTING, "b@h", "a@h")).isEqualTo(ConnectionStatus.NOK);
		assertThat(ConnectionStatus.decide(PeerState.CONNECTING, "a@h", "b@h"))
			.isEqualTo(ConnectionStatus.OK_SIMULTANEOUS);
		assertThat(ConnectionStatus.decide(PeerState.NONE, "a@h", "b@h")).isEqualTo(ConnectionStatus.OK);
		assertThat(ConnectionStatus.decide(PeerState.UP, "a@h", "b@h")).isEqualTo(ConnectionStatus.ALIVE);
		assertThat(ConnectionStatus.decide(PeerState.BEING_REPLACED, "a@h", "b@h")).isEqualTo(ConnectionStatus.CLOSE);
	}

	@Test
	void nokMeansWaitForTheOtherAttempt() {
		assertFails(Reason.SIMULTANEOUS, "nok",
				() -> receive(acceptor(ConnectionStatus.NOK), new SendName(FLAGS, 1, "anna@host")));
		assertFails(Reason.SIMULTANEOUS, () -> receive(initiator(State.STATUS), new StatusText("nok")));
		assertThat(receive(initiator(State.STATUS), new StatusText("ok_simultaneous"))).isInstanceOf(Continue.class);
	}

	@Test
	void refusalsOfTheTableAreToldOrNot() {
		assertFails(Reason.NOT_ALLOWED, "not_allowed",
				() -> receive(acceptor(ConnectionStatus.NOT_ALLOWED), new SendName(FLAGS, 1, "anna@host")));
		HandshakeException silent = assertFails(Reason.SUPERSEDED,
				() -> receive(acceptor(ConnectionStatus.CLOSE), new SendName(FLAGS, 1, "anna@host")));
		assertThat(silent.farewell()).isEmpty();
		assertFails(Reason.NOT_ALLOWED, () -> receive(initiator(State.STATUS), new StatusText("not_allowed")));
	}

	@Test
	void anAttemptThatIsStillWantedReplacesTheOldConnection() {
		Handshake bert = acceptor(ConnectionStatus.ALIVE);
		receive(bert, new SendName(FLAGS, 1, "anna@host"));
		receive(bert, new StatusText("true"));
		HandshakeStep end = receive(bert, new Reply(ANNAS_CHALLENGE, COOKIE.digest(BERTS_CHALLENGE)));

		assertThat(end).isInstanceOfSatisfying(Established.class,
				(established) -> assertThat(established.replacesOldConnection()).isTrue());
	}

	@Test
	void anAttemptThatIsNotWantedAnyMoreGivesUp() {
		Handshake bert = acceptor(ConnectionStatus.ALIVE);
		receive(bert, new SendName(FLAGS, 1, "anna@host"));
		assertFails(Reason.SUPERSEDED, () -> receive(bert, new StatusText("false")));

		Handshake anna = new InitiatorHandshake(ANNA, "bert@host", COOKIE, 1, () -> false, (_) -> false,
				LengthPrefix.U16);
		assertFails(Reason.SUPERSEDED, "false", () -> receive(anna, new StatusText("alive")));
	}

	@Test
	void anotherNodeThanTheOneCalledIsRefused() {
		assertFails(Reason.NAME_MISMATCH,
				() -> receive(initiator(State.CHALLENGE), new Challenge(FLAGS, 5, 22, "mallory@host")));
	}

	@Test
	void theNameOfAnotherNodeIsRepeatedOnlyWhenItIsAName() {
		assertThat(assertFails(Reason.NAME_MISMATCH,
				() -> receive(initiator(State.CHALLENGE), new Challenge(FLAGS, 5, 22, "mallory@host"))))
			.hasMessage("Not bert@host but another node answered: mallory@host");
		assertThat(assertFails(Reason.NAME_MISMATCH,
				() -> receive(initiator(State.CHALLENGE), new Challenge(FLAGS, 5, 22, "mallory\n@host"))))
			.hasMessage("Not bert@host but another node answered");
	}

	@Test
	void aMessageOfTheGreatestLengthIsReadAndJudged() {
		ByteBuffer longest = ByteBuffer.allocate(2 + Handshake.MAX_FRAME).putShort((short) Handshake.MAX_FRAME);

		assertFails(Reason.UNEXPECTED, () -> acceptor(ConnectionStatus.OK).receive(longest.rewind()));
	}

	@Test
	void aMessageWithBytesBehindItsEndIsMalformed() {
		byte[] ack = new Ack(COOKIE.digest(ANNAS_CHALLENGE)).framed(LengthPrefix.U16);
		ByteBuffer longer = ByteBuffer.allocate(ack.length + 1).put(ack).putShort(0, (short) (ack.length - 1)).rewind();

		assertFails(Reason.MALFORMED, () -> initiator(State.ACK).receive(longer));
	}

	@Test
	void ourOwnChallengeIsNotAnswered() {
		assertFails(Reason.REFLECTION,
				() -> receive(initiator(State.CHALLENGE), new Challenge(FLAGS, ANNAS_CHALLENGE, 22, "bert@host")));
		Handshake anna = new InitiatorHandshake(ANNA, "bert@host", COOKIE, 1, () -> true, (number) -> number == 99,
				LengthPrefix.U16);
		receive(anna, new StatusText("ok"));
		assertFails(Reason.REFLECTION, () -> receive(anna, new Challenge(FLAGS, 99, 22, "bert@host")));
		assertFails(Reason.REFLECTION,
				() -> receive(acceptorInReply(), new Reply(BERTS_CHALLENGE, COOKIE.digest(BERTS_CHALLENGE))));
	}

	@Test
	void wrongDigestsAreRefusedOnBothSides() {
		assertFails(Reason.WRONG_COOKIE, () -> receive(acceptorInReply(), new Reply(5, new byte[16])));
		assertFails(Reason.WRONG_COOKIE, () -> receive(initiator(State.ACK), new Ack(new byte[16])));
	}

	@Test
	void aPeerThatClosesAtOurProofDoesNotKnowTheCookie() {
		assertThat(initiator(State.ACK).peerClosed().reason()).isEqualTo(Reason.WRONG_COOKIE);
		assertThat(initiator(State.CHALLENGE).peerClosed().reason()).isEqualTo(Reason.CLOSED);
		assertThat(acceptorInReply().peerClosed()).hasMessageContaining("anna@host");
	}

	@Test
	void theCookieIsNeverPrinted() {
		assertThat(COOKIE.toString()).isEqualTo("Cookie[hidden]");
		assertThatIllegalArgumentException().isThrownBy(() -> Cookie.of("secret\u4e2d"))
			.withMessageNotContaining("secret");
	}

	private static Map<String, byte[]> messages() {
		Map<String, HandshakeMessage> messages = new LinkedHashMap<>();
		messages.put("send_name", new SendName(FLAGS, 11, "anna@host"));
		messages.put("old send_name", new OldSendName(FLAGS.lowHalf(), "anna@host"));
		messages.put("status ok", new StatusText("ok"));
		messages.put("status alive", new StatusText("alive"));
		messages.put("status true", new StatusText("true"));
		messages.put("status unknown", new StatusText("maybe"));
		messages.put("status named", new StatusText("named:"));
		messages.put("challenge", new Challenge(FLAGS, BERTS_CHALLENGE, 22, "bert@host"));
		messages.put("complement", new Complement((int) (FLAGS.bits() >>> 32), 11));
		messages.put("reply", new Reply(ANNAS_CHALLENGE, COOKIE.digest(BERTS_CHALLENGE)));
		messages.put("ack", new Ack(COOKIE.digest(ANNAS_CHALLENGE)));
		Map<String, byte[]> framed = new LinkedHashMap<>();
		messages.forEach((name, message) -> framed.put(name, message.framed(LengthPrefix.U16)));
		framed.put("empty", new byte[] { 0, 0 });
		framed.put("tick", new byte[] { 0, 0, 0, 0 });
		framed.put("http", "\0\16GET / HTTP/1.1".getBytes(StandardCharsets.US_ASCII));
		framed.put("short reply", new byte[] { 0, 2, 'r', 1 });
		framed.put("short ack", new byte[] { 0, 2, 'a', 1 });
		framed.put("short name", new byte[] { 0, 2, 'N', 1 });
		return framed;
	}

	private enum State {

		STATUS("status ok", "status alive"), CHALLENGE("challenge"), ACK("ack"),

		NAME("send_name", "old send_name"), STATUS_ANSWER("status true"), COMPLEMENT("complement"), REPLY("reply");

		private final List<String> due;

		State(String... due) {
			this.due = List.of(due);
		}

		Handshake handshake() {
			return switch (this) {
				case STATUS, CHALLENGE, ACK -> initiator(this);
				case NAME -> acceptor(ConnectionStatus.OK);
				case STATUS_ANSWER -> {
					Handshake bert = acceptor(ConnectionStatus.ALIVE);
					receive(bert, new SendName(FLAGS, 11, "anna@host"));
					yield bert;
				}
				case COMPLEMENT -> {
					Handshake bert = acceptor(ConnectionStatus.OK);
					receive(bert, new OldSendName(FLAGS.lowHalf(), "anna@host"));
					yield bert;
				}
				case REPLY -> acceptorInReply();
			};
		}

	}

	private static Handshake initiator(State state) {
		Handshake anna = new InitiatorHandshake(ANNA, "bert@host", COOKIE, ANNAS_CHALLENGE, () -> true, (_) -> false,
				LengthPrefix.U16);
		if (state != State.STATUS) {
			receive(anna, new StatusText("ok"));
		}
		if (state == State.ACK) {
			receive(anna, new Challenge(FLAGS, BERTS_CHALLENGE, 22, "bert@host"));
		}
		return anna;
	}

	private static Handshake acceptor(ConnectionStatus status) {
		return new AcceptorHandshake(BERT, (_) -> COOKIE, BERTS_CHALLENGE, (_, _) -> status, (_) -> false,
				LengthPrefix.U16);
	}

	private static Handshake acceptorInReply() {
		Handshake bert = acceptor(ConnectionStatus.OK);
		receive(bert, new SendName(FLAGS, 11, "anna@host"));
		return bert;
	}

	private static HandshakeStep receive(Handshake handshake, HandshakeMessage message) {
		return handshake.receive(ByteBuffer.wrap(message.framed(LengthPrefix.U16)));
	}

	private static HandshakeException assertFails(Reason reason, Supplier<?> action) {
		HandshakeException[] thrown = new HandshakeException[1];
		assertThatExceptionOfType(HandshakeException.class).isThrownBy(action::get).satisfies((ex) -> {
			assertThat(ex.reason()).isEqualTo(reason);
			thrown[0] = ex;
		});
		return thrown[0];
	}

	private static HandshakeException assertFails(Reason reason, String status, Supplier<?> action) {
		HandshakeException failure = assertFails(reason, action);
		assertThat(failure.farewell()).isEqualTo(new StatusText(status).framed(LengthPrefix.U16));
		return failure;
	}

}
