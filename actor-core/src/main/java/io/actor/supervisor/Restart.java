package io.actor.supervisor;

/** Which ends of a child lead to its restart. */
public enum Restart {

	/** Every end. */
	PERMANENT,

	/**
	 * Ends that are not clean: {@code normal}, {@code shutdown}, {@code {shutdown, _}}.
	 */
	TRANSIENT,

	/** None; the child is forgotten. */
	TEMPORARY

}
