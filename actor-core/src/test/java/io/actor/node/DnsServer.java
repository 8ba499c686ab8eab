package io.actor.node;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/** A name server that knows the SRV records of one name. */
final class DnsServer implements AutoCloseable {

	private static final int NO_ERROR = 0;

	private static final int SERVER_FAILURE = 2;

	private static final int NO_SUCH_NAME = 3;

	private static final int SRV = 33;

	private final DatagramSocket socket;

	private final String name;

	private final AtomicReference<Reply> reply = new AtomicReference<>(new Reply(SERVER_FAILURE, List.of()));

	private record Reply(int code, List<Record> records) {
	}

	private record Record(int port, String target) {
	}

	DnsServer(String name) throws IOException {
		this.name = name;
		this.socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
		Thread.ofVirtual().start(this::serve);
	}

	String address() {
		return "127.0.0.1:" + this.socket.getLocalPort();
	}

	/**
	 * It answers with these, as {@code host:port}; with none of them if there are none.
	 */
	void knows(String... targets) {
		this.reply.set(new Reply(NO_ERROR, List.of(targets).stream().map((target) -> {
			int colon = target.indexOf(':');
			return new Record(Integer.parseInt(target.substring(colon + 1)), target.substring(0, colon));
		}).toList()));
	}

	void doesNotKnowTheName() {
		this.reply.set(new Reply(NO_SUCH_NAME, List.of()));
	}

	void fails() {
		this.reply.set(new Reply(SERVER_FAILURE, List.of()));
	}

	private void serve() {
		try {
			while (true) {
				DatagramPacket question = new DatagramPacket(new byte[512], 512);
				this.socket.receive(question);
				byte[] answer = answer(question.getData());
				this.socket.send(new DatagramPacket(answer, answer.length, question.getSocketAddress()));
			}
		}
		catch (IOException ex) {
			// Closed.
		}
	}

	private byte[] answer(byte[] question) throws IOException {
		int end = 12;
		StringBuilder asked = new StringBuilder();
		while (question[end] != 0) {
			asked.append(new String(question, end + 1, question[end], StandardCharsets.US_ASCII)).append('.');
			end += question[end] + 1;
		}
		int type = question[end + 2] & 0xFF;
		end += 5;
		Reply now = asked.toString().equals(this.name + ".") ? this.reply.get() : new Reply(NO_SUCH_NAME, List.of());
		List<Record> records = (type == SRV) ? now.records() : List.of();
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		DataOutputStream out = new DataOutputStream(bytes);
		out.write(question, 0, 2);
		// A response of who is responsible for the name, to one question.
		out.writeShort(0x8400 | now.code());
		out.writeShort(1);
		out.writeShort(records.size());
		out.writeInt(0);
		out.write(question, 12, end - 12);
		for (Record record : records) {
			byte[] target = encoded(record.target());
			out.writeShort(0xC00C);
			out.writeShort(SRV);
			out.writeShort(1);
			out.writeInt(1);
			out.writeShort(6 + target.length);
			out.writeInt(10);
			out.writeShort(record.port());
			out.write(target);
		}
		return bytes.toByteArray();
	}

	private static byte[] encoded(String host) {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		for (String label : host.equals(".") ? new String[0] : host.split("\\.")) {
			bytes.write(label.length());
			bytes.writeBytes(label.getBytes(StandardCharsets.US_ASCII));
		}
		bytes.write(0);
		return bytes.toByteArray();
	}

	@Override
	public void close() {
		this.socket.close();
	}

}
