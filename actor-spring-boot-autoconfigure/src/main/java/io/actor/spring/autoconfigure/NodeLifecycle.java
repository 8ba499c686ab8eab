package io.actor.spring.autoconfigure;

import java.util.List;
import java.util.function.Supplier;

import io.actor.node.Node;
import io.actor.node.NodeState;
import io.actor.rpc.RemoteFunctions;
import io.actor.spring.server.GenServers;
import io.actor.spring.server.ServerStartException;
import io.actor.supervisor.ChildResult;
import io.actor.supervisor.ChildSpec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.ApplicationContext;
import org.springframework.context.SmartLifecycle;

/**
 * Ties the node to the context: up, with its supervisors and servers, before the web
 * server accepts requests; down after the web server has stopped.
 */
final class NodeLifecycle implements SmartLifecycle {

	/** Outside the web server's phase ({@code Integer.MAX_VALUE - 2048}). */
	static final int PHASE = Integer.MAX_VALUE - 3072;

	private static final Logger LOGGER = LoggerFactory.getLogger(Node.class);

	private final Node node;

	private final Supplier<List<ChildSpec>> children;

	private final ApplicationContext context;

	private final GenServers servers;

	private final Supplier<RemoteFunctions> functions;

	NodeLifecycle(Node node, ApplicationContext context, GenServers servers, Supplier<List<ChildSpec>> children,
			Supplier<RemoteFunctions> functions) {
		this.node = node;
		this.context = context;
		this.servers = servers;
		this.children = children;
		this.functions = functions;
	}

	@Override
	public void start() {
		// First what can be wrong without anything running.
		if (this.node.isDistributed()) {
			this.servers.checkMessages(this.node.processes().converter());
		}
		List<ChildSpec> tree = this.children.get();
		RemoteFunctions served = this.functions.get();
		try {
			this.node.serve(served);
			if (this.node.state() == NodeState.STARTING) {
				this.node.open();
			}
			for (ChildSpec child : tree) {
				if (this.node.application().startChild(child) instanceof ChildResult.Refused refused) {
					throw new ServerStartException(child.id(), refused.reason());
				}
			}
		}
		catch (RuntimeException ex) {
			this.node.close();
			throw ex;
		}
		ApplicationWatch.of(this.node, this.context);
		LOGGER.info("Node {} is up{} with {} processes", this.node.name(),
				this.node.port().map((port) -> " on port " + port).orElse(""), this.node.processes().count());
		if (this.node.isDistributed() && !this.node.functions().names().isEmpty()) {
			LOGGER.info("Node {} lets other nodes call {}", this.node.name(), this.node.functions());
		}
	}

	@Override
	public void stop() {
		this.node.close();
	}

	/**
	 * Closes the node aside: a phase has its time limit, and closing waits for servers.
	 * On a platform thread, for in a simulated world the thread that waits runs the
	 * others, and a virtual thread cannot carry another one.
	 */
	@Override
	public void stop(Runnable callback) {
		Thread.ofPlatform().daemon().name("actor-node-stop").start(() -> {
			try {
				this.node.close();
			}
			finally {
				callback.run();
			}
		});
	}

	@Override
	public boolean isRunning() {
		return this.node.state() == NodeState.UP;
	}

	@Override
	public int getPhase() {
		return PHASE;
	}

	/** A pause would end the processes and lose their state. */
	@Override
	public boolean isPauseable() {
		return false;
	}

}
