package io.actor.gen;

/**
 * The message {@code handleInfo} gets when no message arrived for as long as the last
 * callback asked for.
 */
public record Timeout() {
}
