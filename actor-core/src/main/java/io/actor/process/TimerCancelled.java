package io.actor.process;

import java.util.OptionalLong;

import io.actor.term.Ref;

/**
 * The answer to {@link Process#cancelTimerLater}: Erlang's {@code {cancel_timer,
 * TimerRef, Left}}.
 *
 * @param timer which
 * @param millisLeft the milliseconds that were left, or empty if it had fired or there is
 * no such timer
 */
public record TimerCancelled(Ref timer, OptionalLong millisLeft) {
}
