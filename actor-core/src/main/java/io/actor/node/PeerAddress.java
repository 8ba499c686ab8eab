package io.actor.node;

import org.jspecify.annotations.Nullable;

/**
 * A peer as it is configured: {@code name@host}, found by the port mapper of its host, or
 * {@code name@host:port}.
 *
 * @param node full name of the node
 * @param port port it listens on, or null to ask the port mapper
 */
public record PeerAddress(String node, @Nullable Integer port) {

	public PeerAddress {
		int at = node.indexOf('@');
		if (at <= 0 || at == node.length() - 1 || node.indexOf('@', at + 1) >= 0) {
			throw new IllegalArgumentException(
					"'" + node + "' is not the name of a node; it has the form name@host or name@host:port");
		}
		if (port != null && (port < 1 || port > 65_535)) {
			throw new IllegalArgumentException("A port is 1 to 65535, not " + port);
		}
	}

	/** Reads {@code name@host} or {@code name@host:port}. */
	public static PeerAddress parse(String text) {
		int at = text.indexOf('@');
		int colon = text.lastIndexOf(':');
		// An IPv6 host is written in brackets when a port follows it.
		boolean bracketed = text.endsWith("]");
		if (at < 0 || colon < at || bracketed) {
			return new PeerAddress(text.strip(), null);
		}
		try {
			return new PeerAddress(text.substring(0, colon).strip(),
					Integer.valueOf(text.substring(colon + 1).strip()));
		}
		catch (NumberFormatException ex) {
			throw new IllegalArgumentException(
					"'" + text + "' is not a peer: what follows the last colon is not a port number", ex);
		}
	}

	/** The part of the name before the at sign. */
	public String alive() {
		return this.node.substring(0, this.node.indexOf('@'));
	}

	/** The part of the name after the at sign, without brackets. */
	public String host() {
		String host = this.node.substring(this.node.indexOf('@') + 1);
		return (host.startsWith("[") && host.endsWith("]")) ? host.substring(1, host.length() - 1) : host;
	}

	@Override
	public String toString() {
		return (this.port == null) ? this.node : this.node + ":" + this.port;
	}

}
