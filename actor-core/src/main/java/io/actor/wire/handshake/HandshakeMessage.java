package io.actor.wire.handshake;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

import io.actor.wire.handshake.HandshakeException.Reason;

/**
 * The messages of the handshake, each with its layout beside it. Readers get the message
 * with its tag in front, positioned at the tag.
 */
sealed interface HandshakeMessage {

	/** The message with its tag, without a length. */
	byte[] body();

	/** {@code "N" u64 flags u32 creation u16 nlen name}; bytes behind are ignored. */
	record SendName(DistributionFlags flags, int creation, String name) implements HandshakeMessage {

		static SendName read(ByteBuffer in) {
			in = expect(in, 'N', 15);
			return new SendName(new DistributionFlags(in.getLong()), in.getInt(), readName(in, in.getShort() & 0xFFFF));
		}

		@Override
		public byte[] body() {
			byte[] text = latin1(this.name);
			return ByteBuffer.allocate(15 + text.length)
				.put((byte) 'N')
				.putLong(this.flags.bits())
				.putInt(this.creation)
				.putShort((short) text.length)
				.put(text)
				.array();
		}

	}

	/** {@code "n" u16 version u32 flags name}, from OTP 23 and 24; read, never sent. */
	record OldSendName(DistributionFlags flags, String name) implements HandshakeMessage {

		static OldSendName read(ByteBuffer in) {
			in = expect(in, 'n', 7);
			int version = in.getShort() & 0xFFFF;
			if (version != 5) {
				throw malformed("An old name message of version " + version);
			}
			long flags = Integer.toUnsignedLong(in.getInt());
			return new OldSendName(new DistributionFlags(flags), readName(in, in.remaining()));
		}

		@Override
		public byte[] body() {
			byte[] text = latin1(this.name);
			return ByteBuffer.allocate(7 + text.length)
				.put((byte) 'n')
				.putShort((short) 5)
				.putInt((int) this.flags.bits())
				.put(text)
				.array();
		}

	}

	/** {@code "s" text}, in both directions. */
	record StatusText(String text) implements HandshakeMessage {

		static StatusText read(ByteBuffer in) {
			in = expect(in, 's', 1);
			return new StatusText(StandardCharsets.ISO_8859_1.decode(in).toString());
		}

		@Override
		public byte[] body() {
			return latin1("s" + this.text);
		}

	}

	/** {@code "N" u64 flags u32 challenge u32 creation u16 nlen name}. */
	record Challenge(DistributionFlags flags, int challenge, int creation, String name) implements HandshakeMessage {

		static Challenge read(ByteBuffer in) {
			in = expect(in, 'N', 19);
			return new Challenge(new DistributionFlags(in.getLong()), in.getInt(), in.getInt(),
					readName(in, in.getShort() & 0xFFFF));
		}

		@Override
		public byte[] body() {
			byte[] text = latin1(this.name);
			return ByteBuffer.allocate(19 + text.length)
				.put((byte) 'N')
				.putLong(this.flags.bits())
				.putInt(this.challenge)
				.putInt(this.creation)
				.putShort((short) text.length)
				.put(text)
				.array();
		}

	}

	/** {@code "c" u32 flags-high u32 creation}, after the old name message. */
	record Complement(int highFlags, int creation) implements HandshakeMessage {

		static Complement read(ByteBuffer in) {
			in = exactly(in, 'c', 9);
			return new Complement(in.getInt(), in.getInt());
		}

		@Override
		public byte[] body() {
			return ByteBuffer.allocate(9).put((byte) 'c').putInt(this.highFlags).putInt(this.creation).array();
		}

	}

	/** {@code "r" u32 challenge digest[16]}. */
	record Reply(int challenge, byte[] digest) implements HandshakeMessage {

		static Reply read(ByteBuffer in) {
			in = exactly(in, 'r', 21);
			return new Reply(in.getInt(), readDigest(in));
		}

		@Override
		public byte[] body() {
			return ByteBuffer.allocate(21).put((byte) 'r').putInt(this.challenge).put(this.digest).array();
		}

	}

	/** {@code "a" digest[16]}. */
	record Ack(byte[] digest) implements HandshakeMessage {

		static Ack read(ByteBuffer in) {
			return new Ack(readDigest(exactly(in, 'a', 17)));
		}

		@Override
		public byte[] body() {
			return ByteBuffer.allocate(17).put((byte) 'a').put(this.digest).array();
		}

	}

	/** The first byte of a message. */
	static char tag(ByteBuffer message) {
		return (char) (message.get(message.position()) & 0xFF);
	}

	/** The message for the wire, its length in front. */
	default byte[] framed(LengthPrefix prefix) {
		byte[] body = body();
		ByteBuffer framed = ByteBuffer.allocate(prefix.width() + body.length);
		switch (prefix) {
			case U16 -> framed.putShort((short) body.length);
			case U32 -> framed.putInt(body.length);
		}
		return framed.put(body).array();
	}

	private static ByteBuffer expect(ByteBuffer in, char tag, int atLeast) {
		if (tag(in) != tag) {
			throw new HandshakeException(Reason.UNEXPECTED,
					"Handshake message with tag " + (int) tag(in) + " where '" + tag + "' was due");
		}
		if (in.remaining() < atLeast) {
			throw malformed("Handshake message '" + tag + "' of " + in.remaining() + " bytes");
		}
		in.get();
		return in;
	}

	private static ByteBuffer exactly(ByteBuffer in, char tag, int length) {
		if (tag(in) == tag && in.remaining() > length) {
			throw malformed("Handshake message '" + tag + "' of " + in.remaining() + " bytes");
		}
		return expect(in, tag, length);
	}

	private static String readName(ByteBuffer in, int length) {
		if (length > in.remaining()) {
			throw malformed("A node name that runs over the end of its message");
		}
		byte[] text = new byte[length];
		in.get(text);
		return new String(text, StandardCharsets.ISO_8859_1);
	}

	private static byte[] readDigest(ByteBuffer in) {
		byte[] digest = new byte[16];
		in.get(digest);
		return digest;
	}

	private static byte[] latin1(String text) {
		return text.getBytes(StandardCharsets.ISO_8859_1);
	}

	private static HandshakeException malformed(String message) {
		return new HandshakeException(Reason.MALFORMED, message);
	}

}
