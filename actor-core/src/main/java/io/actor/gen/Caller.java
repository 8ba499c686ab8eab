package io.actor.gen;

import java.util.Optional;

import io.actor.process.ExitReason;
import io.actor.process.Process;
import io.actor.term.Pid;

import org.jspecify.annotations.Nullable;

/** Whoever waits for the outcome of a call. Exactly one outcome counts, the first. */
interface Caller extends From {

	/** The call is answered. */
	void answered(Object value);

	/** Nothing a process does is seen once it has been told to end. */
	@Override
	default void reply(Object value) {
		Process running = Process.current();
		if (running != null) {
			running.checkAlive();
		}
		answered(value);
	}

	@Override
	default Optional<Pid> process() {
		return Optional.ofNullable(client());
	}

	/** The call has failed. */
	void failed(ExitReason reason);

	/** Whether there is no outcome yet, and this node has to care for one. */
	boolean waits();

	/**
	 * Whether it hears of a connection that is lost as {@code {nodedown, Node}}, as
	 * callers do; else as {@link ExitReason#NOCONNECTION}, as it is.
	 */
	default boolean namesLostNode() {
		return true;
	}

	/** The calling process, for reports; null if none is known. */
	default @Nullable Pid client() {
		return null;
	}

}
