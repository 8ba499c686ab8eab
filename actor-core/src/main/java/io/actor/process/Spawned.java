package io.actor.process;

import io.actor.term.Pid;
import io.actor.term.Ref;

/**
 * A process that was spawned and is monitored since before its first instant; Erlang's
 * {@code {Pid, MonitorRef}}.
 *
 * @param pid the new process
 * @param monitor names the monitor in its {@link Down}
 */
public record Spawned(Pid pid, Ref monitor) {
}
