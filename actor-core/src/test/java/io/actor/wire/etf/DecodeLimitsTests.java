package io.actor.wire.etf;

import java.util.HexFormat;

import io.actor.term.Atom;
import io.actor.term.Int;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class DecodeLimitsTests {

	@ParameterizedTest
	@CsvSource({ "depth,0,1,8,1,0,1", "depth,10001,1,8,1,0,1", "elements,1,0,8,1,0,1", "bigIntegerBytes,1,1,7,1,0,1",
			"bigIntegerBytes,1,1,268435456,1,0,1", "atomCharacters,1,1,8,0,0,1", "atomCharacters,1,1,8,256,0,1",
			"inflatedBytes,1,1,8,1,-1,1", "inflatedBytes,1,1,8,1,2147483640,1", "inflationRatio,1,1,8,1,0,0" })
	void aLimitOutOfItsRangeIsRefusedByName(String name, int depth, int elements, int bigIntegerBytes,
			int atomCharacters, int inflatedBytes, int inflationRatio) {
		assertThatIllegalArgumentException().isThrownBy(
				() -> new DecodeLimits(depth, elements, bigIntegerBytes, atomCharacters, inflatedBytes, inflationRatio))
			.withMessageStartingWith(name + " is ");
	}

	@Test
	void everyLimitMayBeAtTheEdgesOfItsRange() {
		assertThat(new DecodeLimits(1, 1, 8, 1, 0, 1)).isNotNull();
		assertThat(new DecodeLimits(DecodeLimits.MAX_DEPTH, Integer.MAX_VALUE, Integer.MAX_VALUE / 8, 255,
				Integer.MAX_VALUE - 8, Integer.MAX_VALUE))
			.isNotNull();
	}

	@Test
	void theOtherLimitsStayWhenOneIsChanged() {
		DecodeLimits limits = new DecodeLimits(1, 2, 8, 4, 5, 6);

		assertThat(limits.withDepth(9)).isEqualTo(new DecodeLimits(9, 2, 8, 4, 5, 6));
		assertThat(limits.withElements(9)).isEqualTo(new DecodeLimits(1, 9, 8, 4, 5, 6));
		assertThat(limits.withBigIntegerBytes(9)).isEqualTo(new DecodeLimits(1, 2, 9, 4, 5, 6));
		assertThat(limits.withInflation(9, 10)).isEqualTo(new DecodeLimits(1, 2, 8, 4, 9, 10));
	}

	@Test
	void charactersOfAtomsAreCountedAndNotTheirBytes() throws Exception {
		TermDecoder decoder = new TermDecoder(new DecodeLimits(1, 1, 8, 3, 0, 1));

		assertThat(decoder.decode(TermEncoder.encode(Atom.of("abc")))).isEqualTo(Atom.of("abc"));
		assertThat(decoder.decode(TermEncoder.encode(Atom.of("äöü")))).isEqualTo(Atom.of("äöü"));
		assertThat(decoder.decode(TermEncoder.encode(Atom.of("𝛼𝛽𝛾")))).isEqualTo(Atom.of("𝛼𝛽𝛾"));
		for (String tooLong : new String[] { "abcd", "äöüß" }) {
			byte[] bytes = TermEncoder.encode(Atom.of(tooLong));
			assertThatExceptionOfType(MalformedTermException.class).isThrownBy(() -> decoder.decode(bytes))
				.withMessageContaining("atom of 4 characters, the limit is 3");
		}
	}

	@Test
	void elementsOfAListSentInPartsAreCountedTogether() throws Exception {
		TermDecoder decoder = new TermDecoder(DecodeLimits.WIRE.withElements(3));
		HexFormat hex = HexFormat.of();

		// LIST_EXT of one or two integers, with a second LIST_EXT in the place of its
		// tail.
		assertThat(decoder.decode(hex.parseHex("836c0000000161016c00000002610261036a"))).hasToString("[1,2,3]");
		assertThatExceptionOfType(MalformedTermException.class)
			.isThrownBy(() -> decoder.decode(hex.parseHex("836c00000002610161026c00000002610361046a")))
			.withMessageContaining("limit of 3 elements");
	}

	@Test
	void aDecoderCountsTheElementsOfEachTermAnew() throws Exception {
		TermDecoder decoder = new TermDecoder(DecodeLimits.WIRE.withElements(1));
		byte[] one = HexFormat.of().parseHex("8368016101");

		assertThat(decoder.decode(one)).isEqualTo(decoder.decode(one));
		assertThat(decoder.decode(TermEncoder.encode(Int.of(1)))).isEqualTo(Int.of(1));
	}

}
