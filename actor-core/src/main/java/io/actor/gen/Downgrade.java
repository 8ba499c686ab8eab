package io.actor.gen;

/**
 * Says that a change of code goes back to an older version: Erlang's {@code {down, Vsn}}.
 *
 * @param to the version that comes next
 */
public record Downgrade(Object to) {
}
