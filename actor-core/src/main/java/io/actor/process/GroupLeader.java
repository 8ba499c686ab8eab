package io.actor.process;

import java.util.ArrayList;
import java.util.List;

import io.actor.term.Pid;

import org.jspecify.annotations.Nullable;

/**
 * Which processes belong together because one spawned the other ({@code group_leader/0}):
 * a process has the leader of whoever spawned it, so what an application leaves behind
 * can be found when it stops. Most processes have none. Here a leader is only that; it
 * does no input or output for its group.
 */
public final class GroupLeader {

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

	private static @Nullable Pid of(Process process) {
		Relations related = process.relationsIfAny();
		return (related != null) ? related.leader() : null;
	}

	private static void set(Process process, @Nullable Pid leader) {
		Relations related = process.relations();
		synchronized (related) {
			if (!related.ended()) {
				related.leader(leader);
			}
		}
	}

}
