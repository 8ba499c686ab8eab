package io.actor.wire.transport;

import java.net.BindException;
import java.net.InetAddress;

/** A port could not be opened because another socket has it. */
public final class PortInUseException extends BindException {

	private final int port;

	public PortInUseException(InetAddress address, int port) {
		super("Port " + port + " of address " + address.getHostAddress() + " is already in use");
		this.port = port;
	}

	/** The port that was asked for. */
	public int port() {
		return this.port;
	}

}
