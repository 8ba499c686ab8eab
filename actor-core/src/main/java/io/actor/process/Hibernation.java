package io.actor.process;

/** Unwinds the stack of a process that hibernates; its runner waits for it. */
final class Hibernation extends Error {

	Hibernation() {
		super("The process hibernates", null, false, false);
	}

}
