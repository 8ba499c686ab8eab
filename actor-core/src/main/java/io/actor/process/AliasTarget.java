package io.actor.process;

/** Who is behind an active alias. */
public interface AliasTarget {

	/** A message sent to the alias; on the sender's thread, must not block. */
	void message(Object message);

	/** The process monitored under the same reference has ended. */
	void down(ExitReason reason);

}
