package io.actor.term;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * A binary: immutable bytes, compared by content. Text in Erlang and Elixir is a binary
 * of UTF-8 ({@link #utf8(String)}).
 */
public final class Binary implements Term, Comparable<Binary> {

	/** The binary without bytes. */
	public static final Binary EMPTY = new Binary(new byte[0]);

	private final byte[] bytes;

	private Binary(byte[] bytes) {
		this.bytes = bytes;
	}

	/** A copy of these bytes. */
	public static Binary of(byte... bytes) {
		return copyOf(bytes, 0, bytes.length);
	}

	/** A copy of the bytes from one index (inclusive) to another (exclusive). */
	public static Binary copyOf(byte[] source, int from, int to) {
		return (from == to) ? EMPTY : new Binary(Arrays.copyOfRange(source, from, to));
	}

	/**
	 * The text in UTF-8.
	 * @throws IllegalArgumentException if the text has an unpaired surrogate
	 */
	public static Binary utf8(String text) {
		TermPrinter.requireNoUnpairedSurrogate(text);
		return text.isEmpty() ? EMPTY : new Binary(text.getBytes(StandardCharsets.UTF_8));
	}

	/** Number of bytes. */
	public int size() {
		return this.bytes.length;
	}

	/** One byte, signed as Java's. */
	public byte get(int index) {
		return this.bytes[index];
	}

	/** A copy of the bytes. */
	public byte[] toByteArray() {
		return this.bytes.clone();
	}

	/** The bytes, read-only and not copied. */
	public ByteBuffer asByteBuffer() {
		return ByteBuffer.wrap(this.bytes).asReadOnlyBuffer();
	}

	/** Writes all bytes into an array. */
	public void copyTo(byte[] target, int offset) {
		System.arraycopy(this.bytes, 0, target, offset, this.bytes.length);
	}

	/** The bytes read as UTF-8; what is not UTF-8 becomes U+FFFD. */
	public String utf8() {
		return new String(this.bytes, StandardCharsets.UTF_8);
	}

	/** The bytes read as UTF-8, or empty when they are not UTF-8. */
	public Optional<String> text() {
		for (byte each : this.bytes) {
			if (each < 0) {
				try {
					return Optional.of(StandardCharsets.UTF_8.newDecoder().decode(asByteBuffer()).toString());
				}
				catch (CharacterCodingException ex) {
					return Optional.empty();
				}
			}
		}
		return Optional.of(new String(this.bytes, StandardCharsets.ISO_8859_1));
	}

	int compareBytes(Binary that) {
		return Arrays.compareUnsigned(this.bytes, that.bytes);
	}

	/** The order of map keys, {@link TermOrder#EXACT}. */
	@Override
	public int compareTo(Binary that) {
		return TermOrder.EXACT.compare(this, that);
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return this == other || (other instanceof Binary that && Arrays.equals(this.bytes, that.bytes));
	}

	@Override
	public int hashCode() {
		return Terms.hash(Terms.BINARY, Arrays.hashCode(this.bytes));
	}

	@Override
	public String toString() {
		return print(Integer.MAX_VALUE);
	}

}
