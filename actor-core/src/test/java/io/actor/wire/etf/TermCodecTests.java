package io.actor.wire.etf;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.zip.DeflaterOutputStream;

import io.actor.term.Atom;
import io.actor.term.Binary;
import io.actor.term.Int;
import io.actor.term.ListTerm;
import io.actor.term.Pid;
import io.actor.term.Term;
import io.actor.term.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class TermCodecTests {

	private final TermDecoder decoder = new TermDecoder(DecodeLimits.STANDALONE);

	@Test
	void randomTermsSurviveTheRoundTrip() throws Exception {
		RandomTerms terms = new RandomTerms(7);
		TermEncoder encoder = new TermEncoder();
		for (int i = 0; i < 3000; i++) {
			Term term = terms.next(4);

			byte[] bytes = encoder.reset().writeStandalone(term).toByteArray();

			Term decoded = this.decoder.decode(bytes);
			assertThat(decoded.equals(term)).as(() -> term.print(500)).isTrue();
			assertThat(decoded.hashCode()).isEqualTo(term.hashCode());
			assertThat(TermEncoder.encode(decoded)).isEqualTo(bytes);
		}
	}

	@Test
	void everyPrefixOfATermIsRefused() {
		RandomTerms terms = new RandomTerms(8);
		for (int i = 0; i < 100; i++) {
			byte[] bytes = TermEncoder.encode(terms.next(3));
			for (int length = 0; length < bytes.length; length++) {
				assertRefused(this.decoder, Arrays.copyOf(bytes, length));
			}
		}
	}

	@Test
	void damagedBytesAreATermOrAreRefusedAndNothingElse() {
		RandomTerms terms = new RandomTerms(9);
		Random random = new Random(9);
		for (int i = 0; i < 20_000; i++) {
			byte[] bytes = TermEncoder.encode(terms.next(3));
			for (int flips = 1 + random.nextInt(3); flips > 0; flips--) {
				bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
			}
			try {
				Term term = this.decoder.decode(bytes);
				assertThat(term.print(100)).isNotEmpty();
			}
			catch (MalformedTermException ex) {
				assertThat(ex).hasMessageContaining("offset");
			}
		}
	}

	@Test
	void termsFollowEachOtherInOneBuffer() throws Exception {
		byte[] bytes = new TermEncoder().write(Int.of(1)).write(Atom.OK).writeByte(99).toByteArray();
		ByteBuffer direct = ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();

		assertThat(this.decoder.decode(direct, List.of())).isEqualTo(Int.of(1));
		assertThat(this.decoder.decode(direct, List.of())).isEqualTo(Atom.OK);
		assertThat(direct.get()).isEqualTo((byte) 99);
	}

	@Test
	void atomsInAFrameReferToItsHeader() throws Exception {
		List<Atom> header = new ArrayList<>();
		AtomReferences references = (atom) -> {
			if (!header.contains(atom)) {
				header.add(atom);
			}
			return header.indexOf(atom);
		};
		Term term = Tuple.of(Atom.of("a"), new Pid(Atom.of("n@h"), 1, 2, 3), Atom.of("a"));

		byte[] bytes = new TermEncoder().write(term, references).toByteArray();

		assertThat(HexFormat.of().formatHex(bytes)).isEqualTo("680352005852010000000100000002000000035200");
		assertThat(this.decoder.decode(ByteBuffer.wrap(bytes), header)).isEqualTo(term);
		assertThatExceptionOfType(MalformedTermException.class)
			.isThrownBy(() -> this.decoder.decode(ByteBuffer.wrap(bytes), header.subList(0, 1)))
			.withMessageContaining("refers to atom 1 of a header with 1");
	}

	@Test
	void nestingStopsAtTheLimit() throws Exception {
		assertThat(this.decoder.decode(nested(512))).isNotNull();
		assertThatExceptionOfType(MalformedTermException.class).isThrownBy(() -> this.decoder.decode(nested(513)))
			.withMessage("Term with tag 104 at offset 1025 is nested deeper than the limit of 512");
		assertRefused(this.decoder, nested(1_000_000));
	}

	@Test
	void termsOfAnyDepthAreWritten() throws Exception {
		Term term = Tuple.EMPTY;
		for (int i = 1; i < 10_000; i++) {
			term = Tuple.of(term);
		}

		byte[] bytes = TermEncoder.encode(term);

		TermDecoder deep = new TermDecoder(DecodeLimits.WIRE.withDepth(10_000));
		assertThat(deep.decode(bytes).equals(term)).isTrue();
	}

	@Test
	void aListSentInManyPartsIsOneListAndNotNested() throws Exception {
		byte[] bytes = bytes("83" + "6c000000016101".repeat(5000) + "6c00000000".repeat(5000) + "6b00020102");

		ListTerm list = (ListTerm) this.decoder.decode(bytes);

		assertThat(list.size()).isEqualTo(5002);
		assertThat(list.isProper()).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "69ffffffff", "6cffffffff", "74ffffffff", "7480000000", "6dffffffff", "4dffffffff01",
			"6fffffffff00", "6900010000", "6c7fffffff", "746effffff", "6d80000000", "6bffff", "76ffff", "64ffff",
			"5affff7700" })
	void lengthsBeyondTheBytesAreRefused(String hex) {
		assertRefused(this.decoder, bytes("83" + hex));
		assertRefused(this.decoder, bytes("836801" + hex + "6a"));
	}

	@Test
	void elementsStopAtTheLimit() throws Exception {
		TermDecoder few = new TermDecoder(DecodeLimits.WIRE.withElements(3));

		assertThat(few.decode(bytes("83680268016a6a"))).isNotNull();
		assertThatExceptionOfType(MalformedTermException.class)
			.isThrownBy(() -> few.decode(bytes("836802680168016a6a")))
			.withMessageContaining("limit of 3 elements");
	}

	@Test
	void integersStopAtTheLimit() throws Exception {
		byte[] largest = TermEncoder.encode(Int.of(BigInteger.ONE.shiftLeft(8 * 8192 - 1)));
		byte[] tooLarge = TermEncoder.encode(Int.of(BigInteger.ONE.shiftLeft(8 * 8192)));

		assertThat(this.decoder.decode(largest)).isNotNull();
		assertThatExceptionOfType(MalformedTermException.class).isThrownBy(() -> this.decoder.decode(tooLarge))
			.withMessageContaining("integer of 8193 bytes, the limit is 8192");
	}

	@Test
	void compressedBombsAreRefusedBeforeTheyInflate() throws Exception {
		byte[] honest = compressed(Binary.of(new byte[50]), 0);
		byte[] bomb = compressed(Binary.of(new byte[10_000_000]), 0);
		byte[] lying = compressed(Binary.of(new byte[10_000_000]), -9_900_000);

		assertThat(this.decoder.decode(honest)).isEqualTo(Binary.of(new byte[50]));
		assertThatExceptionOfType(MalformedTermException.class).isThrownBy(() -> this.decoder.decode(bomb))
			.withMessageContaining("the limit is 100 to 1");
		assertThatExceptionOfType(MalformedTermException.class).isThrownBy(() -> this.decoder.decode(lying))
			.withMessageContaining("does not inflate to the");
		assertThatExceptionOfType(MalformedTermException.class)
			.isThrownBy(() -> new TermDecoder(DecodeLimits.WIRE).decode(honest))
			.withMessageContaining("refused");
		for (int length = 0; length < honest.length; length++) {
			assertRefused(this.decoder, Arrays.copyOf(honest, length));
		}
	}

	private static byte[] compressed(Term term, int lie) throws Exception {
		byte[] plain = TermEncoder.encode(term);
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		bytes.writeBytes(ByteBuffer.allocate(6).put(bytes("8350")).putInt(plain.length - 1 + lie).array());
		try (DeflaterOutputStream deflater = new DeflaterOutputStream(bytes)) {
			deflater.write(plain, 1, plain.length - 1);
		}
		return bytes.toByteArray();
	}

	private static byte[] nested(int depth) {
		return bytes("83" + "6801".repeat(depth) + "6a");
	}

	private static byte[] bytes(String hex) {
		return HexFormat.of().parseHex(hex);
	}

	private static void assertRefused(TermDecoder decoder, byte[] bytes) {
		assertThatExceptionOfType(MalformedTermException.class).isThrownBy(() -> decoder.decode(bytes));
	}

}
