package io.actor.gen;

import io.actor.process.ExitReason;
import io.actor.process.Process;
import io.actor.process.ProcessExit;

import org.jspecify.annotations.Nullable;

/**
 * How a server ends ({@code gen_server:terminate/10}): terminate, then the reply, then
 * the report, then the process.
 */
final class ServerEnd {

	private ServerEnd() {
	}

	/**
	 * Terminate, then the reply, then the end; in this order also if terminate throws.
	 * Not if the process was told to end before: then nothing terminates.
	 */
	static ProcessExit stop(ServerLoop loop, Process self, ExitReason reason, @Nullable From from,
			@Nullable Object reply) {
		self.checkAlive();
		ExitReason last = terminate(loop, self, reason);
		if (from != null && reply != null) {
			ServerLoop.answer(self, from, reply);
		}
		self.checkAlive();
		if (!last.isClean()) {
			Reports.crash(self, loop.type(), last, loop.current());
		}
		return self.exit(last);
	}

	/** A callback threw. */
	static ProcessExit crash(ServerLoop loop, Process self, ExitReason reason) {
		ExitReason last = terminate(loop, self, reason);
		self.checkAlive();
		Reports.crash(self, loop.type(), last, loop.current());
		return self.exit(last);
	}

	/** A terminate that throws replaces the reason. */
	private static ExitReason terminate(ServerLoop loop, Process self, ExitReason reason) {
		try {
			loop.server().terminate(reason);
			return reason;
		}
		catch (ProcessExit ex) {
			throw ex;
		}
		catch (Throwable ex) {
			self.checkAlive();
			return ExitReason.crash(ex);
		}
	}

}
