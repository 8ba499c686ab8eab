package io.actor.node;

import io.actor.scheduler.ActorClock;
import io.actor.scheduler.ActorTimers;
import io.actor.scheduler.Timer;
import io.actor.wire.distribution.TickTimer;

import org.jspecify.annotations.Nullable;

/**
 * Sends ticks on a connection, and notices silence and a peer that does not read; on the
 * timer thread.
 */
final class Ticks {

	private static final String UNREAD = "it takes nothing of what is sent, for a tick time";

	private final PeerConnection connection;

	private final TickTime tickTime;

	private final ActorClock clock;

	private final ActorTimers timers;

	/** Guarded by this object's lock, as the timer is. */
	private final TickTimer rule;

	private @Nullable Timer next;

	Ticks(PeerConnection connection, TickTime tickTime, ActorClock clock, ActorTimers timers) {
		this.connection = connection;
		this.tickTime = tickTime;
		this.clock = clock;
		this.timers = timers;
		this.rule = new TickTimer(tickTime.rate(), clock.nanoTime());
	}

	/** Goes on at the rate that holds now. */
	synchronized void retime() {
		if (this.connection.hasEnded()) {
			return;
		}
		this.rule.rate(this.tickTime.rate(), this.clock.nanoTime());
		Timer armed = this.next;
		if (armed != null) {
			armed.cancel();
		}
		arm();
	}

	/** The connection has ended. */
	synchronized void stop() {
		Timer armed = this.next;
		if (armed != null) {
			armed.cancel();
		}
	}

	private void arm() {
		Timer check = new Timer(this.rule.nextCheck()) {
			@Override
			protected void expire() {
				check(this);
			}
		};
		this.next = check;
		this.timers.schedule(check);
	}

	private void check(Timer due) {
		switch (decide(due)) {
			case NONE -> {
			}
			case SEND_TICK -> this.connection.tick();
			case PEER_DEAD -> this.connection.cut("net_tick_timeout", DownReason.NET_TICK_TIMEOUT);
			case PEER_STUCK -> this.connection.unread(UNREAD);
		}
	}

	private synchronized TickTimer.Action decide(Timer due) {
		// Another is due if this one was about to fire when the tick time changed.
		if (this.connection.hasEnded() || this.next != due) {
			return TickTimer.Action.NONE;
		}
		TickTimer.Action action = this.rule.check(this.clock.nanoTime(), this.connection.bytesRead(),
				this.connection.bytesWritten(), this.connection.pendingBytes(), this.connection.takenBytes());
		if (action == TickTimer.Action.NONE || action == TickTimer.Action.SEND_TICK) {
			arm();
		}
		return action;
	}

}
