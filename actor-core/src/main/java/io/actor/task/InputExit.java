package io.actor.task;

import io.actor.process.ExitReason;

/**
 * Which input's task failed, and why: Elixir's {@code {Input, Reason}}. The value of an
 * {@link ExitReason.Custom} if a stream was asked for it.
 *
 * @param input the input
 * @param reason why its task failed
 */
public record InputExit(Object input, ExitReason reason) {
}
