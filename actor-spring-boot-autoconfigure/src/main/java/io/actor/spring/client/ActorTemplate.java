package io.actor.spring.client;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import io.actor.gen.Request;
import io.actor.gen.ServerRef;
import io.actor.node.Node;
import io.actor.process.Body;
import io.actor.term.Destination;
import io.actor.term.Pid;

/** {@link ActorOperations} on a node. */
public class ActorTemplate implements ActorOperations {

	private final Node node;

	private final Duration timeout;

	/**
	 * Operations on this node.
	 * @param timeout how long calls wait unless they say otherwise
	 */
	public ActorTemplate(Node node, Duration timeout) {
		this.node = node;
		this.timeout = timeout;
	}

	@Override
	public <R> R call(String server, Request<R> request) {
		return server(server).call(request);
	}

	@Override
	public <R> R call(String server, Request<R> request, Duration wait) {
		return server(server).call(request, wait);
	}

	@Override
	public <R> CompletableFuture<R> callAsync(String server, Request<R> request) {
		return server(server).callAsync(request);
	}

	@Override
	public void cast(String server, Object message) {
		server(server).cast(message);
	}

	@Override
	public void send(String server, Object message) {
		server(server).send(message);
	}

	@Override
	public void send(Destination to, Object message) {
		this.node.send(to, message);
	}

	@Override
	public Pid spawn(Body body) {
		return this.node.spawn(body);
	}

	@Override
	public ServerRef server(String server) {
		return server(ServerName.parse(server));
	}

	ServerRef server(ServerName name) {
		return name.on(this.node).withTimeout(this.timeout);
	}

	/** How long calls wait unless they say otherwise. */
	public Duration timeout() {
		return this.timeout;
	}

	/** The node these operations work on. */
	public Node node() {
		return this.node;
	}

}
