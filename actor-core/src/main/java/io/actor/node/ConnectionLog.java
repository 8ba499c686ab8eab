package io.actor.node;

import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;

import io.actor.process.RateCap;
import io.actor.scheduler.ActorClock;
import io.actor.scheduler.ActorTimers;
import io.actor.scheduler.Timer;
import io.actor.term.PlainText;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Log lines about connections. Others cause them, so there are few, each is short, and
 * none contains a line break of theirs. Strangers, our own attempts, and each node that
 * comes and goes have lines of their own: none of them hides what the others do.
 */
final class ConnectionLog {

	/** The logger of all lines about connections. */
	static final String NAME = "io.actor.node.connections";

	/** Longest text of others. */
	static final int LENGTH = 300;

	private static final Logger LOGGER = LoggerFactory.getLogger(NAME);

	private static final String UP = "up";

	private static final String DOWN = "down";

	private final ActorClock clock;

	private final ActorTimers timers;

	private final Predicate<String> isUp;

	private final RefusalLog strangers;

	private final RefusalLog attempts;

	/** Of each node that comes or goes. */
	private final RateCap nodes = new RateCap();

	/** Whether a timer is set that tells what was left out. */
	private final AtomicBoolean looks = new AtomicBoolean();

	/**
	 * A log.
	 * @param isUp whether a node is connected now
	 */
	ConnectionLog(ActorClock clock, ActorTimers timers, Predicate<String> isUp) {
		this.clock = clock;
		this.timers = timers;
		this.isUp = isUp;
		this.strangers = new RefusalLog(clock);
		this.attempts = new RefusalLog(clock);
	}

	/** A stranger was refused. */
	void refused(String who, String why) {
		this.strangers.refused(who, why);
	}

	/** An attempt of ours failed. */
	void failed(String node, String why) {
		this.attempts.refusedOnce(node, why);
	}

	/**
	 * A connection that was never up has ended, by a fault of the other side or, if it
	 * was an attempt of ours, of this one.
	 * @param address whence it came, if it is known
	 */
	void cameToNothing(PeerConnection connection, @Nullable String address, String why) {
		Peer peer = connection.peer();
		if (connection.outbound() && peer != null) {
			failed(peer.name(), why);
		}
		else {
			String from = (address != null) ? " at " + address : "";
			refused(((peer != null) ? peer.name() : "a stranger") + from, why);
		}
	}

	/** A node is connected. */
	void up(PeerInfo info) {
		told(Level.INFO, UP, info.name(), "Node " + info.name() + " is up ("
				+ (info.outbound() ? "outbound" : "inbound") + " connection, " + info.protocol() + ")");
	}

	/**
	 * A node is not connected any more.
	 * @param warn whether that was nobody's wish
	 */
	void down(String node, String why, boolean warn) {
		told(warn ? Level.WARN : Level.INFO, DOWN, node, "Node " + node + " is down: " + printable(why));
	}

	private void told(Level level, String state, String node, String text) {
		if (!LOGGER.isEnabledForLevel(level)) {
			return;
		}
		OptionalLong before = this.nodes.admit(new RateCap.Source(state, node), this.clock.nanoTime());
		if (before.isEmpty()) {
			LOGGER.debug(text);
			look();
		}
		else if (before.getAsLong() == 0) {
			LOGGER.atLevel(level).log(text);
		}
		else {
			LOGGER.atLevel(level).log("{} (and {} more like it)", text, before.getAsLong());
		}
	}

	/** Sees to it that what was left out is told, even if nothing follows it. */
	private void look() {
		if (!this.looks.compareAndSet(false, true)) {
			return;
		}
		this.timers.schedule(new Timer(this.clock.nanoTime() + RateCap.PERIOD.toNanos()) {
			@Override
			protected void expire() {
				// First: what is left out from now on sets a timer of its own.
				ConnectionLog.this.looks.set(false);
				tellLeftOut();
			}
		});
	}

	private void tellLeftOut() {
		for (RateCap.Omitted omitted : this.nodes.due(this.clock.nanoTime())) {
			String state = omitted.source().kind();
			String node = omitted.source().origin();
			LOGGER.atLevel(state.equals(UP) ? Level.INFO : Level.WARN)
				.log("{} more lines that {} is {} were left out; {}", omitted.count(), node, state,
						this.isUp.test(node) ? "it is up now" : "it is not up now");
		}
		if (this.nodes.omits()) {
			look();
		}
	}

	/** A text of others as it may stand in a log. */
	static String printable(String text) {
		return PlainText.of(text, LENGTH);
	}

}
