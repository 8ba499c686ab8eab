package io.actor.wire.transport;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

/** The readers of a transport; each is there from when a connection needs it. */
final class StreamReaders implements AutoCloseable {

	/** An errand that takes longer leaves the reading to another thread. */
	static final Duration PATIENCE = Duration.ofMillis(1);

	private final int count;

	private final Duration patience;

	private final Consumer<Thread> starter;

	private final List<StreamReader> readers = new ArrayList<>();

	private int next;

	private boolean closed;

	StreamReaders(int count, Duration patience) {
		this(count, patience, Thread::start);
	}

	/** Readers whose threads are started by this. */
	StreamReaders(int count, Duration patience, Consumer<Thread> starter) {
		this.count = count;
		this.patience = patience;
		this.starter = starter;
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
				fresh = new StreamReader("actor-reader-" + index, this.patience.toNanos(), this.starter);
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
