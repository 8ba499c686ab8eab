package io.actor.gen;

import java.time.Duration;

import io.actor.process.Message;
import io.actor.process.Process;
import io.actor.scheduler.Timer;

import org.jspecify.annotations.Nullable;

/** The end of a silence that a callback wanted to hear of. */
final class Inactivity extends Timer {

	private final Process self;

	private Inactivity(Process self, Duration time) {
		super(self.processes().deadline(time));
		this.self = self;
	}

	static Inactivity arm(Process self, Duration time) {
		Inactivity timer = new Inactivity(self, time);
		if (time.isZero()) {
			// Behind what is in the mailbox now: any message there cancels it.
			timer.fire();
		}
		else {
			self.processes().timers().schedule(timer);
		}
		return timer;
	}

	@Override
	protected void expire() {
		this.self.processes().deliverAlways(this.self, new Expired(this));
	}

	/** Tells the server. */
	static final class Expired extends Message {

		private final Inactivity timer;

		Expired(Inactivity timer) {
			super(timer);
			this.timer = timer;
		}

		/**
		 * Whether this is not the timer that is armed: overtaken by a message that
		 * cancelled it.
		 */
		boolean isStale(@Nullable Inactivity armed) {
			return this.timer != armed;
		}

	}

}
