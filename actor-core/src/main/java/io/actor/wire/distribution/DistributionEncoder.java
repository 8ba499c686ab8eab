package io.actor.wire.distribution;

import java.nio.ByteBuffer;
import java.util.function.Consumer;

import io.actor.term.Term;
import io.actor.wire.etf.TermEncoder;
import io.actor.wire.handshake.DistributionFlag;
import io.actor.wire.handshake.DistributionFlags;

/**
 * The sending half of an established connection: control messages with their payloads in,
 * frames out, in the form both sides have agreed on. Atoms are always spelled out, which
 * every peer accepts. One object for one connection, used by one thread at a time.
 */
public final class DistributionEncoder {

	/** Payloads above this many bytes are cut into fragments of this many. */
	public static final int FRAGMENT = 64 * 1024;

	private static final byte[] TICK = new byte[4];

	private static final int LENGTH = 4;

	private final boolean passThrough;

	private final boolean fragmented;

	private final ControlWriter control;

	private final TermEncoder terms = new TermEncoder();

	/** Last one given away. A sequence with the number 0 crashes a node of OTP 25. */
	private long sequence;

	/**
	 * An encoder for a connection that is up.
	 * @param chosen what both sides offered in the handshake
	 */
	public DistributionEncoder(DistributionFlags chosen) {
		this.fragmented = chosen.has(DistributionFlag.FRAGMENTS);
		this.passThrough = !this.fragmented && !chosen.has(DistributionFlag.DIST_HDR_ATOM_CACHE);
		this.control = new ControlWriter(chosen);
	}

	/** The frame of a tick. */
	public static byte[] tick() {
		return TICK.clone();
	}

	/**
	 * Writes a message without payload.
	 * @param frames takes the frame with its length in front, an array of its own
	 * @throws IllegalArgumentException if the peer has not agreed on the operation, or it
	 * needs a payload
	 */
	public void encode(ControlMessage message, Consumer<byte[]> frames) {
		if (message.hasPayload()) {
			throw new IllegalArgumentException("Without a payload: " + message);
		}
		begin(this.control.tuple(message));
		complete(this.terms.size(), frames);
	}

	/**
	 * Writes a message with its payload.
	 * @param payload what is sent, the reason, or the list of arguments
	 * @param frames takes each frame with its length in front, an array of its own; more
	 * than one if the payload is cut, and other messages may be sent between those
	 * @throws IllegalArgumentException if the peer has not agreed on the operation, or it
	 * takes no payload
	 */
	public void encode(ControlMessage message, Term payload, Consumer<byte[]> frames) {
		if (!message.hasPayload()) {
			throw new IllegalArgumentException("No payload goes with " + message);
		}
		if (this.control.reasonInside(message)) {
			begin(this.control.tuple(message, payload));
			complete(this.terms.size(), frames);
			return;
		}
		begin(this.control.tuple(message));
		int controlEnd = this.terms.size();
		if (this.passThrough) {
			this.terms.writeStandalone(payload);
		}
		else {
			this.terms.write(payload);
		}
		if (this.fragmented && this.terms.size() - controlEnd > FRAGMENT) {
			fragments(controlEnd, frames);
		}
		else {
			complete(this.terms.size(), frames);
		}
	}

	private void begin(Term tuple) {
		this.terms.reset();
		if (this.passThrough) {
			this.terms.writeByte(112).writeStandalone(tuple);
		}
		else {
			this.terms.write(tuple);
		}
	}

	private void complete(int length, Consumer<byte[]> frames) {
		ByteBuffer terms = this.terms.toByteBuffer();
		if (this.passThrough) {
			frames.accept(frame(length).put(terms).array());
		}
		else {
			frames.accept(frame(3 + length).put((byte) 131).put((byte) 68).put((byte) 0).put(terms).array());
		}
	}

	private void fragments(int controlEnd, Consumer<byte[]> frames) {
		ByteBuffer terms = this.terms.toByteBuffer();
		int payload = terms.remaining() - controlEnd;
		long number = (payload + FRAGMENT - 1L) / FRAGMENT;
		long id = ++this.sequence;
		ByteBuffer first = frame(19 + controlEnd + FRAGMENT).put((byte) 131)
			.put((byte) 69)
			.putLong(id)
			.putLong(number)
			.put((byte) 0);
		first.put(terms.slice(0, controlEnd + FRAGMENT));
		terms.position(controlEnd + FRAGMENT);
		frames.accept(first.array());
		while (terms.hasRemaining()) {
			int length = Math.min(FRAGMENT, terms.remaining());
			ByteBuffer next = frame(18 + length).put((byte) 131).put((byte) 70).putLong(id).putLong(--number);
			next.put(terms.slice(terms.position(), length));
			terms.position(terms.position() + length);
			frames.accept(next.array());
		}
	}

	private static ByteBuffer frame(int length) {
		return ByteBuffer.allocate(LENGTH + length).putInt(length);
	}

}
