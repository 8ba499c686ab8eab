package io.actor.node;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.Stream;

import io.actor.gen.GenServer;
import io.actor.gen.StartOptions;
import io.actor.gen.StartResult;
import io.actor.group.Groups;
import io.actor.process.ExitReason;
import io.actor.process.GroupLeader;
import io.actor.process.Process;
import io.actor.process.ProcessListener;
import io.actor.process.NodeIdentity;
import io.actor.process.NodeServices;
import io.actor.process.Processes;
import io.actor.rpc.Console;
import io.actor.rpc.LoggerProxy;
import io.actor.rpc.RemoteFunctions;
import io.actor.rpc.Rex;
import io.actor.scheduler.ActorScheduler;
import io.actor.scheduler.ActorTimers;
import io.actor.scheduler.SchedulerListener;
import io.actor.scheduler.Task;
import io.actor.supervisor.ChildResult;
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

	/** What other nodes may call. */
	private final AtomicReference<RemoteFunctions> functions;

	private @Nullable Pid root;

	private List<String> systemNames = List.of();

	Runtime(NodeSettings settings) {
		NodeConfig.Seams seams = settings.seams();
		this.timers = seams.timers().get();
		Listener listener = new Listener();
		this.scheduler = seams.scheduler().create(settings.scheduling(), listener, seams.clock(), this.timers);
		String name = settings.name();
		// As a port mapper counts them: 0 means any, and up to 3 that of an old node.
		int creation = Math.max(4, seams.randomness().nextInt() >>> 1);
		this.processes = new Processes(new NodeIdentity(Atom.of((name != null) ? name : NO_NAME), creation),
				new NodeServices(seams.clock(), this.scheduler, this.timers, seams.randomness()), settings.limits(),
				new RecordConverter(settings.mapper()), listener);
		listener.processes = this.processes;
		this.groups = Groups.of(this.processes, Groups.DEFAULT_SCOPE);
		this.functions = new AtomicReference<>(settings.functions().counted());
	}

	/**
	 * Starts the supervisor at the top, the first process, and the system's servers under
	 * it.
	 */
	void start() {
		Supervisor top = Supervisor.oneForOne()
			.intensity(10, Duration.ofSeconds(10))
			.child(ChildSpec.worker(NetKernel.NAME, NetKernel::new))
			.child(ChildSpec.worker(GroupLeader.CONSOLE, Console::new))
			.child(ChildSpec.worker(LoggerProxy.NAME, LoggerProxy::new))
			.child(ChildSpec.worker(Rex.NAME, () -> new Rex(this::functions)))
			.child(ChildSpec.worker(this.groups.scope(), this.groups::server));
		// The last one is there if the node is visible.
		this.systemNames = Stream
			.concat(top.children().stream().map(ChildSpec::id), Stream.of(Node.APPLICATION, "global_name_server"))
			.toList();
		StartResult result = top.start(this.processes, StartOptions.named(Node.APPLICATION), null);
		if (!(result instanceof StartResult.Started(Pid pid))) {
			throw new IllegalStateException("The supervisor 'application' did not start: " + result);
		}
		this.root = pid;
	}

	/** Under which names the processes of the node itself are known. */
	List<String> systemNames() {
		return this.systemNames;
	}

	/**
	 * Starts what a visible node has for Erlang's {@code global}, before it listens.
	 */
	void startGlobal(Supplier<? extends GenServer<?, ?>> server) {
		ChildResult result = SupervisorRef.of(this.processes, root())
			.startChild(ChildSpec.worker(GlobalNameServer.NAME, server));
		if (!(result instanceof ChildResult.Started)) {
			throw new IllegalStateException("The process '" + GlobalNameServer.NAME + "' did not start: " + result);
		}
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

	RemoteFunctions functions() {
		return this.functions.get();
	}

	void serve(RemoteFunctions more) {
		this.functions.updateAndGet((known) -> known.and(more));
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
				process.processes().monitoring().longSchedule(process, held, stack);
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
