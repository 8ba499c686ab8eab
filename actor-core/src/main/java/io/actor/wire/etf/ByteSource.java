package io.actor.wire.etf;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** A range of bytes that is read front to back; every length is checked before use. */
final class ByteSource {

	private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);

	private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

	private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

	private final byte[] bytes;

	private final int start;

	private final int end;

	private int position;

	/** Tag of the term being read and where it stood, for the error message. */
	private int tag = -1;

	private int tagOffset;

	ByteSource(byte[] bytes, int start, int end) {
		this.bytes = bytes;
		this.start = start;
		this.end = end;
		this.position = start;
	}

	byte[] array() {
		return this.bytes;
	}

	int position() {
		return this.position;
	}

	int remaining() {
		return this.end - this.position;
	}

	int tag() throws MalformedTermException {
		this.tagOffset = this.position - this.start;
		this.tag = -1;
		int read = u8();
		this.tag = read;
		return read;
	}

	int u8() throws MalformedTermException {
		return this.bytes[take(1)] & 0xff;
	}

	int u16() throws MalformedTermException {
		return (short) SHORT.get(this.bytes, take(2)) & 0xffff;
	}

	int i32() throws MalformedTermException {
		return (int) INT.get(this.bytes, take(4));
	}

	long u32() throws MalformedTermException {
		return i32() & 0xffff_ffffL;
	}

	long i64() throws MalformedTermException {
		return (long) LONG.get(this.bytes, take(8));
	}

	/** Skips so many bytes and tells where they start. */
	int take(long length) throws MalformedTermException {
		if (length > remaining()) {
			throw malformed("needs " + length + " bytes, " + remaining() + " are left");
		}
		int at = this.position;
		this.position += (int) length;
		return at;
	}

	/** A number of elements of which each takes at least so many bytes. */
	int count(long count, int bytesEach) throws MalformedTermException {
		if (count * bytesEach > remaining()) {
			throw malformed("claims " + count + " elements, " + remaining() + " bytes are left");
		}
		return (int) count;
	}

	MalformedTermException malformed(String problem) {
		return malformed(problem, this.tag, this.tagOffset);
	}

	static MalformedTermException malformed(String problem, int tag, int offset) {
		return new MalformedTermException(message(problem, tag, offset));
	}

	/** A term that could be read but goes beyond a limit. */
	MalformedTermException beyond(TermLimit limit, String problem) {
		return new MalformedTermException(message(problem, this.tag, this.tagOffset), limit);
	}

	private static String message(String problem, int tag, int offset) {
		String what = (tag < 0) ? "Term" : "Term with tag " + tag;
		return what + " at offset " + offset + " " + problem;
	}

	int tagOffset() {
		return this.tagOffset;
	}

}
