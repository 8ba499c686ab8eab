package io.actor.supervisor;

import io.actor.gen.StartResult;
import io.actor.process.Process;

/** Starts a child, linked with its supervisor; a child specification's start function. */
@FunctionalInterface
public interface Starter {

	/**
	 * Starts the child and waits until it is ready. What it throws is why the child has
	 * not started.
	 * @param supervisor the supervisor's process, which runs this
	 */
	StartResult start(Process supervisor) throws Exception;

	/** A start whose outcome says more than a pid. */
	static Starter telling(InfoStarter starter) {
		return new Starter() {

			@Override
			public StartResult start(Process supervisor) throws Exception {
				return starter.start(supervisor).result();
			}

			@Override
			public ChildStart startChild(Process supervisor) throws Exception {
				return starter.start(supervisor);
			}
		};
	}

	/**
	 * Starts the child and may say more about it; see {@link #telling}. By default there
	 * is nothing more to say.
	 */
	default ChildStart startChild(Process supervisor) throws Exception {
		return ChildStart.of(start(supervisor));
	}

}
