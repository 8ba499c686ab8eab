package io.actor.process;

import java.time.Instant;
import java.util.List;

import io.actor.term.Destination;
import io.actor.term.Pid;

import org.jspecify.annotations.Nullable;

/**
 * A process at one instant ({@code erlang:process_info/1}), read from what it publishes:
 * a stuck process can be looked at like any other.
 *
 * @param pid its identity
 * @param name its registered name, or null
 * @param kind {@code process}, {@code server} or {@code supervisor}
 * @param type the user's class behind it
 * @param status what it is doing
 * @param mailbox messages waiting
 * @param messages messages handled so far
 * @param links processes linked with it
 * @param monitors what it watches
 * @param monitoredBy who watches it
 * @param trapExit whether it gets exit signals as messages
 * @param parent the process that spawned it, or null
 * @param started when it was spawned
 */
public record ProcessInfo(Pid pid, @Nullable String name, String kind, String type, Status status, int mailbox,
		long messages, List<Pid> links, List<Destination> monitors, List<Pid> monitoredBy, boolean trapExit,
		@Nullable Pid parent, Instant started) {

	/** What a process is doing. */
	public enum Status {

		/** In its code. */
		RUNNING,

		/** Has mail and waits for a worker. */
		RUNNABLE,

		/** Waits for mail or an answer. */
		WAITING,

		/** Waits for mail, and has given back what it can do without. */
		HIBERNATING,

		/** Told to end, and its code has not returned yet. */
		EXITING

	}

}
