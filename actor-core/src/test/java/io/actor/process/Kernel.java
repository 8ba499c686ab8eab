package io.actor.process;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;

import io.actor.fixture.Patience;
import io.actor.scheduler.ActorClock;
import io.actor.scheduler.ActorScheduler;
import io.actor.scheduler.ActorTimers;
import io.actor.scheduler.Randomness;
import io.actor.scheduler.SchedulerListener;
import io.actor.scheduler.SchedulerOptions;
import io.actor.scheduler.Task;
import io.actor.term.Atom;
import io.actor.term.Pid;

/** Processes on a real scheduler, with what they report, for tests. */
final class Kernel implements AutoCloseable {

	static final ExitReason BOOM = ExitReason.named("boom");

	static final Duration LONG = Patience.upTo(Duration.ofSeconds(20));

	final ActorTimers timers;

	final ActorScheduler scheduler;

	final Processes processes;

	final Reports reports = new Reports();

	Kernel() {
		this(ProcessLimits.DEFAULT);
	}

	Kernel(ProcessLimits limits) {
		this(limits, new SchedulerOptions(2, 2, Duration.ofMillis(100), true));
	}

	Kernel(ProcessLimits limits, SchedulerOptions options) {
		ActorClock clock = ActorClock.system();
		this.timers = ActorTimers.wheel(clock);
		this.scheduler = ActorScheduler.start(options, this.reports, clock, this.timers);
		this.processes = new Processes(new NodeIdentity(Atom.of("nonode@nohost"), 1),
				new NodeServices(clock, this.scheduler, this.timers, Randomness.secure()), limits, new OnlyTerms(),
				this.reports);
		this.reports.processes = this.processes;
	}

	/**
	 * Runs this code in a process and gives what it returns, or throws what it throws.
	 */
	<T> T in(Code<T> code) {
		return in(SpawnOptions.DEFAULT, code);
	}

	<T> T in(SpawnOptions options, Code<T> code) {
		CompletableFuture<T> result = new CompletableFuture<>();
		this.processes.spawn((self) -> {
			try {
				result.complete(code.run(self));
			}
			catch (Throwable ex) {
				result.completeExceptionally(ex);
			}
		}, options, null);
		return get(result);
	}

	static <T> T get(CompletableFuture<T> result) {
		try {
			return result.get(Patience.upTo(Duration.ofSeconds(30)).toMillis(), TimeUnit.MILLISECONDS);
		}
		catch (ExecutionException ex) {
			throw (ex.getCause() instanceof AssertionError error) ? error : new AssertionError(ex.getCause());
		}
		catch (InterruptedException | TimeoutException ex) {
			throw new AssertionError("The process has not answered", ex);
		}
	}

	Pid spawn(Body body) {
		return this.processes.spawn(body, SpawnOptions.DEFAULT, null).pid();
	}

	/** A body that waits for what never comes. */
	Pid spawnWaiting() {
		return spawn(Kernel::waitForever);
	}

	static void waitForever(Process self) {
		self.receive(Void.class);
	}

	/** A server that does this with each message. */
	Pid server(Handler handler) {
		return server(handler, SpawnOptions.DEFAULT);
	}

	Pid server(Handler handler, SpawnOptions options) {
		Process process = prepare(handler, options);
		this.processes.start(process);
		return process.pid();
	}

	Process prepare(Handler handler, SpawnOptions options) {
		return this.processes.prepare(new Callbacks((self) -> {
		}, handler), options, null);
	}

	/** A server that answers each sender, itself a message, with {@code answer}. */
	Pid echo() {
		return server((self, message) -> self.send((Pid) message, "echo"));
	}

	void kill(Pid pid) {
		this.processes.exit(this.processes.nobody(), pid, ExitReason.KILL);
	}

	void exit(Pid pid, ExitReason reason) {
		this.processes.exit(this.processes.nobody(), pid, reason);
	}

	@Override
	public void close() {
		for (Pid pid : this.processes.pids()) {
			kill(pid);
		}
		this.scheduler.close();
		this.timers.close();
	}

	/** The code of a process with a result. */
	interface Code<T> {

		T run(Process self) throws Exception;

	}

	/** The code of a server. */
	interface Handler {

		void handle(Process self, Object message) throws Exception;

	}

	/** A server made of lambdas. */
	static final class Callbacks implements Behaviour {

		private final Body start;

		private final Handler handler;

		BiConsumer<Process, ExitReason> ended = (self, reason) -> {
		};

		Callbacks(Body start, Handler handler) {
			this.start = start;
			this.handler = handler;
		}

		@Override
		public void start(Process self) throws Exception {
			this.start.run(self);
		}

		@Override
		public void handle(Process self, Message message) throws Exception {
			this.handler.handle(self, message.body());
		}

		@Override
		public void ended(Process self, ExitReason reason) {
			this.ended.accept(self, reason);
		}

		@Override
		public String kind() {
			return "server";
		}

		@Override
		public Class<?> type() {
			return Callbacks.class;
		}

	}

	/** What the runtime has reported. */
	static final class Reports implements SchedulerListener, ProcessListener {

		final List<ExitReason> crashes = new CopyOnWriteArrayList<>();

		final List<Throwable> escaped = new CopyOnWriteArrayList<>();

		final List<Pid> zombies = new CopyOnWriteArrayList<>();

		final List<Integer> longMailboxes = new CopyOnWriteArrayList<>();

		final List<Task> longSchedules = new CopyOnWriteArrayList<>();

		private volatile Processes processes;

		@Override
		public void longSchedule(Task task, Duration held, StackTraceElement[] stack) {
			this.longSchedules.add(task);
		}

		@Override
		public void escaped(Task task, Throwable failure) {
			this.escaped.add(failure);
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
			this.crashes.add(reason);
		}

		@Override
		public void zombie(Process process, ExitReason reason, Duration since) {
			this.zombies.add(process.pid());
		}

		@Override
		public void longSchedule(Process process, Duration held, StackTraceElement[] stack) {
		}

		@Override
		public void longMailbox(Process process, int length) {
			this.longMailboxes.add(length);
		}

	}

}
