package io.actor.node;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.function.Consumer;

import io.actor.scheduler.ActorClock;
import io.actor.scheduler.Timer;

/** Ends a connection that does not finish its handshake. */
final class HandshakeDeadline extends Timer {

	private final Duration time;

	private final Consumer<String> late;

	/**
	 * A deadline that begins now.
	 * @param late told when it has passed, with a text for people
	 */
	HandshakeDeadline(Duration time, ActorClock clock, Consumer<String> late) {
		super(clock.nanoTime() + time.toNanos());
		this.time = time;
		this.late = late;
	}

	@Override
	protected void expire() {
		this.late.accept("the handshake was not finished within "
				+ BigDecimal.valueOf(this.time.toMillis(), 3).stripTrailingZeros().toPlainString() + " s");
	}

}
