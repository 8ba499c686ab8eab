package io.actor.node;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.ArrayList;
import java.util.List;

import io.actor.term.Term;
import io.actor.term.Tuple;
import io.actor.wire.distribution.ControlMessage;
import io.actor.wire.distribution.DistributionDecoder;
import io.actor.wire.distribution.DistributionEncoder;
import io.actor.wire.distribution.DistributionLimits;
import io.actor.wire.handshake.Cookie;
import io.actor.wire.handshake.DistributionFlags;
import io.actor.wire.handshake.HandshakeStep;
import io.actor.wire.handshake.InitiatorHandshake;
import io.actor.wire.handshake.LengthPrefix;
import io.actor.wire.handshake.LocalNode;
import org.jspecify.annotations.Nullable;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The other end of a connection with nothing behind it: a plain socket that can go
 * through the handshake and then does whatever a test wants.
 */
final class FakePeer implements AutoCloseable {

	private static final int PATIENCE_MILLIS = 20_000;

	private final Socket socket;

	private DistributionEncoder encoder = new DistributionEncoder(DistributionFlags.HIDDEN_NODE);

	private DistributionDecoder decoder = new DistributionDecoder(DistributionFlags.HIDDEN_NODE,
			DistributionLimits.DEFAULT);

	private final Deque<Heard> signals = new ArrayDeque<>();

	/** A signal of the node. */
	record Heard(ControlMessage message, @Nullable Term payload) {
	}

	private long heard;

	/** Begun and not finished, and what it says next. */
	private @Nullable InitiatorHandshake handshake;

	private byte[] next = {};

	private FakePeer(Socket socket) {
		this.socket = socket;
	}

	/** Connects and says nothing. */
	static FakePeer to(Node node) throws IOException {
		return new FakePeer(new Socket(InetAddress.getLoopbackAddress(), node.port().orElseThrow()));
	}

	/** Connects from another address of the loopback network, 127.0.0.2 for example. */
	static FakePeer to(Node node, String from) throws IOException {
		return new FakePeer(new Socket(InetAddress.getLoopbackAddress(), node.port().orElseThrow(),
				InetAddress.getByName(from), 0));
	}

	/** Connects and goes through the handshake under this name. */
	static FakePeer established(Node node, String name, String cookie) throws IOException {
		return established(node, new LocalNode(name, 77), cookie);
	}

	/** The same as this node. */
	static FakePeer established(Node node, LocalNode as, String cookie) throws IOException {
		return established(to(node), node, as, cookie);
	}

	/** Goes through the handshake on a connection that is open. */
	static FakePeer established(FakePeer peer, Node node, String name, String cookie) throws IOException {
		return established(peer, node, new LocalNode(name, 77), cookie);
	}

	private static FakePeer established(FakePeer peer, Node node, LocalNode as, String cookie) throws IOException {
		InitiatorHandshake handshake = new InitiatorHandshake(as, node.name(), Cookie.of(cookie), 4711, () -> true,
				(challenge) -> false, LengthPrefix.U16);
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
				peer.decoder = new DistributionDecoder(established.chosenFlags(), DistributionLimits.DEFAULT);
				return peer;
			}
		}
	}

	/**
	 * Connects and goes through the handshake until nothing but its own word is missing.
	 */
	static FakePeer begun(Node node, String name) throws IOException {
		FakePeer peer = to(node);
		InitiatorHandshake handshake = new InitiatorHandshake(new LocalNode(name, 77), node.name(),
				Cookie.of(Nodes.COOKIE), 4711, () -> true, (challenge) -> false, LengthPrefix.U16);
		peer.handshake = handshake;
		peer.send(handshake.start());
		while (peer.next.length == 0) {
			peer.next = handshake.receive(ByteBuffer.wrap(new byte[] { peer.hears() })).output();
		}
		return peer;
	}

	/** Says that word. */
	void finish() throws IOException {
		InitiatorHandshake begun = this.handshake;
		if (begun == null) {
			throw new IllegalStateException("No handshake was begun");
		}
		send(this.next);
		HandshakeStep step;
		do {
			step = begun.receive(ByteBuffer.wrap(new byte[] { hears() }));
		}
		while (!(step instanceof HandshakeStep.Established));
	}

	/**
	 * Reads until so many bytes have come since the handshake; false if it ends before.
	 */
	boolean received(long bytes) throws IOException {
		byte[] chunk = new byte[64 * 1024];
		this.socket.setSoTimeout(PATIENCE_MILLIS);
		while (this.heard < bytes) {
			int count = this.socket.getInputStream().read(chunk);
			if (count < 0) {
				return false;
			}
			this.heard += count;
		}
		return true;
	}

	/** Bytes read since the handshake. */
	long heard() {
		return this.heard;
	}

	/** Reads until so many tuples of this size have come. */
	List<Tuple> tuples(int arity, int count) throws IOException {
		DistributionDecoder decoder = new DistributionDecoder(DistributionFlags.HIDDEN_NODE,
				DistributionLimits.DEFAULT);
		List<Tuple> messages = new ArrayList<>();
		byte[] chunk = new byte[64 * 1024];
		while (messages.size() < count) {
			int length = this.socket.getInputStream().read(chunk);
			if (length < 0) {
				throw new IOException("Only " + messages.size() + " messages came");
			}
			decoder.receive(ByteBuffer.wrap(chunk, 0, length), 0, (message, payload) -> {
				if (payload.decode() instanceof Tuple tuple && tuple.arity() == arity) {
					messages.add(tuple);
				}
			});
		}
		return messages;
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

	/** Waits for the next signal of this kind; others are dropped. */
	Heard next(Class<? extends ControlMessage> kind) throws IOException {
		while (true) {
			Heard next = next();
			if (kind.isInstance(next.message())) {
				return next;
			}
		}
	}

	/** Waits for the next signal. */
	Heard next() throws IOException {
		byte[] chunk = new byte[65_536];
		this.socket.setSoTimeout(10_000);
		while (this.signals.isEmpty()) {
			int length = this.socket.getInputStream().read(chunk);
			if (length < 0) {
				throw new IOException("the node has closed the connection");
			}
			this.decoder.receive(ByteBuffer.wrap(chunk, 0, length), 0, (message, payload) -> this.signals
				.add(new Heard(message, message.hasPayload() ? payload.decode() : null)));
		}
		return this.signals.removeFirst();
	}

	/** Waits for so many bytes. */
	byte[] hears(int count) throws IOException {
		return this.socket.getInputStream().readNBytes(count);
	}

	/** All bytes until the node closes. */
	byte[] hearsAll() throws IOException {
		this.socket.setSoTimeout(10_000);
		ByteArrayOutputStream heard = new ByteArrayOutputStream();
		try {
			int next;
			while ((next = this.socket.getInputStream().read()) >= 0) {
				heard.write(next);
			}
		}
		catch (SocketException ex) {
			// It has closed with bytes of ours unread.
			assertThat(this.socket.isConnected()).isTrue();
		}
		return heard.toByteArray();
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
				int count = this.socket.getInputStream().read(chunk);
				if (count < 0) {
					return true;
				}
				this.heard += count;
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
