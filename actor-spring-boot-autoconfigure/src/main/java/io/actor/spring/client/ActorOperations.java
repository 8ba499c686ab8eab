package io.actor.spring.client;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import io.actor.gen.CallException;
import io.actor.gen.Request;
import io.actor.gen.ServerRef;
import io.actor.process.Body;
import io.actor.term.Destination;
import io.actor.term.Pid;

/**
 * What a bean can do with processes. A server is named by its registered name on this
 * node, or by name and node as in {@code rooms@chat2@localhost}.
 */
public interface ActorOperations {

	/**
	 * Asks a server and waits for the answer, as long as
	 * {@code actor.default-call-timeout} says.
	 * @throws CallException if there is no answer
	 */
	<R> R call(String server, Request<R> request);

	/**
	 * Asks a server and waits this long for the answer.
	 * @throws CallException if there is no answer
	 */
	<R> R call(String server, Request<R> request, Duration timeout);

	/** Asks a server; the future fails with {@link CallException}. */
	<R> CompletableFuture<R> callAsync(String server, Request<R> request);

	/** Tells a server something and does not wait. */
	void cast(String server, Object message);

	/** Sends a plain message to a named process. */
	void send(String server, Object message);

	/** Sends a plain message to a process. */
	void send(Destination to, Object message);

	/** Spawns a process that runs this code and that nobody supervises. */
	Pid spawn(Body body);

	/** The server with this name. */
	ServerRef server(String server);

}
