package io.actor.node;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;

import io.actor.wire.distribution.ControlMessage;
import io.actor.wire.distribution.DistributionEncoder;
import io.actor.wire.handshake.Cookie;
import io.actor.wire.handshake.DistributionFlags;
import io.actor.wire.handshake.HandshakeStep;
import io.actor.wire.handshake.InitiatorHandshake;
import io.actor.wire.handshake.LengthPrefix;
import io.actor.wire.handshake.LocalNode;
import org.jspecify.annotations.Nullable;

import io.actor.term.Term;

/**
 * The other end of a connection with nothing behind it: a plain socket that can go
 * through the handshake and then does whatever a test wants.
 */
final class FakePeer implements AutoCloseable {

	private final Socket socket;

	private DistributionEncoder encoder = new DistributionEncoder(DistributionFlags.HIDDEN_NODE);

	private FakePeer(Socket socket) {
		this.socket = socket;
	}

	/** Connects and says nothing. */
	static FakePeer to(Node node) throws IOException {
		return new FakePeer(new Socket(InetAddress.getLoopbackAddress(), node.port().orElseThrow()));
	}

	/** Connects and goes through the handshake under this name. */
	static FakePeer established(Node node, String name, String cookie) throws IOException {
		FakePeer peer = to(node);
		InitiatorHandshake handshake = new InitiatorHandshake(new LocalNode(name, 77), node.name(), Cookie.of(cookie),
				4711, () -> true, (challenge) -> false, LengthPrefix.U16);
		peer.send(handshake.start());
		byte[] one = new byte[1];
		while (true) {
			if (peer.socket.getInputStream().read(one) < 0) {
				throw handshake.peerClosed();
			}
			HandshakeStep step = handshake.receive(ByteBuffer.wrap(one));
			peer.send(step.output());
			if (step instanceof HandshakeStep.Established established) {
				peer.encoder = new DistributionEncoder(established.chosenFlags());
				return peer;
			}
		}
	}

	static FakePeer established(Node node, String name) throws IOException {
		return established(node, name, Nodes.COOKIE);
	}

	void send(byte... bytes) throws IOException {
		this.socket.getOutputStream().write(bytes);
	}

	void tick() throws IOException {
		send(DistributionEncoder.tick());
	}

	void send(ControlMessage message, @Nullable Term payload) {
		if (payload == null) {
			this.encoder.encode(message, this::sendFrame);
		}
		else {
			this.encoder.encode(message, payload, this::sendFrame);
		}
	}

	private void sendFrame(byte[] frame) {
		try {
			send(frame);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** Waits for the next byte. */
	byte hears() throws IOException {
		return (byte) this.socket.getInputStream().read();
	}

	/** Whether the node closes the stream within this time, whatever it says before. */
	boolean closedWithin(int millis) throws IOException {
		long end = System.nanoTime() + millis * 1_000_000L;
		byte[] chunk = new byte[4096];
		while (true) {
			long left = (end - System.nanoTime()) / 1_000_000;
			if (left <= 0) {
				return false;
			}
			this.socket.setSoTimeout((int) left);
			try {
				if (this.socket.getInputStream().read(chunk) < 0) {
					return true;
				}
			}
			catch (java.net.SocketTimeoutException ex) {
				return false;
			}
			catch (IOException ex) {
				return true;
			}
		}
	}

	@Override
	public void close() throws IOException {
		this.socket.close();
	}

}
