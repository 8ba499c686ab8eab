package io.actor.node;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

import io.actor.wire.epmd.EpmdRequest;

import org.jspecify.annotations.Nullable;

/**
 * Where port mappers are: the port is the same on all hosts.
 *
 * @param port the port
 * @param required addresses one of our own listens on
 * @param wished addresses it listens on too where they exist
 */
record EpmdPlace(int port, List<InetAddress> required, List<InetAddress> wished) {

	private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");

	private static final InetAddress LOOPBACK_6 = InetAddress.ofLiteral("::1");

	/**
	 * As in OTP it is for the environment to say, and the loopback addresses are always
	 * among those listened on. Without other orders it is reachable from where the node
	 * is that carries it.
	 * @param port the configured port, or null for that of {@code ERL_EPMD_PORT}
	 * @param node the address the node binds
	 * @param environment values of the environment by name, or null
	 */
	static EpmdPlace of(@Nullable Integer port, InetAddress node, UnaryOperator<@Nullable String> environment) {
		List<InetAddress> required = new ArrayList<>(List.of(LOOPBACK));
		List<InetAddress> named = addresses(environment.apply("ERL_EPMD_ADDRESS"));
		for (InetAddress each : named.isEmpty() ? List.of(node) : named) {
			if (each.isAnyLocalAddress()) {
				return new EpmdPlace(port(port, environment), List.of(each), List.of());
			}
			if (!required.contains(each)) {
				required.add(each);
			}
		}
		return new EpmdPlace(port(port, environment), List.copyOf(required),
				required.contains(LOOPBACK_6) ? List.of() : List.of(LOOPBACK_6));
	}

	private static int port(@Nullable Integer configured, UnaryOperator<@Nullable String> environment) {
		String text = environment.apply("ERL_EPMD_PORT");
		if (configured != null || text == null || text.isBlank()) {
			return (configured != null) ? configured : EpmdRequest.DEFAULT_PORT;
		}
		try {
			int port = Integer.parseInt(text.strip());
			if (port >= 1 && port <= 65_535) {
				return port;
			}
		}
		catch (NumberFormatException ex) {
			// Said below.
		}
		throw new NodeStartException("ERL_EPMD_PORT is not a port number: '" + text + "'", null);
	}

	private static List<InetAddress> addresses(@Nullable String text) {
		List<InetAddress> addresses = new ArrayList<>();
		if (text != null && !text.isBlank()) {
			for (String each : text.split(",", -1)) {
				try {
					addresses.add(InetAddress.ofLiteral(each.strip()));
				}
				catch (IllegalArgumentException ex) {
					throw new NodeStartException(
							"ERL_EPMD_ADDRESS is not a list of addresses with commas between them: '" + text + "'", ex);
				}
			}
		}
		return addresses;
	}

}
