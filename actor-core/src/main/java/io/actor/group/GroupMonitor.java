package io.actor.group;

import java.util.List;

import io.actor.term.Pid;
import io.actor.term.Ref;

/**
 * A monitored group: its members at one instant. Every later change comes as a
 * {@link GroupEvent}, none earlier, none twice.
 *
 * @param ref names the monitor in its events
 * @param members the members of all nodes when the monitor was set
 */
public record GroupMonitor(Ref ref, List<Pid> members) {
}
