package io.actor.gen;

import java.util.Optional;

import io.actor.term.Ref;

/**
 * The outcome of {@link Servers#startMonitor}: Erlang's {@code {ok, {Pid, MonitorRef}}}.
 *
 * @param result what {@link Servers#start} would have said
 * @param monitor names the monitor in its {@link io.actor.process.Down}; empty if the
 * server does not run
 */
public record MonitoredStart(StartResult result, Optional<Ref> monitor) {
}
