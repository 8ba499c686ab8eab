package io.actor.process;

import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

import io.actor.scheduler.Interleave;
import io.actor.scheduler.Turn;
import io.actor.term.Destination;
import io.actor.term.Pid;
import io.actor.term.Ref;
import io.actor.term.RegisteredName;

import org.jspecify.annotations.Nullable;

/**
 * Brings messages to mailboxes, wakes their owners, and counts what could not be
 * delivered.
 */
final class Delivery {

	/** Mailbox lengths that are reported. */
	private static final int MARK = 10_000;

	private static final int HIGH_MARK = 100_000;

	private final Processes processes;

	private final int mailboxLimit;

	/** The length from which on mailboxes are looked at: the least of all marks. */
	private volatile int attention = MARK;

	private final Map<DropReason, LongAdder> dropped = new EnumMap<>(DropReason.class);

	Delivery(Processes processes, int mailboxLimit) {
		this.processes = processes;
		this.mailboxLimit = mailboxLimit;
		for (DropReason reason : DropReason.values()) {
			this.dropped.put(reason, new LongAdder());
		}
	}

	/**
	 * Sends a message as a process's code does ({@code erlang:send/2}): a bare name has
	 * to be somebody's, and that is all that can fail.
	 * @throws IllegalArgumentException if it is a name of this node, given without the
	 * node, and nobody has it
	 */
	void sendKnown(Destination to, Object message) {
		if (to instanceof RegisteredName(String name, String node) && node == null) {
			sender();
			Process target = this.processes.names.find(name);
			if (target == null) {
				throw new IllegalArgumentException(
						"Cannot send to '" + name + "': nobody is registered under this name on this node");
			}
			deliver(target, new Message(message));
			return;
		}
		send(to, message);
	}

	/** Sends a message; never fails because of the receiver. */
	void send(Destination to, Object message) {
		switch (to) {
			case Pid pid -> {
				Process target = this.processes.table.find(pid);
				if (target != null) {
					deliver(target, new Message(message));
				}
				else {
					sendAway(pid, message);
				}
			}
			case RegisteredName name -> send(name, message);
			case Ref alias -> send(alias, message);
		}
	}

	/** Sends a message unless a connection would have to be made for it. */
	void sendIfConnected(Destination to, Object message) {
		Distribution network = this.processes.distribution();
		if (this.processes.isLocal(to) || network == null) {
			sendKnown(to, message);
		}
		else {
			network.sendIfConnected(sender(), to, message);
		}
	}

	/** Sends a message unless the sender would have to wait; false if it would have. */
	boolean sendNoSuspend(Destination to, Object message) {
		Distribution network = this.processes.distribution();
		if (this.processes.isLocal(to) || network == null) {
			sendKnown(to, message);
			return true;
		}
		return network.sendNoSuspend(sender(), to, message);
	}

	/** Sends one message to many; those of other nodes get it encoded once. */
	void sendAll(Collection<Pid> receivers, Object message) {
		List<Pid> away = new ArrayList<>();
		for (Pid each : receivers) {
			if (this.processes.isLocal(each)) {
				send(each, message);
			}
			else {
				away.add(each);
			}
		}
		Distribution network = this.processes.distribution();
		if (away.size() > 1 && network != null) {
			network.sendAll(sender(), away, message);
		}
		else {
			away.forEach((each) -> send(each, message));
		}
	}

	private void sendAway(Pid pid, Object message) {
		Pid sender = sender();
		Distribution network = this.processes.distribution();
		if (this.processes.isLocal(pid)) {
			dropped(DropReason.NO_PROCESS);
		}
		else if (network != null) {
			network.send(sender, pid, message);
		}
		else {
			dropped(DropReason.NO_CONNECTION);
		}
	}

	private void send(RegisteredName name, Object message) {
		if (this.processes.isLocal(name)) {
			Process target = this.processes.names.find(name.name());
			if (target != null) {
				deliver(target, new Message(message));
			}
			else {
				sender();
				dropped(DropReason.NO_NAME);
			}
			return;
		}
		Pid sender = sender();
		Distribution network = this.processes.distribution();
		if (network != null) {
			network.send(sender, name, message);
		}
		else {
			dropped(DropReason.NO_CONNECTION);
		}
	}

	/**
	 * Sends a priority message to an alias that has a lane for it, an ordinary one to any
	 * other ({@code erlang:send/3} with {@code priority}).
	 */
	void sendPriority(Ref alias, Object message) {
		if (!this.processes.aliases.sendPriority(alias, message)) {
			send(alias, message);
		}
	}

	private void send(Ref alias, Object message) {
		Pid sender = sender();
		AliasTarget target = this.processes.aliases.find(alias);
		if (target != null) {
			target.message(message);
			return;
		}
		Distribution network = this.processes.distribution();
		if (!this.processes.isLocal(alias) && network != null) {
			network.send(sender, alias, message);
		}
		else {
			dropped(DropReason.NO_ALIAS);
		}
	}

	/**
	 * The running process's pid, for a send that reaches no local mailbox; counts it, and
	 * unwinds the process if it has ended.
	 */
	static @Nullable Pid sender() {
		Turn turn = Turn.current();
		if (!(turn.task() instanceof Process process)) {
			return null;
		}
		turn.reduce();
		process.checkAlive();
		return process.pid();
	}

	/**
	 * Puts a message of any kind into the mailbox of a local process.
	 * @return false if there is no such process or its mailbox is full; the message has
	 * been told
	 */
	boolean deliver(Pid to, Message message) {
		Process target = this.processes.table.find(to);
		if (target == null) {
			refuse(message, ExitReason.NOPROC, DropReason.NO_PROCESS);
			return false;
		}
		return deliver(target, message);
	}

	boolean deliver(Process target, Message message) {
		Turn turn = Turn.current();
		if (!(turn.task() instanceof Process sender)) {
			return enqueue(target, message, turn);
		}
		turn.reduce();
		// From here to the end the process cannot be ended by force: the message is
		// either sent before its Down or not at all.
		turn.beginSend();
		try {
			sender.checkAlive();
			Interleave.point();
			return enqueue(target, message, turn);
		}
		finally {
			turn.endSend();
		}
	}

	boolean enqueue(Process target, Message message, Turn turn) {
		Mailbox.Offer offer = target.offer(message, this.mailboxLimit);
		if (offer == Mailbox.Offer.SCHEDULE) {
			turn.sent(target, message);
			this.processes.scheduler.submit(target, turn);
			return true;
		}
		if (offer == Mailbox.Offer.QUEUED) {
			turn.sent(target, message);
			look(target, message.depth + target.stored());
			return true;
		}
		if (offer == Mailbox.Offer.FULL) {
			refuse(message, ExitReason.named("overloaded"), DropReason.MAILBOX_FULL);
		}
		else {
			refuse(message, target.endReason(), DropReason.NO_PROCESS);
		}
		return false;
	}

	/** Looks at mailboxes from this length on, if that is less than what is reported. */
	void attention(int length) {
		this.attention = Math.min(MARK, length);
	}

	/** This process has taken messages. */
	void taken(Process process) {
		if (this.attention < MARK || process.is(Mailbox.LIMITED)) {
			// Race: a sender that cannot see them yet. Its message is to be seen here.
			VarHandle.fullFence();
		}
		look(process, process.length());
	}

	/** Looks whether a mailbox of about this length is too long for anybody. */
	private void look(Process target, int length) {
		if (length >= this.attention || target.is(Mailbox.LIMITED)) {
			grown(target, length);
		}
	}

	private void grown(Process target, int length) {
		if (length >= MARK && target.passes((length >= HIGH_MARK) ? HIGH_MARK : MARK)) {
			this.processes.listener.longMailbox(target, length);
		}
		this.processes.listener.grown(target, length);
		limit(target, length);
	}

	/** Looks whether a mailbox with a limit of its own is beyond it. */
	private void limit(Process target, int length) {
		MailboxLimit limit = target.limit();
		if (limit != null && length > limit.messages() && target.atLeast(limit.messages() + 1) != 0) {
			if (target.passes(limit.messages())) {
				this.processes.listener.longMailbox(target, length);
			}
			if (limit.kill()) {
				this.processes.signals.fatal(target, ExitReason.KILLED, true);
			}
		}
	}

	/** Delivers what no limit refuses, to a local process if it still lives. */
	void deliverAlways(Process target, Message message) {
		Turn turn = Turn.current();
		switch (target.offer(message, 0)) {
			case SCHEDULE -> {
				turn.sent(target, message);
				this.processes.scheduler.submit(target, turn);
			}
			case FULL, DEAD -> refuse(message, target.endReason(), DropReason.NO_PROCESS);
			case QUEUED -> turn.sent(target, message);
		}
	}

	private void refuse(Message message, ExitReason reason, DropReason drop) {
		if (!message.undelivered(reason)) {
			dropped(drop);
		}
	}

	void dropped(DropReason reason) {
		LongAdder counter = this.dropped.get(reason);
		if (counter != null) {
			counter.increment();
		}
	}

	/** How many messages were dropped for this reason since the node started. */
	long droppedMessages(DropReason reason) {
		LongAdder counter = this.dropped.get(reason);
		return (counter != null) ? counter.sum() : 0;
	}

}
