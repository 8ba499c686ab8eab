package io.actor.wire;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Traffic recorded between real Erlang nodes. */
public final class Recorded {

	public static final String COOKIE = "GOLDENCOOKIE";

	/** One frame of a session, with its length in front. */
	public record Frame(String direction, String kind, byte[] bytes, JsonNode fields) {

		public String text(String field) {
			return this.fields.path(field).asString("");
		}

		public boolean isHandshake() {
			return this.kind.equals("handshake");
		}

	}

	/** One connection, from its first handshake message. */
	public record Session(String name, List<Frame> frames) {

		/** The two directions, the initiator's first. */
		public List<String> directions() {
			String initiator = this.frames.getFirst().direction();
			String[] ends = initiator.split("->");
			return List.of(initiator, ends[1] + "->" + ends[0]);
		}

		public List<Frame> frames(String direction, boolean handshake) {
			return this.frames.stream()
				.filter((frame) -> frame.direction().equals(direction) && frame.isHandshake() == handshake)
				.toList();
		}

		public Frame message(String message) {
			return this.frames.stream().filter((frame) -> frame.text("message").equals(message)).findFirst().get();
		}

		public boolean has(String message) {
			return this.frames.stream().anyMatch((frame) -> frame.text("message").equals(message));
		}

		@Override
		public String toString() {
			return this.name;
		}

	}

	private Recorded() {
	}

	public static Stream<Session> sessions() {
		return Stream.of("dist.json", "dist-otp27-29.json").flatMap((file) -> sessions(file).stream());
	}

	private static List<Session> sessions(String file) {
		List<Session> sessions = new ArrayList<>();
		for (JsonNode session : read(file).path("sessions")) {
			List<Frame> frames = new ArrayList<>();
			for (JsonNode frame : session.path("frames")) {
				frames.add(new Frame(frame.path("direction").asString(), frame.path("kind").asString(),
						bytes(frame.path("frame")), frame));
			}
			sessions.add(new Session(session.path("name").asString(), frames));
		}
		return sessions;
	}

	public static JsonNode read(String file) {
		try (InputStream in = Recorded.class.getResourceAsStream("/vectors/" + file)) {
			return JsonMapper.shared().readTree(in);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** Bytes written in hexadecimal, or compressed if long. */
	public static byte[] bytes(JsonNode value) {
		if (value.isString()) {
			return HexFormat.of().parseHex(value.asString());
		}
		byte[] bytes = new byte[value.path("size").asInt()];
		try (Inflater inflater = new Inflater()) {
			inflater.setInput(Base64.getDecoder().decode(value.path("zlib_b64").asString()));
			if (inflater.inflate(bytes) != bytes.length) {
				throw new IllegalStateException("A recorded value is cut");
			}
		}
		catch (DataFormatException ex) {
			throw new IllegalStateException(ex);
		}
		return bytes;
	}

	public static byte[] joined(List<Frame> frames) {
		ByteArrayOutputStream all = new ByteArrayOutputStream();
		frames.forEach((frame) -> all.writeBytes(frame.bytes()));
		return all.toByteArray();
	}

	/** Ways the network may cut a stream into chunks. */
	public enum Chunks {

		WHOLE, SINGLE_BYTES, RANDOM;

		/** Passes the bytes on in chunks of this kind. */
		public void feed(byte[] bytes, Consumer<ByteBuffer> receiver) {
			Random random = new Random(bytes.length);
			int position = 0;
			while (position < bytes.length) {
				int count = switch (this) {
					case WHOLE -> bytes.length;
					case SINGLE_BYTES -> 1;
					case RANDOM -> 1 + random.nextInt(40);
				};
				int end = Math.min(bytes.length, position + count);
				receiver.accept(ByteBuffer.wrap(bytes, position, end - position));
				position = end;
			}
		}

	}

}
