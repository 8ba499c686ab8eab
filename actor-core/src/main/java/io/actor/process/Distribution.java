package io.actor.process;

import java.util.Collection;

import io.actor.term.Destination;
import io.actor.term.Pid;
import io.actor.term.Ref;
import io.actor.term.RegisteredName;

import org.jspecify.annotations.Nullable;

/**
 * Where signals to processes of other nodes go; implemented by the node. Never blocks on
 * the peer and never fails: what cannot be delivered is dropped, or answered with
 * {@link ExitReason#NOCONNECTION} where Erlang does so.
 */
public interface Distribution {

	/** Sends a message to a remote process. */
	void send(@Nullable Pid from, Pid to, Object message);

	/** Sends a message to a name on another node. */
	void send(@Nullable Pid from, RegisteredName to, Object message);

	/** Sends a message to an alias made by another node. */
	void send(@Nullable Pid from, Ref alias, Object message);

	/**
	 * Sends a message to another node if we are connected with it, and drops it otherwise
	 * ({@code erlang:send/3} with {@code noconnect}).
	 */
	void sendIfConnected(@Nullable Pid from, Destination to, Object message);

	/**
	 * Sends a message unless the sender would have to wait for room
	 * ({@code erlang:send/3} with {@code nosuspend}).
	 * @return false if it would have; then nothing was sent
	 */
	boolean sendNoSuspend(@Nullable Pid from, Destination to, Object message);

	/** Sends one message to many remote processes. */
	default void sendAll(@Nullable Pid from, Collection<Pid> to, Object message) {
		to.forEach((each) -> send(from, each, message));
	}

	/** Links a local with a remote process. */
	void link(Pid from, Pid to);

	/** Removes a link; the id comes back in the acknowledgement. */
	void unlink(long id, Pid from, Pid to);

	/** An exit signal through a link. */
	void exitLink(Pid from, Pid to, ExitReason reason);

	/** An exit signal sent by {@link Process#exit(Pid, ExitReason)}. */
	void exit(Pid from, Pid to, ExitReason reason);

	/** Starts to watch a remote process, given by pid or by name and node. */
	void monitor(Pid watcher, Destination target, Ref ref);

	/**
	 * Starts to watch a remote process and sends it a message: the two leave together. Of
	 * a target that is known to be dead the watcher hears, and nothing is sent.
	 */
	default void request(@Nullable Pid from, Pid watcher, Destination target, Ref ref, Object message) {
		monitor(watcher, target, ref);
		switch (target) {
			case Pid pid -> send(from, pid, message);
			case RegisteredName name -> send(from, name, message);
			case Ref alias -> send(from, alias, message);
		}
	}

	/** Stops watching. */
	void demonitor(Pid watcher, Destination target, Ref ref);

	/** Tells a remote watcher that a local process has ended. */
	void down(Pid watcher, Destination target, Ref ref, ExitReason reason);

	/** Asks another node for a process. */
	void spawn(String node, RemoteSpawn spawn);

}
