package io.actor.registry;

import io.actor.term.Pid;

/**
 * One registration, known by its number. Written by its process, read by anybody.
 */
final class Entry {

	private final long number;

	private final Object key;

	private final Pid pid;

	private volatile Object value;

	Entry(long number, Object key, Pid pid, Object value) {
		this.number = number;
		this.key = key;
		this.pid = pid;
		this.value = value;
	}

	/** Unique in its registry, and greater than those of earlier ones. */
	long number() {
		return this.number;
	}

	Object key() {
		return this.key;
	}

	Pid pid() {
		return this.pid;
	}

	Object value() {
		return this.value;
	}

	void value(Object now) {
		this.value = now;
	}

}
