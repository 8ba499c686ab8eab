package io.actor.supervisor;

import java.util.Optional;

import io.actor.gen.StartResult;
import io.actor.term.Pid;

/**
 * What came of the start of a child, and what the start function says beyond it
 * ({@code {ok, Pid, Info}}).
 *
 * @param result what came of it
 * @param info anything for whoever asked for the child; a supervisor that starts the
 * child by itself drops it
 */
public record ChildStart(StartResult result, Optional<Object> info) {

	/** Nothing but the outcome. */
	public static ChildStart of(StartResult result) {
		return new ChildStart(result, Optional.empty());
	}

	/** A child that runs, and more to say about it. */
	public static ChildStart of(Pid pid, Object info) {
		return new ChildStart(new StartResult.Started(pid), Optional.of(info));
	}

}
