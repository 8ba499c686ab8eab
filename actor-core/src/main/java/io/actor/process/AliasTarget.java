package io.actor.process;

import io.actor.term.Pid;

import org.jspecify.annotations.Nullable;

/** Who is behind an active alias. */
public interface AliasTarget {

	/** A message sent to the alias; on the sender's thread, must not block. */
	void message(Object message);

	/**
	 * The same of a message that came from another node.
	 * @param from who sent it, if that was said
	 */
	default void message(@Nullable Pid from, Object message) {
		message(message);
	}

	/** The process monitored under the same reference has ended. */
	void down(ExitReason reason);

}
