package io.actor.process;

import java.util.function.Predicate;

import io.actor.scheduler.Interleave;
import io.actor.scheduler.Parker;
import io.actor.scheduler.Turn;

import org.jspecify.annotations.Nullable;

/**
 * Selective receive: the oldest matching message is taken, the others keep their places.
 * What was looked at once is not looked at again while the receive waits.
 */
final class Receive {

	private Receive() {
	}

	/**
	 * The oldest match, waited for until the deadline; null when that has passed. A match
	 * always beats the timeout, and a deadline in the past looks once.
	 */
	static <T> @Nullable T next(Process self, Class<T> type, Predicate<? super T> matching, long deadline) {
		Parked parked = null;
		Message seen = null;
		while (true) {
			if (self.fetch()) {
				// Priority messages went before what was looked at.
				seen = null;
			}
			// After it: what a sender sent behind its exit signal is never seen.
			self.checkAlive();
			for (Message message = self.after(seen); message != null; message = self.after(seen)) {
				if (!message.readable()) {
					self.removeAfter(seen);
					continue;
				}
				T value = match(self, message, type, matching);
				if (value != null) {
					self.removeAfter(seen);
					self.handled++;
					Turn.current().taken(self, message);
					message.taken(self);
					return value;
				}
				seen = message;
			}
			if (deadline != Long.MAX_VALUE && deadline - self.processes.clock.nanoTime() <= 0) {
				return null;
			}
			if (parked == null) {
				parked = new Parked(self.processes.scheduler.parker());
			}
			Interleave.point();
			if (self.beginWait(parked)) {
				await(self, parked, deadline);
			}
		}
	}

	private static void await(Process self, Parked parked, long deadline) {
		Parker parker = parked.parker;
		// A wait would end at once, again and again, while the thread is interrupted.
		boolean interrupted = Thread.interrupted();
		Interleave.point();
		self.blockedOn(parker);
		try {
			// A signal that ended the process before blockedOn was set has not unparked
			// us, but its reason is there to be seen.
			if (self.exitReason() == null) {
				if (deadline == Long.MAX_VALUE) {
					parker.park();
				}
				else {
					parker.parkUntil(deadline);
				}
			}
		}
		finally {
			self.blockedOn(null);
			self.endWait(parked);
			if (interrupted) {
				Thread.currentThread().interrupt();
			}
		}
	}

	private static <T> @Nullable T match(Process self, Message message, Class<T> type, Predicate<? super T> matching) {
		try {
			T value = message.as(type, self);
			return (value != null && matching.test(value)) ? value : null;
		}
		catch (RuntimeException ex) {
			return null;
		}
	}

}
