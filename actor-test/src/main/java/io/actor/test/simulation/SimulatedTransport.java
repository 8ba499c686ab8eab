package io.actor.test.simulation;

import java.net.InetAddress;
import java.time.Duration;
import java.util.function.Supplier;

import io.actor.wire.transport.ConnectionHandler;
import io.actor.wire.transport.Listener;
import io.actor.wire.transport.PortInUseException;
import io.actor.wire.transport.TlsMaterial;
import io.actor.wire.transport.Transport;

/** A node's way into the simulated network. */
final class SimulatedTransport implements Transport {

	private final SimulatedNetwork network;

	private final SimulatedNode node;

	SimulatedTransport(SimulatedNetwork network, SimulatedNode node) {
		this.network = network;
		this.node = node;
	}

	@Override
	public Listener listen(InetAddress address, int port, Acceptor acceptor) throws PortInUseException {
		return this.network.listen(this.node, port, acceptor);
	}

	@Override
	public void connect(String host, int port, Duration timeout, ConnectionHandler handler) {
		this.network.connect(this.node, host, port, timeout, handler);
	}

	/** Nobody can listen in a simulated network: the handshake of TLS is left out. */
	@Override
	public Transport secured(Supplier<TlsMaterial> material, Duration patience) {
		return this;
	}

	@Override
	public void close() {
		this.network.closed(this.node);
	}

}
