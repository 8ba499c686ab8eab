package io.actor.wire.epmd;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** What can be asked of a port mapper. On the wire a request has its length in front. */
public sealed interface EpmdRequest {

	/** Port that a port mapper listens on unless told otherwise. */
	int DEFAULT_PORT = 4369;

	/** Longest request that is read, in bytes without its length. */
	int MAX_LENGTH = 4096;

	/** The request for the wire, its length in front. */
	byte[] encoded();

	/**
	 * ALIVE2_REQ: registers a node for as long as the connection stays open.
	 *
	 * @param entry the node
	 */
	record Register(NodeEntry entry) implements EpmdRequest {

		static final int TAG = 120;

		@Override
		public byte[] encoded() {
			return request(TAG, this.entry.encoded());
		}

	}

	/**
	 * PORT_PLEASE2_REQ: asks for the port of a node.
	 *
	 * @param name the part of the node's name before the {@code @}
	 */
	record PortPlease(String name) implements EpmdRequest {

		static final int TAG = 122;

		@Override
		public byte[] encoded() {
			return request(TAG, this.name.getBytes(StandardCharsets.UTF_8));
		}

	}

	/** NAMES_REQ: asks for all nodes of the host. */
	record Names() implements EpmdRequest {

		static final int TAG = 110;

		@Override
		public byte[] encoded() {
			return request(TAG, new byte[0]);
		}

	}

	/**
	 * Reads one request, as the port mapper does.
	 * @param bytes what came so far; consumed only if the request is complete
	 * @return the request, or empty if more bytes are needed
	 * @throws EpmdException if it is none of the known requests or malformed
	 */
	static Optional<EpmdRequest> read(ByteBuffer bytes) {
		if (bytes.remaining() < 2) {
			return Optional.empty();
		}
		int length = bytes.getShort(bytes.position()) & 0xFFFF;
		if (length == 0 || length > MAX_LENGTH) {
			throw new EpmdException("A request of " + length + " bytes");
		}
		if (bytes.remaining() < 2 + length) {
			return Optional.empty();
		}
		ByteBuffer body = bytes.slice(bytes.position() + 2, length);
		bytes.position(bytes.position() + 2 + length);
		int tag = body.get() & 0xFF;
		return Optional.of(switch (tag) {
			case Register.TAG -> new Register(NodeEntry.read(body));
			case PortPlease.TAG -> new PortPlease(name(body));
			case Names.TAG -> new Names();
			default -> throw new EpmdException("A request with tag " + tag);
		});
	}

	private static String name(ByteBuffer body) {
		String name = NodeEntry.text(body, body.remaining());
		if (!NodeEntry.isName(name)) {
			throw new EpmdException("A question for a name that no node can have");
		}
		return name;
	}

	private static byte[] request(int tag, byte[] rest) {
		return ByteBuffer.allocate(3 + rest.length)
			.putShort((short) (1 + rest.length))
			.put((byte) tag)
			.put(rest)
			.array();
	}

}
