package io.actor.gen;

import java.time.Duration;

import io.actor.process.Message;
import io.actor.process.Process;
import io.actor.scheduler.Timer;

import org.jspecify.annotations.Nullable;

/**
 * How a server waits for its next message, if not plainly: for a while, or hibernating.
 * Any message to the user's code ends it.
 */
final class Inactivity extends Timer {

	/** Hibernates until a message comes. */
	static final Inactivity HIBERNATION = new Inactivity(null, Long.MAX_VALUE, "hibernation", null, true);

	private final @Nullable Process self;

	/** What arrives when nothing else does. */
	private final Object message;

	/** The time that begins anew behind a system message; null if none does. */
	private final @Nullable Duration restarts;

	private final boolean hibernates;

	private Inactivity(@Nullable Process self, long deadline, Object message, @Nullable Duration restarts,
			boolean hibernates) {
		super(deadline);
		this.self = self;
		this.message = message;
		this.restarts = restarts;
		this.hibernates = hibernates;
	}

	/** The plain timeout: {@link Timeout} arrives. */
	static Inactivity arm(Process self, Duration time) {
		Inactivity timer = new Inactivity(self, self.processes().deadline(time), new Timeout(), time, false);
		if (time.isZero()) {
			// Behind what is in the mailbox now: any message there cancels it.
			timer.fire();
		}
		else {
			self.processes().timers().schedule(timer);
		}
		return timer;
	}

	/** The server's own message arrives, unless that is due already. */
	static @Nullable Inactivity arm(Process self, Next.After.Silence silence) {
		long deadline = switch (silence.until()) {
			case Next.After.In(Duration time) -> self.processes().deadline(time);
			case Next.After.At(long nanos) -> nanos;
		};
		if (deadline - self.processes().clock().nanoTime() <= 0) {
			return null;
		}
		Inactivity timer = new Inactivity(self, deadline, silence.message(), null, silence.hibernate());
		self.processes().timers().schedule(timer);
		return timer;
	}

	/** What goes on behind a system message: only the plain timeout begins anew. */
	Inactivity afterSystemMessage() {
		if (this.restarts == null || this.self == null) {
			return this;
		}
		cancel();
		return arm(this.self, this.restarts);
	}

	boolean hibernates() {
		return this.hibernates;
	}

	@Override
	protected void expire() {
		if (this.self != null) {
			this.self.processes().deliverAlways(this.self, new Expired(this));
		}
	}

	/** Tells the server. */
	static final class Expired extends Message {

		private final Inactivity timer;

		Expired(Inactivity timer) {
			super(timer.message);
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
