package io.actor.wire.distribution;

import io.actor.term.Atom;
import io.actor.term.Destination;
import io.actor.term.ListTerm;
import io.actor.term.Pid;
import io.actor.term.Ref;
import io.actor.term.RegisteredName;
import io.actor.term.Term;

/**
 * What one node tells the other about two processes: the control part of a frame, without
 * the payload. One record for each operation; the forms with a trace token are read as
 * the plain operation, and exit reasons are always the payload, wherever they stood on
 * the wire.
 */
public sealed interface ControlMessage {

	/** Whether a payload belongs to the message: what is sent, a reason, arguments. */
	default boolean hasPayload() {
		return false;
	}

	/** LINK: {@code from} links itself to {@code to}. */
	record Link(Pid from, Pid to) implements ControlMessage {
	}

	/** SEND, SEND_TT: a message to a process. */
	record Send(Pid to) implements ControlMessage {

		@Override
		public boolean hasPayload() {
			return true;
		}

	}

	/** SEND_SENDER, SEND_SENDER_TT: a message to a process, with its sender. */
	record SendSender(Pid from, Pid to) implements ControlMessage {

		@Override
		public boolean hasPayload() {
			return true;
		}

	}

	/**
	 * REG_SEND, REG_SEND_TT: a message to the process that is registered by that name
	 * when it arrives.
	 */
	record RegSend(Pid from, String name) implements ControlMessage {

		@Override
		public boolean hasPayload() {
			return true;
		}

	}

	/** ALIAS_SEND, ALIAS_SEND_TT: a message through an alias. */
	record AliasSend(Pid from, Ref alias) implements ControlMessage {

		@Override
		public boolean hasPayload() {
			return true;
		}

	}

	/**
	 * ALTACT_SIG_SEND (OTP 28): a message or an exit signal, possibly with priority, to a
	 * process, a name or an alias.
	 *
	 * @param priority whether it is to be handled before what came earlier
	 * @param exit whether the payload is an exit reason, not a message
	 */
	record AltactSigSend(boolean priority, boolean exit, Pid from, Destination to) implements ControlMessage {

		@Override
		public boolean hasPayload() {
			return true;
		}

	}

	/**
	 * PAYLOAD_EXIT, EXIT and their forms with a token: {@code from} has ended and breaks
	 * the link.
	 */
	record Exit(Pid from, Pid to) implements ControlMessage {

		@Override
		public boolean hasPayload() {
			return true;
		}

	}

	/** PAYLOAD_EXIT2, EXIT2 and their forms with a token: {@code exit(To, Reason)}. */
	record Exit2(Pid from, Pid to) implements ControlMessage {

		@Override
		public boolean hasPayload() {
			return true;
		}

	}

	/**
	 * UNLINK_ID: {@code from} takes its link back.
	 *
	 * @param id number of this request, unsigned, not 0
	 */
	record UnlinkId(long id, Pid from, Pid to) implements ControlMessage {

		public UnlinkId {
			requireUnlinkId(id);
		}

	}

	/**
	 * UNLINK_ID_ACK: the answer to UNLINK_ID.
	 *
	 * @param id number of the request, unsigned, not 0
	 */
	record UnlinkIdAck(long id, Pid from, Pid to) implements ControlMessage {

		public UnlinkIdAck {
			requireUnlinkId(id);
		}

	}

	/**
	 * MONITOR_P: {@code watcher} wants to know when a process ends.
	 *
	 * @param item the process, a {@link Pid} or a local {@link RegisteredName}
	 */
	record MonitorP(Pid watcher, Destination item, Ref ref) implements ControlMessage {

		public MonitorP {
			requireItem(item);
		}

	}

	/**
	 * DEMONITOR_P: {@code watcher} does not want to know any more.
	 *
	 * @param item as it was monitored
	 */
	record DemonitorP(Pid watcher, Destination item, Ref ref) implements ControlMessage {

		public DemonitorP {
			requireItem(item);
		}

	}

	/**
	 * PAYLOAD_MONITOR_P_EXIT, MONITOR_P_EXIT: the monitored process has ended.
	 *
	 * @param item as it was monitored
	 */
	record MonitorPExit(Destination item, Pid watcher, Ref ref) implements ControlMessage {

		public MonitorPExit {
			requireItem(item);
		}

		@Override
		public boolean hasPayload() {
			return true;
		}

	}

	/** GROUP_LEADER: {@code to} gets a new group leader. */
	record GroupLeader(Pid leader, Pid to) implements ControlMessage {
	}

	/**
	 * SPAWN_REQUEST, SPAWN_REQUEST_TT: start a process; the payload is its list of
	 * arguments.
	 *
	 * @param id names the request, and the monitor if one is asked for
	 * @param options a proper list
	 */
	record SpawnRequest(Ref id, Pid from, Pid groupLeader, String module, String function, int arity,
			ListTerm options) implements ControlMessage {

		@Override
		public boolean hasPayload() {
			return true;
		}

	}

	/**
	 * SPAWN_REPLY, SPAWN_REPLY_TT: the answer to SPAWN_REQUEST, before any other signal
	 * of the new process.
	 *
	 * @param flags 1 if a link was set up, 2 if a monitor was, or both together
	 * @param result the {@link Pid} of the process, or an {@link Atom} that says why
	 * there is none
	 */
	record SpawnReply(Ref id, Pid to, int flags, Term result) implements ControlMessage {

		/** A link was set up. */
		public static final int LINKED = 1;

		/** A monitor was set up. */
		public static final int MONITORED = 2;

		public SpawnReply {
			if (!(result instanceof Pid || result instanceof Atom)) {
				throw new IllegalArgumentException("A spawn is answered with a pid or an atom");
			}
		}

	}

	private static void requireUnlinkId(long id) {
		if (id == 0) {
			throw new IllegalArgumentException("An unlink has an id other than 0");
		}
	}

	private static void requireItem(Destination item) {
		if (item instanceof Ref || (item instanceof RegisteredName name && name.node() != null)) {
			throw new IllegalArgumentException("Monitored is a pid or a name of the other node");
		}
	}

}
