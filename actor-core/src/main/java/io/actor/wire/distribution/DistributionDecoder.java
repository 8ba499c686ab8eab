package io.actor.wire.distribution;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

import io.actor.term.Atom;
import io.actor.term.Term;
import io.actor.wire.etf.MalformedTermException;
import io.actor.wire.etf.TermDecoder;
import io.actor.wire.etf.TermEncoder;
import io.actor.wire.handshake.DistributionFlag;
import io.actor.wire.handshake.DistributionFlags;

import org.jspecify.annotations.Nullable;

/**
 * The receiving half of an established connection: bytes in, control messages with their
 * payloads out. One object for one connection, used by one thread.
 *
 * <p>
 * Which form frames have follows from the flags both sides chose: pass-through
 * ({@code 112}), or a distribution header ({@code 131 68}), possibly in fragments
 * ({@code 131 69}, {@code 131 70}).
 */
public final class DistributionDecoder {

	private static final int PASS_THROUGH = 112;

	private static final int VERSION = 131;

	private static final int COMPLETE = 68;

	private static final int FIRST_FRAGMENT = 69;

	private static final int NEXT_FRAGMENT = 70;

	private final boolean atomCache;

	private final boolean fragmented;

	private final FrameReader frames;

	private final AtomCache atoms = new AtomCache();

	private final Fragments fragments;

	private final TermDecoder terms;

	private final SpareDecoders decoders;

	private @Nullable Known last;

	/**
	 * The control message of a send and its bytes: in a stream from one process to
	 * another each frame has the same.
	 */
	private record Known(byte[] bytes, List<Atom> references, ControlReader.Parsed control) {

		/** Whether it stands there too: no term is the beginning of another. */
		boolean matches(byte[] frame, int from, List<Atom> atoms) {
			return frame.length - from >= this.bytes.length
					&& Arrays.equals(frame, from, from + this.bytes.length, this.bytes, 0, this.bytes.length)
					&& this.references.equals(atoms);
		}

	}

	/**
	 * A decoder for a connection that is up.
	 * @param chosen what both sides offered in the handshake
	 */
	public DistributionDecoder(DistributionFlags chosen, DistributionLimits limits) {
		this.atomCache = chosen.has(DistributionFlag.DIST_HDR_ATOM_CACHE);
		this.fragmented = chosen.has(DistributionFlag.FRAGMENTS);
		this.frames = new FrameReader(limits.frameBytes());
		this.decoders = new SpareDecoders(limits.terms());
		this.fragments = new Fragments(limits, this.decoders);
		this.terms = new TermDecoder(limits.terms());
	}

	/**
	 * Takes bytes from the peer and hands on all messages they complete.
	 * @param in bytes as they came, consumed
	 * @param now the clock's nanoseconds
	 * @throws ProtocolException if the peer broke the protocol or went beyond a limit;
	 * what came before has been handed on. Close the connection
	 */
	public void receive(ByteBuffer in, long now, SignalSink sink) {
		this.fragments.forgetOld(now);
		byte[] frame;
		while ((frame = this.frames.next(in)) != null) {
			if (frame.length == 0) {
				sink.tick();
				continue;
			}
			try {
				frame(frame, now, sink);
			}
			catch (BufferUnderflowException ex) {
				throw new ProtocolException("A frame that ends too early", ex);
			}
		}
	}

	private void frame(byte[] frame, long now, SignalSink sink) {
		ByteBuffer in = ByteBuffer.wrap(frame);
		int first = in.get() & 0xFF;
		if (!this.atomCache && !this.fragmented) {
			expect(PASS_THROUGH, first);
			passThrough(in, frame, sink);
			return;
		}
		expect(VERSION, first);
		int form = in.get() & 0xFF;
		switch (form) {
			case COMPLETE -> {
				List<Atom> references = header(in);
				signal(control(in, references), references, frame, in.position(), sink);
			}
			case FIRST_FRAGMENT -> firstFragment(in, frame, now, sink);
			case NEXT_FRAGMENT -> {
				requireFragments();
				Fragments.Complete complete = this.fragments.next(in.getLong(), in.getLong(), frame, in.position(),
						now);
				if (complete != null) {
					sink.signal(complete.message(), complete.payload());
				}
			}
			default -> throw new ProtocolException("A frame of form " + form);
		}
	}

	private void passThrough(ByteBuffer in, byte[] frame, SignalSink sink) {
		expect(VERSION, in.get() & 0xFF);
		ControlReader.Parsed control = control(in, List.of());
		if (control.message().hasPayload() && control.reason() == null) {
			expect(VERSION, in.get() & 0xFF);
		}
		signal(control, List.of(), frame, in.position(), sink);
	}

	private void firstFragment(ByteBuffer in, byte[] frame, long now, SignalSink sink) {
		requireFragments();
		long sequence = in.getLong();
		long fragment = in.getLong();
		List<Atom> references = header(in);
		ControlReader.Parsed control = control(in, references);
		if (fragment == 0 || !control.message().hasPayload() || control.reason() != null) {
			throw new ProtocolException("A message in fragments that cannot be cut");
		}
		if (fragment == 1) {
			signal(control, references, frame, in.position(), sink);
		}
		else {
			this.fragments.begin(sequence, fragment, control.message(), references, frame, in.position(), now);
		}
	}

	private List<Atom> header(ByteBuffer in) {
		List<Atom> references = this.atoms.readHeader(in);
		if (!this.atomCache && !references.isEmpty()) {
			throw new ProtocolException("Cached atoms without the agreement on them");
		}
		return references;
	}

	private ControlReader.Parsed control(ByteBuffer in, List<Atom> references) {
		Known known = this.last;
		int begin = in.position();
		if (known != null && known.matches(in.array(), begin, references)) {
			in.position(begin + known.bytes().length);
			return known.control();
		}
		try {
			ControlReader.Parsed control = ControlReader.read(this.terms.decode(in, references));
			if (control.message() instanceof ControlMessage.SendSender) {
				this.last = new Known(Arrays.copyOfRange(in.array(), begin, in.position()), references, control);
			}
			return control;
		}
		catch (MalformedTermException ex) {
			throw new ProtocolException("A control message that is no term", ex);
		}
	}

	/** Bytes behind a message without payload mean nothing and are left alone. */
	private void signal(ControlReader.Parsed control, List<Atom> references, byte[] frame, int position,
			SignalSink sink) {
		Term reason = control.reason();
		if (reason != null) {
			byte[] bytes = new TermEncoder().write(reason).toByteArray();
			sink.signal(control.message(), payload(bytes, 0, List.of()));
		}
		else if (!control.message().hasPayload()) {
			sink.signal(control.message(), Payload.NONE);
		}
		else if (position == frame.length) {
			throw new ProtocolException("A message without its payload");
		}
		else {
			sink.signal(control.message(), payload(frame, position, references));
		}
	}

	private Payload payload(byte[] bytes, int offset, List<Atom> references) {
		return new Payload(bytes, offset, bytes.length - offset, references, this.decoders);
	}

	private void requireFragments() {
		if (!this.fragmented) {
			throw new ProtocolException("A fragment without the agreement on them");
		}
	}

	private static void expect(int expected, int found) {
		if (found != expected) {
			throw new ProtocolException("A frame with " + found + " where " + expected + " was due");
		}
	}

}
