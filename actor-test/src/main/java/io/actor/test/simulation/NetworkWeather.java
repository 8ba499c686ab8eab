package io.actor.test.simulation;

import java.time.Duration;

/**
 * How the network behaves on a normal day of a run; what breaks it comes on top.
 *
 * @param minDelay shortest time a byte is on its way, one way
 * @param meanDelay longest added to that on most ways
 * @param tailPercent chance that a piece takes up to 2 s more, in percent
 * @param clogPerMille chance that a piece stops everything behind it for up to 5 s, in
 * thousandths
 * @param splitPercent chance that what is written is cut in pieces, in percent
 * @param refusePercent chance that a connection is refused, in percent
 * @param misroutePercent chance that a connection comes out at another machine (a stale
 * entry of a port mapper), in percent
 * @param window bytes that may be on their way at once; the rest waits at the sender
 */
public record NetworkWeather(Duration minDelay, Duration meanDelay, int tailPercent, int clogPerMille, int splitPercent,
		int refusePercent, int misroutePercent, int window) {

	/** A tenth of a millisecond, everything in one piece, nothing fails. */
	public static final NetworkWeather FAIR = new NetworkWeather(Duration.ofNanos(100_000), Duration.ZERO, 0, 0, 0, 0,
			0, 64 * 1024);

}
