package io.actor.group;

import java.util.List;

import io.actor.term.Pid;
import io.actor.term.Ref;
import io.actor.term.Term;

/**
 * Processes of any node are no longer in a group: they left, they ended, or their node is
 * out of reach.
 *
 * @param monitor the monitor this belongs to
 * @param group the group
 * @param pids who left
 */
public record GroupLeft(Ref monitor, Term group, List<Pid> pids) implements GroupEvent {
}
