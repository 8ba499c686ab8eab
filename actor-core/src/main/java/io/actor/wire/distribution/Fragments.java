package io.actor.wire.distribution;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

import io.actor.term.Atom;
import org.jspecify.annotations.Nullable;

/**
 * Messages that came in part. Each keeps the atoms of its first frame; the numbers of its
 * fragments count down to 1. Memory grows with the bytes that came, within the limits of
 * the connection. The parts are joined by whoever reads the message: with a long one that
 * is no work for the thread that serves the network.
 */
final class Fragments {

	/** A message whose last fragment has come. */
	record Complete(ControlMessage message, Payload payload) {
	}

	/** More in front of a payload than usual. */
	private static final int HEADER = 1024;

	/** So many parts are kept in any case, and one more for so many bytes. */
	private static final int FEW = 16;

	private static final int SMALL = 4096;

	private final DistributionLimits limits;

	private final SpareDecoders decoders;

	private final Map<Long, Sequence> sequences = new HashMap<>();

	private long bytes;

	Fragments(DistributionLimits limits, SpareDecoders decoders) {
		this.limits = limits;
		this.decoders = decoders;
	}

	/** The first of more than one fragment. */
	void begin(long id, long fragment, ControlMessage message, List<Atom> atoms, byte[] frame, int offset, long now) {
		if (this.sequences.size() >= this.limits.fragmentSequences()) {
			throw new ProtocolException(ConnectionLimit.FRAGMENTS,
					"More than " + this.limits.fragmentSequences() + " incomplete messages");
		}
		Sequence sequence = new Sequence(message, atoms);
		if (this.sequences.putIfAbsent(id, sequence) != null) {
			throw new ProtocolException("A sequence of fragments begins twice");
		}
		append(sequence, fragment, frame, offset, now);
	}

	/** A further fragment; the message if it was the last one. */
	@Nullable Complete next(long id, long fragment, byte[] frame, int offset, long now) {
		Sequence sequence = this.sequences.get(id);
		if (sequence == null) {
			throw new ProtocolException("A fragment of a sequence that has not begun");
		}
		if (fragment != sequence.lastFragment - 1) {
			throw new ProtocolException("Fragment " + Long.toUnsignedString(fragment) + " after "
					+ Long.toUnsignedString(sequence.lastFragment));
		}
		append(sequence, fragment, frame, offset, now);
		if (fragment != 1) {
			return null;
		}
		this.sequences.remove(id);
		this.bytes -= sequence.size;
		return new Complete(sequence.message, sequence.payload(this.decoders));
	}

	private void append(Sequence sequence, long fragment, byte[] frame, int offset, long now) {
		int length = frame.length - offset;
		this.bytes += length;
		if (this.bytes > this.limits.fragmentBytes()) {
			throw new ProtocolException(ConnectionLimit.MESSAGE,
					"Incomplete messages of more than " + this.limits.fragmentBytes() + " bytes together");
		}
		sequence.append(frame, offset, length);
		sequence.lastFragment = fragment;
		sequence.lastTime = now;
	}

	/** Forgets messages whose sender has stopped half way. */
	void forgetOld(long now) {
		if (this.sequences.isEmpty()) {
			return;
		}
		long age = this.limits.fragmentAge().toNanos();
		Iterator<Sequence> all = this.sequences.values().iterator();
		while (all.hasNext()) {
			Sequence sequence = all.next();
			if (now - sequence.lastTime > age) {
				this.bytes -= sequence.size;
				all.remove();
			}
		}
	}

	private static final class Sequence {

		private final ControlMessage message;

		private final List<Atom> atoms;

		private final List<Payload.Part> parts = new ArrayList<>();

		private int size;

		private long lastFragment;

		private long lastTime;

		Sequence(ControlMessage message, List<Atom> atoms) {
			this.message = message;
			this.atoms = atoms;
		}

		void append(byte[] frame, int offset, int length) {
			// A long control message is not kept with the little that is behind it.
			this.parts.add((offset <= HEADER) ? new Payload.Part(frame, offset)
					: new Payload.Part(Arrays.copyOfRange(frame, offset, offset + length), 0));
			this.size += length;
			if (this.parts.size() > FEW + this.size / SMALL) {
				// Many small ones take more memory than what they hold.
				byte[] joined = Payload.join(this.parts, this.size);
				this.parts.clear();
				this.parts.add(new Payload.Part(joined, 0));
			}
		}

		Payload payload(SpareDecoders decoders) {
			return Payload.ofParts(this.parts, this.size, this.atoms, decoders);
		}

	}

}
