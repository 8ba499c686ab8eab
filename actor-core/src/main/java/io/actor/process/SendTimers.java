package io.actor.process;

import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;

import io.actor.scheduler.Timer;
import io.actor.term.Destination;
import io.actor.term.Pid;
import io.actor.term.Ref;

import org.jspecify.annotations.Nullable;

/**
 * Messages to be sent later. A timer to a pid of this node is also noted at that process,
 * which cancels it when it ends. What a process sends itself is a timeout and no limit of
 * its mailbox refuses it: whoever waits for it has nothing else to wake it.
 */
final class SendTimers {

	private final Processes processes;

	private final Map<Ref, SendTimer> timers = new ConcurrentHashMap<>();

	SendTimers(Processes processes) {
		this.processes = processes;
	}

	Ref start(Duration delay, Destination to, Object message) {
		if (delay.isNegative()) {
			throw new IllegalArgumentException("A timer cannot be set " + delay + " ahead");
		}
		Ref ref = this.processes.newRef();
		SendTimer timer = new SendTimer(this.processes.deadline(delay), ref, to, message);
		this.timers.put(ref, timer);
		if (to instanceof Pid pid && this.processes.isLocal(pid) && !note(timer, this.processes.find(pid))) {
			this.timers.remove(ref);
			return ref;
		}
		this.processes.timers.schedule(timer);
		return ref;
	}

	/** Notes a timer at its receiver. False if that has ended. */
	private static boolean note(SendTimer timer, @Nullable Process target) {
		if (target == null) {
			return false;
		}
		Relations related = target.relations();
		synchronized (related) {
			if (related.ended() || !target.owns(related)) {
				return false;
			}
			related.addTimer(timer);
			return true;
		}
	}

	/** Cancels a timer; the milliseconds that were left, or empty if it has fired. */
	OptionalLong cancel(Ref ref) {
		SendTimer timer = this.timers.remove(ref);
		if (timer == null || !timer.cancel()) {
			return OptionalLong.empty();
		}
		timer.detach();
		return OptionalLong.of(Math.max(0, (timer.deadline() - this.processes.clock.nanoTime()) / 1_000_000));
	}

	/** The receiver has ended. */
	void discard(Timer timer) {
		timer.cancel();
		if (timer instanceof SendTimer sendTimer) {
			this.timers.remove(sendTimer.ref);
		}
	}

	/** Timers that are armed. */
	int count() {
		return this.timers.size();
	}

	/** A message that is sent when its time has come. */
	private final class SendTimer extends Timer {

		private final Ref ref;

		private final Destination to;

		private final Object message;

		/** The process that has set it for itself, or null. */
		private final @Nullable Process own;

		private SendTimer(long deadline, Ref ref, Destination to, Object message) {
			super(deadline);
			this.ref = ref;
			this.to = to;
			this.message = message;
			Process running = Process.current();
			this.own = (running != null && to.equals(running.pid())) ? running : null;
		}

		@Override
		protected void expire() {
			SendTimers.this.timers.remove(this.ref);
			detach();
			if (this.own != null) {
				SendTimers.this.processes.deliverAlways(this.own, new Message(this.message));
			}
			else {
				SendTimers.this.processes.send(this.to, this.message);
			}
		}

		private void detach() {
			Process target = (this.to instanceof Pid pid) ? SendTimers.this.processes.find(pid) : null;
			Relations related = (target != null) ? target.relationsIfAny() : null;
			if (related != null) {
				synchronized (related) {
					if (!related.ended()) {
						related.removeTimer(this);
					}
				}
			}
		}

	}

}
