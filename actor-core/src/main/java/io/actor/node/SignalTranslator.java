package io.actor.node;

import java.util.OptionalInt;

import io.actor.process.Distribution;
import io.actor.process.ExitReason;
import io.actor.process.MessageConverter;
import io.actor.process.Processes;
import io.actor.process.RemoteSignals;
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

	SignalTranslator(Processes processes, Connections connections) {
		this.processes = processes;
		this.signals = processes.remoteSignals();
		this.converter = processes.converter();
		this.connections = connections;
		this.reasons = new ExitTerms(this.converter);
	}

	// ---- out ----

	@Override
	public void send(@Nullable Pid from, Pid to, Object message) {
		message(to.node().name(), to, new ControlMessage.SendSender(sender(from), to), message);
	}

	@Override
	public void send(@Nullable Pid from, RegisteredName to, Object message) {
		message(nodeOf(to), to, new ControlMessage.RegSend(sender(from), to.name()), message);
	}

	@Override
	public void send(@Nullable Pid from, Ref alias, Object message) {
		message(alias.node().name(), alias, new ControlMessage.AliasSend(sender(from), alias), message);
	}

	@Override
	public void sendIfConnected(@Nullable Pid from, Destination to, Object message) {
		ControlMessage control = switch (to) {
			case Pid pid -> new ControlMessage.SendSender(sender(from), pid);
			case RegisteredName name -> new ControlMessage.RegSend(sender(from), name.name());
			case Ref alias -> new ControlMessage.AliasSend(sender(from), alias);
		};
		Outgoing outgoing = new Outgoing(control, this.converter.messageTerm(message));
		if (!stale(to)) {
			this.connections.existing(nodeOf(to), (peer) -> peer.send(outgoing));
		}
	}

	private void message(String node, Destination to, ControlMessage control, Object message) {
		Term payload = this.converter.messageTerm(message);
		if (!stale(to)) {
			this.connections.message(node, new Outgoing(control, payload));
		}
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
		if (stale(target)) {
			this.signals.down(watcher, target, ref, ExitReason.NOPROC);
			return;
		}
		Peer.Watch watch = new Peer.Watch(watcher, target);
		Outgoing monitor = new Outgoing(new ControlMessage.MonitorP(watcher, item(target), ref), null);
		if (!this.connections.signal(nodeOf(target), (peer) -> peer.monitor(ref, watch, monitor))) {
			this.signals.down(watcher, target, ref, ExitReason.NOCONNECTION);
		}
	}

	@Override
	public void demonitor(Pid watcher, Destination target, Ref ref) {
		Outgoing demonitor = new Outgoing(new ControlMessage.DemonitorP(watcher, item(target), ref), null);
		this.connections.existing(nodeOf(target), (peer) -> peer.demonitor(ref, demonitor));
	}

	@Override
	public void down(Pid watcher, Destination target, Ref ref, ExitReason reason) {
		Outgoing down = new Outgoing(new ControlMessage.MonitorPExit(item(target), watcher, ref),
				this.reasons.toTerm(reason));
		this.connections.existing(watcher.node().name(), (peer) -> peer.down(ref, down));
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
		return (message, payload) -> receive(peer, connection, message, payload);
	}

	private void receive(Peer peer, PeerConnection connection, ControlMessage message, Payload payload) {
		switch (message) {
			case ControlMessage.Send(Pid to) -> deliver(to, payload.decode());
			case ControlMessage.SendSender send -> deliver(send.to(), payload.decode());
			case ControlMessage.RegSend send -> deliver(RegisteredName.local(send.name()), payload.decode());
			case ControlMessage.AliasSend send -> this.signals.message(send.alias(), payload.decode());
			case ControlMessage.AltactSigSend signal -> {
				if (signal.exit() && signal.to() instanceof Pid to) {
					requireOurs(to);
					this.signals.exit(signal.from(), to, this.reasons.fromTerm(payload.decode()));
				}
				else if (!signal.exit()) {
					deliver(signal.to(), payload.decode());
				}
			}
			case ControlMessage.Link(Pid from, Pid to) -> {
				requireFrom(peer, from);
				requireOurs(to);
				peer.linkedBy(to, from);
				this.signals.link(from, to);
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
				peer.unlinkAcknowledged(id, to, from);
				this.signals.unlinked(id, from, to);
			}
			case ControlMessage.Exit(Pid from, Pid to) -> {
				requireFrom(peer, from);
				requireOurs(to);
				peer.unlinkedBy(to, from);
				this.signals.exitLink(from, to, this.reasons.fromTerm(payload.decode()));
			}
			case ControlMessage.Exit2(Pid from, Pid to) -> {
				requireOurs(to);
				this.signals.exit(from, to, this.reasons.fromTerm(payload.decode()));
			}
			case ControlMessage.MonitorP(Pid watcher, Destination item, Ref ref) -> {
				requireFrom(peer, watcher);
				requireOurs(item);
				peer.monitoredBy(ref, watcher, item);
				this.signals.monitor(watcher, item, ref);
			}
			case ControlMessage.DemonitorP(Pid watcher, Destination item, Ref ref) -> {
				if (peer.demonitoredBy(ref)) {
					this.signals.demonitor(watcher, item, ref);
				}
			}
			case ControlMessage.MonitorPExit exit -> {
				Peer.Watch watch = peer.fired(exit.ref());
				ExitReason reason = this.reasons.fromTerm(payload.decode());
				if (watch != null) {
					this.signals.down(watch.watcher(), watch.target(), exit.ref(), reason);
				}
			}
			case ControlMessage.SpawnRequest request ->
				// Nothing may be spawned here from outside.
				connection.send(new Outgoing(
						new ControlMessage.SpawnReply(request.id(), request.from(), 0, Atom.of("notsup")), null));
			case ControlMessage.SpawnReply reply -> {
				// We ask nobody to spawn.
			}
			case ControlMessage.GroupLeader leader -> {
				// Our processes have no group leader.
			}
		}
	}

	/**
	 * A message for a process or name. Some servers answer an alias's call to the
	 * caller's pid; that answer goes to whoever waits for it.
	 */
	private void deliver(Destination to, Term message) {
		Ref tag = answerTag(message);
		if (tag == null || !this.signals.answer(tag, message)) {
			this.signals.message(to, message);
		}
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

	/** Nobody relays signals: a peer that could would reach whom we can reach. */
	private void requireOurs(Destination to) {
		if (to instanceof Pid pid && !pid.node().equals(this.processes.node())) {
			throw new ProtocolException("a signal for a process of " + pid.node().name());
		}
	}

}
