package io.actor.node;

import java.util.concurrent.LinkedBlockingQueue;

import io.actor.node.Nodes.Add;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Isolated;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A node that is attacked over real sockets, and another one whose connection with it
 * must not notice. Alone in the JVM: levels of loggers are changed, and time is measured.
 */
@Tag("security")
@Isolated
@Timeout(60)
abstract class UnderAttack {

	static final int SOON = 5000;

	final Nodes nodes = new Nodes();

	@RegisterExtension
	final LogLines log = new LogLines();

	Node node;

	Node honest;

	/** What the node's counter has seen. */
	LinkedBlockingQueue<Object> seen;

	@BeforeEach
	void start() {
		this.node = this.nodes.start("target");
		this.seen = Nodes.counter(this.node);
		this.honest = this.nodes.start("honest", this.node);
		Nodes.connected(this.node, this.honest);
	}

	@AfterEach
	void stop() {
		try {
			this.honest.server("counter", this.node.name()).call(new Add(1));
			assertThat(this.honest.peers()).extracting(PeerInfo::name).contains(this.node.name());
			assertThat(this.node.processes().restarts()).isZero();
		}
		finally {
			this.nodes.close();
		}
	}

	final long hits(Limit limit) {
		return this.node.limitHits(limit);
	}

}
