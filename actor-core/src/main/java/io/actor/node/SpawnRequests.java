package io.actor.node;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

import io.actor.process.Body;
import io.actor.process.ExitReason;
import io.actor.process.Obligation;
import io.actor.process.Process;
import io.actor.process.Processes;
import io.actor.process.RemoteSignals;
import io.actor.process.RemoteSpawn;
import io.actor.process.SystemLimitException;
import io.actor.rpc.RemoteFunctions;
import io.actor.term.Atom;
import io.actor.term.ListTerm;
import io.actor.term.Pid;
import io.actor.term.Term;
import io.actor.wire.distribution.ControlMessage;
import io.actor.wire.distribution.Payload;
import io.actor.wire.distribution.ProtocolException;
import io.actor.wire.handshake.DistributionFlag;

import org.jspecify.annotations.Nullable;

/**
 * Processes that nodes ask each other for: SPAWN_REQUEST and SPAWN_REPLY. The reply goes
 * out before anything else of the new process.
 */
final class SpawnRequests {

	/** Most processes that other nodes may have asked for and that still run. */
	private static final int MAX_RUNNING = 10_000;

	private static final Atom BADOPT = Atom.of("badopt");

	private static final Atom SYSTEM_LIMIT = Atom.of("system_limit");

	private static final Atom LINK = Atom.of("link");

	private static final Atom MONITOR = Atom.of("monitor");

	private final RemoteSignals signals;

	private final Connections connections;

	private final Supplier<RemoteFunctions> functions;

	private final AtomicInteger running = new AtomicInteger();

	SpawnRequests(Processes processes, Connections connections, Supplier<RemoteFunctions> functions) {
		this.signals = processes.remoteSignals();
		this.connections = connections;
		this.functions = functions;
	}

	// ---- asked by us ----

	void ask(String node, RemoteSpawn spawn) {
		List<Term> options = new ArrayList<>();
		if (spawn.link()) {
			options.add(LINK);
		}
		if (spawn.monitor()) {
			options.add(MONITOR);
		}
		ControlMessage.SpawnRequest request = new ControlMessage.SpawnRequest(spawn.id(), spawn.from(), spawn.leader(),
				spawn.mfa().module(), spawn.mfa().function(), spawn.mfa().arity(), ListTerm.of(options));
		Outgoing outgoing = new Outgoing(request, spawn.arguments());
		this.connections.awaitRoom(node, spawn.from());
		if (this.connections.signal(node, (peer) -> peer.spawn(spawn, outgoing))) {
			this.connections.existing(node, this::refuseUnlessOffered);
		}
		else {
			this.signals.notSpawned(spawn, ExitReason.NOCONNECTION);
		}
	}

	/** An old node that offers no processes is not asked, and answers nothing. */
	void refuseUnlessOffered(Peer peer) {
		PeerConnection connection = peer.current();
		if (connection != null && !connection.agreed(DistributionFlag.SPAWN)) {
			peer.takeSpawning().forEach((spawn) -> this.signals.notSpawned(spawn, ExitReason.named("notsup")));
		}
	}

	void replied(Peer peer, ControlMessage.SpawnReply reply) {
		if (reply.result() instanceof Pid child && !child.node().name().equals(peer.name())) {
			throw new ProtocolException("a spawned process of " + child.node().name());
		}
		RemoteSpawn spawn = peer.spawned(reply.id());
		if (spawn == null) {
			return;
		}
		if (reply.result() instanceof Pid child) {
			boolean linked = spawn.link() && (reply.flags() & ControlMessage.SpawnReply.LINKED) != 0;
			boolean monitored = spawn.monitor() && (reply.flags() & ControlMessage.SpawnReply.MONITORED) != 0;
			peer.tied(spawn, child, linked, monitored);
			this.signals.spawned(spawn, child, linked, monitored);
		}
		else {
			this.signals.notSpawned(spawn, ExitReason.of(reply.result()));
		}
	}

	// ---- asked of us ----

	void requested(Peer peer, PeerConnection connection, ControlMessage.SpawnRequest request, Payload payload) {
		if (!(payload.decode() instanceof ListTerm args && args.isProper())) {
			throw new ProtocolException("a spawn request whose arguments are no list");
		}
		if (args.size() != request.arity()) {
			throw new ProtocolException(
					"a spawn request for a function of " + request.arity() + " arguments with " + args.size());
		}
		Atom problem = refusal(peer, connection, request, args);
		if (problem != null) {
			connection
				.send(new Outgoing(new ControlMessage.SpawnReply(request.id(), request.from(), 0, problem), null));
		}
	}

	/** Spawns what was asked for; if not, gives the reason. */
	private @Nullable Atom refusal(Peer peer, PeerConnection connection, ControlMessage.SpawnRequest request,
			ListTerm args) {
		if (!request.options().elements().stream().allMatch(SpawnRequestOptions::isKnown)) {
			return BADOPT;
		}
		if (this.running.get() >= MAX_RUNNING) {
			return SYSTEM_LIMIT;
		}
		Body body = this.functions.get().body(request.module(), request.function(), args.elements());
		try {
			this.signals.spawn(body, request.from(), request.groupLeader(),
					(process) -> tell(peer, connection, request, process));
			return null;
		}
		catch (SystemLimitException ex) {
			return SYSTEM_LIMIT;
		}
	}

	private void tell(Peer peer, PeerConnection connection, ControlMessage.SpawnRequest request, Process process) {
		Pid child = process.pid();
		boolean link = request.options().elements().stream().anyMatch(SpawnRequestOptions::isLink);
		boolean monitor = request.options().elements().stream().anyMatch(SpawnRequestOptions::isMonitor);
		int flags = (link ? ControlMessage.SpawnReply.LINKED : 0) | (monitor ? ControlMessage.SpawnReply.MONITORED : 0);
		peer.granted(connection, new ControlMessage.SpawnReply(request.id(), request.from(), flags, child), child);
		if (link) {
			this.signals.link(request.from(), child);
		}
		if (monitor) {
			this.signals.monitor(request.from(), child, request.id());
		}
		this.running.incrementAndGet();
		process.owes(new Running(this.running));
	}

	/**
	 * Counts a process until it has ended, however it ends.
	 *
	 * @param count of those that run
	 */
	private record Running(AtomicInteger count) implements Obligation {

		@Override
		public boolean open() {
			return true;
		}

		@Override
		public void abandoned(ExitReason reason) {
			this.count.decrementAndGet();
		}

	}

}
