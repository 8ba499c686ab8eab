package io.actor.fuzz;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.stream.Stream;

import io.actor.term.Term;
import io.actor.wire.etf.DecodeLimits;
import io.actor.wire.etf.MalformedTermException;
import io.actor.wire.etf.TermDecoder;
import io.actor.wire.etf.TermEncoder;

/** A stand-alone term: what is read is written and read again as the same. */
final class TermTarget extends FuzzTarget {

	/** Bytes of objects for one byte of input, when each byte is a term. */
	private static final int FACTOR = 100;

	private static final DecodeLimits LIMITS = DecodeLimits.STANDALONE.withInflation(1 << 20, 100);

	/** Has read all inputs before, and must not be another for that. */
	private static final TermDecoder USED = new TermDecoder(LIMITS);

	@Override
	Stream<byte[]> seeds() {
		return Seeds.terms();
	}

	@Override
	void take(byte[] input) throws Throwable {
		long inflated = (input.length > 6 && input[1] == 80) ? Math.min(1 << 20, 100L * input.length) : 0;
		Bounds.within((1 << 20) + FACTOR * (input.length + inflated), () -> read(new TermDecoder(LIMITS), input));
		Term fresh = read(new TermDecoder(LIMITS), input);
		Term used;
		synchronized (USED) {
			used = read(USED, input);
		}
		require((fresh == null) ? used == null : fresh.equals(used), "A decoder remembers what it has read before");
		if (fresh != null) {
			again(fresh);
		}
	}

	private static Term read(TermDecoder decoder, byte[] input) {
		ByteBuffer in = ByteBuffer.wrap(input);
		try {
			return decoder.decode(in);
		}
		catch (MalformedTermException ex) {
			require(in.position() == 0, "The position has moved although there is no term");
			return null;
		}
	}

	static void again(Term term) throws MalformedTermException {
		byte[] written = TermEncoder.encode(term);
		Term read = new TermDecoder(DecodeLimits.STANDALONE).decode(written);
		require(read.equals(term) && read.hashCode() == term.hashCode(), "A term is another when it is read again");
		require(Arrays.equals(TermEncoder.encode(read), written), "A term is written in two ways");
		require(term.print(200).length() <= 220, "A short text of a term is not short");
	}

}
