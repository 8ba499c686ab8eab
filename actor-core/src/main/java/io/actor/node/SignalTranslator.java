package io.actor.node;

import java.util.Collection;
import java.util.OptionalInt;
import java.util.function.Supplier;

import io.actor.process.Distribution;
import io.actor.process.ExitReason;
import io.actor.process.ExitTerms;
import io.actor.process.MessageConverter;
import io.actor.process.Processes;
import io.actor.process.RemoteSignals;
import io.actor.process.RemoteSpawn;
import io.actor.rpc.RemoteFunctions;
import io.actor.term.Atom;
import io.actor.term.Destination;
import io.actor.term.ListTerm;
import io.actor.term.Pid;
import io.actor.term.Ref;
import io.actor.term.RegisteredName;
import io.actor.term.Term;
import io.actor.term.Tuple;
import io.actor.wire.distribution.ControlMessage;
import io.actor.wire.distribution.Payload;
import io.actor.wire.distribution.ProtocolException;
import io.actor.wire.distribution.SignalSink;
import io.actor.wire.etf.EncodedTerm;

import org.jspecify.annotations.Nullable;

/**
 * Signals of processes to control messages and back. Knows for each peer which links and
 * monitors cross the connection, so that they hear {@code noconnection} when it is lost.
 */
final class SignalTranslator implements Distribution {

	private static final Atom ALIAS = Atom.of("alias");

	private final Processes processes;

	private final RemoteSignals signals;

	private final MessageConverter converter;

	private final Connections connections;

	private final ExitTerms reasons;

	private final SpawnRequests spawns;

	private final SystemProcesses system;

	SignalTranslator(Processes processes, Connections connections, Supplier<RemoteFunctions> functions,
			SystemProcesses system) {
		this.system = system;
		this.processes = processes;
		this.signals = processes.remoteSignals();
		this.converter = processes.converter();
		this.connections = connections;
		this.reasons = new ExitTerms(this.converter);
		this.spawns = new SpawnRequests(processes, connections, functions);
	}

	// ---- out ----

	@Override
	public void send(@Nullable Pid from, Pid to, Object message) {
		message(from, to, message);
	}

	@Override
	public void send(@Nullable Pid from, RegisteredName to, Object message) {
		message(from, to, message);
	}

	@Override
	public void send(@Nullable Pid from, Ref alias, Object message) {
		message(from, alias, message);
	}

	private void message(@Nullable Pid from, Destination to, Object message) {
		Term payload = this.converter.messageTerm(message);
		if (!stale(to)) {
			this.connections.message(nodeOf(to), outgoing(from, to, payload));
		}
	}

	@Override
	public void sendIfConnected(@Nullable Pid from, Destination to, Object message) {
		Outgoing outgoing = outgoing(from, to, this.converter.messageTerm(message));
		if (!stale(to)) {
			this.connections.existing(nodeOf(to), (peer) -> {
				if (!peer.sendNow(outgoing)) {
					peer.sendIfConnected(outgoing);
				}
			});
		}
	}

	@Override
	public boolean sendNoSuspend(@Nullable Pid from, Destination to, Object message) {
		Outgoing outgoing = outgoing(from, to, this.converter.messageTerm(message));
		if (stale(to)) {
			return true;
		}
		if (!this.connections.congestion().hasRoom(nodeOf(to), outgoing.sender())) {
			return false;
		}
		this.connections.signal(nodeOf(to), (peer) -> peer.send(outgoing));
		return true;
	}

	@Override
	public void sendAll(@Nullable Pid from, Collection<Pid> to, Object message) {
		EncodedTerm encoded = EncodedTerm.of(this.converter.messageTerm(message));
		for (Pid each : to) {
			if (!stale(each)) {
				this.connections.message(each.node().name(),
						new Outgoing(control(from, each), null, encoded, thread(from), Outgoing.Flush.NOW));
			}
		}
	}

	private Outgoing outgoing(@Nullable Pid from, Destination to, Term payload) {
		return new Outgoing(control(from, to), payload, null, thread(from), Outgoing.Flush.NOW);
	}

	/** The thread that sends, if no process does. */
	private static @Nullable Thread thread(@Nullable Pid from) {
		return (from == null) ? Thread.currentThread() : null;
	}

	private ControlMessage control(@Nullable Pid from, Destination to) {
		return switch (to) {
			case Pid pid -> new ControlMessage.SendSender(sender(from), pid);
			case RegisteredName name -> new ControlMessage.RegSend(sender(from), name.name());
			case Ref alias -> new ControlMessage.AliasSend(sender(from), alias);
		};
	}

	@Override
	public void link(Pid from, Pid to) {
		if (stale(to)) {
			this.signals.exitLink(to, from, ExitReason.NOPROC);
		}
		else if (!this.connections.signal(to.node().name(), (peer) -> peer.link(from, to))) {
			this.signals.exitLink(to, from, ExitReason.NOCONNECTION);
		}
	}

	@Override
	public void unlink(long id, Pid from, Pid to) {
		boolean[] sent = new boolean[1];
		this.connections.existing(to.node().name(), (peer) -> sent[0] = peer.unlink(id, from, to));
		if (!sent[0]) {
			// The connection was lost meanwhile and the link with it: nobody will
			// acknowledge.
			this.signals.unlinked(id, to, from);
		}
	}

	@Override
	public void exitLink(Pid from, Pid to, ExitReason reason) {
		Outgoing exit = new Outgoing(new ControlMessage.Exit(from, to), this.reasons.toTerm(reason));
		this.connections.existing(to.node().name(), (peer) -> peer.exitLink(from, to, exit));
	}

	@Override
	public void exit(Pid from, Pid to, ExitReason reason) {
		if (!stale(to)) {
			Outgoing exit = new Outgoing(new ControlMessage.Exit2(from, to), this.reasons.toTerm(reason));
			this.connections.signal(to.node().name(), (peer) -> peer.send(exit));
		}
	}

	@Override
	public void monitor(Pid watcher, Destination target, Ref ref) {
		monitor(watcher, target, ref, null, Outgoing.Flush.NOW);
	}

	@Override
	public void request(@Nullable Pid from, Pid watcher, Destination target, Ref ref, Object message) {
		Term payload = this.converter.messageTerm(message);
		if (monitor(watcher, target, ref, thread(from), Outgoing.Flush.WITH_NEXT)) {
			this.connections.message(nodeOf(target), outgoing(from, target, payload));
		}
	}

	private boolean monitor(Pid watcher, Destination target, Ref ref, @Nullable Thread thread, Outgoing.Flush flush) {
		if (stale(target)) {
			this.signals.down(watcher, target, ref, ExitReason.NOPROC);
			return false;
		}
		Peer.Watch watch = new Peer.Watch(watcher, target);
		Outgoing monitor = new Outgoing(new ControlMessage.MonitorP(watcher, item(target), ref), null, null, thread,
				flush);
		boolean sent = this.connections.signal(nodeOf(target), (peer) -> peer.monitor(ref, watch, monitor));
		if (!sent) {
			this.signals.down(watcher, target, ref, ExitReason.NOCONNECTION);
		}
		return sent;
	}

	@Override
	public void demonitor(Pid watcher, Destination target, Ref ref) {
		Outgoing demonitor = new Outgoing(new ControlMessage.DemonitorP(watcher, item(target), ref), null,
				Outgoing.Flush.SOON);
		this.connections.existing(nodeOf(target), (peer) -> peer.demonitor(ref, demonitor));
	}

	@Override
	public void down(Pid watcher, Destination target, Ref ref, ExitReason reason) {
		Outgoing down = new Outgoing(new ControlMessage.MonitorPExit(item(target), watcher, ref),
				this.reasons.toTerm(reason));
		this.connections.existing(watcher.node().name(), (peer) -> peer.down(ref, down));
	}

	@Override
	public void spawn(String node, RemoteSpawn spawn) {
		this.spawns.ask(node, spawn);
	}

	private Pid sender(@Nullable Pid from) {
		return (from != null) ? from : this.processes.nobody();
	}

	/**
	 * Whether a process or alias is known to be dead: it belongs to an earlier
	 * incarnation of this node or of the one we are connected with. An unlink sent to
	 * such a pid would cost the connection.
	 */
	private boolean stale(Destination target) {
		return switch (target) {
			case Pid pid -> stale(pid.node(), pid.creation());
			case Ref alias -> stale(alias.node(), alias.creation());
			case RegisteredName name -> false;
		};
	}

	private boolean stale(Atom node, int creation) {
		if (node.equals(this.processes.node())) {
			return true;
		}
		OptionalInt connected = this.connections.creation(node.name());
		return connected.isPresent() && connected.getAsInt() != creation;
	}

	private static String nodeOf(Destination target) {
		return switch (target) {
			case Pid pid -> pid.node().name();
			case Ref alias -> alias.node().name();
			case RegisteredName name -> String.valueOf(name.node());
		};
	}

	/** A name travels without its node. */
	private static Destination item(Destination target) {
		return (target instanceof RegisteredName name) ? RegisteredName.local(name.name()) : target;
	}

	// ---- in ----

	SignalSink sink(Peer peer, PeerConnection connection) {
		this.spawns.refuseUnlessOffered(peer);
		return (message, payload) -> receive(peer, connection, message, payload);
	}

	private void receive(Peer peer, PeerConnection connection, ControlMessage message, Payload payload) {
		switch (message) {
			case ControlMessage.Send(Pid to) -> deliver(connection, null, to, payload);
			case ControlMessage.SendSender send -> deliver(connection, send.from(), send.to(), payload);
			case ControlMessage.RegSend send ->
				deliver(connection, send.from(), RegisteredName.local(send.name()), payload);
			case ControlMessage.AliasSend send -> this.signals.message(send.from(), send.alias(), payload.decode());
			case ControlMessage.AltactSigSend signal -> {
				if (signal.exit() && signal.to() instanceof Pid to) {
					exit(peer, signal.from(), to, payload);
				}
				else if (!signal.exit()) {
					deliver(connection, signal.from(), signal.to(), payload);
				}
			}
			case ControlMessage.Link(Pid from, Pid to) -> {
				requireFrom(peer, from);
				requireOurs(to);
				// A link would end it with the peer's process, or with the connection.
				if (!this.system.isSafe(to)) {
					peer.linkedBy(to, from);
					this.signals.link(from, to);
				}
			}
			case ControlMessage.UnlinkId(long id, Pid from, Pid to) -> {
				requireFrom(peer, from);
				peer.unlinkedBy(to, from);
				// The acknowledgement first, and on this connection: a link that our
				// process makes anew must not overtake it.
				connection.send(new Outgoing(new ControlMessage.UnlinkIdAck(id, to, from), null));
				this.signals.unlink(from, to);
			}
			case ControlMessage.UnlinkIdAck(long id, Pid from, Pid to) -> {
				requireFrom(peer, from);
				peer.unlinkAcknowledged(id, to, from);
				this.signals.unlinked(id, from, to);
			}
			case ControlMessage.Exit(Pid from, Pid to) -> {
				requireFrom(peer, from);
				requireOurs(to);
				// Read first: if it cannot be, the link is still there to break with the
				// connection.
				ExitReason reason = this.reasons.fromTerm(payload.decode());
				peer.unlinkedBy(to, from);
				this.signals.exitLink(from, to, reason);
			}
			case ControlMessage.Exit2(Pid from, Pid to) -> exit(peer, from, to, payload);
			case ControlMessage.MonitorP(Pid watcher, Destination item, Ref ref) -> {
				requireFrom(peer, watcher);
				requireFrom(peer, ref);
				requireOurs(item);
				peer.monitoredBy(ref, watcher, item);
				this.signals.monitor(watcher, item, ref);
			}
			case ControlMessage.DemonitorP demonitor -> {
				// What was monitored, not what is said to have been.
				Peer.Watch watch = peer.demonitoredBy(demonitor.ref());
				if (watch != null) {
					this.signals.demonitor(watch.watcher(), watch.target(), demonitor.ref());
				}
			}
			case ControlMessage.MonitorPExit exit -> {
				// Read first, for the same reason.
				ExitReason reason = this.reasons.fromTerm(payload.decode());
				Peer.Watch watch = peer.fired(exit.ref());
				if (watch != null) {
					this.signals.down(watch.watcher(), watch.target(), exit.ref(), reason);
				}
			}
			case ControlMessage.SpawnRequest request -> {
				requireFrom(peer, request.from());
				this.spawns.requested(peer, connection, request, payload);
			}
			case ControlMessage.SpawnReply reply -> this.spawns.replied(peer, reply);
			case ControlMessage.GroupLeader leader -> {
				// A process keeps the leader it was spawned with.
			}
		}
	}

	/**
	 * A peer speaks for its own processes only: a supervisor would believe that the child
	 * in whose name it gets an exit has ended.
	 */
	private void exit(Peer peer, Pid from, Pid to, Payload payload) {
		requireFrom(peer, from);
		requireOurs(to);
		ExitReason reason = this.reasons.fromTerm(payload.decode());
		if (!this.system.isSafe(to)) {
			this.signals.exit(from, to, reason);
		}
	}

	/**
	 * A message for a process or name, which reads it in its own turn; an alias has to
	 * have it read. Some servers answer an alias's call to the caller's pid; that answer
	 * goes to whoever waits for it.
	 */
	private void deliver(PeerConnection connection, @Nullable Pid from, Destination to, Payload payload) {
		if (this.system.isSafe(to, payload)) {
			return;
		}
		if (to instanceof Ref alias) {
			this.signals.message(from, alias, payload.decode());
			return;
		}
		if (payload.mayBeAnswer()) {
			Term message = payload.decode();
			Ref tag = answerTag(message);
			if (tag == null || !this.signals.answer(from, tag, message)) {
				this.signals.message(from, to, message);
			}
			return;
		}
		this.signals.unread(from, to, () -> connection.read(payload));
	}

	private static @Nullable Ref answerTag(Term message) {
		if (!(message instanceof Tuple tuple) || tuple.arity() != 2) {
			return null;
		}
		return switch (tuple.get(0)) {
			case Ref plain -> plain;
			case ListTerm list when list.size() == 1 && list.get(0).equals(ALIAS) && list.tail() instanceof Ref alias ->
				alias;
			default -> null;
		};
	}

	private static void requireFrom(Peer peer, Pid from) {
		if (!from.node().name().equals(peer.name())) {
			throw new ProtocolException("a signal in the name of " + from.node().name());
		}
	}

	/**
	 * With the reference of another node it would take the place of that one's monitor.
	 */
	private static void requireFrom(Peer peer, Ref ref) {
		if (!ref.node().name().equals(peer.name())) {
			throw new ProtocolException("a monitor under a reference of " + ref.node().name());
		}
	}

	/** Nobody relays signals: a peer that could would reach whom we can reach. */
	private void requireOurs(Destination to) {
		if (to instanceof Pid pid && !pid.node().equals(this.processes.node())) {
			throw new ProtocolException("a signal for a process of " + pid.node().name());
		}
	}

}
