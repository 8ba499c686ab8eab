package io.actor.node;

import java.time.Duration;

import io.actor.scheduler.ActorClock;
import io.actor.scheduler.ActorTimers;
import io.actor.scheduler.Timer;
import io.actor.wire.distribution.TickRate;

/**
 * The tick time of all connections, which can change while they are up: during the
 * transition a node ticks at the faster rate and is as patient as the slower one, so that
 * nodes that change within it never lose each other.
 */
final class TickTime {

	private final int intensity;

	private final ActorClock clock;

	private final ActorTimers timers;

	/** Guarded by this object's lock. */
	private Duration time;

	/** Guarded by this object's lock. */
	private boolean changing;

	private volatile TickRate rate;

	TickTime(NodeSettings settings, ActorTimers timers) {
		this.intensity = settings.netTickIntensity();
		this.clock = settings.seams().clock();
		this.timers = timers;
		this.time = settings.netTickTime();
		this.rate = TickRate.of(this.time, this.intensity);
	}

	/** The rate that holds now. */
	TickRate rate() {
		return this.rate;
	}

	/** The tick time, the new one if a change is under way. */
	synchronized Duration time() {
		return this.time;
	}

	/**
	 * Changes the tick time.
	 * @param applied told when there is another rate: now, and at the end of the
	 * transition
	 */
	synchronized TickTimeChange change(Duration to, Duration transition, Runnable applied) {
		if (this.changing) {
			return TickTimeChange.ONGOING;
		}
		if (to.equals(this.time)) {
			return TickTimeChange.UNCHANGED;
		}
		TickRate next = TickRate.of(to, this.intensity);
		this.rate = TickRate.suiting(this.rate, next);
		this.time = to;
		this.changing = true;
		this.timers.schedule(new Timer(this.clock.nanoTime() + transition.toNanos()) {
			@Override
			protected void expire() {
				settle(next);
				applied.run();
			}
		});
		applied.run();
		return TickTimeChange.INITIATED;
	}

	private synchronized void settle(TickRate next) {
		this.rate = next;
		this.changing = false;
	}

}
