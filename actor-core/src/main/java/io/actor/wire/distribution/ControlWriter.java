package io.actor.wire.distribution;

import java.math.BigInteger;

import io.actor.term.Atom;
import io.actor.term.Destination;
import io.actor.term.Int;
import io.actor.term.Pid;
import io.actor.term.Ref;
import io.actor.term.RegisteredName;
import io.actor.term.Term;
import io.actor.term.Tuple;
import io.actor.wire.distribution.ControlMessage.AliasSend;
import io.actor.wire.distribution.ControlMessage.AltactSigSend;
import io.actor.wire.distribution.ControlMessage.DemonitorP;
import io.actor.wire.distribution.ControlMessage.Exit;
import io.actor.wire.distribution.ControlMessage.Exit2;
import io.actor.wire.distribution.ControlMessage.GroupLeader;
import io.actor.wire.distribution.ControlMessage.Link;
import io.actor.wire.distribution.ControlMessage.MonitorP;
import io.actor.wire.distribution.ControlMessage.MonitorPExit;
import io.actor.wire.distribution.ControlMessage.RegSend;
import io.actor.wire.distribution.ControlMessage.Send;
import io.actor.wire.distribution.ControlMessage.SendSender;
import io.actor.wire.distribution.ControlMessage.SpawnReply;
import io.actor.wire.distribution.ControlMessage.SpawnRequest;
import io.actor.wire.distribution.ControlMessage.UnlinkId;
import io.actor.wire.distribution.ControlMessage.UnlinkIdAck;
import io.actor.wire.etf.TermEncoder;
import io.actor.wire.handshake.DistributionFlag;
import io.actor.wire.handshake.DistributionFlags;

/**
 * The control tuple of a message in the form both sides have agreed on;
 * {@link ControlReader} is the other direction.
 */
final class ControlWriter {

	private static final Atom NO_COOKIE = Atom.of("");

	private final DistributionFlags chosen;

	ControlWriter(DistributionFlags chosen) {
		this.chosen = chosen;
	}

	/**
	 * Whether the reason of an exit stands inside the control tuple, not behind it.
	 */
	boolean reasonInside(ControlMessage message) {
		return (message instanceof Exit || message instanceof Exit2 || message instanceof MonitorPExit)
				&& !this.chosen.has(DistributionFlag.EXIT_PAYLOAD);
	}

	/** Appends the tuple of a message whose payload, if any, stands behind it. */
	void write(ControlMessage message, TermEncoder out) {
		switch (message) {
			// What is sent most is not made into a tuple first.
			case SendSender(Pid from, Pid to) when this.chosen.has(DistributionFlag.SEND_SENDER) ->
				out.writeTupleHeader(3).write(Int.of(Operation.SEND_SENDER)).write(from).write(to);
			case RegSend(Pid from, String name) -> out.writeTupleHeader(4)
				.write(Int.of(Operation.REG_SEND))
				.write(from)
				.write(NO_COOKIE)
				.write(Atom.of(name));
			default -> out.write(tuple(message));
		}
	}

	/** The tuple of a message whose payload, if any, stands behind it. */
	Tuple tuple(ControlMessage message) {
		return switch (message) {
			case Link(Pid from, Pid to) -> tuple(Operation.LINK, from, to);
			case SendSender send when !this.chosen.has(DistributionFlag.SEND_SENDER) -> tuple(new Send(send.to()));
			case SendSender(Pid from, Pid to) -> tuple(Operation.SEND_SENDER, from, to);
			case Send(Pid to) -> tuple(Operation.SEND, NO_COOKIE, to);
			case RegSend(Pid from, String name) -> tuple(Operation.REG_SEND, from, NO_COOKIE, Atom.of(name));
			case AliasSend(Pid from, Ref alias) when this.chosen.has(DistributionFlag.ALTACT_SIG) ->
				tuple(new AltactSigSend(false, false, from, alias));
			case AliasSend(Pid from, Ref alias) -> {
				require(DistributionFlag.ALIAS);
				yield tuple(Operation.ALIAS_SEND, from, alias);
			}
			case AltactSigSend altact -> altact(altact);
			case Exit(Pid from, Pid to) -> tuple(Operation.PAYLOAD_EXIT, from, to);
			case Exit2(Pid from, Pid to) -> tuple(Operation.PAYLOAD_EXIT2, from, to);
			case UnlinkId(long id, Pid from, Pid to) -> {
				require(DistributionFlag.UNLINK_ID);
				yield tuple(Operation.UNLINK_ID, unsigned(id), from, to);
			}
			case UnlinkIdAck(long id, Pid from, Pid to) -> {
				require(DistributionFlag.UNLINK_ID);
				yield tuple(Operation.UNLINK_ID_ACK, unsigned(id), from, to);
			}
			case MonitorP(Pid watcher, Destination item, Ref ref) ->
				tuple(Operation.MONITOR_P, watcher, term(item), ref);
			case DemonitorP(Pid watcher, Destination item, Ref ref) ->
				tuple(Operation.DEMONITOR_P, watcher, term(item), ref);
			case MonitorPExit(Destination item, Pid watcher, Ref ref) ->
				tuple(Operation.PAYLOAD_MONITOR_P_EXIT, term(item), watcher, ref);
			case GroupLeader(Pid leader, Pid to) -> tuple(Operation.GROUP_LEADER, leader, to);
			case SpawnRequest spawn -> {
				require(DistributionFlag.SPAWN);
				Tuple function = Tuple.of(Atom.of(spawn.module()), Atom.of(spawn.function()), Int.of(spawn.arity()));
				yield tuple(Operation.SPAWN_REQUEST, spawn.id(), spawn.from(), spawn.groupLeader(), function,
						spawn.options());
			}
			case SpawnReply(Ref id, Pid to, int flags, Term result) -> {
				require(DistributionFlag.SPAWN);
				yield tuple(Operation.SPAWN_REPLY, id, to, Int.of(flags), result);
			}
		};
	}

	/** The tuple of an exit, with the reason as its last element. */
	Tuple tuple(ControlMessage message, Term reason) {
		return switch (message) {
			case Exit(Pid from, Pid to) -> tuple(Operation.EXIT, from, to, reason);
			case Exit2(Pid from, Pid to) -> tuple(Operation.EXIT2, from, to, reason);
			case MonitorPExit(Destination item, Pid watcher, Ref ref) ->
				tuple(Operation.MONITOR_P_EXIT, term(item), watcher, ref, reason);
			default -> throw new IllegalArgumentException("No reason goes into " + message);
		};
	}

	private Tuple altact(AltactSigSend message) {
		require(DistributionFlag.ALTACT_SIG);
		int bits = (message.priority() ? Operation.ALTACT_PRIORITY : 0) | (message.exit() ? Operation.ALTACT_EXIT : 0)
				| switch (message.to()) {
					case Pid _ -> 0;
					case Ref _ -> Operation.ALTACT_ALIAS;
					case RegisteredName _ -> Operation.ALTACT_NAME;
				};
		return tuple(Operation.ALTACT_SIG_SEND, Int.of(bits), message.from(), term(message.to()));
	}

	/** An operation the peer did not offer would end the connection there. */
	private void require(DistributionFlag flag) {
		if (!this.chosen.has(flag)) {
			throw new NotAgreedException(flag);
		}
	}

	private static Tuple tuple(int operation, Term... rest) {
		Term[] elements = new Term[rest.length + 1];
		elements[0] = Int.of(operation);
		System.arraycopy(rest, 0, elements, 1, rest.length);
		return Tuple.of(elements);
	}

	private static Term term(Destination destination) {
		return switch (destination) {
			case Pid pid -> pid;
			case Ref ref -> ref;
			case RegisteredName name -> Atom.of(name.name());
		};
	}

	private static Term unsigned(long value) {
		return (value >= 0) ? Int.of(value)
				: Int.of(BigInteger.valueOf(value).add(BigInteger.ONE.shiftLeft(Long.SIZE)));
	}

}
