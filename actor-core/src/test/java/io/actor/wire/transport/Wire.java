package io.actor.wire.transport;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A wire between two ends that shows what goes over it. */
final class Wire implements AutoCloseable {

	private final ServerSocket entry = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());

	private final ByteArrayOutputStream seen = new ByteArrayOutputStream();

	Wire(int to) throws IOException {
		Thread.ofVirtual().start(() -> {
			try (Socket from = this.entry.accept(); Socket there = new Socket(InetAddress.getLoopbackAddress(), to)) {
				Thread back = Thread.ofVirtual().start(() -> pass(there, from));
				pass(from, there);
				back.join();
			}
			catch (IOException | InterruptedException ex) {
				// The test is over.
			}
		});
	}

	private void pass(Socket from, Socket to) {
		byte[] chunk = new byte[65_536];
		try {
			for (int count = from.getInputStream().read(chunk); count > 0; count = from.getInputStream().read(chunk)) {
				synchronized (this.seen) {
					this.seen.write(chunk, 0, count);
				}
				to.getOutputStream().write(chunk, 0, count);
			}
			to.shutdownOutput();
		}
		catch (IOException ex) {
			// One end is closed.
		}
	}

	int port() {
		return this.entry.getLocalPort();
	}

	int size() {
		synchronized (this.seen) {
			return this.seen.size();
		}
	}

	String seen() {
		synchronized (this.seen) {
			return this.seen.toString(StandardCharsets.ISO_8859_1);
		}
	}

	@Override
	public void close() throws IOException {
		this.entry.close();
	}

}
