package io.actor.node;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** A node's connections to others. */
final class Network implements AutoCloseable {

	private final NodeConfig.Settings settings;

	private final CopyOnWriteArrayList<NodeListener> listeners = new CopyOnWriteArrayList<>();

	Network(NodeConfig.Settings settings, Runtime runtime) {
		this.settings = settings;
	}

	boolean enabled() {
		return this.settings.name() != null;
	}

	void start() {
	}

	Optional<Integer> port() {
		return Optional.empty();
	}

	List<PeerInfo> peers() {
		return List.of();
	}

	List<String> expected() {
		return this.settings.peers().stream().map(PeerAddress::node).toList();
	}

	boolean connect(String node) {
		return false;
	}

	void disconnect(String node) {
	}

	CopyOnWriteArrayList<NodeListener> listeners() {
		return this.listeners;
	}

	@Override
	public void close() {
	}

}
