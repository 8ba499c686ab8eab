package io.actor.wire.etf;

import java.io.IOException;
import java.io.InputStream;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

import org.junit.jupiter.api.Named;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Bytes a BEAM has written, or has given its verdict on. */
public final class Vectors {

	private static final JsonNode ALL = read();

	private Vectors() {
	}

	public static Stream<Named<JsonNode>> of(String list) {
		return ALL.get(list)
			.valueStream()
			.map((vector) -> Named.of(vector.get("id").asString() + " " + vector.get("description").asString(),
					vector));
	}

	public static byte[] bytes(JsonNode value) {
		if (value.has("hex")) {
			return HexFormat.of().parseHex(value.get("hex").asString());
		}
		byte[] bytes = new byte[value.get("size").asInt()];
		try (Inflater inflater = new Inflater()) {
			inflater.setInput(Base64.getDecoder().decode(value.get("zlib_b64").asString()));
			inflater.inflate(bytes);
			return bytes;
		}
		catch (DataFormatException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static JsonNode read() {
		try (InputStream json = Vectors.class.getResourceAsStream("/vectors/etf.json")) {
			return JsonMapper.shared().readTree(Objects.requireNonNull(json));
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
