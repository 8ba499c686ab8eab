package io.actor.sample.chat.http;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The other end of a socket, which keeps what it gets. */
final class FakePage implements Page {

	private final List<ToPage> got = new CopyOnWriteArrayList<>();

	private volatile boolean gone;

	private volatile boolean closed;

	@Override
	public void send(ToPage message) throws IOException {
		if (this.gone) {
			throw new IOException("The test took the page away");
		}
		this.got.add(message);
	}

	@Override
	public void close() {
		this.closed = true;
	}

	void gone() {
		this.gone = true;
	}

	boolean closed() {
		return this.closed;
	}

	<T extends ToPage> List<T> got(Class<T> type) {
		return this.got.stream().filter(type::isInstance).map(type::cast).toList();
	}

}
