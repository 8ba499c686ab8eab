package io.actor.group;

import java.util.List;
import java.util.Map;

import io.actor.term.Pid;
import io.actor.term.Ref;
import io.actor.term.Term;

/**
 * All groups of a scope, monitored: their members at one instant. Every later change
 * comes as a {@link GroupEvent}, none earlier, none twice.
 *
 * @param ref names the monitor in its events
 * @param groups the members of all nodes, by group, when the monitor was set
 */
public record ScopeMonitor(Ref ref, Map<Term, List<Pid>> groups) {
}
