package io.actor.spring.actuate;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.actor.node.Node;
import io.actor.node.NodeState;
import io.actor.node.PeerInfo;

import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

/**
 * Up while the node and its supervisor at the top run. Peers that are not connected are
 * named and change nothing: others cannot be made reachable by restarting this one.
 */
public class ActorHealthIndicator extends AbstractHealthIndicator {

	private final Node node;

	public ActorHealthIndicator(Node node) {
		super("The state of the node cannot be read");
		this.node = node;
	}

	@Override
	protected void doHealthCheck(Health.Builder builder) {
		NodeState state = this.node.state();
		switch (state) {
			case UP -> {
				if (this.node.whereis(Node.APPLICATION).isPresent()) {
					builder.up();
				}
				else {
					builder.down().withDetail("reason", "the supervisor 'application' has given up and ended");
				}
			}
			case STARTING, STOPPING -> builder.outOfService();
			case DOWN -> builder.down();
		}
		builder.withDetail("node", this.node.name())
			.withDetail("state", ProcessTree.word(state))
			.withDetail("processes", this.node.processes().count())
			.withDetail("restarts", this.node.processes().restarts())
			.withDetail("peers", peers());
	}

	private Map<String, Object> peers() {
		List<String> connected = this.node.peers().stream().map(PeerInfo::name).toList();
		List<String> expected = this.node.expectedPeers();
		Map<String, Object> peers = new LinkedHashMap<>();
		peers.put("connected", connected.size());
		peers.put("expected", expected);
		peers.put("missing", expected.stream().filter((name) -> !connected.contains(name)).toList());
		return peers;
	}

}
