package io.actor.supervisor;

import io.actor.gen.StartException;
import io.actor.gen.StartResult;
import io.actor.process.ExitReason;
import io.actor.process.Process;
import io.actor.process.ProcessExit;
import io.actor.term.Pid;

import org.jspecify.annotations.Nullable;

/** Starts children. Whatever a start function throws, the supervisor goes on. */
final class ChildStarter {

	private ChildStarter() {
	}

	/** Starts one child, waits until it is ready and notes what became of it. */
	static ChildStart start(Process supervisor, Child child, Arguments before) {
		ChildStart start = attempt(supervisor, child.spec(), before);
		switch (start.result()) {
			case StartResult.Started(Pid pid) -> {
				child.started(pid);
				SupervisorReports.progress(supervisor, child.spec(), pid);
			}
			case StartResult.Ignored() -> child.started(null);
			case StartResult.Failed failed -> child.stopped();
		}
		return start;
	}

	private static ChildStart attempt(Process supervisor, ChildSpec spec, Arguments before) {
		try {
			return returned(StartCall.around(before, spec.starter(), Arguments.NONE).startChild(supervisor), spec);
		}
		catch (ProcessExit ex) {
			// Its own, of the start function; not if the supervisor was told to end.
			supervisor.checkAlive();
			return failed(ex.reason());
		}
		catch (StartException ex) {
			supervisor.checkAlive();
			return failed(ex.reason());
		}
		catch (Throwable ex) {
			supervisor.checkAlive();
			return failed(ExitReason.crash(ex));
		}
	}

	/** Nothing is no outcome. */
	private static ChildStart returned(@Nullable ChildStart start, ChildSpec spec) {
		if (start == null || start.result() == null) {
			throw new IllegalStateException("The start function of child '" + spec.id() + "' returned null");
		}
		return start;
	}

	private static ChildStart failed(ExitReason reason) {
		return ChildStart.of(new StartResult.Failed(reason, null));
	}

	/** What whoever asked for the child hears. */
	static ChildResult answer(Process supervisor, ChildSpec spec, ChildStart start) {
		return switch (start.result()) {
			case StartResult.Started(Pid pid) -> start.info()
				.<ChildResult>map((info) -> new ChildResult.StartedWith(pid, info))
				.orElseGet(() -> new ChildResult.Started(pid));
			case StartResult.Ignored() -> new ChildResult.Done();
			case StartResult.Failed(ExitReason reason, Pid holder) -> {
				SupervisorReports.startError(supervisor, spec, reason);
				yield new ChildResult.Refused(reason);
			}
		};
	}

}
