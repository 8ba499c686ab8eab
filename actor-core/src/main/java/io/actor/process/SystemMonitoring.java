package io.actor.process;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;

import io.actor.term.Pid;

import org.jspecify.annotations.Nullable;

/**
 * Tells what happens to the processes of a node: its {@link ProcessListener} always, and
 * the subscriber of its {@link SystemMonitor} what that wants to hear of
 * ({@code erlang:system_monitor}).
 */
public final class SystemMonitoring implements ProcessListener {

	private final Processes processes;

	private final ProcessListener node;

	private final AtomicReference<@Nullable Session> session = new AtomicReference<>();

	SystemMonitoring(Processes processes, ProcessListener node) {
		this.processes = processes;
		this.node = node;
	}

	/**
	 * One subscription.
	 *
	 * @param monitor what it wants
	 * @param longOnes processes it was told are long; changed under this object's lock,
	 * with which the event is sent, so that the events of a process take turns
	 */
	private record Session(SystemMonitor monitor, Set<Pid> longOnes) {
	}

	/**
	 * Sets the system monitor of this node in place of the one there is. It ends with its
	 * subscriber.
	 * @return the one before, if its subscriber lives
	 * @throws IllegalArgumentException if there is no such subscriber on this node
	 */
	public Optional<SystemMonitor> set(SystemMonitor monitor) {
		if (!this.processes.isAlive(monitor.subscriber())) {
			throw new IllegalArgumentException(
					"Cannot tell system events to " + monitor.subscriber() + ": no such process here");
		}
		return replace(new Session(monitor, ConcurrentHashMap.newKeySet()));
	}

	/** Removes the system monitor and gives it back. */
	public Optional<SystemMonitor> remove() {
		return replace(null);
	}

	/** The system monitor of this node, if it has one. */
	public Optional<SystemMonitor> current() {
		return living(this.session.get());
	}

	private Optional<SystemMonitor> replace(@Nullable Session next) {
		Session before = this.session.getAndSet(next);
		this.processes.delivery.attention(attention(next));
		return living(before);
	}

	/** It ends with its subscriber. */
	private Optional<SystemMonitor> living(@Nullable Session subscription) {
		return (subscription != null && this.processes.isAlive(subscription.monitor.subscriber()))
				? Optional.of(subscription.monitor) : Optional.empty();
	}

	private static int attention(@Nullable Session next) {
		return (next != null) ? next.monitor.marks().map(SystemMonitor.Marks::on).orElse(Integer.MAX_VALUE)
				: Integer.MAX_VALUE;
	}

	/** Who is to hear of this process: of itself the subscriber hears nothing. */
	private @Nullable Session session(Pid about) {
		Session now = this.session.get();
		return (now != null && !now.monitor.subscriber().equals(about)) ? now : null;
	}

	private void tell(Session to, SystemEvent event) {
		Process subscriber = this.processes.find(to.monitor.subscriber());
		if (subscriber != null) {
			this.processes.deliverAlways(subscriber, new Message(event));
		}
		else if (this.session.compareAndSet(to, null)) {
			this.processes.delivery.attention(Integer.MAX_VALUE);
		}
	}

	/** A mailbox has about this length; called by a sender and by who takes messages. */
	void grown(Process process, int about) {
		Pid pid = process.pid();
		Session now = session(pid);
		SystemMonitor.Marks marks = (now != null) ? now.monitor.marks().orElse(null) : null;
		if (now == null || marks == null || about < marks.on()) {
			return;
		}
		if (process.is(Mailbox.WATCHED) && now.longOnes.contains(pid)) {
			// Whoever looks next begins with the mark and so finds this message too.
			return;
		}
		synchronized (now) {
			// Before the messages are counted: whoever takes them looks at the mark
			// after.
			process.mark(Mailbox.WATCHED);
			int length = now.longOnes.contains(pid) ? 0 : process.atLeast(marks.on());
			if (length != 0) {
				now.longOnes.add(pid);
				tell(now, new SystemEvent.LongMessageQueue(pid, true, length));
			}
		}
		if (process.closed()) {
			now.longOnes.remove(pid);
		}
		if (process.lengthAtRest() >= 0) {
			look(process, false);
		}
	}

	/**
	 * Looks whether a mailbox with the mark is still long.
	 * @param runner whether the runner looks, or anyone while the process rests
	 */
	void look(Process process, boolean runner) {
		Pid pid = process.pid();
		Session now = session(pid);
		SystemMonitor.Marks marks = (now != null) ? now.monitor.marks().orElse(null) : null;
		if (now == null || marks == null) {
			process.unmark(Mailbox.WATCHED);
			return;
		}
		boolean again;
		do {
			again = false;
			synchronized (now) {
				process.unmark(Mailbox.WATCHED);
				int length = runner ? process.length() : process.lengthAtRest();
				if (!now.longOnes.contains(pid)) {
					return;
				}
				if (length >= 0 && length <= marks.off()) {
					now.longOnes.remove(pid);
					tell(now, new SystemEvent.LongMessageQueue(pid, false, length));
					return;
				}
				process.mark(Mailbox.WATCHED);
				// Somebody has begun to run it, and may not have found the mark.
				again = length < 0 && process.lengthAtRest() >= 0;
			}
		}
		while (again);
	}

	/** A process that was long has ended, of which nobody is told. */
	void ended(Process process) {
		Session now = this.session.get();
		if (now != null) {
			now.longOnes.remove(process.pid());
		}
	}

	/** A process is suspended in a send to this node; for the network. */
	public void busyDistPort(Pid process, String peer) {
		Session now = session(process);
		if (now != null && now.monitor.tellsBusyDistPort()) {
			tell(now, new SystemEvent.BusyDistPort(process, peer));
		}
	}

	@Override
	public void longSchedule(Process process, Duration held, StackTraceElement[] stack) {
		this.node.longSchedule(process, held, stack);
		Session now = session(process.pid());
		if (now != null && now.monitor.tellsLongSchedule()) {
			tell(now, new SystemEvent.LongSchedule(process.pid(), held, List.of(stack)));
		}
	}

	@Override
	public void crashed(Process process, ExitReason reason, int mailbox) {
		this.node.crashed(process, reason, mailbox);
	}

	@Override
	public void zombie(Process process, ExitReason reason, Duration since) {
		this.node.zombie(process, reason, since);
	}

	@Override
	public void longMailbox(Process process, int length) {
		this.node.longMailbox(process, length);
	}

}
