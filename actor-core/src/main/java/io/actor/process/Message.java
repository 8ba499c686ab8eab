package io.actor.process;

import java.util.Set;

import io.actor.term.Pid;
import io.actor.term.Term;

import org.jspecify.annotations.Nullable;

/**
 * A message in a mailbox: the value sent and the link to the one before it. Behaviours
 * subclass it for their own kinds of message (a call, a cast), which saves a wrapper.
 */
public class Message {

	/** What only the runtime says: no peer can send a message that looks like it. */
	private static final Set<Class<?>> SIGNALS = Set.of(Exit.class, Down.class, TaggedDown.class, TimerFired.class,
			TimerCancelled.class, SpawnReply.class, SpawnReply.Ok.class, SpawnReply.Failed.class, SystemEvent.class,
			SystemEvent.LongSchedule.class, SystemEvent.LongMessageQueue.class, SystemEvent.BusyDistPort.class);

	/** The message below on the stack, then the one behind in the list. */
	@Nullable Message next;

	/** Messages on the stack up to this one. */
	int depth;

	private final Object body;

	public Message(Object body) {
		this.body = body;
	}

	/** The value that was sent. */
	public Object body() {
		return this.body;
	}

	/** Who sent it from another node, or null if that is not known. */
	public @Nullable Pid sender() {
		return null;
	}

	/**
	 * The message as a value of this type, or null if it is none; what
	 * {@link Process#receive} matches with. What came from another node is read as the
	 * type that is asked for. Must not change the message.
	 * @param receiver the process that looks at it
	 */
	protected <T> @Nullable T as(Class<T> type, Process receiver) {
		Object value = body();
		if (type.isInstance(value)) {
			return type.cast(value);
		}
		if (value instanceof Term term && (type.isRecord() || type.isEnum() || type.isSealed())
				&& !Term.class.isAssignableFrom(type) && !SIGNALS.contains(type)) {
			return receiver.processes().converter().message(term, type);
		}
		return null;
	}

	/** Whether there is anything to take; asked by the receiver before it looks. */
	boolean readable() {
		return true;
	}

	/** Told that a process that is no server has taken the message. */
	protected void taken(Process receiver) {
	}

	/**
	 * Told when the message will not be handled: its receiver has ended or refused it.
	 * @param reason the receiver's exit reason, {@link ExitReason#NOPROC} if there was
	 * none
	 * @return whether somebody was told, so that the message does not count as lost
	 */
	protected boolean undelivered(ExitReason reason) {
		return false;
	}

}
