package io.actor.node;

import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Finds where a node listens. Without one the port mapper of the node's host is asked; a
 * peer that is configured or discovered with its port is looked up nowhere. The answer is
 * a hint: who really listens there is proven in the handshake. It is what a module given
 * to {@code -epmd_module} is in Erlang.
 */
@FunctionalInterface
public interface NodeResolver {

	/**
	 * Looks a node up. Must return at once; the answer may come later, within seven
	 * seconds, on any thread.
	 * @param node its full name, {@code alive@host}
	 * @return its address, resolved or not, or a failure whose message says why there is
	 * none
	 */
	CompletionStage<InetSocketAddress> resolve(String node);

	/**
	 * All nodes listen on the same port of their hosts, as Erlang nodes with
	 * {@code -start_epmd false -erl_epmd_port 4370} do.
	 */
	static NodeResolver fixedPort(int port) {
		if (port < 1 || port > 65_535) {
			throw new IllegalArgumentException("A port is 1 to 65535, not " + port);
		}
		return (node) -> CompletableFuture
			.completedFuture(InetSocketAddress.createUnresolved(new PeerAddress(node, null).host(), port));
	}

}
