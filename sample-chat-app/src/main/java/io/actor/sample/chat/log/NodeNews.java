package io.actor.sample.chat.log;

import io.actor.node.Node;
import io.actor.node.NodeListener;
import io.actor.node.PeerInfo;

import org.springframework.stereotype.Component;

/** Notes which nodes come and go. */
@Component
class NodeNews implements NodeListener {

	private final ChatLog log;

	NodeNews(Node node, ChatLog log) {
		this.log = log;
		node.listen(this);
	}

	@Override
	public void nodeUp(PeerInfo peer) {
		this.log.record(ChatEvent.now(ChatEvent.Kind.NODE, peer.name() + " is there"));
	}

	@Override
	public void nodeDown(PeerInfo peer, String reason) {
		this.log.record(ChatEvent.now(ChatEvent.Kind.NODE, peer.name() + " is gone: " + reason));
	}

}
