package io.actor.node;

import java.time.Duration;

import io.actor.scheduler.ActorClock;
import io.actor.scheduler.ActorTimers;
import io.actor.scheduler.Timer;

/**
 * Real timers with whom short pauses are shorter still, so that retries do not take long.
 */
final class Hurried implements ActorTimers {

	private static final long SHORT = Duration.ofSeconds(3).toNanos();

	private final ActorClock clock;

	private final ActorTimers real;

	private Hurried(ActorClock clock) {
		this.clock = clock;
		this.real = ActorTimers.wheel(clock);
	}

	/** The seams of a node that hurries. */
	static NodeConfig.Seams seams() {
		NodeConfig.Seams seams = NodeConfig.Seams.production();
		return new NodeConfig.Seams(seams.clock(), () -> new Hurried(seams.clock()), seams.scheduler(),
				seams.randomness(), seams.transport());
	}

	@Override
	public void schedule(Timer timer) {
		long now = this.clock.nanoTime();
		long pause = timer.deadline() - now;
		if (pause <= 0 || pause > SHORT) {
			this.real.schedule(timer);
			return;
		}
		this.real.schedule(new Timer(now + pause / 20) {
			@Override
			protected void expire() {
				timer.fire();
			}
		});
	}

	@Override
	public void close() {
		this.real.close();
	}

}
