package io.actor.wire.transport;

/**
 * How the network is used.
 *
 * @param threads I/O threads; one serves many hundred connections
 * @param highMark queued bytes of one connection from which on it is not writable
 * @param lowMark queued bytes at which it is writable again
 */
public record TransportOptions(int threads, int highMark, int lowMark) {

	/** One thread, marks at 1 MiB and 512 KiB. */
	public static final TransportOptions DEFAULT = new TransportOptions(1, 1024 * 1024, 512 * 1024);

	public TransportOptions {
		if (threads < 1 || lowMark < 0 || highMark <= lowMark) {
			throw new IllegalArgumentException("At least one thread, and a high mark above the low mark");
		}
	}

}
