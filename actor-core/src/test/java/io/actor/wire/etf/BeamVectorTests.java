package io.actor.wire.etf;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import io.actor.term.Term;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class BeamVectorTests {

	private static final DecodeLimits LIMITS = DecodeLimits.STANDALONE.withDepth(DecodeLimits.MAX_DEPTH)
		.withInflation(1 << 24, 1100);

	private static final List<String> VARIANTS = List.of("ttb1", "mv0", "mv1", "compressed", "deterministic");

	private final TermDecoder decoder = new TermDecoder(LIMITS);

	static Stream<Named<JsonNode>> positive() {
		return Vectors.of("positive");
	}

	static Stream<Named<JsonNode>> decodeOnly() {
		return Vectors.of("decode_only");
	}

	static Stream<Named<JsonNode>> invalid() {
		return Vectors.of("invalid");
	}

	@Test
	void allVectorsAreThere() {
		assertThat(positive()).hasSize(303);
		assertThat(decodeOnly()).hasSize(51);
		assertThat(invalid()).hasSize(49);
	}

	@ParameterizedTest
	@MethodSource("positive")
	void everyFormOfATermDecodesToTheSameTermAndEncodesToErlangsBytes(JsonNode vector) throws Exception {
		byte[] canonical = Vectors.bytes(vector.get("mv2"));

		Term term = this.decoder.decode(canonical);

		for (String variant : VARIANTS) {
			if (vector.has(variant)) {
				assertThat(this.decoder.decode(Vectors.bytes(vector.get(variant)))).as(variant).isEqualTo(term);
			}
		}
		// The order of the entries is kept, so even maps encode to the same bytes.
		assertThat(TermEncoder.encode(term)).isEqualTo(canonical);
		assertThat(this.decoder.decode(ByteBuffer.wrap(canonical, 1, canonical.length - 1), List.of())).isEqualTo(term)
			.hasSameHashCodeAs(term);
	}

	@ParameterizedTest
	@MethodSource("decodeOnly")
	void whatErlangOnlyReadsDecodesToTheTermItReads(JsonNode vector) throws Exception {
		ByteBuffer input = ByteBuffer.wrap(Vectors.bytes(vector.get("input")));
		byte[] canonical = Vectors.bytes(vector.get("mv2"));

		Term term = this.decoder.decode(input);

		assertThat(term).isEqualTo(this.decoder.decode(canonical));
		// For a reference without words BEAM counts four bytes that are not there.
		assertThat(input.position()).isEqualTo(Math.min(vector.get("used").asInt(), input.limit()));
		boolean map = vector.get("description").asString().startsWith("MAP_EXT");
		assertThat(map || Arrays.equals(TermEncoder.encode(term), canonical)).isTrue();
	}

	@ParameterizedTest
	@MethodSource("invalid")
	void whatErlangRefusesIsRefused(JsonNode vector) {
		ByteBuffer input = ByteBuffer.wrap(Vectors.bytes(vector.get("input")));

		assertThatExceptionOfType(MalformedTermException.class).isThrownBy(() -> this.decoder.decode(input))
			.withMessageContaining("offset");
		assertThat(input.position()).isZero();
	}

}
