package io.actor.spring.autoconfigure;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;

import io.actor.gen.CallException;
import io.actor.node.Node;
import io.actor.node.NodeState;
import io.actor.rpc.RemoteFunctions;
import io.actor.spring.server.GenServers;
import io.actor.spring.server.ServerStartException;
import io.actor.supervisor.ChildResult;
import io.actor.supervisor.ChildSpec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.SmartLifecycle;

/**
 * Ties the node to the context: up, with its supervisors and servers, before the web
 * server accepts requests; down after the web server has stopped. A node of a parent
 * context is given the servers of this one and keeps running without them.
 */
final class NodeLifecycle implements SmartLifecycle {

	/** Outside the web server's phase ({@code Integer.MAX_VALUE - 2048}). */
	static final int PHASE = Integer.MAX_VALUE - 3072;

	private static final Logger LOGGER = LoggerFactory.getLogger(Node.class);

	private final Node node;

	private final ConfigurableApplicationContext context;

	private final GenServers servers;

	private final Supplier<List<ChildSpec>> children;

	private final Supplier<RemoteFunctions> functions;

	/** Ids of the children this context has started, the latest first. */
	private final Deque<String> running = new ArrayDeque<>();

	/** Not whether the node is up: that of an application may be so before. */
	private volatile boolean started;

	NodeLifecycle(Node node, ConfigurableApplicationContext context, GenServers servers,
			Supplier<List<ChildSpec>> children, Supplier<RemoteFunctions> functions) {
		this.node = node;
		this.context = context;
		this.servers = servers;
		this.children = children;
		this.functions = functions;
	}

	/** Whether the node is a bean of this context and not of a parent's. */
	static boolean ownsNode(ConfigurableApplicationContext context) {
		return context.getBeanFactory().getBeanNamesForType(Node.class).length > 0;
	}

	@Override
	public void start() {
		NodeState state = this.node.state();
		if (state != NodeState.STARTING && state != NodeState.UP) {
			throw new IllegalStateException("Node " + this.node.name()
					+ " has been closed, and a closed node cannot be started again: make a new context");
		}
		// First what can be wrong without anything running.
		if (this.node.isDistributed()) {
			this.servers.checkMessages(this.node.processes().converter());
		}
		List<ChildSpec> tree = this.children.get();
		RemoteFunctions served = this.functions.get();
		try {
			this.node.serve(served);
			if (state == NodeState.STARTING) {
				this.node.open();
			}
			for (ChildSpec child : tree) {
				if (this.node.application().startChild(child) instanceof ChildResult.Refused refused) {
					throw new ServerStartException(child.id(), refused.reason());
				}
				this.running.push(child.id());
			}
		}
		catch (RuntimeException ex) {
			end();
			throw ex;
		}
		this.started = true;
		if (ownsNode(this.context)) {
			ApplicationWatch.of(this.node, this.context);
		}
		LOGGER.info("Node {} is up{} with {} processes", this.node.name(),
				this.node.port().map((port) -> " on port " + port).orElse(""), this.node.processes().count());
		if (this.node.isDistributed() && !this.node.functions().names().isEmpty()) {
			LOGGER.info("Node {} lets other nodes call {}", this.node.name(), this.node.functions());
		}
	}

	@Override
	public void stop() {
		end();
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
				end();
			}
			finally {
				callback.run();
			}
		});
	}

	private void end() {
		this.started = false;
		if (ownsNode(this.context)) {
			this.node.close();
			return;
		}
		while (!this.running.isEmpty()) {
			takeBack(this.running.pop());
		}
	}

	private void takeBack(String child) {
		try {
			if (this.node.state() == NodeState.UP) {
				this.node.application().terminateChild(child);
				this.node.application().deleteChild(child);
			}
		}
		catch (CallException ex) {
			LOGGER.debug("The supervisor of {} has ended before it, and took it along", child, ex);
		}
	}

	@Override
	public boolean isRunning() {
		return this.started;
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
