package io.actor.node;

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
		if (!stale(to)) {
			out(to.node().name(), new ControlMessage.SendSender(sender(from), to), this.converter.messageTerm(message));
		}
	}

	@Override
	public void send(@Nullable Pid from, RegisteredName to, Object message) {
		String node = to.node();
		if (node != null) {
			out(node, new ControlMessage.RegSend(sender(from), to.name()), this.converter.messageTerm(message));
		}
	}

	@Override
	public void send(@Nullable Pid from, Ref alias, Object message) {
		out(alias.node().name(), new ControlMessage.AliasSend(sender(from), alias),
				this.converter.messageTerm(message));
	}

	@Override
	public void link(Pid from, Pid to) {
		Peer peer = this.connections.peer(to.node().name());
		if (peer == null || stale(to)) {
			this.signals.exitLink(to, from, (peer == null) ? ExitReason.NOCONNECTION : ExitReason.NOPROC);
			return;
		}
		peer.addLink(from, to);
		out(peer.name(), new ControlMessage.Link(from, to), null);
	}

	@Override
	public void unlink(long id, Pid from, Pid to) {
		Peer peer = this.connections.peer(to.node().name());
		if (peer != null && !stale(to)) {
			peer.removeLink(from, to);
			out(peer.name(), new ControlMessage.UnlinkId(id, from, to), null);
		}
	}

	@Override
	public void exitLink(Pid from, Pid to, ExitReason reason) {
		Peer peer = this.connections.peer(to.node().name());
		if (peer != null && !stale(to)) {
			peer.removeLink(from, to);
			out(peer.name(), new ControlMessage.Exit(from, to), this.reasons.toTerm(reason));
		}
	}

	@Override
	public void exit(Pid from, Pid to, ExitReason reason) {
		if (!stale(to)) {
			out(to.node().name(), new ControlMessage.Exit2(from, to), this.reasons.toTerm(reason));
		}
	}

	@Override
	public void monitor(Pid watcher, Destination target, Ref ref) {
		Peer peer = this.connections.peer(nodeOf(target));
		if (peer == null || stale(target)) {
			this.signals.down(watcher, target, ref, (peer == null) ? ExitReason.NOCONNECTION : ExitReason.NOPROC);
			return;
		}
		peer.addWatching(ref, watcher, target);
		out(peer.name(), new ControlMessage.MonitorP(watcher, item(target), ref), null);
	}

	@Override
	public void demonitor(Pid watcher, Destination target, Ref ref) {
		Peer peer = this.connections.peer(nodeOf(target));
		if (peer != null && peer.removeWatching(ref) != null) {
			out(peer.name(), new ControlMessage.DemonitorP(watcher, item(target), ref), null);
		}
	}

	@Override
	public void down(Pid watcher, Destination target, Ref ref, ExitReason reason) {
		Peer peer = this.connections.peer(watcher.node().name());
		if (peer != null && !stale(watcher)) {
			peer.removeWatchedBy(ref);
			out(peer.name(), new ControlMessage.MonitorPExit(item(target), watcher, ref), this.reasons.toTerm(reason));
		}
	}

	private void out(String node, ControlMessage message, @Nullable Term payload) {
		this.connections.send(node, new Outgoing(message, payload));
	}

	private Pid sender(@Nullable Pid from) {
		return (from != null) ? from : this.processes.nobody();
	}

	/**
	 * Whether a pid belongs to another incarnation of the node we are connected with: its
	 * process is dead, and an unlink sent to it would cost the connection.
	 */
	private boolean stale(Destination target) {
		if (!(target instanceof Pid pid)) {
			return false;
		}
		Peer peer = this.connections.peer(pid.node().name());
		PeerConnection connection = (peer != null) ? peer.current() : null;
		PeerInfo info = (connection != null) ? connection.info() : null;
		return info != null && info.creation() != pid.creation();
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
		return (message, payload) -> receive(peer, message, payload);
	}

	private void receive(Peer peer, ControlMessage message, Payload payload) {
		switch (message) {
			case ControlMessage.Send(Pid to) -> deliver(to, payload.decode());
			case ControlMessage.SendSender send -> deliver(send.to(), payload.decode());
			case ControlMessage.RegSend send -> deliver(RegisteredName.local(send.name()), payload.decode());
			case ControlMessage.AliasSend send -> this.signals.message(send.alias(), payload.decode());
			case ControlMessage.AltactSigSend signal -> {
				if (signal.exit() && signal.to() instanceof Pid to) {
					this.signals.exit(signal.from(), to, this.reasons.fromTerm(payload.decode()));
				}
				else if (!signal.exit()) {
					deliver(signal.to(), payload.decode());
				}
			}
			case ControlMessage.Link(Pid from, Pid to) -> {
				requireFrom(peer, from);
				peer.addLink(to, from);
				this.signals.link(from, to);
			}
			case ControlMessage.UnlinkId(long id, Pid from, Pid to) -> {
				requireFrom(peer, from);
				peer.removeLink(to, from);
				this.signals.unlink(from, to);
				out(peer.name(), new ControlMessage.UnlinkIdAck(id, to, from), null);
			}
			case ControlMessage.UnlinkIdAck(long id, Pid from, Pid to) -> this.signals.unlinked(id, from, to);
			case ControlMessage.Exit(Pid from, Pid to) -> {
				requireFrom(peer, from);
				peer.removeLink(to, from);
				this.signals.exitLink(from, to, this.reasons.fromTerm(payload.decode()));
			}
			case ControlMessage.Exit2(Pid from, Pid to) ->
				this.signals.exit(from, to, this.reasons.fromTerm(payload.decode()));
			case ControlMessage.MonitorP(Pid watcher, Destination item, Ref ref) -> {
				requireFrom(peer, watcher);
				peer.addWatchedBy(ref, watcher, item);
				this.signals.monitor(watcher, item, ref);
			}
			case ControlMessage.DemonitorP(Pid watcher, Destination item, Ref ref) -> {
				if (peer.removeWatchedBy(ref) != null) {
					this.signals.demonitor(watcher, item, ref);
				}
			}
			case ControlMessage.MonitorPExit exit -> {
				Peer.Watch watch = peer.removeWatching(exit.ref());
				ExitReason reason = this.reasons.fromTerm(payload.decode());
				if (watch != null) {
					this.signals.down(watch.watcher(), watch.target(), exit.ref(), reason);
				}
			}
			case ControlMessage.SpawnRequest request ->
				// Nothing may be spawned here from outside.
				out(peer.name(), new ControlMessage.SpawnReply(request.id(), request.from(), 0, Atom.of("notsup")),
						null);
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

}
