package io.actor.wire.distribution;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

import io.actor.term.Term;
import io.actor.wire.etf.EncodedTerm;
import io.actor.wire.etf.TermEncoder;
import io.actor.wire.handshake.DistributionFlag;
import io.actor.wire.handshake.DistributionFlags;

import org.jspecify.annotations.Nullable;

/**
 * The sending half of an established connection: control messages with their payloads in,
 * frames out, in the form both sides have agreed on. Atoms are always spelled out, which
 * every peer accepts. One object for one connection; any number of senders, each on its
 * own thread.
 */
public final class DistributionEncoder {

	/** Payloads above this many bytes are cut into fragments of this many. */
	public static final int FRAGMENT = 64 * 1024;

	private static final byte[] TICK = new byte[4];

	private static final int LENGTH = 4;

	private final boolean passThrough;

	private final boolean fragmented;

	private final ControlWriter control;

	private final SpareEncoders encoders = new SpareEncoders();

	/** Last one given away. A sequence with the number 0 crashes a node of OTP 25. */
	private final AtomicLong sequence = new AtomicLong();

	/** Takes what a message has become. */
	public interface Output {

		/**
		 * One frame.
		 * @param bytes used again after the call
		 * @param length of the frame with its length, which starts at index 0
		 */
		void frame(byte[] bytes, int length);

		/** A message of more than one frame. */
		void fragments(FragmentedMessage message);

	}

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
	 * @throws NotAgreedException if the peer has not agreed on the operation
	 * @throws IllegalArgumentException if it needs a payload
	 */
	public void encode(ControlMessage message, Output out) {
		if (message.hasPayload()) {
			throw new IllegalArgumentException("Without a payload: " + message);
		}
		write(message, null, null, out);
	}

	/**
	 * Writes a message with its payload.
	 * @param payload what is sent, the reason, or the list of arguments
	 * @throws NotAgreedException if the peer has not agreed on the operation
	 * @throws IllegalArgumentException if it takes no payload
	 */
	public void encode(ControlMessage message, Term payload, Output out) {
		requirePayload(message);
		write(message, payload, null, out);
	}

	/**
	 * Writes a message whose payload is in bytes already; not the reason of an exit,
	 * which may have to stand inside the control tuple.
	 * @throws NotAgreedException if the peer has not agreed on the operation
	 * @throws IllegalArgumentException if it takes no payload
	 */
	public void encode(ControlMessage message, EncodedTerm payload, Output out) {
		requirePayload(message);
		if (this.control.reasonInside(message)) {
			throw new IllegalArgumentException("The reason belongs into the control tuple: " + message);
		}
		write(message, null, payload, out);
	}

	/**
	 * Writes a message without payload.
	 * @param frames takes the frame with its length in front, an array of its own
	 */
	public void encode(ControlMessage message, Consumer<byte[]> frames) {
		encode(message, new Arrayed(frames));
	}

	/**
	 * Writes a message with its payload.
	 * @param frames takes each frame with its length in front, an array of its own; more
	 * than one if the payload is cut
	 */
	public void encode(ControlMessage message, Term payload, Consumer<byte[]> frames) {
		encode(message, payload, new Arrayed(frames));
	}

	private static void requirePayload(ControlMessage message) {
		if (!message.hasPayload()) {
			throw new IllegalArgumentException("No payload goes with " + message);
		}
	}

	private void write(ControlMessage message, @Nullable Term payload, @Nullable EncodedTerm encoded, Output out) {
		TermEncoder terms = this.encoders.take();
		FragmentedMessage cut = null;
		try {
			terms.writeInt(0, 0);
			int begin = begin(terms);
			if (payload != null && this.control.reasonInside(message)) {
				terms.write(this.control.tuple(message, payload));
			}
			else {
				this.control.write(message, terms);
				int end = terms.size();
				if (encoded != null && this.fragmented && encoded.size() > FRAGMENT) {
					byte[] control = Arrays.copyOfRange(terms.array(), begin, end);
					cut = new FragmentedMessage(this.sequence.incrementAndGet(), control, encoded.bytes(), 0,
							encoded.size());
				}
				else {
					payload(terms, payload, encoded);
					if (this.fragmented && terms.size() - end > FRAGMENT) {
						byte[] control = Arrays.copyOfRange(terms.array(), begin, end);
						int size = terms.size();
						cut = new FragmentedMessage(this.sequence.incrementAndGet(), control, terms.detach(), end,
								size);
					}
				}
			}
			if (cut == null) {
				terms.writeInt(0, terms.size() - LENGTH);
				out.frame(terms.array(), terms.size());
			}
		}
		finally {
			this.encoders.giveBack(terms);
		}
		if (cut != null) {
			out.fragments(cut);
		}
	}

	private int begin(TermEncoder terms) {
		if (this.passThrough) {
			terms.writeByte(112).writeByte(131);
		}
		else {
			terms.writeByte(131).writeByte(68).writeByte(0);
		}
		return terms.size();
	}

	private void payload(TermEncoder terms, @Nullable Term payload, @Nullable EncodedTerm encoded) {
		if (payload == null && encoded == null) {
			return;
		}
		if (this.passThrough) {
			terms.writeByte(131);
		}
		if (encoded != null) {
			terms.write(encoded);
		}
		else if (payload != null) {
			terms.write(payload);
		}
	}

	/** Each frame in an array of its own. */
	private record Arrayed(Consumer<byte[]> frames) implements Output, FrameSink {

		@Override
		public void frame(byte[] bytes, int length) {
			this.frames.accept(Arrays.copyOf(bytes, length));
		}

		@Override
		public void fragments(FragmentedMessage message) {
			while (message.hasNext()) {
				message.next(this);
			}
		}

		@Override
		public void frame(byte[] head, ByteBuffer body) {
			byte[] frame = Arrays.copyOf(head, head.length + body.remaining());
			body.get(frame, head.length, body.remaining());
			this.frames.accept(frame);
		}

	}

}
