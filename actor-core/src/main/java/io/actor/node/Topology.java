package io.actor.node;

import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import io.actor.process.Process;
import io.actor.process.Processes;
import io.actor.wire.handshake.Cookie;

import org.jspecify.annotations.Nullable;

/**
 * What a node's user can ask and decide about other nodes, apart from connecting: which
 * there are, who may connect and with which secret, and who hears of them.
 */
final class Topology {

	private final NodeSettings settings;

	private final Processes processes;

	private final NodeMonitors monitors;

	private final LostNodes lost;

	private volatile @Nullable Parts parts;

	/**
	 * What a named node has.
	 *
	 * @param admission whom it has to do with
	 * @param connections its connections
	 */
	private record Parts(Admission admission, Connections connections) {
	}

	Topology(NodeSettings settings, Processes processes) {
		this.settings = settings;
		this.processes = processes;
		this.monitors = new NodeMonitors(processes);
		this.lost = new LostNodes(settings.seams().clock());
	}

	/** Those who hear of nodes first. */
	List<NodeListener> listeners() {
		return List.of(this.lost, this.monitors);
	}

	/** The node can be connected with others from now on. */
	void begin(Admission admission, Connections connections) {
		this.parts = new Parts(admission, connections);
	}

	/** A new process for Erlang's {@code global}. */
	GlobalNameServer global(Connections connections) {
		return new GlobalNameServer(connections, this.monitors, this.settings.connectAll());
	}

	// ---- whom it has to do with ----

	/** Sets the secret shared with one node, from the next attempt on. */
	void cookie(String node, String cookie) {
		parts().admission().cookie(new PeerAddress(node, null).node(), Cookie.of(cookie));
	}

	/** From now on only nodes that were named may connect. */
	void allow(Collection<String> nodes) {
		nodes.forEach((node) -> new PeerAddress(node, null));
		parts().admission().allow(nodes);
	}

	Optional<Set<String>> allowed() {
		return parts().admission().allowed();
	}

	Duration tickTime() {
		Parts own = this.parts;
		return (own != null) ? own.connections().tickTime().time() : this.settings.netTickTime();
	}

	TickTimeChange tickTime(Duration time, Duration transition) {
		Connections connections = parts().connections();
		return connections.tickTime().change(NodeConfig.checkedTickTime(time), transition, connections::retime);
	}

	private Parts parts() {
		Parts own = this.parts;
		if (own == null) {
			throw new IllegalStateException("This node has no name, or has not started: it has to do with no other");
		}
		return own;
	}

	// ---- who is there ----

	List<String> nodes(NodeType type) {
		Set<String> names = new LinkedHashSet<>();
		if (type == NodeType.THIS || type == NodeType.KNOWN) {
			names.add(this.processes.node().name());
		}
		Parts own = this.parts;
		if (own != null) {
			own.connections().up().stream().filter(type::includes).map(PeerInfo::name).forEach(names::add);
			if (type == NodeType.KNOWN) {
				names.addAll(own.connections().names());
			}
		}
		return List.copyOf(names);
	}

	/** Nodes that were connected and are not. */
	List<LostNode> lost() {
		return this.lost.all();
	}

	/** Why the last attempt to reach a node has failed. */
	Optional<String> problem(String node) {
		return this.lost.problem(node);
	}

	// ---- who hears of them ----

	/** Subscribes the current process. */
	void monitorNodes(NodeType type) {
		this.monitors.subscribe(current(), monitored(type));
	}

	boolean demonitorNodes(NodeType type) {
		return this.monitors.unsubscribe(current().pid(), monitored(type));
	}

	private static NodeType monitored(NodeType type) {
		if (type == NodeType.KNOWN || type == NodeType.THIS) {
			throw new IllegalArgumentException(
					"What can be monitored are nodes that are VISIBLE, HIDDEN or CONNECTED, not " + type);
		}
		return type;
	}

	/** The current process hears once when this node is down, or cannot be reached. */
	void monitorNode(String node) {
		Process self = current();
		if (node.equals(this.processes.node().name())) {
			// As in OTP: whoever could hear of its end would end with it.
			return;
		}
		this.monitors.watch(self, node);
		Parts own = this.parts;
		if (own == null) {
			this.monitors.unreachable(node, "it is no node that this one can connect with");
		}
		else if (!own.connections().isUp(node)) {
			// After it is watched: an attempt that fails from now on is told.
			if (this.settings.autoConnect()) {
				own.connections().call(node);
			}
			else {
				this.monitors.unreachable(node, "it is not connected, and nodes do not connect by themselves");
			}
		}
	}

	boolean demonitorNode(String node) {
		return this.monitors.unwatch(current().pid(), node);
	}

	private Process current() {
		Process self = Process.current();
		if (self == null || self.processes() != this.processes) {
			throw new IllegalStateException("Only a process of this node can monitor nodes: the news are messages");
		}
		return self;
	}

}
