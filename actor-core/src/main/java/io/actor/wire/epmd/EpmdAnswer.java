package io.actor.wire.epmd;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What a port mapper answers. Answers have no length; their form tells where they end.
 */
public sealed interface EpmdAnswer {

	/** The answer for the wire. */
	byte[] encoded();

	/**
	 * The node is registered for as long as the connection stays open (ALIVE2_X_RESP, or
	 * ALIVE2_RESP from an old port mapper).
	 *
	 * @param creation incarnation given to the node, unsigned
	 * @param old whether it is told as nodes before OTP 23 understand it
	 */
	record Registered(int creation, boolean old) implements EpmdAnswer {

		public Registered(int creation) {
			this(creation, false);
		}

		@Override
		public byte[] encoded() {
			return registration(0, this.creation, this.old);
		}

	}

	/**
	 * The node was not registered: in practice, another has the name.
	 *
	 * @param result the port mapper's code, not 0
	 * @param old whether it is told as nodes before OTP 23 understand it
	 */
	record Refused(int result, boolean old) implements EpmdAnswer {

		public Refused(int result) {
			this(result, false);
		}

		@Override
		public byte[] encoded() {
			return registration(this.result, 99, this.old);
		}

	}

	/**
	 * A node of the asked name exists (PORT2_RESP).
	 *
	 * @param entry what it registered
	 */
	record Found(NodeEntry entry) implements EpmdAnswer {

		@Override
		public byte[] encoded() {
			byte[] fields = this.entry.encoded();
			return ByteBuffer.allocate(2 + fields.length).put((byte) PORT2).put((byte) 0).put(fields).array();
		}

	}

	/** No node of the asked name exists (PORT2_RESP). */
	record Unknown() implements EpmdAnswer {

		@Override
		public byte[] encoded() {
			return new byte[] { PORT2, 1 };
		}

	}

	/**
	 * All nodes of the host (NAMES_RESP).
	 *
	 * @param epmdPort port of the port mapper itself
	 * @param names the nodes, the newest first
	 */
	record AllNames(int epmdPort, List<NamedPort> names) implements EpmdAnswer {

		public AllNames {
			names = List.copyOf(names);
		}

		@Override
		public byte[] encoded() {
			ByteArrayOutputStream out = new ByteArrayOutputStream();
			out.writeBytes(ByteBuffer.allocate(4).putInt(this.epmdPort).array());
			for (NamedPort entry : this.names) {
				String line = "name " + entry.name() + " at port " + entry.port() + "\n";
				out.writeBytes(line.getBytes(StandardCharsets.UTF_8));
			}
			return out.toByteArray();
		}

	}

	/** ALIVE2_X_RESP. */
	int ALIVE2_X = 118;

	/** ALIVE2_RESP, from port mappers before OTP 23. */
	int ALIVE2 = 121;

	/** PORT2_RESP. */
	int PORT2 = 119;

	private static byte[] registration(int result, int creation, boolean old) {
		if (old) {
			return ByteBuffer.allocate(4).put((byte) ALIVE2).put((byte) result).putShort((short) creation).array();
		}
		return ByteBuffer.allocate(6).put((byte) ALIVE2_X).put((byte) result).putInt(creation).array();
	}

}
