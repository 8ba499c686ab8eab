package io.actor.gen;

import java.util.List;
import java.util.Optional;

import io.actor.term.Pid;

/**
 * How a server is, seen from outside ({@code sys:get_status/1}).
 *
 * @param pid its process
 * @param name its registered name
 * @param kind {@code server}, {@code supervisor} or what the behaviour calls itself
 * @param type the user's class; of an Erlang process its behaviour
 * @param suspended whether it handles system requests only
 * @param parent the process that started it
 * @param debugging what is switched on: {@code trace}, {@code log}, {@code statistics}
 * and ids of debug functions
 * @param log the events in its log, oldest first, as {@link GenServer#formatStatus} shows
 * them
 * @param state what {@link Stateful#state()} gives, else the server itself, as
 * {@link GenServer#formatStatus} shows it
 */
public record ServerStatus(Pid pid, Optional<String> name, String kind, String type, boolean suspended,
		Optional<Pid> parent, List<String> debugging, List<Object> log, Object state) {
}
