package io.actor.supervisor;

import io.actor.gen.StartResult;
import io.actor.process.ExitReason;
import io.actor.process.Process;
import io.actor.process.ProcessExit;
import io.actor.term.Pid;

/** Starts children. Whatever a start function throws, the supervisor goes on. */
final class ChildStarter {

	private ChildStarter() {
	}

	/** Starts one child, waits until it is ready and notes what became of it. */
	static StartResult start(Process supervisor, Child child) {
		StartResult result = attempt(supervisor, child);
		switch (result) {
			case StartResult.Started(Pid pid) -> {
				child.started(pid);
				SupervisorReports.progress(supervisor, child.spec().id(), pid);
			}
			case StartResult.Ignored() -> child.started(null);
			case StartResult.Failed failed -> child.stopped();
		}
		return result;
	}

	private static StartResult attempt(Process supervisor, Child child) {
		try {
			return child.spec().starter().start(supervisor);
		}
		catch (ProcessExit ex) {
			throw ex;
		}
		catch (Throwable ex) {
			supervisor.checkAlive();
			return new StartResult.Failed(ExitReason.crash(ex), null);
		}
	}

}
