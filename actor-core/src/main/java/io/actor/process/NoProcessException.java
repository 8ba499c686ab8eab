package io.actor.process;

import io.actor.term.Pid;

/** There is no such process on this node ({@code error:noproc}). */
public class NoProcessException extends IllegalStateException {

	public NoProcessException(Pid pid) {
		super("There is no process " + pid);
	}

}
