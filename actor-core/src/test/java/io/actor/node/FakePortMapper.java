package io.actor.node;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.HexFormat;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A port mapper that says what a test wants. */
final class FakePortMapper implements AutoCloseable {

	private final ServerSocket listening;

	private final LinkedBlockingQueue<Socket> connections = new LinkedBlockingQueue<>();

	private final CopyOnWriteArrayList<Socket> all = new CopyOnWriteArrayList<>();

	FakePortMapper() throws IOException {
		this.listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
		Thread.ofVirtual().start(() -> {
			while (true) {
				try {
					Socket socket = this.listening.accept();
					this.all.add(socket);
					this.connections.add(socket);
				}
				catch (IOException ex) {
					return;
				}
			}
		});
	}

	int port() {
		return this.listening.getLocalPort();
	}

	/** How often it was called. */
	int asked() {
		return this.all.size();
	}

	/** Waits for the next question, gives these bytes as the answer, and stays open. */
	Socket answer(String hex) throws Exception {
		Socket socket = this.connections.poll(10, TimeUnit.SECONDS);
		if (socket == null) {
			throw new IllegalStateException("Nobody has asked");
		}
		byte[] length = socket.getInputStream().readNBytes(2);
		socket.getInputStream().readNBytes((length[0] & 0xFF) << 8 | length[1] & 0xFF);
		socket.getOutputStream().write(HexFormat.of().parseHex(hex));
		return socket;
	}

	/** Answers and closes. */
	void answerAndClose(String hex) throws Exception {
		answer(hex).close();
	}

	@Override
	public void close() throws IOException {
		this.listening.close();
		for (Socket socket : this.all) {
			socket.close();
		}
	}

}
