package io.actor.wire.distribution;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

import io.actor.term.Atom;
import io.actor.term.Binary;
import io.actor.term.Int;
import io.actor.term.ListTerm;
import io.actor.term.Pid;
import io.actor.term.Ref;
import io.actor.term.RegisteredName;
import io.actor.term.Term;
import io.actor.term.Tuple;
import io.actor.wire.distribution.ControlMessage.AliasSend;
import io.actor.wire.distribution.ControlMessage.AltactSigSend;
import io.actor.wire.distribution.ControlMessage.DemonitorP;
import io.actor.wire.distribution.ControlMessage.Exit;
import io.actor.wire.distribution.ControlMessage.Exit2;
import io.actor.wire.distribution.ControlMessage.GroupLeader;
import io.actor.wire.distribution.ControlMessage.Link;
import io.actor.wire.distribution.ControlMessage.MonitorP;
import io.actor.wire.distribution.ControlMessage.MonitorPExit;
import io.actor.wire.distribution.ControlMessage.RegSend;
import io.actor.wire.distribution.ControlMessage.Send;
import io.actor.wire.distribution.ControlMessage.SendSender;
import io.actor.wire.distribution.ControlMessage.SpawnReply;
import io.actor.wire.distribution.ControlMessage.SpawnRequest;
import io.actor.wire.distribution.ControlMessage.UnlinkId;
import io.actor.wire.distribution.ControlMessage.UnlinkIdAck;
import io.actor.wire.etf.DecodeLimits;
import io.actor.wire.etf.TermEncoder;
import io.actor.wire.handshake.DistributionFlag;
import io.actor.wire.handshake.DistributionFlags;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class DistributionTests {

	private static final DistributionFlags USUAL = DistributionFlags.HIDDEN_NODE;

	private static final DistributionFlags WITH_ALTACT = USUAL.with(DistributionFlag.ALTACT_SIG);

	private static final DistributionFlags PASS_THROUGH = USUAL.without(DistributionFlag.FRAGMENTS);

	private static final Atom NODE = Atom.of("a@host");

	private static final Pid FROM = new Pid(NODE, 1, 2, 3);

	private static final Pid TO = new Pid(Atom.of("b@host"), -1, -1, -1);

	private static final Ref REF = new Ref(NODE, 3, 7, 8, 9);

	private static final RegisteredName NAME = RegisteredName.local("service");

	static Stream<ControlMessage> messages() {
		return Stream.of(new Link(FROM, TO), new Send(TO), new SendSender(FROM, TO), new RegSend(FROM, "service"),
				new AliasSend(FROM, REF), new Exit(FROM, TO), new Exit2(FROM, TO), new UnlinkId(1, FROM, TO),
				new UnlinkId(Long.MAX_VALUE, FROM, TO), new UnlinkId(Long.MIN_VALUE, FROM, TO),
				new UnlinkId(-1, FROM, TO), new UnlinkIdAck(-1, FROM, TO), new MonitorP(FROM, TO, REF),
				new MonitorP(FROM, NAME, REF), new DemonitorP(FROM, NAME, REF), new DemonitorP(FROM, TO, REF),
				new MonitorPExit(TO, FROM, REF), new MonitorPExit(NAME, FROM, REF), new GroupLeader(FROM, TO),
				new SpawnRequest(REF, FROM, TO, "erpc", "execute_call", 4, ListTerm.of(Atom.of("monitor"))),
				new SpawnReply(REF, TO, 3, FROM), new SpawnReply(REF, TO, 0, Atom.of("badopt")));
	}

	@ParameterizedTest
	@MethodSource("messages")
	void whatWeWriteWeRead(ControlMessage message) {
		Term payload = Tuple.of(Atom.of("payload"), Binary.utf8("x"));
		for (DistributionFlags flags : List.of(USUAL, PASS_THROUGH, USUAL.without(DistributionFlag.EXIT_PAYLOAD),
				USUAL.with(DistributionFlag.DIST_HDR_ATOM_CACHE),
				PASS_THROUGH.without(DistributionFlag.EXIT_PAYLOAD))) {
			List<byte[]> frames = encode(flags, message, payload);
			Received received = new Received(flags);
			frames.forEach(received::receive);

			assertThat(frames).hasSize(1);
			assertThat(received.messages).containsExactly(message);
			assertThat(received.payloads).isEqualTo(message.hasPayload() ? List.of(payload) : List.of());
		}
	}

	static Stream<AltactSigSend> altacts() {
		return Stream.of(new AltactSigSend(false, false, FROM, REF), new AltactSigSend(true, false, FROM, REF),
				new AltactSigSend(true, true, FROM, TO), new AltactSigSend(false, true, FROM, NAME));
	}

	@ParameterizedTest
	@MethodSource("altacts")
	void theNewFormOfSignalsIsReadAndWritten(AltactSigSend message) {
		Received received = new Received(WITH_ALTACT);
		encode(WITH_ALTACT, message, Atom.OK).forEach(received::receive);

		assertThat(received.messages).containsExactly(message);
	}

	@Test
	void formsFollowTheAgreement() {
		assertThat(operation(USUAL, new Exit(FROM, TO))).isEqualTo(24);
		assertThat(operation(USUAL.without(DistributionFlag.EXIT_PAYLOAD), new Exit(FROM, TO))).isEqualTo(3);
		assertThat(operation(USUAL.without(DistributionFlag.EXIT_PAYLOAD), new Exit2(FROM, TO))).isEqualTo(8);
		assertThat(operation(USUAL.without(DistributionFlag.EXIT_PAYLOAD), new MonitorPExit(TO, FROM, REF)))
			.isEqualTo(21);
		assertThat(operation(USUAL, new SendSender(FROM, TO))).isEqualTo(22);
		assertThat(operation(USUAL.without(DistributionFlag.SEND_SENDER), new SendSender(FROM, TO))).isEqualTo(2);
		assertThat(operation(USUAL, new AliasSend(FROM, REF))).isEqualTo(33);
		assertThat(operation(WITH_ALTACT, new AliasSend(FROM, REF))).isEqualTo(37);
	}

	@Test
	void operationsThePeerDidNotOfferAreNotWritten() {
		for (ControlMessage message : List.of(new AliasSend(FROM, REF), new SpawnReply(REF, TO, 0, Atom.OK),
				new UnlinkId(1, FROM, TO), new AltactSigSend(false, false, FROM, TO))) {
			assertThatExceptionOfType(NotAgreedException.class).isThrownBy(
					() -> encode(DistributionFlags.MANDATORY_25.with(DistributionFlag.FRAGMENTS), message, Atom.OK));
		}
	}

	@Test
	void everyOtherOperationEndsTheConnection() {
		for (int operation : new int[] { 0, 4, 5, 9, 10, 11, 14, 15, 17, 38, 255, -1, 1 << 30 }) {
			assertRefused(Tuple.of(Int.of(operation), FROM, TO));
		}
		assertRefused(Tuple.EMPTY);
		assertRefused(Atom.OK);
		assertRefused(Tuple.of(Atom.OK, FROM, TO));
	}

	@ParameterizedTest
	@MethodSource("messages")
	void aWrongArityOrElementEndsTheConnection(ControlMessage message) {
		Tuple right = new ControlWriter(USUAL).tuple(message);
		assertRefused(Tuple.of(append(right.elements(), Atom.OK)));
		assertRefused(Tuple.of(right.elements().subList(0, right.arity() - 1)));
		for (int i = 1; i < right.arity(); i++) {
			if (!right.get(i).equals(Atom.of(""))) {
				List<Term> elements = new ArrayList<>(right.elements());
				elements.set(i, Binary.EMPTY);
				assertRefused(Tuple.of(elements));
			}
		}
	}

	@Test
	void anUnlinkIdIsAnUnsignedNumberOf64BitsAndNotZero() {
		assertRefused(Tuple.of(Int.of(35), Int.of(0), FROM, TO));
		assertRefused(Tuple.of(Int.of(35), Int.of(-1), FROM, TO));
		assertRefused(Tuple.of(Int.of(35), Int.of(BigInteger.ONE.shiftLeft(64)), FROM, TO));
		assertThatIllegalArgumentException().isThrownBy(() -> new UnlinkId(0, FROM, TO));
	}

	@Test
	void unknownBitsAndElementsOfTheNewFormAreIgnored() {
		Received received = new Received(WITH_ALTACT);
		Term bits = Int.of(BigInteger.ONE.shiftLeft(70).add(BigInteger.valueOf(64 + 2)));

		received.receive(frame(header(), term(Tuple.of(Int.of(37), bits, FROM, TO, Atom.OK, Atom.OK)), term(Atom.OK)));

		assertThat(received.messages).containsExactly(new AltactSigSend(false, false, FROM, TO));
		assertRefused(Tuple.of(Int.of(37), Int.of(12), FROM, REF));
		assertRefused(Tuple.of(Int.of(37), Int.of(2), FROM, TO));
	}

	@Test
	void bytesBehindAMessageWithoutPayloadAreIgnored() {
		Received received = new Received(USUAL);

		received.receive(frame(header(), term(Tuple.of(Int.of(1), FROM, TO)), new byte[] { 1, 2, 3 }));

		assertThat(received.messages).containsExactly(new Link(FROM, TO));
	}

	@Test
	void aMissingPayloadEndsTheConnection() {
		assertRefused(USUAL, frame(header(), term(Tuple.of(Int.of(22), FROM, TO))));
	}

	@Test
	void anUnreadablePayloadIsFoundByItsReader() {
		List<Payload> payloads = new ArrayList<>();
		new DistributionDecoder(USUAL, DistributionLimits.DEFAULT).receive(
				ByteBuffer.wrap(frame(header(), term(Tuple.of(Int.of(22), FROM, TO)), new byte[] { 100, 9 })), 0,
				(_, payload) -> payloads.add(payload));

		assertThatExceptionOfType(ProtocolException.class).isThrownBy(() -> payloads.getFirst().decode());
	}

	@Test
	void aFrameOfAnotherFormThanAgreedEndsTheConnection() {
		byte[] control = term(Tuple.of(Int.of(1), FROM, TO));
		byte[] passThrough = frame(new byte[] { 112, (byte) 131 }, control);

		assertRefused(USUAL, passThrough);
		assertRefused(PASS_THROUGH, frame(header(), control));
		assertRefused(PASS_THROUGH.with(DistributionFlag.DIST_HDR_ATOM_CACHE), fragment(69, 1, 1, control, control));
		assertRefused(USUAL, frame(new byte[] { (byte) 131, 71, 0 }, control));
		assertRefused(USUAL, frame(new byte[] { (byte) 131 }));
		assertRefused(USUAL, frame(new byte[] { (byte) 131, 69, 0, 0 }));
	}

	@Test
	void aFrameOverTheLimitIsRefusedByItsLength() {
		assertRefused(USUAL, new byte[] { (byte) 0xFF, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF });
		assertRefused(USUAL, new byte[] { (byte) 0x80, 0, 0, 0 });
		assertRefused(USUAL, new byte[] { 4, 0, 0, 1 });
	}

	@Test
	void atomsAreKeptBySlotAndReplaced() {
		DistributionFlags flags = USUAL.with(DistributionFlag.DIST_HDR_ATOM_CACHE);
		Received received = new Received(flags);
		byte[] control = term(Tuple.of(Int.of(22), FROM, TO));
		byte[] first = { 82, 0 };

		received.receive(frame(bytes(131, 68, 1, 0x0F, 255, 2, 'h', 'i'), control, first));
		received.receive(frame(bytes(131, 68, 1, 0x07, 255), control, first));
		received.receive(frame(bytes(131, 68, 1, 0x1F, 255, 0, 2, 'y', 'o'), control, first));
		received.receive(frame(bytes(131, 68, 1, 0x07, 255), control, first));

		assertThat(received.payloads).containsExactly(Atom.of("hi"), Atom.of("hi"), Atom.of("yo"), Atom.of("yo"));
		assertRefused(flags, frame(bytes(131, 68, 1, 0x00, 255), control, first));
		assertRefused(flags, frame(bytes(131, 68, 1, 0x08, 255, 9, 'x'), control, first));
		assertRefused(flags, frame(bytes(131, 68, 1, 0x08, 255, 1, 0xFF), control, first));
		assertRefused(USUAL, frame(bytes(131, 68, 1, 0x08, 255, 1, 'x'), control, first));
	}

	@ParameterizedTest
	@ValueSource(ints = { 65_520, 65_531, 65_532, 131_060, 131_068, 1_000_000 })
	void longPayloadsAreCutAndJoined(int size) {
		byte[] bytes = new byte[size];
		new Random(size).nextBytes(bytes);
		Binary payload = Binary.of(bytes);

		List<byte[]> frames = encode(USUAL, new SendSender(FROM, TO), payload);
		Received received = new Received(USUAL);
		frames.forEach(received::receive);

		assertThat(frames).hasSize((size + 5 + 65_535) / 65_536);
		assertThat(received.payloads).containsExactly(payload);
		assertThat(encode(PASS_THROUGH, new SendSender(FROM, TO), payload)).hasSize(1);
	}

	@Test
	void manyMessagesBetweenTheSameTwoAreReadLikeTheFirst() {
		SendSender there = new SendSender(FROM, TO);
		SendSender back = new SendSender(TO, FROM);
		List<ControlMessage> sent = List.of(there, there, back, there, new Link(FROM, TO), there, back, back);
		for (DistributionFlags flags : List.of(USUAL, PASS_THROUGH)) {
			Received received = new Received(flags);
			for (int i = 0; i < sent.size(); i++) {
				encode(flags, sent.get(i), Int.of(i)).forEach(received::receive);
			}

			assertThat(received.messages).isEqualTo(sent);
			assertThat(received.payloads).containsExactly(Int.of(0), Int.of(1), Int.of(2), Int.of(3), Int.of(5),
					Int.of(6), Int.of(7));
		}
	}

	@Test
	void theSameReferencesToOtherAtomsAreAnotherMessage() {
		DistributionFlags flags = USUAL.with(DistributionFlag.DIST_HDR_ATOM_CACHE);
		Received received = new Received(flags);
		byte[] words = { 0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0, 3 };
		for (String node : List.of("a@host", "c@host", "a@host")) {
			ByteBuffer frame = ByteBuffer.allocate(200).putInt(0).put((byte) 131).put((byte) 68);
			// One reference, a new entry of slot 0.
			frame.put((byte) 1).put((byte) 8).put((byte) 0).put((byte) node.length());
			frame.put(node.getBytes(StandardCharsets.UTF_8));
			frame.put((byte) 104).put((byte) 3).put((byte) 97).put((byte) 22);
			for (int i = 0; i < 2; i++) {
				frame.put((byte) 88).put((byte) 82).put((byte) 0).put(words);
			}
			frame.put((byte) 97).put((byte) 5);
			received.receive(Arrays.copyOf(frame.putInt(0, frame.position() - 4).array(), frame.position()));
		}

		assertThat(received.messages).extracting((message) -> ((SendSender) message).from().node().name())
			.containsExactly("a@host", "c@host", "a@host");
	}

	@Test
	void sequencesAreNumberedFromOne() {
		DistributionEncoder encoder = new DistributionEncoder(USUAL);
		List<byte[]> frames = new ArrayList<>();
		for (int i = 0; i < 2; i++) {
			encoder.encode(new SendSender(FROM, TO), Binary.of(new byte[70_000]), frames::add);
		}

		assertThat(frames.stream().map((frame) -> ByteBuffer.wrap(frame).getLong(6))).containsExactly(1L, 1L, 2L, 2L);
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 3, 63, 64, 65, 5_000, 100_000 })
	void fragmentsMayHaveAnyLength(int length) {
		byte[] payload = term(Tuple.of(Atom.of("large"), Binary.of(new byte[150_000])));
		byte[] control = term(Tuple.of(Int.of(22), FROM, TO));
		int pieces = Math.min(200, (payload.length + length - 1) / length);
		Received received = new Received(USUAL);
		for (int i = 0; i < pieces; i++) {
			byte[] piece = Arrays.copyOfRange(payload, i * length,
					(i == pieces - 1) ? payload.length : (i + 1) * length);
			received.receive((i == 0) ? fragment(69, 5, pieces, control, piece) : fragment(70, 5, pieces - i, piece));
		}

		assertThat(received.payloads).containsExactly(Tuple.of(Atom.of("large"), Binary.of(new byte[150_000])));
	}

	@Test
	void messagesInFragmentsMayInterleave() {
		DistributionEncoder encoder = new DistributionEncoder(USUAL);
		List<byte[]> first = new ArrayList<>();
		List<byte[]> second = new ArrayList<>();
		encoder.encode(new SendSender(FROM, TO), Binary.of(new byte[200_000]), first::add);
		encoder.encode(new RegSend(FROM, "x"), Binary.of(new byte[150_000]), second::add);
		Received received = new Received(USUAL);

		for (int i = 0; i < first.size(); i++) {
			received.receive(first.get(i));
			received.receive(encode(USUAL, new Link(FROM, TO), Atom.OK).getFirst());
			if (i < second.size()) {
				received.receive(second.get(i));
			}
		}

		assertThat(received.payloads).containsExactly(Binary.of(new byte[150_000]), Binary.of(new byte[200_000]));
		assertThat(received.messages).hasSize(2 + first.size());
	}

	@Test
	void fragmentsOutOfOrderEndTheConnection() {
		byte[] control = term(Tuple.of(Int.of(22), FROM, TO));
		byte[] begin = fragment(69, 5, 3, control, new byte[1]);

		assertRefused(USUAL, fragment(70, 5, 2, new byte[1]));
		assertRefused(USUAL, begin, begin);
		assertRefused(USUAL, begin, fragment(70, 5, 1, new byte[1]));
		assertRefused(USUAL, begin, fragment(70, 5, 3, new byte[1]));
		assertRefused(USUAL, begin, fragment(70, 6, 2, new byte[1]));
		assertRefused(USUAL, fragment(69, 5, 0, control, new byte[1]));
		assertRefused(USUAL, fragment(69, 5, 2, term(Tuple.of(Int.of(1), FROM, TO)), new byte[1]));
	}

	@Test
	void aSequenceOfOneFragmentIsAMessage() {
		Received received = new Received(USUAL);

		received.receive(fragment(69, -1, 1, term(Tuple.of(Int.of(22), FROM, TO)), term(Atom.OK)));

		assertThat(received.payloads).containsExactly(Atom.OK);
	}

	@Test
	@Tag("security")
	void incompleteMessagesAreLimitedInNumberBytesAndTime() {
		DistributionLimits limits = new DistributionLimits(100_000, 2, 10_000, Duration.ofSeconds(60), 100,
				DecodeLimits.WIRE);
		byte[] control = term(Tuple.of(Int.of(22), FROM, TO));
		Received received = new Received(USUAL, limits);
		received.receive(fragment(69, 1, 9, control, new byte[4000]));
		received.receive(fragment(69, 2, 9, control, new byte[4000]));

		assertThatExceptionOfType(ProtocolException.class)
			.isThrownBy(() -> received.receive(fragment(69, 3, 9, control, new byte[1])));
		assertThatExceptionOfType(ProtocolException.class)
			.isThrownBy(() -> new Received(USUAL, limits).receive(fragment(69, 1, 9, control, new byte[10_001])));

		Received later = new Received(USUAL, limits);
		later.receive(fragment(69, 1, 9, control, new byte[8000]));
		later.now = Duration.ofSeconds(61).toNanos();
		later.receive(fragment(69, 2, 9, control, new byte[8000]));
		later.receive(fragment(69, 3, 9, control, new byte[1000]));
		assertThatExceptionOfType(ProtocolException.class)
			.isThrownBy(() -> later.receive(fragment(70, 1, 8, new byte[1])));
	}

	@Test
	void noiseEndsInOneExceptionOrWaitsForMore() {
		Random random = new Random(3);
		for (int round = 0; round < 20_000; round++) {
			byte[] noise = new byte[random.nextInt(60)];
			random.nextBytes(noise);
			byte[] framed = frame(bytes(131, 68 + random.nextInt(3), random.nextInt(3)), noise);
			Received received = new Received(USUAL.with(DistributionFlag.DIST_HDR_ATOM_CACHE));
			try {
				received.receive(framed);
			}
			catch (ProtocolException ex) {
				assertThat(ex).hasMessageNotContaining("null");
			}
		}
	}

	@Test
	void ticksAreEmptyFrames() {
		Received received = new Received(USUAL);

		received.receive(DistributionEncoder.tick());

		assertThat(DistributionEncoder.tick()).containsExactly(0, 0, 0, 0);
		assertThat(received.ticks).isEqualTo(1);
		assertThat(received.messages).isEmpty();
	}

	@Test
	void framesStartAsErlangExpectsWithoutAnAtomCache() {
		byte[] frame = encode(USUAL, new RegSend(FROM, "echo"), Atom.OK).getFirst();

		assertThat(frame).startsWith(bytes(0, 0, 0, frame.length - 4, 131, 68, 0, 104, 4, 97, 6, 88))
			.endsWith("echo".getBytes(StandardCharsets.UTF_8)[3], (byte) 119, (byte) 2, (byte) 'o', (byte) 'k');
	}

	private static int operation(DistributionFlags flags, ControlMessage message) {
		return encode(flags, message, Atom.OK).getFirst()[10] & 0xFF;
	}

	private static List<byte[]> encode(DistributionFlags flags, ControlMessage message, Term payload) {
		List<byte[]> frames = new ArrayList<>();
		DistributionEncoder encoder = new DistributionEncoder(flags);
		if (message.hasPayload()) {
			encoder.encode(message, payload, frames::add);
		}
		else {
			encoder.encode(message, frames::add);
		}
		return frames;
	}

	private static void assertRefused(Term control) {
		assertRefused(USUAL, frame(header(), term(control), term(Atom.OK)));
	}

	private static void assertRefused(DistributionFlags flags, byte[]... frames) {
		Received received = new Received(flags);
		for (int i = 0; i < frames.length - 1; i++) {
			received.receive(frames[i]);
		}
		assertThatExceptionOfType(ProtocolException.class)
			.isThrownBy(() -> received.receive(frames[frames.length - 1]));
	}

	private static List<Term> append(List<Term> elements, Term last) {
		List<Term> longer = new ArrayList<>(elements);
		longer.add(last);
		return longer;
	}

	private static byte[] header() {
		return bytes(131, 68, 0);
	}

	private static byte[] fragment(int form, long sequence, long number, byte[]... parts) {
		ByteBuffer head = ByteBuffer.allocate((form == 69) ? 19 : 18)
			.put((byte) 131)
			.put((byte) form)
			.putLong(sequence)
			.putLong(number);
		byte[][] all = new byte[parts.length + 1][];
		all[0] = head.array();
		System.arraycopy(parts, 0, all, 1, parts.length);
		return frame(all);
	}

	private static byte[] term(Term term) {
		return new TermEncoder().write(term).toByteArray();
	}

	private static byte[] bytes(int... values) {
		byte[] bytes = new byte[values.length];
		for (int i = 0; i < values.length; i++) {
			bytes[i] = (byte) values[i];
		}
		return bytes;
	}

	private static byte[] frame(byte[]... parts) {
		int length = Stream.of(parts).mapToInt((part) -> part.length).sum();
		ByteBuffer frame = ByteBuffer.allocate(4 + length).putInt(length);
		Stream.of(parts).forEach(frame::put);
		return frame.array();
	}

}
