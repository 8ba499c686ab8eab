/**
 * Tasks and agents, Elixir's {@code Task}, {@code Task.Supervisor} and {@code Agent}: one
 * piece of work in a process of its own whose result somebody awaits, and a process that
 * only holds a value. Read {@link io.actor.task.Task} first.
 *
 * <p>
 * The path of one task: {@code Task.async} prepares a {@code TaskProcess}, opens a
 * {@code TaskMonitor} (a monitor and an alias under one reference) and starts the
 * process; it sends a {@link io.actor.task.TaskReply} to that reference and ends; the
 * owner takes the reply, or the {@code Down}, out of its mailbox.
 */
@NullMarked
package io.actor.task;

import org.jspecify.annotations.NullMarked;
