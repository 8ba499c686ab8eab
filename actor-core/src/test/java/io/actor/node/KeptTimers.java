package io.actor.node;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.actor.scheduler.ActorClock;
import io.actor.scheduler.ActorTimers;
import io.actor.scheduler.Timer;

/** Real timers that a test can look at, and fire before their time. */
final class KeptTimers implements ActorTimers {

	private static final long TOLERANCE = Duration.ofMillis(500).toNanos();

	private final ActorClock clock = ActorClock.system();

	private final ActorTimers real = ActorTimers.wheel(this.clock);

	private final Map<Timer, Long> pauses = new ConcurrentHashMap<>();

	/** The seams of a node with these timers. */
	NodeConfig.Seams seams() {
		NodeConfig.Seams seams = NodeConfig.Seams.production();
		return new NodeConfig.Seams(this.clock, () -> this, seams.scheduler(), seams.randomness(), seams.transport());
	}

	/** Those that were set for this long and have neither fired nor been cancelled. */
	List<Timer> armed(Duration pause) {
		return this.pauses.entrySet()
			.stream()
			.filter((each) -> each.getKey().armed() && Math.abs(each.getValue() - pause.toNanos()) < TOLERANCE)
			.map(Map.Entry::getKey)
			.toList();
	}

	@Override
	public void schedule(Timer timer) {
		this.pauses.put(timer, timer.deadline() - this.clock.nanoTime());
		this.real.schedule(timer);
	}

	@Override
	public void close() {
		this.real.close();
	}

}
