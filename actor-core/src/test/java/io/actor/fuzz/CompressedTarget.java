package io.actor.fuzz;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.stream.Stream;
import java.util.zip.Deflater;

import io.actor.term.Term;
import io.actor.wire.etf.DecodeLimits;
import io.actor.wire.etf.MalformedTermException;
import io.actor.wire.etf.TermDecoder;

/**
 * A compressed term, whose size may be a lie. The first byte says what of it is: 0 takes
 * the rest as the stream, 1 compresses the rest and tells its true size, others another.
 */
final class CompressedTarget extends FuzzTarget {

	private static final int MOST = 1 << 20;

	private static final DecodeLimits LIMITS = DecodeLimits.STANDALONE.withInflation(MOST, 100);

	@Override
	Stream<byte[]> seeds() {
		Stream<byte[]> terms = Seeds.terms()
			.filter((term) -> term.length > 1)
			.map((term) -> Arrays.copyOfRange(term, 1, term.length));
		Stream<byte[]> bombs = Stream.of(new byte[100_000], new byte[1_000_000], Seeds.nested(1_000_000),
				compressed(compressed(new byte[1000], 1000), 1000));
		return Stream.concat(terms, bombs)
			.flatMap((bytes) -> Stream.of(Seeds.behind(bytes, 1), Seeds.behind(bytes, 2)));
	}

	@Override
	void take(byte[] input) throws Throwable {
		if (input.length < 1) {
			return;
		}
		byte[] rest = Arrays.copyOfRange(input, 1, input.length);
		byte[] wrapped = switch (input[0]) {
			case 0 -> ByteBuffer.allocate(2 + rest.length).put((byte) 131).put((byte) 80).put(rest).array();
			case 1 -> compressed(rest, rest.length);
			default -> compressed(rest, rest.length ^ (1 << (input[0] & 31)));
		};
		// Not one byte is kept for a size that is refused.
		Bounds.within((1 << 20) + 100L * Math.min(MOST, 100L * wrapped.length), () -> read(wrapped));
		Term term = read(wrapped);
		if (term != null && input[0] == 1) {
			Term plain = read(Seeds.behind(rest, 131));
			require(term.equals(plain), "A term is another when it is compressed");
		}
	}

	private static Term read(byte[] bytes) {
		try {
			return new TermDecoder(LIMITS).decode(bytes);
		}
		catch (MalformedTermException ex) {
			return null;
		}
	}

	private static byte[] compressed(byte[] plain, int claimed) {
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		out.writeBytes(ByteBuffer.allocate(6).put((byte) 131).put((byte) 80).putInt(claimed).array());
		try (Deflater deflater = new Deflater()) {
			deflater.setInput(plain);
			deflater.finish();
			byte[] chunk = new byte[4096];
			while (!deflater.finished()) {
				out.write(chunk, 0, deflater.deflate(chunk));
			}
		}
		return out.toByteArray();
	}

}
