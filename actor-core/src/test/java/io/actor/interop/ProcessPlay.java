package io.actor.interop;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

import io.actor.process.Body;
import io.actor.process.Down;
import io.actor.process.Exit;
import io.actor.process.ExitReason;
import io.actor.process.NoProcessException;
import io.actor.process.Process;
import io.actor.process.ProcessInfo;
import io.actor.process.Processes;
import io.actor.process.SpawnOptions;
import io.actor.term.Destination;
import io.actor.term.Pid;
import io.actor.term.Ref;
import io.actor.term.RegisteredName;

/**
 * Plays a scenario on our processes, as {@code processes.erl} does on Erlang's; the two
 * are written alike.
 */
final class ProcessPlay {

	private final Process driver;

	private final Processes processes;

	private final SortedMap<String, Pid> pids = new ConcurrentSkipListMap<>();

	private final Map<Pid, String> ids = new ConcurrentHashMap<>();

	/** Monitors of each process, in the order in which it made them. */
	private final Map<String, List<Watch>> watches = new ConcurrentHashMap<>();

	/** What each process got since this was last asked. */
	private final Map<String, Queue<String>> got = new ConcurrentHashMap<>();

	/** The driver's own monitors, of those who live as far as it knows. */
	private final Map<String, Ref> living = new HashMap<>();

	private final Map<String, ExitReason> ended = new HashMap<>();

	/** A monitor; active until it has been heard of or taken back. */
	private static final class Watch {

		private final Ref ref;

		private final Pid bound;

		private volatile boolean active = true;

		private Watch(Ref ref, Pid bound) {
			this.ref = ref;
			this.bound = bound;
		}

	}

	/** Something a process is to do; null makes it return. */
	private record Do(Ref tag, Function<Process, String> what) {
	}

	private record Done(Ref tag, String result) {
	}

	private record Numbered(int number) {
	}

	ProcessPlay(Process driver) {
		this.driver = driver;
		this.processes = driver.processes();
	}

	List<String> play(ProcessScenario scenario) {
		List<String> lines = new ArrayList<>();
		for (ProcessScenario.Step step : scenario.steps()) {
			String result = step(step);
			settle();
			lines.add(result + ": " + state());
		}
		this.pids.values().forEach((pid) -> this.driver.exit(pid, ExitReason.KILL));
		settle();
		return lines;
	}

	private String step(ProcessScenario.Step step) {
		if (step instanceof ProcessScenario.Spawn(String id, String by, ProcessScenario.How how)) {
			if (by.equals("none")) {
				born(id, this.processes.spawn(body(id), SpawnOptions.DEFAULT, null).pid());
				return "ok";
			}
			return ask(by, (self) -> spawn(self, by, id, how));
		}
		if (step instanceof ProcessScenario.Own(String who, Why why) && why == null) {
			return ask(who, null);
		}
		return ask(step.who(), (self) -> act(self, step));
	}

	/** Lets a process do something and waits for its answer or its end. */
	private String ask(String id, Function<Process, String> what) {
		Ref watched = this.living.get(id);
		if (watched == null) {
			return "none";
		}
		Ref tag = this.processes.newRef();
		this.driver.send(this.pids.get(id), new Do(tag, what));
		Object answer = this.driver.receive(Object.class, (message) -> switch (message) {
			case Done done -> done.tag().equals(tag);
			case Down down -> down.monitor().equals(watched);
			default -> false;
		});
		if (answer instanceof Down down) {
			this.living.remove(id);
			this.ended.put(id, down.reason());
			return "ended";
		}
		return ((Done) answer).result();
	}

	// ---- what can be seen ----

	/**
	 * Until no process that lives has anything left to hear: all signals have arrived,
	 * and then each has answered behind what it got.
	 */
	private void settle() {
		long deadline = this.processes.deadline(Duration.ofSeconds(5));
		while (!quiet()) {
			askAll();
			if (this.processes.clock().nanoTime() > deadline) {
				throw new AssertionError("Not settled: " + state());
			}
		}
		askAll();
	}

	private void askAll() {
		this.pids.keySet().forEach((id) -> ask(id, (self) -> "pong"));
	}

	private boolean quiet() {
		this.pids.forEach((id, pid) -> {
			if (!this.ended.containsKey(id)) {
				this.living.computeIfAbsent(id, (born) -> this.driver.monitor(pid));
			}
		});
		return this.living.keySet().stream().allMatch(this::quiet);
	}

	private boolean quiet(String id) {
		Stream<Pid> links = this.processes.info(this.pids.get(id)).stream().flatMap((info) -> info.links().stream());
		Stream<Pid> watched = this.watches.get(id).stream().filter((watch) -> watch.active).map((watch) -> watch.bound);
		return this.processes.isAlive(this.pids.get(id))
				&& Stream.concat(links, watched).allMatch(this.processes::isAlive);
	}

	private String state() {
		return String.join("; ", this.pids.keySet().stream().map(this::state).toList());
	}

	private String state(String id) {
		ExitReason reason = this.ended.get(id);
		if (reason != null) {
			return id + " " + Why.label(reason);
		}
		ProcessInfo info = this.processes.info(this.pids.get(id)).orElseThrow();
		List<String> heard = new ArrayList<>(this.got.get(id));
		this.got.get(id).clear();
		return id + " " + (info.trapExit() ? "traps" : "lives") + ((info.name() != null) ? " " + info.name() : "")
				+ sorted(info.links().stream().map(this.ids::get)) + sorted(info.monitors().stream().map(this::target))
				+ sorted(heard.stream()).replace(" [", " got[");
	}

	private static String sorted(Stream<String> texts) {
		return " [" + String.join(",", texts.sorted().toList()) + "]";
	}

	private String target(Destination target) {
		return (target instanceof RegisteredName name) ? name.name() : this.ids.get(target);
	}

	// ---- a process ----

	private Body body(String id) {
		return (self) -> {
			while (true) {
				Object message = self.receive();
				if (!(message instanceof Do(Ref tag, var what))) {
					hear(id, message);
				}
				else if (what == null) {
					return;
				}
				else {
					self.send(this.driver.pid(), new Done(tag, what.apply(self)));
				}
			}
		};
	}

	private void hear(String id, Object message) {
		this.got.get(id).add(switch (message) {
			case Exit(Pid from, ExitReason reason) -> "exit " + this.ids.get(from) + " " + Why.label(reason);
			case Down(Ref monitor, Destination target, ExitReason reason) -> {
				List<Watch> all = this.watches.get(id);
				Watch fired = all.stream().filter((watch) -> watch.ref.equals(monitor)).findFirst().orElseThrow();
				fired.active = false;
				yield "down " + (all.indexOf(fired) + 1) + " " + target(target) + " " + Why.label(reason);
			}
			case Numbered(int number) -> "message " + number;
			default -> "what is this: " + message;
		});
	}

	private void born(String id, Pid pid) {
		this.watches.put(id, new ArrayList<>());
		this.got.put(id, new ConcurrentLinkedQueue<>());
		this.ids.put(pid, id);
		this.pids.put(id, pid);
	}

	private String spawn(Process self, String by, String id, ProcessScenario.How how) {
		born(id, (how == ProcessScenario.How.LINK) ? self.spawnLink(body(id)) : self.spawn(body(id)));
		if (how == ProcessScenario.How.MONITOR) {
			watch(by, self.monitor(this.pids.get(id)), this.pids.get(id));
		}
		return "ok";
	}

	private String act(Process self, ProcessScenario.Step step) {
		return switch (step) {
			case ProcessScenario.Spawn spawn -> throw new IllegalArgumentException(spawn.toString());
			case ProcessScenario.Trap(String who, boolean on) -> String.valueOf(self.trapExit(on));
			case ProcessScenario.Own(String who, Why why) -> {
				if (why == Why.CRASH) {
					throw new IllegalStateException("crash");
				}
				throw self.exit(why.reason());
			}
			case ProcessScenario.Link(String who, String other) -> with(other, (pid) -> {
				try {
					self.link(pid);
					return "ok";
				}
				catch (NoProcessException ex) {
					return "noproc";
				}
			});
			case ProcessScenario.Unlink(String who, String other) -> done(other, self::unlink);
			case ProcessScenario.Signal(String who, String other, Why why) ->
				done(other, (pid) -> self.exit(pid, why.reason()));
			case ProcessScenario.Monitor(String who, String target, boolean byName) -> byName
					? watch(who, self.monitor(RegisteredName.local(target)),
							this.processes.whereis(target).orElse(null))
					: with(target, (pid) -> watch(who, self.monitor(pid), pid));
			case ProcessScenario.Demonitor(String who, int number, boolean flush) ->
				demonitor(self, this.watches.get(who), number, flush);
			case ProcessScenario.Register(String who, String name, String other) ->
				with(other, (pid) -> allowed(() -> this.processes.register(name, pid)));
			case ProcessScenario.Unregister(String who, String name) -> allowed(() -> this.processes.unregister(name));
			case ProcessScenario.Send(String who, String target, boolean byName, int number) -> {
				if (byName) {
					self.send(new RegisteredName(target, this.processes.node().name()), new Numbered(number));
					yield "ok";
				}
				yield done(target, (pid) -> self.send(pid, new Numbered(number)));
			}
		};
	}

	private String with(String id, Function<Pid, String> action) {
		Pid pid = this.pids.get(id);
		return (pid != null) ? action.apply(pid) : "none";
	}

	private String done(String id, Consumer<Pid> action) {
		return with(id, (pid) -> {
			action.accept(pid);
			return "ok";
		});
	}

	private static String allowed(Runnable action) {
		try {
			action.run();
			return "ok";
		}
		catch (IllegalArgumentException ex) {
			return "badarg";
		}
	}

	private String watch(String id, Ref ref, Pid bound) {
		this.watches.get(id).add(new Watch(ref, (bound != null) ? bound : this.processes.nobody()));
		return String.valueOf(this.watches.get(id).size());
	}

	private static String demonitor(Process self, List<Watch> watches, int number, boolean flush) {
		if (number > watches.size()) {
			return "none";
		}
		Watch watch = watches.get(number - 1);
		boolean was = flush ? self.demonitorFlush(watch.ref) : self.demonitor(watch.ref);
		watch.active &= !was && !flush;
		return String.valueOf(was);
	}

}
