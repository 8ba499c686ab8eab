package io.actor.process;

import java.util.Optional;

import io.actor.term.Pid;

import org.jspecify.annotations.Nullable;

/**
 * What is told about all processes of a node, and to whom
 * ({@code erlang:system_monitor}). A node has one; see
 * {@link Processes#systemMonitor(SystemMonitor)}. Begin with {@link #to}, add what the
 * subscriber wants to hear of. It gets {@link SystemEvent SystemEvents} as messages, none
 * about itself.
 *
 * <p>
 * Erlang's {@code long_gc} and {@code large_heap} are not here: processes share one heap,
 * and the collector knows no process.
 */
public final class SystemMonitor {

	private final Pid subscriber;

	private final boolean longSchedule;

	private final @Nullable Marks longMessageQueue;

	private final boolean busyDistPort;

	private SystemMonitor(Pid subscriber, boolean longSchedule, @Nullable Marks longMessageQueue,
			boolean busyDistPort) {
		this.subscriber = subscriber;
		this.longSchedule = longSchedule;
		this.longMessageQueue = longMessageQueue;
		this.busyDistPort = busyDistPort;
	}

	/**
	 * Lengths of a mailbox.
	 *
	 * @param off it is no longer long when it has fallen to this
	 * @param on it is long when it has reached this
	 */
	public record Marks(int off, int on) {

		public Marks {
			if (off < 0 || on <= off) {
				throw new IllegalArgumentException(
						"The marks of a long mailbox are 0 <= off < on, not {" + off + ", " + on + "}");
			}
		}

	}

	/** A monitor that tells this process nothing yet. */
	public static SystemMonitor to(Pid subscriber) {
		return new SystemMonitor(subscriber, false, null, false);
	}

	/**
	 * The same, and {@link SystemEvent.LongSchedule} is told. How long is too long is a
	 * setting of the node's scheduler.
	 */
	public SystemMonitor longSchedule() {
		return new SystemMonitor(this.subscriber, true, this.longMessageQueue, this.busyDistPort);
	}

	/**
	 * The same, and {@link SystemEvent.LongMessageQueue} is told. A process looks how far
	 * its mailbox has fallen when it takes mail: a server at least every 1,024 messages
	 * and when none is left.
	 * @param off no longer long when it has fallen to this
	 * @param on long when it has reached this
	 */
	public SystemMonitor longMessageQueue(int off, int on) {
		return new SystemMonitor(this.subscriber, this.longSchedule, new Marks(off, on), this.busyDistPort);
	}

	/** The same, and {@link SystemEvent.BusyDistPort} is told. */
	public SystemMonitor busyDistPort() {
		return new SystemMonitor(this.subscriber, this.longSchedule, this.longMessageQueue, true);
	}

	/** Who is told. */
	public Pid subscriber() {
		return this.subscriber;
	}

	/** Whether long schedules are told. */
	public boolean tellsLongSchedule() {
		return this.longSchedule;
	}

	/** The marks for long mailboxes, if they are told. */
	public Optional<Marks> marks() {
		return Optional.ofNullable(this.longMessageQueue);
	}

	/** Whether suspended senders are told. */
	public boolean tellsBusyDistPort() {
		return this.busyDistPort;
	}

	@Override
	public String toString() {
		return "SystemMonitor[" + this.subscriber + ", longSchedule=" + this.longSchedule + ", longMessageQueue="
				+ this.longMessageQueue + ", busyDistPort=" + this.busyDistPort + "]";
	}

}
