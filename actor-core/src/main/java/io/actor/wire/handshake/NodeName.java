package io.actor.wire.handshake;

/** The rule for full node names: {@code alive@host}. */
public final class NodeName {

	/** Most characters a full name may have. */
	public static final int MAX_LENGTH = 255;

	private NodeName() {
	}

	/**
	 * Whether the text is a full node name: printable ASCII without blanks, exactly one
	 * {@code @}, something on both sides of it, at most {@value #MAX_LENGTH} characters.
	 * Names go into logs and atoms, so nothing else is let in from a peer.
	 */
	public static boolean isValid(String name) {
		int at = name.indexOf('@');
		return at > 0 && at < name.length() - 1 && at == name.lastIndexOf('@') && name.length() <= MAX_LENGTH
				&& name.chars().allMatch((character) -> character > ' ' && character <= '~');
	}

}
