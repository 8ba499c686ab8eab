package io.actor.spring.client;

import java.util.Optional;

import io.actor.gen.ServerRef;
import io.actor.node.Node;
import io.actor.node.PeerAddress;

/**
 * Where a server is registered: {@code rooms}, or {@code rooms@chat2@localhost}.
 *
 * @param name its registered name
 * @param node full name of its node; empty for this one
 */
record ServerName(String name, Optional<String> node) {

	static ServerName parse(String text) {
		String trimmed = text.strip();
		int at = trimmed.indexOf('@');
		String name = (at < 0) ? trimmed : trimmed.substring(0, at);
		if (name.isEmpty()) {
			throw new IllegalArgumentException("'" + text
					+ "' does not name a server; write 'rooms', or 'rooms@chat2@localhost' for one on another node");
		}
		return new ServerName(name,
				(at < 0) ? Optional.empty() : Optional.of(new PeerAddress(trimmed.substring(at + 1), null).node()));
	}

	ServerRef on(Node local) {
		return this.node.map((other) -> local.server(this.name, other)).orElseGet(() -> local.server(this.name));
	}

	@Override
	public String toString() {
		return this.name + this.node.map((other) -> "@" + other).orElse("");
	}

}
