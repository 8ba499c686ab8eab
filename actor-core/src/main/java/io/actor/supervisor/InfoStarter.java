package io.actor.supervisor;

import io.actor.gen.StartResult;
import io.actor.process.Process;

/** Starts a child and says more about it than its pid ({@code {ok, Pid, Info}}). */
@FunctionalInterface
public interface InfoStarter extends Starter {

	@Override
	ChildStart startChild(Process supervisor) throws Exception;

	@Override
	default StartResult start(Process supervisor) throws Exception {
		return startChild(supervisor).result();
	}

}
