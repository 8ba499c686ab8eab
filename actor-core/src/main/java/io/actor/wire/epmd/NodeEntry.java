package io.actor.wire.epmd;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * A node as its port mapper knows it. The answer of a port mapper is a hint: who really
 * listens there is proven in the handshake.
 *
 * @param name the part of the node's name before the {@code @}, 1 to 255 characters, none
 * of which ends a line: the answer to NAMES_REQ is made of lines
 * @param port TCP port the node listens on, 1 to 65535
 * @param hidden whether it registered as hidden; informative only
 * @param highestVersion highest distribution version it speaks
 * @param lowestVersion lowest distribution version it speaks
 * @param extra what the node wants told to those who ask for it, a character a byte;
 * Erlang sends none
 */
public record NodeEntry(String name, int port, boolean hidden, int highestVersion, int lowestVersion, String extra) {

	/** The distribution version of OTP 23 and later, the one spoken here. */
	public static final int VERSION = 6;

	private static final int NORMAL = 77;

	private static final int HIDDEN = 72;

	private static final int MAX_NAME = 255;

	/** Longest extra field, in bytes. */
	private static final int MAX_EXTRA = 4 * MAX_NAME;

	public NodeEntry {
		if (!isName(name) || name.chars().anyMatch(NodeEntry::isControl)) {
			throw new EpmdException("A registered name has 1 to " + MAX_NAME + " characters and no control character",
					isWord(name));
		}
		if (port < 1 || port > 0xFFFF) {
			throw new EpmdException("No port: " + port, true);
		}
		if (extra.length() > MAX_EXTRA || extra.chars().anyMatch((character) -> character > 0xFF)) {
			throw new EpmdException("An extra field has at most " + MAX_EXTRA + " bytes", true);
		}
	}

	/** A node with nothing to add. */
	public NodeEntry(String name, int port, boolean hidden, int highestVersion, int lowestVersion) {
		this(name, port, hidden, highestVersion, lowestVersion, "");
	}

	/** A node of this library. */
	public NodeEntry(String name, int port) {
		this(name, port, false, VERSION, VERSION);
	}

	/** Whether this can be asked for. */
	static boolean isName(String name) {
		return isWord(name) && name.codePointCount(0, name.length()) <= MAX_NAME;
	}

	private static boolean isWord(String name) {
		return !name.isEmpty() && name.indexOf(0) < 0;
	}

	/** Whether the node speaks the version this library speaks. */
	public boolean speaksOurVersion() {
		return this.lowestVersion <= VERSION && VERSION <= this.highestVersion;
	}

	private static boolean isControl(int character) {
		return Character.isISOControl(character) || character == '\u2028' || character == '\u2029';
	}

	/** The fields as ALIVE2_REQ and PORT2_RESP carry them. */
	byte[] encoded() {
		byte[] text = this.name.getBytes(StandardCharsets.UTF_8);
		byte[] more = this.extra.getBytes(StandardCharsets.ISO_8859_1);
		return ByteBuffer.allocate(12 + text.length + more.length)
			.putShort((short) this.port)
			.put((byte) (this.hidden ? HIDDEN : NORMAL))
			.put((byte) 0)
			.putShort((short) this.highestVersion)
			.putShort((short) this.lowestVersion)
			.putShort((short) text.length)
			.put(text)
			.putShort((short) more.length)
			.put(more)
			.array();
	}

	/** How many bytes the fields have, or -1 if too few are there to tell. */
	static int length(ByteBuffer in) {
		int start = in.position();
		if (in.remaining() < 10) {
			return -1;
		}
		int name = in.getShort(start + 8) & 0xFFFF;
		if (in.remaining() < 12 + name) {
			return -1;
		}
		return 12 + name + (in.getShort(start + 10 + name) & 0xFFFF);
	}

	/** Reads all fields. */
	static NodeEntry read(ByteBuffer in) {
		int length = length(in);
		if (length < 0 || length > in.remaining()) {
			throw new EpmdException("Fields of a node that run over the end of their message");
		}
		int port = in.getShort() & 0xFFFF;
		boolean hidden = in.get() == HIDDEN;
		int protocol = in.get();
		if (protocol != 0) {
			throw new EpmdException("A node on protocol " + protocol + " instead of TCP", true);
		}
		int highest = in.getShort() & 0xFFFF;
		int lowest = in.getShort() & 0xFFFF;
		String name = text(in, in.getShort() & 0xFFFF);
		byte[] extra = new byte[in.getShort() & 0xFFFF];
		in.get(extra);
		return new NodeEntry(name, port, hidden, highest, lowest, new String(extra, StandardCharsets.ISO_8859_1));
	}

	static String text(ByteBuffer in, int length) {
		ByteBuffer bytes = in.slice(in.position(), length);
		in.position(in.position() + length);
		try {
			return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
		}
		catch (CharacterCodingException ex) {
			throw new EpmdException("A name that is not UTF-8", true);
		}
	}

}
