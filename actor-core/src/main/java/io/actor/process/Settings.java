package io.actor.process;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.actor.term.Pid;
import io.actor.term.Ref;

import org.jspecify.annotations.Nullable;

/**
 * What few processes have, so that the others do not carry it: values of their own,
 * flags, and what they wait for. Written by the process itself.
 */
final class Settings {

	/** Values by key; others look at them. */
	final Map<ProcessLocal<?>, Object> locals = new ConcurrentHashMap<>();

	/** Nobody else may look at its messages and values. */
	volatile boolean sensitive;

	/** The most messages in its mailbox, if it has a limit of its own. */
	volatile @Nullable MailboxLimit limit;

	/** Processes whose exit, through a link, is a priority message; under the lock. */
	final Set<Pid> urgentLinks = new HashSet<>();

	/** Spawn requests that are not answered; under the lock. */
	final Set<Ref> spawning = new HashSet<>();

}
