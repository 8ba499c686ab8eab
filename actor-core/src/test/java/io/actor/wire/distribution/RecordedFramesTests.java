package io.actor.wire.distribution;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;

import io.actor.term.Int;
import io.actor.term.Term;
import io.actor.term.Tuple;
import io.actor.wire.Recorded;
import io.actor.wire.Recorded.Chunks;
import io.actor.wire.Recorded.Frame;
import io.actor.wire.Recorded.Session;
import io.actor.wire.etf.DecodeLimits;
import io.actor.wire.etf.MalformedTermException;
import io.actor.wire.etf.TermDecoder;
import io.actor.wire.handshake.DistributionFlags;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Reads every frame that was recorded between Erlang nodes. */
class RecordedFramesTests {

	/** Operations with a trace token, and the plain one of each. */
	private static final Map<Integer, Integer> PLAIN = Map.of(12, 2, 13, 3, 16, 6, 18, 8, 23, 22, 25, 24, 27, 26, 30,
			29, 32, 31, 34, 33);

	record Signal(ControlMessage message, Payload payload) {
	}

	static Stream<Arguments> directions() {
		return Recorded.sessions()
			.flatMap((session) -> session.directions()
				.stream()
				.filter((direction) -> !session.frames(direction, false).isEmpty())
				.flatMap((direction) -> Stream.of(Chunks.values())
					.map((chunks) -> Arguments.of(session, direction, chunks))));
	}

	@ParameterizedTest
	@MethodSource("directions")
	void everyFrameIsReadAsErlangMeantIt(Session session, String direction, Chunks chunks)
			throws MalformedTermException {
		List<Frame> frames = session.frames(direction, false);
		List<Signal> signals = new ArrayList<>();
		int[] ticks = { 0 };

		DistributionDecoder decoder = new DistributionDecoder(chosen(session), DistributionLimits.DEFAULT);
		chunks.feed(Recorded.joined(frames), (chunk) -> decoder.receive(chunk, 0, new SignalSink() {

			@Override
			public void signal(ControlMessage message, Payload payload) {
				signals.add(new Signal(message, payload));
			}

			@Override
			public void tick() {
				ticks[0]++;
			}

		}));

		List<Frame> expected = frames.stream().filter((frame) -> !frame.text("op").isEmpty()).toList();
		assertThat(signals).hasSameSizeAs(expected);
		assertThat(ticks[0]).isEqualTo((int) frames.stream().filter((frame) -> frame.kind().equals("tick")).count());
		for (int i = 0; i < expected.size(); i++) {
			compare(expected.get(i), signals.get(i), chosen(session));
		}
	}

	private static void compare(Frame expected, Signal signal, DistributionFlags chosen) throws MalformedTermException {
		Tuple control = (Tuple) plainTerm(expected, "control_plain");
		ControlWriter writer = new ControlWriter(chosen);
		if (((Int) control.get(0)).value() == Operation.MONITOR_P_EXIT) {
			assertThat(writer.tuple(signal.message, signal.payload.decode())).isEqualTo(control);
		}
		else {
			assertThat(writer.tuple(signal.message)).isEqualTo(withoutToken(control));
			assertThat(signal.message.hasPayload()).isEqualTo(expected.fields().has("payload_plain"));
		}
		if (expected.fields().has("payload_plain")) {
			assertThat(signal.payload.decode()).isEqualTo(plainTerm(expected, "payload_plain"));
		}
	}

	private static Tuple withoutToken(Tuple control) {
		int operation = (int) ((Int) control.get(0)).value();
		List<Term> elements = new ArrayList<>(control.elements());
		Integer plain = PLAIN.get(operation);
		if (plain != null) {
			elements.set(0, Int.of(plain));
			elements.removeLast();
		}
		if (operation == Operation.ALTACT_SIG_SEND && control.arity() == 5) {
			elements.set(1, Int.of(((Int) control.get(1)).value() & ~2));
			elements.removeLast();
		}
		return Tuple.of(elements);
	}

	@Test
	void theRecordingsHoldMostOperations() throws MalformedTermException {
		Map<Long, Integer> operations = new TreeMap<>();
		for (Session session : Recorded.sessions().toList()) {
			for (Frame frame : session.frames()) {
				if (!frame.text("op").isEmpty()) {
					Tuple control = (Tuple) plainTerm(frame, "control_plain");
					operations.merge(((Int) control.get(0)).value(), 1, Integer::sum);
				}
			}
		}

		assertThat(operations.keySet()).contains(1L, 2L, 6L, 7L, 16L, 19L, 20L, 21L, 22L, 23L, 24L, 26L, 28L, 29L, 30L,
				31L, 32L, 33L, 34L, 35L, 36L, 37L);
		assertThat(operations.values().stream().mapToInt(Integer::intValue).sum()).isEqualTo(264);
	}

	/** Each recorded frame with one byte changed: one kind of exception, or a message. */
	@Test
	void damagedFramesAreRefusedOrReadButNothingElse() {
		Random random = new Random(1);
		Recorded.sessions().filter((session) -> session.has("send_challenge")).forEach((session) -> {
			for (int round = 0; round < 300; round++) {
				for (String direction : session.directions()) {
					DistributionDecoder decoder = new DistributionDecoder(chosen(session), DistributionLimits.DEFAULT);
					for (Frame frame : session.frames(direction, false)) {
						byte[] bytes = frame.bytes().clone();
						if (random.nextInt(8) == 0 && bytes.length > 4) {
							int at = 4 + random.nextInt(Math.min(bytes.length - 4, 80));
							bytes[at] = (byte) random.nextInt(256);
						}
						if (!survives(decoder, bytes)) {
							break;
						}
					}
				}
			}
		});
	}

	private static boolean survives(DistributionDecoder decoder, byte[] bytes) {
		try {
			decoder.receive(ByteBuffer.wrap(bytes), 0, (message, payload) -> {
				if (message.hasPayload()) {
					payload.decode();
				}
			});
			return true;
		}
		catch (ProtocolException ex) {
			return false;
		}
	}

	private static DistributionFlags chosen(Session session) {
		Frame name = session.message("send_name");
		Frame challenge = session.message("send_challenge");
		return new DistributionFlags(Long.decode(name.text("flags")) & Long.decode(challenge.text("flags")));
	}

	private static Term plainTerm(Frame frame, String field) throws MalformedTermException {
		return new TermDecoder(DecodeLimits.WIRE).decode(Recorded.bytes(frame.fields().path(field)));
	}

}
