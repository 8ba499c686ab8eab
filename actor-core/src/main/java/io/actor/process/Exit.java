package io.actor.process;

import io.actor.term.Pid;

/**
 * The message a process that traps exits gets instead of an exit signal: Erlang's
 * {@code {'EXIT', From, Reason}}.
 *
 * @param from the linked process that ended, or the sender of the signal
 * @param reason why
 */
public record Exit(Pid from, ExitReason reason) {
}
