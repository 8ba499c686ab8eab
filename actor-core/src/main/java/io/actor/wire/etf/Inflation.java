package io.actor.wire.etf;

import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** Inflates a compressed term, after its claimed size has passed the limits. */
final class Inflation {

	private Inflation() {
	}

	/** Reads size and stream; the stream must hold exactly so many bytes. */
	static ByteSource inflate(ByteSource in, DecodeLimits limits) throws MalformedTermException {
		long size = in.u32();
		if (limits.inflatedBytes() == 0) {
			throw in.beyond(TermLimit.COMPRESSED, "is compressed, which is refused here");
		}
		if (size > limits.inflatedBytes()) {
			throw in.beyond(TermLimit.COMPRESSED,
					"claims " + size + " inflated bytes, the limit is " + limits.inflatedBytes());
		}
		if (size > (long) in.remaining() * limits.inflationRatio()) {
			throw in.beyond(TermLimit.COMPRESSED, "claims " + size + " inflated bytes in " + in.remaining()
					+ ", the limit is " + limits.inflationRatio() + " to 1");
		}
		byte[] inflated = new byte[(int) size];
		try (Inflater inflater = new Inflater()) {
			inflater.setInput(in.array(), in.position(), in.remaining());
			int length = 0;
			int more;
			do {
				more = inflater.inflate(inflated, length, inflated.length - length);
				length += more;
			}
			while (more > 0 && length < inflated.length);
			// The stream may still have its checksum to show, but not one byte of data.
			int beyond = inflater.finished() ? 0 : inflater.inflate(new byte[1]);
			if (length != size || beyond > 0 || !inflater.finished()) {
				throw in.malformed("does not inflate to the " + size + " bytes it claims");
			}
			in.take(inflater.getBytesRead());
		}
		catch (DataFormatException ex) {
			throw in.malformed("is not a zlib stream");
		}
		return new ByteSource(inflated, 0, inflated.length);
	}

}
