package io.actor.process;

import io.actor.term.Destination;
import io.actor.term.Ref;

/**
 * What a monitor with a tag sends instead of a {@link Down}: Erlang's {@code {Tag, Ref,
 * process, Object, Reason}}.
 *
 * @param tag what {@link MonitorOptions#tag} was given
 * @param monitor what {@link Process#monitor} returned
 * @param target the process as it was monitored, a pid or a name with its node
 * @param reason why it ended; {@link ExitReason#NOPROC} if there was none
 */
public record TaggedDown(Object tag, Ref monitor, Destination target, ExitReason reason) {
}
