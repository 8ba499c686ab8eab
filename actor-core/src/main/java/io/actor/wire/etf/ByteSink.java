package io.actor.wire.etf;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** One growing array that everything is written into, big-endian. */
final class ByteSink {

	private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);

	private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

	private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

	private static final int LARGEST = Integer.MAX_VALUE - 8;

	private byte[] bytes;

	private int size;

	ByteSink(int capacity) {
		this.bytes = new byte[capacity];
	}

	byte[] array() {
		return this.bytes;
	}

	byte[] toByteArray() {
		return Arrays.copyOf(this.bytes, this.size);
	}

	int size() {
		return this.size;
	}

	void clear() {
		this.size = 0;
	}

	void clear(int capacity) {
		this.size = 0;
		this.bytes = new byte[capacity];
	}

	/** Makes room for so many bytes and tells where it is. */
	int claim(int length) {
		int at = this.size;
		if (length > this.bytes.length - at) {
			grow(length);
		}
		this.size = at + length;
		return at;
	}

	private void grow(int length) {
		long needed = (long) this.size + length;
		if (needed > LARGEST) {
			throw new IllegalStateException("The encoded terms need more than " + LARGEST + " bytes");
		}
		this.bytes = Arrays.copyOf(this.bytes, (int) Math.min(LARGEST, Math.max(needed, 2L * this.bytes.length)));
	}

	void u8(int value) {
		int at = claim(1);
		this.bytes[at] = (byte) value;
	}

	void tagged8(int tag, int value) {
		int at = claim(2);
		this.bytes[at] = (byte) tag;
		this.bytes[at + 1] = (byte) value;
	}

	void tagged16(int tag, int value) {
		int at = claim(3);
		this.bytes[at] = (byte) tag;
		SHORT.set(this.bytes, at + 1, (short) value);
	}

	void tagged32(int tag, int value) {
		int at = claim(5);
		this.bytes[at] = (byte) tag;
		INT.set(this.bytes, at + 1, value);
	}

	void tagged64(int tag, long value) {
		int at = claim(9);
		this.bytes[at] = (byte) tag;
		LONG.set(this.bytes, at + 1, value);
	}

	void i32(int value) {
		int at = claim(4);
		INT.set(this.bytes, at, value);
	}

	void i64(long value) {
		int at = claim(8);
		LONG.set(this.bytes, at, value);
	}

	void putInt(int at, int value) {
		INT.set(this.bytes, at, value);
	}

	void bytes(byte[] source) {
		int at = claim(source.length);
		System.arraycopy(source, 0, this.bytes, at, source.length);
	}

}
