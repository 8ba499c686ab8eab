package io.actor.supervisor;

import io.actor.process.Process;

/**
 * Starts a child and says more about it than its pid ({@code {ok, Pid, Info}}); becomes a
 * {@link Starter} with {@link Starter#telling}.
 */
@FunctionalInterface
public interface InfoStarter {

	/**
	 * Starts the child and waits until it is ready; see {@link Starter#start}.
	 * @param supervisor the supervisor's process, which runs this
	 */
	ChildStart start(Process supervisor) throws Exception;

}
