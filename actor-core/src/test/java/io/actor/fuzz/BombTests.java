package io.actor.fuzz;

import java.io.ByteArrayOutputStream;
import java.lang.ref.WeakReference;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.zip.Deflater;

import io.actor.term.Atom;
import io.actor.term.Int;
import io.actor.term.ListTerm;
import io.actor.wire.etf.DecodeLimits;
import io.actor.wire.etf.MalformedTermException;
import io.actor.wire.etf.TermDecoder;
import io.actor.wire.etf.TermEncoder;
import io.actor.wire.etf.TermLimit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Small inputs that claim or would become much are refused for little. */
@Tag("security")
class BombTests {

	private static final int LITTLE = 256 * 1024;

	private static Optional<TermLimit> refused(DecodeLimits limits, byte[] bytes, int memory) throws Throwable {
		MalformedTermException[] refusal = new MalformedTermException[1];
		Bounds.within(memory, () -> {
			try {
				new TermDecoder(limits).decode(bytes);
			}
			catch (MalformedTermException ex) {
				refusal[0] = ex;
			}
		});
		assertThat(refusal[0]).isNotNull();
		return refusal[0].limit();
	}

	private static byte[] compressed(byte[] plain, int claimed) {
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		out.writeBytes(ByteBuffer.allocate(6).put((byte) 131).put((byte) 80).putInt(claimed).array());
		try (Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION)) {
			deflater.setInput(plain);
			deflater.finish();
			byte[] chunk = new byte[4096];
			while (!deflater.finished()) {
				out.write(chunk, 0, deflater.deflate(chunk));
			}
		}
		return out.toByteArray();
	}

	@Test
	void aMillionTuplesInEachOther() throws Throwable {
		byte[] nested = Seeds.nested(1_000_000);

		assertThat(refused(DecodeLimits.WIRE, nested, LITTLE)).contains(TermLimit.DEPTH);
		assertThat(refused(DecodeLimits.WIRE.withDepth(DecodeLimits.MAX_DEPTH), nested, 8 * LITTLE))
			.contains(TermLimit.DEPTH);
	}

	@Test
	void compressedTermsFromPeersAreNotEvenInflated() throws Throwable {
		byte[] bomb = compressed(Arrays.copyOfRange(Seeds.nested(1_000_000), 1, 2_000_003), 2_000_002);

		assertThat(bomb.length).isLessThan(20_000);
		assertThat(refused(DecodeLimits.WIRE, bomb, LITTLE)).contains(TermLimit.COMPRESSED);
	}

	@Test
	void whatWouldInflateTooFarIsRefusedByWhatItClaims() throws Throwable {
		byte[] zeros = new byte[10_000_000];

		byte[] thousandToOne = compressed(zeros, zeros.length);

		assertThat(thousandToOne.length).isLessThan(10_300);
		assertThat(refused(DecodeLimits.STANDALONE, thousandToOne, LITTLE)).contains(TermLimit.COMPRESSED);
		assertThat(refused(DecodeLimits.STANDALONE, compressed(new byte[0], 0xFFFFFFFF), LITTLE))
			.contains(TermLimit.COMPRESSED);
		// A lie about the size costs what it claims, and no more.
		assertThat(refused(DecodeLimits.STANDALONE, compressed(zeros, 500_000), 2 * LITTLE + 500_000)).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(ints = { 0x7FFFFFFF, 0x80000000, 0x80000001, 0xFFFFFFFF, 0x10000000 })
	void aLengthIsUnsignedAndComparedWithWhatIsThere(int length) throws Throwable {
		// LARGE_TUPLE, LIST, BINARY, LARGE_BIG, MAP, BIT_BINARY.
		for (int tag : new int[] { 105, 108, 109, 111, 116, 77 }) {
			byte[] bytes = ByteBuffer.allocate(64).put((byte) 131).put((byte) tag).putInt(length).array();

			Optional<TermLimit> limit = refused(DecodeLimits.WIRE.withElements(Integer.MAX_VALUE), bytes, LITTLE);

			assertThat(limit).isEqualTo((tag == 111) ? Optional.of(TermLimit.BIG_INTEGER) : Optional.empty());
		}
	}

	@Test
	void tooManyElementsAndTooLongAnInteger() throws Throwable {
		byte[] wide = TermEncoder.encode(ListTerm.of(Collections.nCopies(1_000_001, Atom.OK)));
		byte[] digits = TermEncoder.encode(Int.of(BigInteger.TEN.pow(1 << 16)));

		assertThat(refused(DecodeLimits.WIRE, wide, LITTLE)).contains(TermLimit.ELEMENTS);
		assertThat(refused(DecodeLimits.WIRE, digits, LITTLE)).contains(TermLimit.BIG_INTEGER);
	}

	@Test
	void listsSentAsBytesHaveElementsToo() throws Throwable {
		ListTerm string = ListTerm.ofBytes(new byte[65_535], 0, 65_535);
		byte[] strings = TermEncoder.encode(ListTerm.of(Collections.nCopies(16, string)));
		byte[] fewer = TermEncoder.encode(ListTerm.of(Collections.nCopies(15, string)));

		assertThat(strings.length).isLessThan(16 * 65_600);
		assertThat(refused(DecodeLimits.WIRE, strings, 20 * LITTLE)).contains(TermLimit.ELEMENTS);
		assertThat(new TermDecoder(DecodeLimits.WIRE).decode(fewer))
			.isEqualTo(ListTerm.of(Collections.nCopies(15, string)));
	}

	@Test
	void anAtomHas255CharactersAtMost() throws Throwable {
		byte[] longest = TermEncoder.encode(Atom.of("a".repeat(255)));
		byte[] longer = ByteBuffer.allocate(4 + 256).put((byte) 131).put((byte) 118).putShort((short) 256).array();
		Arrays.fill(longer, 4, 260, (byte) 'a');

		assertThat(new TermDecoder(DecodeLimits.WIRE).decode(longest)).isEqualTo(Atom.of("a".repeat(255)));
		assertThat(refused(DecodeLimits.WIRE, longer, LITTLE)).contains(TermLimit.ATOM);
	}

	@Test
	void everNewAtomsStayNowhere() throws Throwable {
		TermDecoder decoder = new TermDecoder(DecodeLimits.WIRE);
		List<WeakReference<Object>> atoms = new ArrayList<>();
		for (int i = 0; i < 50_000; i++) {
			atoms.add(new WeakReference<>(decoder.decode(TermEncoder.encode(Atom.of("new" + i)))));
		}
		long end = System.nanoTime() + 5_000_000_000L;
		while (kept(atoms) > 2000 && System.nanoTime() < end) {
			System.gc();
		}

		assertThat(kept(atoms)).isLessThanOrEqualTo(2000);
		assertThat(decoder).isNotNull();
	}

	private static long kept(List<WeakReference<Object>> atoms) {
		return atoms.stream().filter((atom) -> atom.get() != null).count();
	}

}
