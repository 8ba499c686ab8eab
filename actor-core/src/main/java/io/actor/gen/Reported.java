package io.actor.gen;

import io.actor.process.Ancestors;
import io.actor.process.Body;
import io.actor.process.ExitReason;
import io.actor.process.Marks;
import io.actor.process.Process;
import io.actor.process.ProcessExit;

import org.jspecify.annotations.Nullable;

/** Code whose end is reported unless it is clean, or comes from outside. */
final class Reported implements Body {

	private final Class<?> type;

	private final Body body;

	private final @Nullable Ancestors ancestors;

	/**
	 * Code to report of.
	 * @param type the class people know it by
	 * @param ancestors who starts it
	 */
	Reported(Class<?> type, Body body, @Nullable Ancestors ancestors) {
		this.type = type;
		this.body = body;
		this.ancestors = ancestors;
	}

	@Override
	public void run(Process self) throws Exception {
		if (this.ancestors != null) {
			Marks.started(self, this.ancestors);
		}
		try {
			this.body.run(self);
		}
		catch (ProcessExit ex) {
			// Told to end by a signal: then nobody is there to report.
			self.checkAlive();
			throw ended(self, ex.reason());
		}
		catch (Throwable ex) {
			self.checkAlive();
			throw ended(self, ExitReason.crash(ex));
		}
	}

	private static ProcessExit ended(Process self, ExitReason reason) {
		if (!reason.isClean()) {
			Reports.crash(self, reason, null);
		}
		return self.exit(reason);
	}

	@Override
	public Class<?> type() {
		return this.type;
	}

}
