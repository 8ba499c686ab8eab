package io.actor.process;

import java.util.function.Consumer;

import io.actor.scheduler.Turn;
import io.actor.term.Pid;
import io.actor.term.Ref;

import org.jspecify.annotations.Nullable;

/**
 * Processes that one node asks of another: those asked of us, and what becomes of those
 * we ask for.
 */
final class RemoteSpawning {

	private final Processes processes;

	RemoteSpawning(Processes processes) {
		this.processes = processes;
	}

	// ---- asked of us ----

	void grant(Body body, Pid parent, Pid leader, Consumer<Process> ready) {
		Process process = new BodyProcess(this.processes, body, parent, SpawnOptions.DEFAULT);
		GroupLeader.set(process, leader);
		this.processes.table.add(process);
		boolean told = false;
		try {
			// It does not run yet, so nothing of it can be heard before what is told
			// here.
			ready.accept(process);
			told = true;
		}
		finally {
			if (told) {
				this.processes.scheduler.submit(process, Turn.current());
			}
			else {
				this.processes.table.remove(process);
			}
		}
	}

	// ---- asked by us ----

	void ask(String node, RemoteSpawn spawn) {
		Distribution network = this.processes.distribution();
		if (network != null) {
			network.spawn(node, spawn);
		}
		else {
			failed(spawn, ExitReason.NOCONNECTION);
		}
	}

	/** Asks for a process on behalf of one that gets a {@link SpawnReply}. */
	Ref request(String node, Process self, Mfa mfa, boolean link, boolean monitor) {
		Reply reply = new Reply(self);
		RemoteSpawn spawn = new RemoteSpawn(this.processes, self, mfa, link, monitor, reply);
		reply.request = spawn.id();
		self.set((settings) -> settings.spawning.add(spawn.id()));
		spawn.send(node);
		return spawn.id();
	}

	void spawned(RemoteSpawn spawn, Pid child, boolean linked, boolean monitored) {
		ExitReason unwanted = settle(spawn, child, linked, monitored);
		Distribution network = this.processes.distribution();
		if (unwanted != null && network != null) {
			if (linked) {
				network.exitLink(spawn.from(), child, unwanted);
			}
			if (monitored) {
				network.demonitor(spawn.from(), child, spawn.id());
			}
		}
	}

	/**
	 * Tells who asked.
	 * @return null, or why link and monitor are to be taken back
	 */
	private static @Nullable ExitReason settle(RemoteSpawn spawn, Pid child, boolean linked, boolean monitored) {
		Process owner = spawn.owner();
		if (owner == null) {
			return spawn.client().spawned(child) ? null : ExitReason.NORMAL;
		}
		Relations related = owner.relations();
		// Under the lock: whoever asked ends either with the link or before it.
		synchronized (related) {
			if (related.ended() || !owner.owns(related) || owner.exitReason() != null) {
				return owner.endReason();
			}
			if (!spawn.client().spawned(child)) {
				return ExitReason.named("abandoned");
			}
			if (linked) {
				related.addLink(child);
			}
			if (monitored) {
				related.addMonitor(spawn.id(), child, child);
			}
			return null;
		}
	}

	void failed(RemoteSpawn spawn, ExitReason reason) {
		spawn.client().failed(reason);
	}

	/** Tells a process by a message, unless it has taken the request back. */
	private final class Reply implements RemoteSpawn.Client {

		private final Process owner;

		private @Nullable Ref request;

		private Reply(Process owner) {
			this.owner = owner;
		}

		@Override
		public boolean spawned(Pid child) {
			Ref asked = this.request;
			return asked != null && tell(asked, new SpawnReply.Ok(asked, child));
		}

		@Override
		public void failed(ExitReason reason) {
			Ref asked = this.request;
			if (asked != null) {
				tell(asked, new SpawnReply.Failed(asked, reason));
			}
		}

		private boolean tell(Ref asked, SpawnReply reply) {
			boolean wanted = RemoteSpawning.this.processes.spawning.abandon(this.owner, asked);
			if (wanted) {
				RemoteSpawning.this.processes.deliverAlways(this.owner, new Message(reply));
			}
			return wanted;
		}

	}

}
