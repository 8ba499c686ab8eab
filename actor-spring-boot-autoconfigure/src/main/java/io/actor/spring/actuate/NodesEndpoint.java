package io.actor.spring.actuate;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.actor.node.Node;
import io.actor.node.PeerInfo;

import org.springframework.boot.actuate.endpoint.Access;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;

/** The node and those it is connected with. */
@Endpoint(id = "nodes", defaultAccess = Access.READ_ONLY)
public class NodesEndpoint {

	private final Node node;

	public NodesEndpoint(Node node) {
		this.node = node;
	}

	/** The node, its connections, and the peers it is meant to have. */
	@ReadOperation
	public NodesDescriptor nodes() {
		List<PeerInfo> peers = this.node.peers();
		List<String> expected = this.node.expectedPeers();
		Map<String, String> problems = new LinkedHashMap<>();
		expected.forEach((peer) -> this.node.peerProblem(peer).ifPresent((problem) -> problems.put(peer, problem)));
		return new NodesDescriptor(this.node.name(), Integer.toUnsignedLong(this.node.creation()),
				ProcessTree.word(this.node.state()), NodesDescriptor.peers(peers, true),
				NodesDescriptor.peers(peers, false), expected, problems, NodesDescriptor.lost(this.node.lostNodes()),
				ProcessTree.word(this.node.portMapper()), NodesDescriptor.discovery(this.node.discoveries()),
				this.node.functions().names());
	}

}
