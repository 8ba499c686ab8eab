package io.actor.task;

import io.actor.term.Ref;

/**
 * The message with a task's result: Elixir's {@code {Ref, Value}}. Only owners that do
 * not await see it, servers for example, in their {@code handleInfo}; a
 * {@link io.actor.process.Down} of the same reference follows it, unless the server has
 * called {@link Task#ignore}. If the task fails that is the only message.
 *
 * @param task the task's {@link Task#ref}
 * @param value what the task returned
 */
public record TaskReply<T>(Ref task, T value) {
}
