package io.actor.node;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Signals that wait for a connection, or for room in it. Guarded by their peer's lock.
 */
final class WaitingSignals {

	/** With more the connection, or the attempt, is given up. */
	private static final int MOST = 100_000;

	/** The same in bytes. */
	private static final long MOST_BYTES = 64L * 1024 * 1024;

	static final String TOO_MANY = "more than " + MOST + " signals or " + MOST_BYTES + " bytes wait for it";

	private final Deque<Outgoing> signals = new ArrayDeque<>();

	private long bytes;

	/** Adds one behind the others; false if there are too many now. */
	boolean add(Outgoing signal) {
		this.signals.add(signal);
		this.bytes += signal.bytes();
		return this.signals.size() <= MOST && this.bytes <= MOST_BYTES;
	}

	Outgoing removeFirst() {
		Outgoing first = this.signals.removeFirst();
		this.bytes -= first.bytes();
		return first;
	}

	boolean isEmpty() {
		return this.signals.isEmpty();
	}

	/** About how many bytes they take. */
	long bytes() {
		return this.bytes;
	}

	void clear() {
		this.signals.clear();
		this.bytes = 0;
	}

}
