package io.actor.wire.distribution;

import java.math.BigInteger;

import io.actor.term.Atom;
import io.actor.term.BigInt;
import io.actor.term.Destination;
import io.actor.term.Int;
import io.actor.term.ListTerm;
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
import org.jspecify.annotations.Nullable;

/**
 * One control tuple, element by element; {@link ControlWriter} is the other direction.
 * What does not fit its operation is a {@link ProtocolException}.
 */
final class ControlReader {

	private static final BigInteger UNSIGNED_END = BigInteger.ONE.shiftLeft(Long.SIZE);

	/** What was read; the reason if it stood inside the control tuple. */
	record Parsed(ControlMessage message, @Nullable Term reason) {
	}

	private final Tuple tuple;

	private final int operation;

	private ControlReader(Tuple tuple, int operation) {
		this.tuple = tuple;
		this.operation = operation;
	}

	static Parsed read(Term control) {
		if (!(control instanceof Tuple tuple && tuple.arity() > 0 && tuple.get(0) instanceof Int(long operation)
				&& operation == (byte) operation)) {
			throw new ProtocolException("A control message that is no tuple with an operation");
		}
		ControlReader in = new ControlReader(tuple, (int) operation);
		return switch (in.operation) {
			case Operation.EXIT -> new Parsed(in.exit(4), in.tuple.get(3));
			case Operation.EXIT_TT -> new Parsed(in.exit(5), in.tuple.get(4));
			case Operation.EXIT2 -> new Parsed(in.exit2(4), in.tuple.get(3));
			case Operation.EXIT2_TT -> new Parsed(in.exit2(5), in.tuple.get(4));
			case Operation.MONITOR_P_EXIT -> new Parsed(in.monitorExit(5), in.tuple.get(4));
			default -> new Parsed(in.plain(), null);
		};
	}

	private ControlMessage plain() {
		return switch (this.operation) {
			case Operation.LINK -> new Link(arity(3).pid(1), pid(2));
			case Operation.SEND -> new Send(arity(3).pid(2));
			case Operation.SEND_TT -> new Send(arity(4).pid(2));
			case Operation.SEND_SENDER -> new SendSender(arity(3).pid(1), pid(2));
			case Operation.SEND_SENDER_TT -> new SendSender(arity(4).pid(1), pid(2));
			case Operation.REG_SEND -> new RegSend(arity(4).pid(1), atom(3));
			case Operation.REG_SEND_TT -> new RegSend(arity(5).pid(1), atom(3));
			case Operation.ALIAS_SEND -> new AliasSend(arity(3).pid(1), ref(2));
			case Operation.ALIAS_SEND_TT -> new AliasSend(arity(4).pid(1), ref(2));
			case Operation.ALTACT_SIG_SEND -> altact();
			case Operation.PAYLOAD_EXIT -> exit(3);
			case Operation.PAYLOAD_EXIT_TT -> exit(4);
			case Operation.PAYLOAD_EXIT2 -> exit2(3);
			case Operation.PAYLOAD_EXIT2_TT -> exit2(4);
			case Operation.UNLINK_ID -> new UnlinkId(arity(4).unlinkId(1), pid(2), pid(3));
			case Operation.UNLINK_ID_ACK -> new UnlinkIdAck(arity(4).unlinkId(1), pid(2), pid(3));
			case Operation.MONITOR_P -> new MonitorP(arity(4).pid(1), item(2), ref(3));
			case Operation.DEMONITOR_P -> new DemonitorP(arity(4).pid(1), item(2), ref(3));
			case Operation.PAYLOAD_MONITOR_P_EXIT -> monitorExit(4);
			case Operation.GROUP_LEADER -> new GroupLeader(arity(3).pid(1), pid(2));
			case Operation.SPAWN_REQUEST -> spawnRequest(6);
			case Operation.SPAWN_REQUEST_TT -> spawnRequest(7);
			case Operation.SPAWN_REPLY -> spawnReply(5);
			case Operation.SPAWN_REPLY_TT -> spawnReply(6);
			default -> throw new ProtocolException("A control message with operation " + this.operation);
		};
	}

	private Exit exit(int arity) {
		return new Exit(arity(arity).pid(1), pid(2));
	}

	private Exit2 exit2(int arity) {
		return new Exit2(arity(arity).pid(1), pid(2));
	}

	private MonitorPExit monitorExit(int arity) {
		return new MonitorPExit(arity(arity).item(1), pid(2), ref(3));
	}

	private SpawnRequest spawnRequest(int arity) {
		Pid from = arity(arity).pid(2);
		if (!(this.tuple.get(4) instanceof Tuple function && function.arity() == 3
				&& function.get(0) instanceof Atom(String module) && function.get(1) instanceof Atom(String name)
				&& function.get(2) instanceof Int(long parameters) && parameters >= 0 && parameters <= 255)) {
			throw wrong(4);
		}
		if (!(this.tuple.get(5) instanceof ListTerm options && options.isProper())) {
			throw wrong(5);
		}
		return new SpawnRequest(ref(1), from, pid(3), module, name, (int) parameters, options);
	}

	private SpawnReply spawnReply(int arity) {
		Ref id = arity(arity).ref(1);
		if (!(this.tuple.get(3) instanceof Int(long flags) && flags >= 0 && flags <= Integer.MAX_VALUE)) {
			throw wrong(3);
		}
		Term result = this.tuple.get(4);
		if (!(result instanceof Pid || result instanceof Atom)) {
			throw wrong(4);
		}
		return new SpawnReply(id, pid(2), (int) flags, result);
	}

	/** Bits that are not known here are ignored, and the tuple may grow. */
	private AltactSigSend altact() {
		if (this.tuple.arity() < 4) {
			throw arityIsWrong();
		}
		int bits = switch (this.tuple.get(1)) {
			case Int(long value) when value >= 0 -> (int) value;
			case BigInt(BigInteger value) when value.signum() > 0 -> value.intValue();
			default -> throw wrong(1);
		};
		if ((bits & Operation.ALTACT_TOKEN) != 0 && this.tuple.arity() < 5) {
			throw arityIsWrong();
		}
		Destination to = switch (bits & (Operation.ALTACT_ALIAS | Operation.ALTACT_NAME)) {
			case 0 -> pid(3);
			case Operation.ALTACT_ALIAS -> ref(3);
			case Operation.ALTACT_NAME -> RegisteredName.local(atom(3));
			default -> throw wrong(1);
		};
		return new AltactSigSend((bits & Operation.ALTACT_PRIORITY) != 0, (bits & Operation.ALTACT_EXIT) != 0, pid(2),
				to);
	}

	private ControlReader arity(int arity) {
		if (this.tuple.arity() != arity) {
			throw arityIsWrong();
		}
		return this;
	}

	private Pid pid(int index) {
		if (this.tuple.get(index) instanceof Pid pid) {
			return pid;
		}
		throw wrong(index);
	}

	private Ref ref(int index) {
		if (this.tuple.get(index) instanceof Ref ref) {
			return ref;
		}
		throw wrong(index);
	}

	private String atom(int index) {
		if (this.tuple.get(index) instanceof Atom(String name)) {
			return name;
		}
		throw wrong(index);
	}

	private Destination item(int index) {
		return switch (this.tuple.get(index)) {
			case Pid pid -> pid;
			case Atom(String name) -> RegisteredName.local(name);
			default -> throw wrong(index);
		};
	}

	/** 1 to 2^64-1; half of them arrive as big integers. */
	private long unlinkId(int index) {
		return switch (this.tuple.get(index)) {
			case Int(long value) when value > 0 -> value;
			case BigInt(BigInteger value) when value.signum() > 0 && value.compareTo(UNSIGNED_END) < 0 ->
				value.longValue();
			default -> throw wrong(index);
		};
	}

	private ProtocolException arityIsWrong() {
		return new ProtocolException(
				"Control operation " + this.operation + " with " + this.tuple.arity() + " elements");
	}

	private ProtocolException wrong(int index) {
		return new ProtocolException("Control operation " + this.operation + " with a wrong element " + (index + 1));
	}

}
