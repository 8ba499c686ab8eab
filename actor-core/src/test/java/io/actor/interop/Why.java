package io.actor.interop;

import io.actor.process.ExitReason;
import io.actor.supervisor.FailedToStartChild;
import io.actor.term.Atom;

/** Why a process of a scenario ends. */
enum Why {

	NORMAL("normal", ExitReason.NORMAL),

	SHUTDOWN("shutdown", ExitReason.SHUTDOWN),

	DETAIL("{shutdown,why}", ExitReason.shutdown(Atom.of("why"))),

	BOOM("boom", ExitReason.named("boom")),

	/** Cannot be trapped as a signal, and can as a process's own reason. */
	KILL("kill", ExitReason.KILL),

	/** Its code throws. */
	CRASH("crash", ExitReason.crash(new IllegalStateException("crash")));

	private final String term;

	private final ExitReason reason;

	Why(String term, ExitReason reason) {
		this.term = term;
		this.reason = reason;
	}

	ExitReason reason() {
		return this.reason;
	}

	/** As a scenario's lines call a reason. */
	static String label(ExitReason reason) {
		return switch (reason) {
			case ExitReason.Crash crash -> "crash";
			case ExitReason.Shutdown(FailedToStartChild(String id, ExitReason why)) ->
				"{shutdown,{failed_to_start_child," + id + "," + label(why) + "}}";
			default -> reason.toString().replace(" ", "");
		};
	}

	@Override
	public String toString() {
		return this.term;
	}

}
