package io.actor.process;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

import io.actor.term.Destination;
import io.actor.term.Pid;

/**
 * What can be asked of a process ({@code erlang:process_info/2}). It is read from what
 * the process publishes: no message is sent, so one that is stuck can be looked at too,
 * and everything the asking process has sent before is seen (but see {@link #MESSAGES}).
 *
 * <p>
 * Erlang's keys for heap sizes, garbage collection and reductions are not here: the
 * processes of a JVM share one heap, and nobody counts what they execute.
 *
 * @param <T> type of the value
 */
public final class InfoKey<T> {

	/** Its name, if it has one. */
	public static final InfoKey<Optional<String>> REGISTERED_NAME = new InfoKey<>("registered_name",
			(process) -> Optional.ofNullable(process.name));

	/** What it is doing. */
	public static final InfoKey<ProcessInfo.Status> STATUS = new InfoKey<>("status", Snapshots::status);

	/** How many messages wait. */
	public static final InfoKey<Integer> MESSAGE_QUEUE_LEN = new InfoKey<>("message_queue_len", Process::length);

	/**
	 * The messages that wait, in the order in which they will be looked at. Mail that the
	 * process is taking at this very instant may be missing.
	 */
	public static final InfoKey<List<Object>> MESSAGES = new InfoKey<>("messages", Snapshots::messages);

	/** Processes it is linked with. */
	public static final InfoKey<List<Pid>> LINKS = new InfoKey<>("links", Snapshots::links);

	/** What it monitors, by pid or by name and node. */
	public static final InfoKey<List<Destination>> MONITORS = new InfoKey<>("monitors", Snapshots::monitors);

	/** Who monitors it. */
	public static final InfoKey<List<Pid>> MONITORED_BY = new InfoKey<>("monitored_by", Snapshots::monitoredBy);

	/** Its values of its own. */
	public static final InfoKey<Map<ProcessLocal<?>, Object>> DICTIONARY = new InfoKey<>("dictionary",
			Snapshots::dictionary);

	/** Whether exit signals reach it as messages. */
	public static final InfoKey<Boolean> TRAP_EXIT = new InfoKey<>("trap_exit", (process) -> process.trapExit);

	/** The process that spawned it, if one did. */
	public static final InfoKey<Optional<Pid>> PARENT = new InfoKey<>("parent", Process::parent);

	/**
	 * Its group leader, if it has one; perhaps a process of another node that asked for
	 * this one.
	 */
	public static final InfoKey<Optional<Pid>> GROUP_LEADER = new InfoKey<>("group_leader",
			(process) -> Optional.ofNullable(GroupLeader.of(process)));

	/** The class of the code it began with. */
	public static final InfoKey<String> INITIAL_CALL = new InfoKey<>("initial_call",
			(process) -> process.type().getName());

	/**
	 * Where its code is, innermost first; empty while it has no stack, which is true of a
	 * server between messages and of a process that hibernates.
	 */
	public static final InfoKey<List<StackTraceElement>> CURRENT_STACKTRACE = new InfoKey<>("current_stacktrace",
			Snapshots::stack);

	/** The limit of its mailbox, if it has one of its own; see {@link MailboxLimit}. */
	public static final InfoKey<Optional<MailboxLimit>> MAILBOX_LIMIT = new InfoKey<>("max_heap_size",
			(process) -> Optional.ofNullable(process.limit()));

	/** Messages it has handled so far: what there is instead of reductions. */
	public static final InfoKey<Long> HANDLED = new InfoKey<>("handled", (process) -> process.handled);

	/** When it was spawned. */
	public static final InfoKey<Instant> STARTED = new InfoKey<>("started",
			(process) -> Instant.ofEpochMilli(process.startedMillis()));

	private final String name;

	private final Function<Process, T> reader;

	private InfoKey(String name, Function<Process, T> reader) {
		this.name = name;
		this.reader = reader;
	}

	T read(Process process) {
		return this.reader.apply(process);
	}

	InfoItem<T> item(Process process) {
		return new InfoItem<>(this, read(process));
	}

	/** Erlang's word for it, where it has one. */
	@Override
	public String toString() {
		return this.name;
	}

}
