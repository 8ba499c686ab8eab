package io.actor.process;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

import io.actor.term.Pid;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The reports of one node: each goes to the log, at a limited rate, and to those who
 * listen, who hear all of them.
 */
public final class Reports {

	private static final Logger LOGGER = LoggerFactory.getLogger(ReportListener.class);

	/** As many as {@code proc_lib} looks at. */
	private static final int MAX_NEIGHBOURS = 15;

	/** Reports that may wait for slow listeners; those beyond are lost to them. */
	private static final int MAX_WAITING = 10_000;

	private final Processes processes;

	private final ReportLog log;

	private final List<ReportListener> listeners = new CopyOnWriteArrayList<>();

	private final Queue<Report> queue = new ConcurrentLinkedQueue<>();

	/** Reports in the queue or being told; whoever makes it 1 has them told. */
	private final AtomicInteger waiting = new AtomicInteger();

	private final LongAdder lost = new LongAdder();

	Reports(Processes processes) {
		this.processes = processes;
		this.log = new ReportLog(processes.clock);
	}

	/**
	 * Hears of every report from now on, also of those the log leaves out.
	 * @return how to stop it
	 */
	public Runnable listen(ReportListener listener) {
		this.listeners.add(listener);
		return () -> this.listeners.remove(listener);
	}

	private void publish(Report report) {
		this.log.write(report);
		if (this.listeners.isEmpty()) {
			return;
		}
		if (this.waiting.get() >= MAX_WAITING) {
			this.lost.increment();
			return;
		}
		this.queue.add(report);
		if (this.waiting.getAndIncrement() == 0) {
			// Not here: the process may have ended already, and a listener may want to
			// send.
			this.processes.execute(this::tell);
		}
	}

	private void tell() {
		do {
			Report report = this.queue.remove();
			this.listeners.forEach((listener) -> tell(listener, report));
			long missed = this.lost.sumThenReset();
			if (missed > 0) {
				LOGGER.warn("{} reports were lost to listeners that take too long", missed);
			}
		}
		while (this.waiting.decrementAndGet() > 0);
	}

	private static void tell(ReportListener listener, Report report) {
		try {
			listener.report(report);
		}
		catch (Throwable ex) {
			LOGGER.error("{} failed at a report of {}", listener, report.pid(), ex);
		}
	}

	// ---- for behaviours; the process it is about calls them itself ----

	/**
	 * A process started by {@code proc_lib}'s rules ends abnormally by itself.
	 * @param lastMessage what it was handling, or null
	 */
	public void crash(Process self, ExitReason reason, @Nullable Object lastMessage) {
		publish(new Report.Crash(Snapshots.of(self), Marks.label(self), reason, Optional.ofNullable(lastMessage),
				Marks.ancestors(self), neighbours(self)));
	}

	/** The code of a plain process has thrown. */
	public void uncaught(Process self, ExitReason reason) {
		publish(new Report.Uncaught(Snapshots.of(self), reason));
	}

	/**
	 * A server ends abnormally by itself; before its crash.
	 * @param lastMessage what it was handling
	 * @param client for whom, if it was a call
	 * @param state what it shows of its state
	 * @param log the last events it noted, oldest first
	 */
	public void terminated(Process self, ExitReason reason, Optional<Object> lastMessage, Optional<Pid> client,
			Object state, List<?> log) {
		publish(new Report.Terminated(self.pid(), name(self), self.type().getName(), reason, lastMessage, client, state,
				List.copyOf(log)));
	}

	/** A process has dropped a message it has no use for. */
	public void unexpected(Process self, Object message) {
		publish(new Report.Unexpected(self.pid(), name(self), self.type().getName(), message));
	}

	/** A supervisor tells of a child that failed, or that it gives up because of it. */
	public void supervision(Process self, Report.Supervision.Context context, String child, ExitReason reason) {
		publish(new Report.Supervision(self.pid(), name(self), context, child, reason));
	}

	/** A supervisor has started a child. */
	public void progress(Process self, String child, Pid started) {
		publish(new Report.Progress(self.pid(), name(self), child, started));
	}

	private static Optional<String> name(Process process) {
		return Optional.ofNullable(process.name);
	}

	/** Looks whether something left out of the log has to be told by now. */
	void tick() {
		this.log.tick();
	}

	/** Those the end of this process takes along, nearest first. */
	private List<ProcessInfo> neighbours(Process process) {
		List<ProcessInfo> found = new ArrayList<>();
		Set<Pid> seen = new LinkedHashSet<>(Set.of(process.pid()));
		Deque<Process> around = new ArrayDeque<>(List.of(process));
		while (!around.isEmpty()) {
			Relations related = around.removeFirst().relationsIfAny();
			for (Pid linked : (related != null) ? related.links() : List.<Pid>of()) {
				Process next = this.processes.table.find(linked);
				if (next != null && !next.trapExit && seen.add(linked)) {
					found.add(Snapshots.of(next));
					around.add(next);
					if (found.size() == MAX_NEIGHBOURS) {
						return found;
					}
				}
			}
		}
		return found;
	}

}
