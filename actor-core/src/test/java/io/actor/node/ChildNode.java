package io.actor.node;

/** A node in a JVM of its own, to be killed: {@code name port-of-the-peer peer}. */
public final class ChildNode {

	private ChildNode() {
	}

	/** Starts a node with a counter, connected with the given peer. */
	public static void main(String[] args) throws Exception {
		Node node = Node.start(Nodes.config(args[0]).peers(java.util.List.of(PeerAddress.parse(args[1]))));
		Nodes.counter(node);
		System.out.println("ready");
		// Whoever started it kills it, or closes its input by ending.
		System.in.read();
		node.close();
	}

}
