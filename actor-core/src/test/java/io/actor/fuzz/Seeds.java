package io.actor.fuzz;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

import io.actor.term.Atom;
import io.actor.term.Int;
import io.actor.term.ListTerm;
import io.actor.term.Pid;
import io.actor.term.Ref;
import io.actor.term.Term;
import io.actor.term.Tuple;
import io.actor.wire.Recorded;
import io.actor.wire.etf.TermEncoder;
import tools.jackson.databind.JsonNode;

/** Terms real nodes have written or refused, and numbers that have been wrong before. */
public final class Seeds {

	private static final int LONGEST = 4096;

	private static final List<String> FORMS = List.of("ttb1", "mv0", "mv1", "mv2", "compressed", "deterministic",
			"input");

	/** Lengths at which signs and sizes of fields turn. */
	private static final int[] EDGES = { 0, 1, 0x7F, 0x80, 0xFF, 0x7FFF, 0x8000, 0xFFFF, 0x7FFFFFFF, 0x80000000,
			0xFFFFFFFF };

	private Seeds() {
	}

	/** Stand-alone terms in all their forms, good and bad. */
	public static Stream<byte[]> terms() {
		JsonNode all = Recorded.read("etf.json");
		List<byte[]> terms = new ArrayList<>();
		for (String list : List.of("positive", "decode_only", "invalid")) {
			for (JsonNode vector : all.get(list)) {
				FORMS.stream().filter(vector::has).map((form) -> bytes(vector.get(form))).forEach(terms::add);
			}
		}
		terms.removeIf((term) -> term.length > LONGEST);
		terms.addAll(edges());
		return terms.stream();
	}

	private static byte[] bytes(JsonNode value) {
		return value.has("hex") ? HexFormat.of().parseHex(value.get("hex").asString()) : Recorded.bytes(value);
	}

	/** Each tag with each length, and then too little. */
	private static List<byte[]> edges() {
		List<byte[]> edges = new ArrayList<>();
		for (int tag = 64; tag < 128; tag++) {
			for (int length : EDGES) {
				edges.add(ByteBuffer.allocate(14).put((byte) 131).put((byte) tag).putInt(length).putLong(1).array());
				edges.add(ByteBuffer.allocate(12)
					.put((byte) 131)
					.put((byte) tag)
					.putShort((short) length)
					.putLong(1)
					.array());
			}
		}
		for (long bits : new long[] { 0x7FF8000000000000L, 0x7FF0000000000000L, 0xFFF0000000000000L,
				0x8000000000000000L, 1L }) {
			edges.add(ByteBuffer.allocate(10).put((byte) 131).put((byte) 70).putLong(bits).array());
		}
		edges.add(nested(600));
		edges.add(TermEncoder.encode(Atom.of("a".repeat(255))));
		edges.add(TermEncoder.encode(new Pid(Atom.of("nobody@nowhere"), -1, -1, -1)));
		edges.add(new byte[] { (byte) 131, 119, 2, (byte) 0xC3, 0x28 });
		edges.add(new byte[] { (byte) 131, 119, 3, (byte) 0xED, (byte) 0xA0, (byte) 0x80 });
		return edges;
	}

	/** Tuples in tuples. */
	static byte[] nested(int depth) {
		byte[] bytes = new byte[2 * depth + 3];
		for (int i = 0; i < depth; i++) {
			bytes[1 + 2 * i] = 104;
			bytes[2 + 2 * i] = 1;
		}
		bytes[0] = (byte) 131;
		bytes[2 * depth + 1] = 97;
		return bytes;
	}

	/** Control tuples with each number, and payloads behind some. */
	static Stream<byte[]> controls() {
		Pid from = new Pid(Atom.of("a@b"), 1, 2, 3);
		Term ref = new Ref(Atom.of("a@b"), 3, 1, 2, 3);
		List<Term> rest = List.of(from, from, ref, Atom.OK, Int.of(1), Tuple.of(Atom.OK, Atom.OK, Int.of(1)),
				ListTerm.EMPTY);
		List<byte[]> controls = new ArrayList<>();
		recordedFrames(112).forEach((frame) -> controls.add(Arrays.copyOfRange(frame, 2, frame.length)));
		for (int operation = 0; operation < 40; operation++) {
			for (int arity = 2; arity <= rest.size(); arity++) {
				List<Term> elements = new ArrayList<>(rest.subList(0, arity));
				elements.addFirst(Int.of(operation));
				byte[] control = TermEncoder.encode(Tuple.of(elements));
				controls.add(Arrays.copyOfRange(control, 1, control.length));
			}
		}
		return controls.stream();
	}

	/** Frames real nodes have sent whose first byte is this one, without their length. */
	static Stream<byte[]> recordedFrames(int first) {
		return Recorded.sessions()
			.flatMap((session) -> session.frames().stream())
			.filter((frame) -> !frame.isHandshake() && frame.bytes().length > 5 && frame.bytes().length < LONGEST
					&& (frame.bytes()[4] & 0xFF) == first)
			.map((frame) -> Arrays.copyOfRange(frame.bytes(), 4, frame.bytes().length));
	}

	/** What one side has said in a recorded connection, cut when it gets long. */
	static Stream<byte[]> conversations(boolean handshake) {
		return Recorded.sessions()
			.flatMap((session) -> session.directions().stream().map((each) -> session.frames(each, handshake)))
			.map((frames) -> {
				ByteArrayOutputStream all = new ByteArrayOutputStream();
				for (Recorded.Frame frame : frames) {
					if (all.size() + frame.bytes().length < LONGEST) {
						all.writeBytes(frame.bytes());
					}
				}
				return all.toByteArray();
			})
			.filter((bytes) -> bytes.length > 0);
	}

	/** The input with some bytes in front. */
	static byte[] behind(byte[] input, int... first) {
		byte[] all = new byte[first.length + input.length];
		for (int i = 0; i < first.length; i++) {
			all[i] = (byte) first[i];
		}
		System.arraycopy(input, 0, all, first.length, input.length);
		return all;
	}

}
