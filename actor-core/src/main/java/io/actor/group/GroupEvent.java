package io.actor.group;

import java.util.List;

import io.actor.term.Pid;
import io.actor.term.Ref;
import io.actor.term.Term;

/**
 * The messages a process gets that monitors a group or a scope: {@code {Ref, join, Group,
 * Pids}} and {@code {Ref, leave, Group, Pids}} in Erlang. Applied in order to the members
 * {@link Groups#monitor} gave, they yield what {@link Groups#members} reads.
 */
public sealed interface GroupEvent permits GroupJoined, GroupLeft {

	/** The monitor this belongs to. */
	Ref monitor();

	/** The group. */
	Term group();

	/** Who joined or left; a process that did so twice is there twice. */
	List<Pid> pids();

}
