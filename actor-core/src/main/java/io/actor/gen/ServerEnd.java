package io.actor.gen;

import io.actor.process.ExitReason;
import io.actor.process.Process;
import io.actor.process.ProcessExit;

import org.jspecify.annotations.Nullable;

/**
 * How a server ends by itself ({@code gen_server:terminate/10}): terminate, its report,
 * the reply, the crash report, the process. In this order also if terminate throws.
 */
final class ServerEnd {

	private ServerEnd() {
	}

	/** A callback returned a stop, or the server was asked to stop. */
	static ProcessExit stop(ServerLoop loop, Process self, ExitReason reason, @Nullable From from,
			@Nullable Object reply) {
		return end(loop, self, reason, reason.isClean(), from, reply);
	}

	/**
	 * Something came out of a callback. Told to end while it ran, the process ends for
	 * that reason; this was only its unwinding.
	 */
	static ProcessExit crash(ServerLoop loop, Process self, Throwable thrown) {
		self.checkAlive();
		ExitReason reason = BadReturn.reasonOf(thrown);
		if (loop.ends()) {
			return self.exit(reason);
		}
		return end(loop, self, reason, thrown instanceof ProcessExit && reason.isClean(), null, null);
	}

	private static ProcessExit end(ServerLoop loop, Process self, ExitReason reason, boolean clean, @Nullable From from,
			@Nullable Object reply) {
		// Told to end before: then nothing terminates.
		self.checkAlive();
		loop.beginEnd();
		ExitReason thrown = terminate(loop, self, reason);
		ExitReason last = (thrown != null) ? thrown : reason;
		if (thrown != null || !clean) {
			Reports.terminated(loop, self, last);
		}
		if (from != null && reply != null) {
			ServerLoop.answer(self, from, reply);
		}
		self.checkAlive();
		if (!last.isClean()) {
			Reports.crash(self, last, loop.current());
		}
		return self.exit(last);
	}

	/**
	 * Runs terminate.
	 * @return what replaces the reason, because it came out of terminate; or null
	 */
	private static @Nullable ExitReason terminate(ServerLoop loop, Process self, ExitReason reason) {
		try {
			loop.server().terminate(reason);
			return null;
		}
		catch (ThrownResult ex) {
			// What terminate gives is of no interest, returned or thrown.
			return null;
		}
		catch (Throwable ex) {
			self.checkAlive();
			return BadReturn.reasonOf(ex);
		}
	}

}
