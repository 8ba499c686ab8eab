package io.actor.group;

import java.util.List;

import io.actor.term.Pid;
import io.actor.term.Ref;
import io.actor.term.Term;

/**
 * Processes of any node have joined a group.
 *
 * @param monitor the monitor this belongs to
 * @param group the group
 * @param pids who joined
 */
public record GroupJoined(Ref monitor, Term group, List<Pid> pids) implements GroupEvent {
}
