package io.actor.node;

import java.time.Duration;

import io.actor.gen.StartOptions;
import io.actor.gen.StartResult;
import io.actor.group.Groups;
import io.actor.jackson.TermMapper;
import io.actor.process.ExitReason;
import io.actor.process.Process;
import io.actor.process.ProcessListener;
import io.actor.process.Processes;
import io.actor.scheduler.ActorScheduler;
import io.actor.scheduler.ActorTimers;
import io.actor.scheduler.SchedulerListener;
import io.actor.scheduler.Task;
import io.actor.supervisor.ChildSpec;
import io.actor.supervisor.Supervisor;
import io.actor.supervisor.SupervisorRef;
import io.actor.term.Atom;
import io.actor.term.Pid;

import org.jspecify.annotations.Nullable;

/** A node's scheduler, timers and processes, with the supervisor at the top. */
final class Runtime implements AutoCloseable {

	private static final String NO_NAME = "nonode@nohost";

	private final ActorTimers timers;

	private final ActorScheduler scheduler;

	private final Processes processes;

	private final Groups groups;

	private @Nullable Pid root;

	Runtime(NodeConfig.Settings settings) {
		NodeConfig.Seams seams = settings.seams();
		this.timers = seams.timers().get();
		Listener listener = new Listener();
		this.scheduler = seams.scheduler().create(settings.scheduling(), listener, seams.clock(), this.timers);
		String name = settings.name();
		int creation = Math.max(1, seams.randomness().nextInt() >>> 1);
		this.processes = new Processes(new Processes.NodeIdentity(Atom.of((name != null) ? name : NO_NAME), creation),
				new Processes.Services(seams.clock(), this.scheduler, this.timers, seams.randomness()),
				settings.limits(), new RecordConverter(new TermMapper()), listener);
		listener.processes = this.processes;
		this.groups = Groups.of(this.processes, Groups.DEFAULT_SCOPE);
	}

	/** Starts the supervisor at the top, the first process, and the groups under it. */
	void start() {
		Supervisor top = Supervisor.oneForOne()
			.intensity(10, Duration.ofSeconds(10))
			.child(ChildSpec.worker(NetKernel.NAME, NetKernel::new))
			.child(ChildSpec.worker(this.groups.scope(), this.groups::server));
		StartResult result = top.start(this.processes, StartOptions.named(Node.APPLICATION), null);
		if (!(result instanceof StartResult.Started(Pid pid))) {
			throw new IllegalStateException("The supervisor 'application' did not start: " + result);
		}
		this.root = pid;
	}

	/** Stops the tree, in reverse order. */
	void stopApplication() {
		Pid top = this.root;
		if (top != null && this.processes.isAlive(top)) {
			SupervisorRef.of(this.processes, top).server().stop(ExitReason.SHUTDOWN, null);
		}
	}

	/** Ends what was spawned outside the tree. */
	void killOthers() {
		for (Pid pid : this.processes.pids()) {
			this.processes.exit(this.processes.nobody(), pid, ExitReason.KILL);
		}
	}

	Pid root() {
		Pid top = this.root;
		if (top == null) {
			throw new IllegalStateException("The node has not started");
		}
		return top;
	}

	Processes processes() {
		return this.processes;
	}

	ActorTimers timers() {
		return this.timers;
	}

	Groups groups() {
		return this.groups;
	}

	ActorScheduler scheduler() {
		return this.scheduler;
	}

	@Override
	public void close() {
		this.scheduler.close();
		this.timers.close();
	}

	/** Turns what the scheduler and the processes tell into log events. */
	private static final class Listener implements SchedulerListener, ProcessListener {

		private final RuntimeReports reports = new RuntimeReports();

		private volatile @Nullable Processes processes;

		@Override
		public void longSchedule(Task task, Duration held, StackTraceElement[] stack) {
			if (task instanceof Process process) {
				longSchedule(process, held, stack);
			}
		}

		@Override
		public void escaped(Task task, Throwable failure) {
			this.reports.escaped(task, failure);
		}

		@Override
		public void tick() {
			Processes known = this.processes;
			if (known != null) {
				known.tick();
			}
		}

		@Override
		public void crashed(Process process, ExitReason reason, int mailbox) {
			process.processes().reports().uncaught(process, reason);
		}

		@Override
		public void zombie(Process process, ExitReason reason, Duration since) {
			this.reports.zombie(process, reason, since);
		}

		@Override
		public void longSchedule(Process process, Duration held, StackTraceElement[] stack) {
			this.reports.longSchedule(process, held, stack);
		}

		@Override
		public void longMailbox(Process process, int length) {
			this.reports.longMailbox(process, length);
		}

	}

}
