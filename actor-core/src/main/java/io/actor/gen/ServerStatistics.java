package io.actor.gen;

import java.time.Instant;

/**
 * What a server has done since its statistics were switched on
 * ({@code sys:statistics/2}). System requests do not count. There are no reductions: the
 * JVM does not count them.
 *
 * @param started when they were switched on
 * @param now when they were read
 * @param messagesIn calls, casts and other messages that came
 * @param messagesOut calls that were answered by what a callback returned
 */
public record ServerStatistics(Instant started, Instant now, long messagesIn, long messagesOut) {
}
