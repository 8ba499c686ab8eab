package io.actor.wire.etf;

import java.lang.ref.WeakReference;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.Deflater;

import io.actor.term.Atom;
import io.actor.term.Binary;
import io.actor.term.Float64;
import io.actor.term.Fun;
import io.actor.term.Pid;
import io.actor.term.Term;
import io.actor.term.Tuple;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

class TermDecoderTests {

	private final TermDecoder decoder = new TermDecoder(DecodeLimits.STANDALONE);

	@Test
	void aRefusalNamesTheTagAndTheOffsetFromWhereTheTermStarts() {
		assertThat(refusalOf("8300")).isEqualTo("Term with tag 0 at offset 1 is of no known type");
		assertThat(refusalOf("836101" + "ff")).as("what follows a term is not read").isEmpty();
		assertThat(refusalOf("83680261"))
			.isEqualTo("Term with tag 104 at offset 1 claims 2 elements, 1 bytes are left");
		assertThat(refusalOf("8368027400000002610161026101" + "6103" + "6a"))
			.isEqualTo("Term with tag 116 at offset 3 is a map with a key that occurs twice");
		assertThat(refusalOf("")).isEqualTo("Term at offset 0 needs 1 bytes, 0 are left");

		ByteBuffer behindOtherBytes = ByteBuffer.wrap(bytes("ffffff" + "83" + "6801" + "00")).position(3);
		assertThatExceptionOfType(MalformedTermException.class).isThrownBy(() -> this.decoder.decode(behindOtherBytes))
			.withMessage("Term with tag 0 at offset 3 is of no known type");
		assertThat(behindOtherBytes.position()).isEqualTo(3);
	}

	@Test
	void aMapNeedsAByteForEveryKeyAndEveryValue() {
		assertThat(refusalOf("8374000000026a6a6a"))
			.isEqualTo("Term with tag 116 at offset 1 claims 2 elements, 3 bytes are left");
	}

	@Test
	void aFloatInTextMayFillItsThirtyOneBytes() throws Exception {
		String longest = "1.25000000000000000000000000000";
		assertThat(longest).hasSize(31);

		Term term = this.decoder
			.decode(bytes("8363" + HexFormat.of().formatHex(longest.getBytes(StandardCharsets.US_ASCII))));

		assertThat(term).isEqualTo(Float64.of(1.25));
	}

	@Test
	void theProcessThatMadeAFunIsAPidInTheOldOrTheNewForm() throws Exception {
		String oldForm = "67" + "770161" + "00000001" + "00000002" + "03";
		String newForm = "58" + "770161" + "00000001" + "00000002" + "00000003";

		Fun old = (Fun) this.decoder.decode(bytes(funOf(oldForm)));

		assertThat(old.pid()).isEqualTo(new Pid(Atom.of("a"), 1, 2, 3));
		assertThat(this.decoder.decode(bytes(funOf(newForm)))).isEqualTo(old);
		assertThat(refusalOf(funOf("610000000000000000"))).endsWith("has the tag 97 where a pid has to be");
	}

	@Test
	void aCompressedTermMayReachItsLimitsAndNotGoBeyond() throws Exception {
		Term zeros = Binary.of(new byte[1000]);
		byte[] bytes = compressed(zeros, 0);
		// What follows the stream counts as its bytes, here until 67 inflate to 15 times
		// as many.
		byte[] padded = Arrays.copyOf(bytes, 6 + 67);

		assertThat(limited(1005, 15).decode(padded)).isEqualTo(zeros);
		assertThatExceptionOfType(MalformedTermException.class).isThrownBy(() -> limited(1004, 15).decode(padded))
			.withMessageContaining("claims 1005 inflated bytes, the limit is 1004");
		assertThatExceptionOfType(MalformedTermException.class).isThrownBy(() -> limited(1005, 14).decode(padded))
			.withMessageContaining("claims 1005 inflated bytes in 67, the limit is 14 to 1");
	}

	@Test
	void aCompressedTermIsExactlyAsLongAsItClaims() throws Exception {
		byte[] oneMore = compressed(Binary.of(new byte[1000]), 1);
		byte[] oneLess = compressed(Binary.of(new byte[1000]), -1);

		assertThat(this.decoder.decode(compressed(Binary.of(new byte[1000]), 0))).isEqualTo(Binary.of(new byte[1000]));
		for (byte[] lying : List.of(oneMore, oneLess)) {
			assertThatExceptionOfType(MalformedTermException.class).isThrownBy(() -> this.decoder.decode(lying))
				.withMessageContaining("does not inflate to the");
		}
	}

	@Test
	void shortAtomsThatComeAgainAreNotBuiltAgain() throws Exception {
		Atom yes = Atom.of("yes");
		Atom nay = Atom.of("nay");
		byte[] bytes = TermEncoder.encode(Tuple.of(yes, nay, yes, nay));

		Tuple first = (Tuple) this.decoder.decode(bytes);
		Tuple second = (Tuple) this.decoder.decode(bytes);

		assertThat(first).isEqualTo(Tuple.of(yes, nay, yes, nay));
		assertThat(first.get(2)).isSameAs(first.get(0));
		assertThat(first.get(3)).isSameAs(first.get(1));
		assertThat(second.get(0)).isSameAs(first.get(0));
		assertThat(second.get(1)).isSameAs(first.get(1));
	}

	@Test
	void aDecoderHoldsNoTermThatItHasRead() throws Exception {
		byte[] bytes = TermEncoder.encode(Tuple.of(Atom.OK, Tuple.of(Binary.of(new byte[100]))));
		WeakReference<Term> outer = new WeakReference<>(this.decoder.decode(bytes));
		WeakReference<Term> inner = new WeakReference<>(((Tuple) this.decoder.decode(bytes)).get(1));

		await().untilAsserted(() -> {
			System.gc();
			assertThat(outer.get()).isNull();
			assertThat(inner.get()).isNull();
		});
		assertThat(this.decoder.decode(bytes)).isNotNull();
	}

	/** NEW_FUN_EXT of a function without parameters and free values. */
	private static String funOf(String pid) {
		return "8370" + "00000000" + "00" + "00".repeat(16) + "00000000" + "00000000" + "77016d" + "6100" + "6100"
				+ pid;
	}

	private static TermDecoder limited(int inflatedBytes, int ratio) {
		return new TermDecoder(DecodeLimits.WIRE.withInflation(inflatedBytes, ratio));
	}

	private static byte[] compressed(Term term, int lie) {
		byte[] plain = TermEncoder.encode(term);
		byte[] bytes = new byte[plain.length];
		try (Deflater deflater = new Deflater()) {
			deflater.setInput(plain, 1, plain.length - 1);
			deflater.finish();
			int length = deflater.deflate(bytes);
			return ByteBuffer.allocate(6 + length)
				.put(bytes("8350"))
				.putInt(plain.length - 1 + lie)
				.put(bytes, 0, length)
				.array();
		}
	}

	private String refusalOf(String hex) {
		try {
			this.decoder.decode(bytes(hex));
			return "";
		}
		catch (MalformedTermException ex) {
			return String.valueOf(ex.getMessage());
		}
	}

	private static byte[] bytes(String hex) {
		return HexFormat.of().parseHex(hex);
	}

}
