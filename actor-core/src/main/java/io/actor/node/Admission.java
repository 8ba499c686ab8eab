package io.actor.node;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.actor.wire.handshake.Cookie;
import io.actor.wire.handshake.NodeName;

import org.jspecify.annotations.Nullable;

/**
 * Which nodes this one has to do with, and by which secret: the cookie of each
 * ({@code erlang:set_cookie/2}), the list of those that may connect
 * ({@code net_kernel:allow/1}), and whether names are long or short.
 */
final class Admission {

	private final String self;

	private final Cookie cookie;

	private final Map<String, Cookie> cookies;

	/** Empty: everybody who knows the cookie. Replaced as a whole. */
	private volatile Set<String> allowed;

	Admission(String self, Cookie cookie, NodeSettings settings) {
		this.self = self;
		this.cookie = cookie;
		this.cookies = new ConcurrentHashMap<>(settings.cookies());
		this.allowed = settings.allowedNodes();
	}

	/** The secret we share with this node. */
	Cookie cookie(String node) {
		return this.cookies.getOrDefault(node, this.cookie);
	}

	void cookie(String node, Cookie secret) {
		this.cookies.put(node, secret);
	}

	/** From now on only nodes that were named here may connect. */
	synchronized void allow(Collection<String> nodes) {
		Set<String> more = new LinkedHashSet<>(this.allowed);
		more.addAll(nodes);
		this.allowed = Set.copyOf(more);
	}

	/** The nodes that may connect, or empty if there is no such list. */
	Optional<Set<String>> allowed() {
		Set<String> now = this.allowed;
		return now.isEmpty() ? Optional.empty() : Optional.of(now);
	}

	/** Why there can be no connection with this node, or null if there can be one. */
	@Nullable String problem(String node) {
		if (node.equals(this.self) || !NodeName.isValid(node)) {
			return "it is not the name of another node";
		}
		if (isLong(node) != isLong(this.self)) {
			return isLong(node)
					? "its name is long (a host with a dot or colon) and ours is short; the two kinds do not connect"
					: "its name is short (a host without a dot) and ours is long; the two kinds do not connect";
		}
		Set<String> now = this.allowed;
		return (now.isEmpty() || now.contains(node)) ? null : "it is not in the list of nodes that may connect";
	}

	/** Whether a name is what Erlang calls long; an address is. */
	static boolean isLong(String node) {
		String host = node.substring(node.indexOf('@') + 1);
		return host.indexOf('.') >= 0 || host.indexOf(':') >= 0;
	}

}
