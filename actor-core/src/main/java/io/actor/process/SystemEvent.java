package io.actor.process;

import java.time.Duration;
import java.util.List;

import io.actor.term.Pid;

/**
 * What the subscriber of a {@link SystemMonitor} is told; Erlang's {@code {monitor, Pid,
 * Tag, Info}}.
 */
public sealed interface SystemEvent {

	/** The process it is about. */
	Pid process();

	/**
	 * Its code has held a worker for longer than a handler should
	 * ({@code long_schedule}), and still does.
	 *
	 * @param process which
	 * @param held for how long
	 * @param stack where it is
	 */
	record LongSchedule(Pid process, Duration held, List<StackTraceElement> stack) implements SystemEvent {
	}

	/**
	 * Its mailbox has become long, or is so no more ({@code long_message_queue}). For a
	 * process the two take turns.
	 *
	 * @param process which
	 * @param isLong true when the length has reached the upper mark, false when it has
	 * fallen to the lower one
	 * @param length messages waiting at that moment
	 */
	record LongMessageQueue(Pid process, boolean isLong, int length) implements SystemEvent {
	}

	/**
	 * It is suspended in a send, because too much waits for that node already
	 * ({@code busy_dist_port}).
	 *
	 * @param process which
	 * @param node where it sends to
	 */
	record BusyDistPort(Pid process, String node) implements SystemEvent {
	}

}
