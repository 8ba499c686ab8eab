package io.actor.process;

import java.util.ArrayList;
import java.util.List;

import io.actor.term.Pid;

import org.jspecify.annotations.Nullable;

/**
 * Which processes belong together because one spawned the other ({@code group_leader/0}):
 * a process has the leader of whoever spawned it, so what an application leaves behind
 * can be found when it stops. Most processes have none, and belong to the process named
 * {@link #CONSOLE}. A process of this node prints by itself; leaders do output only for
 * what was spawned from here on another node.
 */
public final class GroupLeader {

	/**
	 * Registered name of the process that stands for the leader of those who have none:
	 * Erlang's {@code user}.
	 */
	public static final String CONSOLE = "group_leader";

	private GroupLeader() {
	}

	/** Makes the running process the leader of what it spawns from now on. */
	public static void lead(Process self) {
		self.checkAlive();
		set(self, self.pid());
	}

	/** Makes the running process, and what it spawns from now on, belong to nobody. */
	public static void leave(Process self) {
		self.checkAlive();
		set(self, null);
	}

	/** The living processes with this leader, itself included if it leads itself. */
	public static List<Pid> group(Processes processes, Pid leader) {
		List<Pid> members = new ArrayList<>();
		processes.table.forEach((process) -> {
			if (leader.equals(of(process))) {
				members.add(process.pid());
			}
		});
		return members;
	}

	/** Before the child can be seen by anybody. */
	static void inherit(Process child, @Nullable Process parent) {
		Process spawner = (parent != null) ? parent : Process.current();
		Pid leader = (spawner != null && spawner.processes == child.processes) ? of(spawner) : null;
		if (leader != null) {
			set(child, leader);
		}
	}

	/**
	 * The leader of what this process spawns on another node, where each process has one.
	 */
	static Pid forRemote(Processes processes, @Nullable Process spawner) {
		Pid leader = (spawner != null) ? of(spawner) : null;
		return (leader != null) ? leader : processes.whereis(CONSOLE).orElse(processes.nobody());
	}

	static @Nullable Pid of(Process process) {
		Relations related = process.relationsIfAny();
		return (related != null) ? related.leader() : null;
	}

	static void set(Process process, @Nullable Pid leader) {
		Relations related = process.relations();
		synchronized (related) {
			if (!related.ended()) {
				related.leader(leader);
			}
		}
	}

}
