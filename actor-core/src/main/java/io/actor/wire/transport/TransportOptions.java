package io.actor.wire.transport;

import java.time.Duration;

/**
 * How the network is used.
 *
 * @param threads event loops, and as many readers of connections that are up; one serves
 * many hundred connections
 * @param highMark queued bytes of one connection from which on it is not writable
 * @param lowMark queued bytes at which it is writable again
 * @param closePatience how long a connection that is being closed waits for a peer that
 * does not take what is queued
 */
public record TransportOptions(int threads, int highMark, int lowMark, Duration closePatience) {

	/** One thread, marks at 1 MiB and 512 KiB, two seconds. */
	public static final TransportOptions DEFAULT = new TransportOptions(1, 1024 * 1024, 512 * 1024,
			Duration.ofSeconds(2));

	public TransportOptions {
		if (threads < 1 || lowMark < 0 || highMark <= lowMark || closePatience.isNegative()) {
			throw new IllegalArgumentException(
					"At least one thread, a high mark above the low mark, and no negative patience");
		}
	}

}
