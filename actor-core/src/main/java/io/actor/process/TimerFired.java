package io.actor.process;

import io.actor.term.Ref;

/**
 * What a timer made with {@link Process#startTimer} sends: Erlang's {@code {timeout,
 * TimerRef, Msg}}. Its reference tells a timeout that is still wanted from one that was
 * overtaken.
 *
 * @param timer what {@code startTimer} returned
 * @param message what was to be told
 */
public record TimerFired(Ref timer, Object message) {
}
