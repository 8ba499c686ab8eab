package io.actor.process;

import io.actor.term.Destination;
import io.actor.term.Ref;

/**
 * The message a monitor sends once: Erlang's {@code {'DOWN', Ref, process, Object,
 * Reason}}.
 *
 * @param monitor what {@link Process#monitor} returned
 * @param target the process as it was monitored, a pid or a name with its node
 * @param reason why it ended; {@link ExitReason#NOPROC} if there was none
 */
public record Down(Ref monitor, Destination target, ExitReason reason) {
}
