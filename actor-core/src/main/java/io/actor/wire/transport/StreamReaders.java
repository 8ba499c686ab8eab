package io.actor.wire.transport;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/** The readers of a transport; each is there from when a connection needs it. */
final class StreamReaders implements AutoCloseable {

	private final int count;

	private final List<StreamReader> readers = new ArrayList<>();

	private int next;

	private boolean closed;

	StreamReaders(int count) {
		this.count = count;
	}

	/**
	 * The one for the next connection; null if there can be none, for lack of
	 * descriptors.
	 */
	synchronized @Nullable StreamReader next() {
		int index = this.next % this.count;
		if (index == this.readers.size() || this.readers.get(index).isClosed()) {
			StreamReader fresh;
			try {
				fresh = new StreamReader("actor-reader-" + index);
			}
			catch (IOException ex) {
				return null;
			}
			if (this.closed) {
				fresh.close();
			}
			if (index == this.readers.size()) {
				this.readers.add(fresh);
			}
			else {
				this.readers.set(index, fresh);
			}
		}
		this.next++;
		return this.readers.get(index);
	}

	@Override
	public synchronized void close() {
		this.closed = true;
		this.readers.forEach(StreamReader::close);
	}

}
