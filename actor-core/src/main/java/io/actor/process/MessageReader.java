package io.actor.process;

import io.actor.term.Pid;
import io.actor.term.Term;

import org.jspecify.annotations.Nullable;

/** Reads messages of other nodes as the types their receiver declares. */
@FunctionalInterface
public interface MessageReader {

	/**
	 * The message as one of the declared types, or the term itself if nobody declared it.
	 * Throws if it was declared and a part of it is not what it should be.
	 * @param sender who sent it, if that is known; the failure names it
	 */
	Object read(Term message, @Nullable Pid sender);

}
