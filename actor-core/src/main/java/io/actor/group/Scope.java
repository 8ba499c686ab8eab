package io.actor.group;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;

/**
 * What outlives a scope process that is restarted: its name, the nodes that are up, and
 * where readers find what the process publishes.
 */
final class Scope {

	private static final GroupView NOTHING = new GroupView();

	private final String name;

	private final Set<String> nodes = ConcurrentHashMap.newKeySet();

	private final AtomicReference<GroupView> view = new AtomicReference<>(NOTHING);

	Scope(String name) {
		this.name = name;
	}

	/** The registered name of the scope process, the same on all nodes. */
	String name() {
		return this.name;
	}

	/** The nodes that are up. */
	Set<String> nodes() {
		return this.nodes;
	}

	/** What the scope process knows; nothing while there is none. */
	GroupView view() {
		return this.view.get();
	}

	/** A scope process begins. */
	void publish(GroupView fresh) {
		this.view.set(fresh);
	}

	/**
	 * A scope process has ended. Its successor may have begun already when a killed one
	 * unwinds late: then there is nothing to do.
	 */
	void retire(GroupView old) {
		this.view.compareAndSet(old, NOTHING);
	}

}
