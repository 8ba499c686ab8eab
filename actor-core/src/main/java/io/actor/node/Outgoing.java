package io.actor.node;

import io.actor.term.Pid;
import io.actor.term.Term;
import io.actor.wire.distribution.ControlMessage;
import io.actor.wire.distribution.DistributionEncoder;
import io.actor.wire.etf.EncodedTerm;

import org.jspecify.annotations.Nullable;

/**
 * A signal for another node.
 *
 * @param message the control message
 * @param payload what belongs to it, or null if nothing does or it is in bytes
 * @param encoded the same in bytes, for a message that goes to many or has to wait
 * @param thread which thread sends it, if that is none of a process
 * @param flush when it has to leave
 */
record Outgoing(ControlMessage message, @Nullable Term payload, @Nullable EncodedTerm encoded, @Nullable Thread thread,
		Flush flush) {

	/** When a signal has to leave. */
	enum Flush {

		/** At once. */
		NOW,

		/** With the next one, which its sender sends at once. */
		WITH_NEXT,

		/** Nobody waits for it: with the next one, or in a millisecond or two. */
		SOON

	}

	/** About what a control message takes. */
	private static final int CONTROL_BYTES = 128;

	Outgoing(ControlMessage message, @Nullable Term payload) {
		this(message, payload, Flush.NOW);
	}

	Outgoing(ControlMessage message, @Nullable Term payload, Flush flush) {
		this(message, payload, null, null, flush);
	}

	/**
	 * The same for the time it has to wait: in bytes, which can be counted. Reasons of
	 * exits stay terms, because old peers want them inside the control message.
	 */
	Outgoing toWait() {
		Term term = this.payload;
		if (term == null) {
			return this;
		}
		boolean reason = this.message instanceof ControlMessage.Exit || this.message instanceof ControlMessage.Exit2
				|| this.message instanceof ControlMessage.MonitorPExit;
		return new Outgoing(this.message, reason ? term : null, EncodedTerm.of(term), this.thread, Flush.NOW);
	}

	/** About how many bytes it takes; of one that waits. */
	int bytes() {
		return CONTROL_BYTES + ((this.encoded != null) ? this.encoded.size() : 0);
	}

	/**
	 * Whose signal it is, a process or a thread that is none; null if that is not known.
	 */
	@Nullable Object sender() {
		return (this.thread != null) ? this.thread : process();
	}

	private @Nullable Pid process() {
		return switch (this.message) {
			case ControlMessage.SendSender send -> send.from();
			case ControlMessage.RegSend send -> send.from();
			case ControlMessage.AliasSend send -> send.from();
			case ControlMessage.AltactSigSend signal -> signal.from();
			case ControlMessage.Link link -> link.from();
			case ControlMessage.Exit exit -> exit.from();
			case ControlMessage.Exit2 exit -> exit.from();
			case ControlMessage.UnlinkId unlink -> unlink.from();
			case ControlMessage.UnlinkIdAck unlinked -> unlinked.from();
			case ControlMessage.MonitorP monitor -> monitor.watcher();
			case ControlMessage.DemonitorP demonitor -> demonitor.watcher();
			case ControlMessage.MonitorPExit exit -> (exit.item() instanceof Pid pid) ? pid : null;
			case ControlMessage.SpawnRequest spawn -> spawn.from();
			case ControlMessage.Send _, ControlMessage.SpawnReply _, ControlMessage.GroupLeader _ -> null;
		};
	}

	void encode(DistributionEncoder with, DistributionEncoder.Output out) {
		if (this.payload != null) {
			with.encode(this.message, this.payload, out);
		}
		else if (this.encoded != null) {
			with.encode(this.message, this.encoded, out);
		}
		else {
			with.encode(this.message, out);
		}
	}

}
