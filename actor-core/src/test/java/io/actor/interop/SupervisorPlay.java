package io.actor.interop;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;

import io.actor.gen.CallException;
import io.actor.gen.From;
import io.actor.gen.GenServer;
import io.actor.gen.Init;
import io.actor.gen.Next;
import io.actor.gen.Request;
import io.actor.gen.ServerRef;
import io.actor.gen.Servers;
import io.actor.gen.StartOptions;
import io.actor.gen.StartResult;
import io.actor.interop.SupervisorScenario.Branch;
import io.actor.interop.SupervisorScenario.Kid;
import io.actor.interop.SupervisorScenario.Step;
import io.actor.interop.SupervisorScenario.Tree;
import io.actor.interop.SupervisorScenario.Worker;
import io.actor.process.Down;
import io.actor.process.Exit;
import io.actor.process.ExitReason;
import io.actor.process.Process;
import io.actor.process.Processes;
import io.actor.supervisor.ChildInfo;
import io.actor.supervisor.ChildResult;
import io.actor.supervisor.ChildSpec;
import io.actor.supervisor.Shutdown;
import io.actor.supervisor.Supervisor;
import io.actor.supervisor.SupervisorRef;
import io.actor.term.Pid;
import io.actor.term.Ref;

/**
 * Plays a scenario on our supervisors, as {@code supervisors.erl} does on OTP's; the two
 * are written alike.
 */
final class SupervisorPlay {

	private static final String SUPERVISOR = "supervisor";

	private final Process driver;

	private final Processes processes;

	private final Map<String, Integer> failing = new ConcurrentHashMap<>();

	private final Map<String, Integer> ignoring = new ConcurrentHashMap<>();

	private final Map<String, Integer> starts = new ConcurrentHashMap<>();

	/** The how manieth of its id a process is. */
	private final Map<Pid, Integer> numbers = new ConcurrentHashMap<>();

	private final Map<String, Pid> current = new ConcurrentHashMap<>();

	private final Map<String, String> traps = new ConcurrentHashMap<>();

	private final Queue<String> story = new ConcurrentLinkedQueue<>();

	private ExitReason end;

	SupervisorPlay(Process driver) {
		this.driver = driver;
		this.processes = driver.processes();
	}

	List<String> play(SupervisorScenario scenario) {
		this.driver.trapExit(true);
		scenario.before().forEach(this::step);
		StartResult started = startSupervisor(SupervisorScenario.TOP, scenario.tree(), this.driver);
		if (!(started instanceof StartResult.Started(Pid top))) {
			return List.of("failed " + Why.label(((StartResult.Failed) started).reason()) + " " + told(false));
		}
		List<String> lines = new ArrayList<>(List.of(line("started", top, false)));
		for (Step step : scenario.steps()) {
			lines.add(line(step(step), top, orphans(step)));
			if (!this.processes.isAlive(top)) {
				return lines;
			}
		}
		this.driver.exit(top, ExitReason.SHUTDOWN);
		ended(top);
		lines.add(line("stopped", top, false));
		return lines;
	}

	private boolean orphans(Step step) {
		return step instanceof SupervisorScenario.Signal(String id, Why why) && why == Why.KILL
				&& SUPERVISOR.equals(this.traps.get(id));
	}

	// ---- steps ----

	private String step(Step step) {
		return switch (step) {
			case SupervisorScenario.Fail(String id, int times) -> {
				this.failing.put(id, times);
				yield "ok";
			}
			case SupervisorScenario.Ignore(String id, int times) -> {
				this.ignoring.put(id, times);
				yield "ok";
			}
			case SupervisorScenario.End(String id, Why why) -> with(id, (pid) -> {
				Ref monitor = this.driver.monitor(pid);
				ServerRef.of(this.processes, pid).cast(new End(why));
				return seen(monitor);
			});
			case SupervisorScenario.Signal(String id, Why why) -> with(id, (pid) -> signal(id, pid, why));
			case SupervisorScenario.Request(SupervisorScenario.Ask ask, String supervisor, String id) ->
				with(supervisor, (pid) -> {
					SupervisorRef ref = SupervisorRef.of(this.processes, pid);
					return result(switch (ask) {
						case TERMINATE -> ref.terminateChild(id);
						case RESTART -> ref.restartChild(id);
						case DELETE -> ref.deleteChild(id);
					});
				});
			case SupervisorScenario.Start(String supervisor, Kid kid) ->
				with(supervisor, (pid) -> result(SupervisorRef.of(this.processes, pid).startChild(spec(kid))));
		};
	}

	private String signal(String id, Pid pid, Why why) {
		String trapping = this.traps.get(id);
		Ref monitor = this.driver.monitor(pid);
		this.driver.exit(pid, why.reason());
		if (why == Why.KILL || (trapping.equals("false") && why != Why.NORMAL)) {
			return seen(monitor);
		}
		if (trapping.equals(SUPERVISOR)) {
			SupervisorRef.of(this.processes, pid).whichChildren();
		}
		else {
			ServerRef.of(this.processes, pid).call(new Ping());
		}
		return "lives";
	}

	private String seen(Ref monitor) {
		return Why.label(this.driver.receive(Down.class, (down) -> down.monitor().equals(monitor)).reason());
	}

	private String with(String id, Function<Pid, String> action) {
		Pid pid = this.current.get(id);
		return (pid != null && this.processes.isAlive(pid)) ? action.apply(pid) : "none";
	}

	private static String result(ChildResult result) {
		if (result instanceof ChildResult.Refused(ExitReason reason)) {
			return reason.toString().contains("already_started") ? "already_started" : Why.label(reason);
		}
		return (result instanceof ChildResult.Done) ? "done" : "started";
	}

	// ---- what can be seen ----

	/** What the supervisors list. */
	private record Listing(String text, boolean quiet, Set<Pid> listed) {
	}

	private String line(String result, Pid top, boolean unordered) {
		return result + " " + settled(top) + " " + told(unordered);
	}

	private String settled(Pid top) {
		long deadline = this.processes.deadline(Duration.ofSeconds(5));
		while (true) {
			Listing now = this.processes.isAlive(top) ? list(top)
					: new Listing("dead(" + Why.label(ended(top)) + ")", true, Set.of());
			boolean quiet = now.quiet() && this.numbers.keySet()
				.stream()
				.allMatch((pid) -> pid.equals(top) || now.listed().contains(pid) || !this.processes.isAlive(pid));
			if (quiet) {
				return now.text();
			}
			if (this.processes.clock().nanoTime() > deadline) {
				return "not settled: " + now.text();
			}
			this.driver.receive(Ping.class, Duration.ofMillis(1));
		}
	}

	private ExitReason ended(Pid top) {
		if (this.end == null) {
			this.end = this.driver.receive(Exit.class, (exit) -> exit.from().equals(top)).reason();
		}
		return this.end;
	}

	private Listing list(Pid supervisor) {
		List<String> texts = new ArrayList<>();
		boolean quiet = true;
		Set<Pid> listed = new HashSet<>();
		try {
			for (ChildInfo child : SupervisorRef.of(this.processes, supervisor).whichChildren()) {
				Pid pid = child.pid();
				if (pid == null) {
					texts.add(child.id() + (child.restarting() ? "=restarting" : "=-"));
					quiet &= !child.restarting();
					continue;
				}
				String text = child.id() + "=" + this.numbers.getOrDefault(pid, 0);
				boolean alive = this.processes.isAlive(pid);
				quiet &= alive;
				listed.add(pid);
				if (alive && child.kind() == ChildSpec.Kind.SUPERVISOR) {
					Listing below = list(pid);
					text += below.text();
					quiet &= below.quiet();
					listed.addAll(below.listed());
				}
				texts.add(text);
			}
			return new Listing("(" + String.join(",", texts) + ")", quiet, listed);
		}
		catch (CallException ex) {
			return new Listing("gone", false, listed);
		}
	}

	private void tell(String what) {
		this.story.add(what);
	}

	private String told(boolean unordered) {
		List<String> told = new ArrayList<>(this.story);
		this.story.clear();
		if (unordered) {
			told.sort(null);
		}
		return String.join(" ", told);
	}

	// ---- children ----

	private ChildSpec spec(Kid kid) {
		return switch (kid) {
			case Worker worker -> new ChildSpec(worker.id(),
					(supervisor) -> Servers.start(this.processes, () -> new Member(worker), StartOptions.DEFAULT,
							supervisor),
					worker.restart(), worker.brutal() ? Shutdown.BRUTAL_KILL : Shutdown.DEFAULT, ChildSpec.Kind.WORKER);
			case Branch(String id, var restart, Tree tree) ->
				new ChildSpec(id, (supervisor) -> startSupervisor(id, tree, supervisor), restart, Shutdown.INFINITY,
						ChildSpec.Kind.SUPERVISOR);
		};
	}

	private StartResult startSupervisor(String id, Tree tree, Process parent) {
		Supervisor supervisor = new Supervisor(tree.strategy(), tree.intensity(), Duration.ofHours(1),
				tree.kids().stream().map(this::spec).toList());
		int number = this.starts.merge(id, 1, Integer::sum);
		tell("+" + id);
		StartResult result = supervisor.start(this.processes, StartOptions.DEFAULT, parent);
		if (result instanceof StartResult.Started(Pid pid)) {
			born(id, pid, number, SUPERVISOR);
		}
		else {
			tell("!" + id);
		}
		return result;
	}

	private void born(String id, Pid pid, int number, String trapping) {
		this.numbers.put(pid, number);
		this.traps.put(id, trapping);
		this.current.put(id, pid);
	}

	private static boolean take(Map<String, Integer> left, String id) {
		int before = left.getOrDefault(id, 0);
		left.put(id, Math.max(0, before - 1));
		return before > 0;
	}

	private record Ping() implements Request<Boolean> {
	}

	private record End(Why why) {
	}

	/** A worker. */
	private final class Member extends GenServer<Ping, End> {

		private final Worker worker;

		private Member(Worker worker) {
			this.worker = worker;
		}

		@Override
		protected Init init() {
			String id = this.worker.id();
			self().trapExit(this.worker.trap());
			boolean fails = take(SupervisorPlay.this.failing, id);
			boolean ignores = take(SupervisorPlay.this.ignoring, id);
			if (fails) {
				tell("!" + id);
				return failed(ExitReason.named("no_start"));
			}
			if (ignores) {
				tell("?" + id);
				return ignore();
			}
			born(id, self().pid(), SupervisorPlay.this.starts.merge(id, 1, Integer::sum),
					String.valueOf(this.worker.trap()));
			tell("+" + id);
			return ok();
		}

		@Override
		protected Next handleCall(Ping ping, From from) {
			return reply(ping, true);
		}

		@Override
		protected Next handleCast(End told) {
			if (told.why() == Why.CRASH) {
				throw new IllegalStateException("crash");
			}
			return stop(told.why().reason());
		}

		@Override
		protected Next handleInfo(Object message) {
			return noReply();
		}

		@Override
		protected void terminate(ExitReason reason) {
			tell("-" + this.worker.id() + " " + Why.label(reason));
		}

	}

}
