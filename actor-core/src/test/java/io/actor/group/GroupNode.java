package io.actor.group;

import java.time.Duration;

import io.actor.gen.GenServer;
import io.actor.gen.Request;
import io.actor.gen.Servers;
import io.actor.gen.StartOptions;
import io.actor.gen.StartResult;
import io.actor.node.NodeListener;
import io.actor.node.PeerInfo;
import io.actor.node.TestNodes;
import io.actor.process.ExitReason;
import io.actor.process.Processes;
import io.actor.supervisor.ChildSpec;
import io.actor.supervisor.Supervisor;
import io.actor.term.Pid;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/**
 * One of several nodes with groups.
 *
 * @param name its name
 * @param processes its processes
 * @param groups its groups
 */
record GroupNode(String name, Processes processes, Groups groups) implements NodeListener {

	/** A server that does nothing, for it ends at once when it is killed. */
	private static final class Idle extends GenServer<Request<?>, Object> {

	}

	/** Starts a node with a supervised scope process. */
	static GroupNode start(TestNodes nodes, String name) {
		Processes processes = nodes.start(name);
		GroupNode node = new GroupNode(name, processes, Groups.of(processes, "pg"));
		nodes.listen(name, node);
		Supervisor supervisor = Supervisor.oneForOne()
			.intensity(1000, Duration.ofSeconds(1))
			.child(ChildSpec.worker("pg", node.groups()::server));
		pidOf(supervisor.start(processes, StartOptions.DEFAULT, null));
		return node;
	}

	/** Looks for a condition every millisecond. */
	static ConditionFactory await() {
		return Awaitility.await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(1));
	}

	/** A process to be a member. */
	Pid member() {
		return pidOf(Servers.start(this.processes, Idle::new, StartOptions.DEFAULT, null));
	}

	private static Pid pidOf(StartResult result) {
		if (result instanceof StartResult.Started(Pid pid)) {
			return pid;
		}
		throw new IllegalStateException("Not started: " + result);
	}

	void kill(Pid pid) {
		this.processes.exit(this.processes.nobody(), pid, ExitReason.KILL);
	}

	Pid scope() {
		return this.processes.whereis("pg").orElseThrow();
	}

	/** Waits until the scope process has handled what it has been sent so far. */
	void settle() {
		this.groups.leave("nobody", this.processes.nobody());
	}

	@Override
	public void nodeUp(PeerInfo peer) {
		this.groups.nodeUp(peer.name());
	}

	@Override
	public void nodeDown(PeerInfo peer, String reason) {
		this.groups.nodeDown(peer.name());
	}

}
