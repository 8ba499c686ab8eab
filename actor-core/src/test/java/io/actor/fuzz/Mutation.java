package io.actor.fuzz;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;

/** One change of an input. */
public final class Mutation {

	private static final int[] EDGES = { 0, 1, 0x7F, 0x80, 0xFF, 0x7FFF, 0x8000, 0xFFFF, 0x7FFFFFFF, 0x80000000,
			0xFFFFFFFF };

	private Mutation() {
	}

	/** The input with one change, perhaps with a piece of another one. */
	public static byte[] of(byte[] input, byte[] other, Random random) {
		if (input.length == 0) {
			return other.clone();
		}
		byte[] changed = input.clone();
		int at = random.nextInt(input.length);
		return switch (random.nextInt(7)) {
			case 0 -> {
				changed[at] ^= (byte) (1 << random.nextInt(8));
				yield changed;
			}
			case 1 -> {
				changed[at] = (byte) random.nextInt(256);
				yield changed;
			}
			case 2 -> Arrays.copyOf(input, at);
			case 3 -> joined(input, at, at + 1 + random.nextInt(8), new byte[0]);
			case 4 -> joined(input, at, at, piece(other, random));
			case 5 ->
				joined(input, at, at + 4, ByteBuffer.allocate(4).putInt(EDGES[random.nextInt(EDGES.length)]).array());
			default -> joined(input, at, at, piece(input, random));
		};
	}

	private static byte[] piece(byte[] of, Random random) {
		int from = random.nextInt(of.length + 1);
		return Arrays.copyOfRange(of, from, Math.min(of.length, from + 1 + random.nextInt(32)));
	}

	/** Something in the place of what is between two places. */
	private static byte[] joined(byte[] input, int from, int to, byte[] between) {
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		out.write(input, 0, from);
		out.writeBytes(between);
		int rest = Math.min(input.length, to);
		out.write(input, rest, input.length - rest);
		return out.toByteArray();
	}

}
