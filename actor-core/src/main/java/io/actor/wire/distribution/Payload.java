package io.actor.wire.distribution;

import java.nio.ByteBuffer;
import java.util.List;

import io.actor.term.Atom;
import io.actor.term.Term;
import io.actor.wire.etf.DecodeLimits;
import io.actor.wire.etf.MalformedTermException;
import io.actor.wire.etf.TermDecoder;

/**
 * The payload of a message, still in bytes: reading it is left to the receiver's own
 * turn, not to the thread that serves the network. It keeps the atoms its frame referred
 * to, so it can be read at any time and by any thread.
 */
public final class Payload {

	/** The payload of messages that have none. */
	public static final Payload NONE = new Payload(new byte[0], 0, 0, List.of(), new SpareDecoders(DecodeLimits.WIRE));

	private final byte[] bytes;

	private final int offset;

	private final int length;

	private final List<Atom> atoms;

	private final SpareDecoders decoders;

	Payload(byte[] bytes, int offset, int length, List<Atom> atoms, SpareDecoders decoders) {
		this.bytes = bytes;
		this.offset = offset;
		this.length = length;
		this.atoms = atoms;
		this.decoders = decoders;
	}

	/** Number of bytes. */
	public int size() {
		return this.length;
	}

	/**
	 * The term.
	 * @throws ProtocolException if the bytes are none or go beyond the limits; the
	 * connection they came by is to be closed
	 */
	public Term decode() {
		TermDecoder decoder = this.decoders.take();
		try {
			return decoder.decode(ByteBuffer.wrap(this.bytes, this.offset, this.length), this.atoms);
		}
		catch (MalformedTermException ex) {
			throw new ProtocolException("A payload that is no term", ex);
		}
		finally {
			this.decoders.giveBack(decoder);
		}
	}

	@Override
	public String toString() {
		return "Payload[" + this.length + " bytes]";
	}

}
