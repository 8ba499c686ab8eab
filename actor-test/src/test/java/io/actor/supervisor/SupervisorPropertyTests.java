package io.actor.supervisor;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.actor.gen.GenServer;
import io.actor.gen.Init;
import io.actor.gen.Next;
import io.actor.gen.Request;
import io.actor.gen.Servers;
import io.actor.gen.StartOptions;
import io.actor.gen.StartResult;
import io.actor.process.ExitReason;
import io.actor.process.Processes;
import io.actor.term.Pid;
import io.actor.test.tape.Choices;
import io.actor.test.tape.Counterexample;
import io.actor.test.tape.OneThread;
import io.actor.test.tape.Property;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The supervisor as it runs against {@link SupervisorModel}: SV-S1 to SV-S5. */
class SupervisorPropertyTests {

	private static final List<ExitReason> REASONS = List.of(ExitReason.NORMAL, ExitReason.SHUTDOWN,
			ExitReason.shutdown("detail"), ExitReason.named("broken"));

	/** Tells a member to end. */
	private record End(ExitReason reason) {
	}

	/** The supervisor and its children, in one thread. */
	private static final class Family {

		private final List<String> log = new ArrayList<>();

		private final Map<String, Integer> failures = new HashMap<>();

		private final OneThread thread;

		private final Processes processes;

		private final Pid supervisor;

		Family(Choices choices, Supervisor supervisor) {
			this.thread = new OneThread(choices);
			this.processes = this.thread.processes();
			Supervisor own = new Supervisor(supervisor.strategy(), supervisor.intensity(), supervisor.period(),
					supervisor.autoShutdown(), Backoff.NONE,
					supervisor.children()
						.stream()
						.map((child) -> child(child.id(), child.restart(), child.significant()))
						.toList());
			StartResult started = own.start(this.processes, StartOptions.DEFAULT, null);
			this.supervisor = ((StartResult.Started) started).pid();
			this.thread.settle();
		}

		ChildSpec child(String id, Restart restart, boolean significant) {
			return new ChildSpec(id, (parent) -> {
				if (this.failures.merge(id, -1, Integer::sum) >= 0) {
					this.log.add("!" + id);
					return new StartResult.Failed(ExitReason.named("no_start"), null);
				}
				return Servers.start(this.processes, () -> new Member(id, this.log), StartOptions.DEFAULT, parent);
			}, restart, Shutdown.DEFAULT, ChildSpec.Kind.WORKER, significant);
		}

		SupervisorRef ref() {
			return SupervisorRef.of(this.processes, this.supervisor);
		}

		void end(String id, ExitReason reason) {
			ref().whichChildren()
				.stream()
				.filter((child) -> child.id().equals(id) && child.pid() != null)
				.forEach((child) -> {
					if (reason.equals(ExitReason.KILL)) {
						this.processes.exit(this.processes.nobody(), child.pid(), reason);
					}
					else {
						this.processes.send(child.pid(), new End(reason));
					}
				});
		}

		/** {@code a+} for a child that runs, {@code a-} for one that does not. */
		List<String> children() {
			this.thread.settle();
			if (!this.processes.isAlive(this.supervisor)) {
				return List.of("dead");
			}
			return ref().whichChildren()
				.reversed()
				.stream()
				.map((child) -> child.id() + ((child.pid() != null) ? "+" : "-"))
				.toList();
		}

	}

	private static final class Member extends GenServer<Request<Void>, Void> {

		private final String id;

		private final List<String> log;

		Member(String id, List<String> log) {
			this.id = id;
			this.log = log;
		}

		@Override
		protected Init init() {
			self().trapExit(true);
			this.log.add("+" + this.id);
			return ok();
		}

		@Override
		protected Next handleInfo(Object message) {
			return (message instanceof End(ExitReason reason)) ? stop(reason) : noReply();
		}

		@Override
		protected void terminate(ExitReason reason) {
			this.log.add("-" + this.id);
		}

	}

	@Test
	void theSupervisorDoesWhatIsDocumented() {
		Property.named("supervisor.run").cases(120).check((choices) -> run(choices, 0));
	}

	@Test
	void aRestartTooManyIsFound() {
		Counterexample found = Property.named("supervisor.run").search((choices) -> run(choices, 1)).orElseThrow();

		assertThat(found.notes()).contains("supervisor = ONE_FOR_ONE 0 in PT0.000000001S never [a PERMANENT]",
				"story = [end a normal]");
	}

	private static void run(Choices choices, int tooMany) {
		Strategy strategy = choices.oneOf(Strategy.values());
		int intensity = choices.below(4);
		Duration period = choices.oneOf(Duration.ofNanos(1), Duration.ofSeconds(5));
		AutoShutdown autoShutdown = choices.oneOf(AutoShutdown.values());
		Supervisor supervisor = Supervisor.with(strategy)
			.intensity(intensity + tooMany, period)
			.autoShutdown(autoShutdown);
		SupervisorModel model = new SupervisorModel(strategy, intensity, period.toNanos(), autoShutdown);
		List<String> described = new ArrayList<>();
		for (Restart restart : choices.list(1, 5, () -> choices.oneOf(Restart.values()))) {
			String id = Character.toString('a' + described.size());
			boolean significant = autoShutdown != AutoShutdown.NEVER && restart != Restart.PERMANENT
					&& choices.chance(0.5);
			described.add(id + " " + restart + (significant ? " significant" : ""));
			supervisor = supervisor.child(new ChildSpec(id, (_) -> new StartResult.Ignored(), restart, Shutdown.DEFAULT,
					ChildSpec.Kind.WORKER, significant));
			model.startChild(id, restart, significant);
		}
		choices.note("supervisor",
				strategy + " " + intensity + " in " + period + " " + autoShutdown.otpName() + " " + described);
		Family family = new Family(choices, supervisor);
		List<String> story = new ArrayList<>();
		try {
			assertThat(family.log).isEqualTo(model.log);
			while (!model.dead && choices.keepGoing(0.93)) {
				command(choices, family, model, described.size(), story);
				assertThat(List.of(family.children(), family.log)).isEqualTo(List.of(model.children(), model.log));
			}
		}
		finally {
			choices.note("story", story);
		}
	}

	private static void command(Choices choices, Family family, SupervisorModel model, int children,
			List<String> story) {
		String id = Character.toString('a' + choices.below(children));
		switch (choices.weighted(6, 2, 3, 2, 1, 1, 1, 1)) {
			case 0 -> {
				ExitReason reason = choices.oneOf(REASONS);
				story.add("end " + id + " " + reason);
				family.end(id, reason);
				family.thread.settle();
				model.end(id, reason, true);
			}
			case 1 -> {
				story.add("kill " + id);
				family.end(id, ExitReason.KILL);
				family.thread.settle();
				model.end(id, ExitReason.KILLED, false);
			}
			case 2 -> {
				Duration time = Duration
					.ofNanos(choices.oneOf(0L, 1L, 2L, 2_500_000_000L, 5_000_000_000L, 5_000_000_001L));
				story.add("wait " + time);
				family.thread.advance(time);
				model.now += time.toNanos();
			}
			case 3 -> {
				int times = choices.between(1, 3);
				story.add("fail " + id + " " + times);
				family.failures.put(id, times);
				model.failures.put(id, times);
			}
			case 4 -> {
				story.add("terminate " + id);
				family.ref().terminateChild(id);
				model.terminateChild(id);
			}
			case 5 -> {
				story.add("restart " + id);
				family.ref().restartChild(id);
				model.restartChild(id);
			}
			case 6 -> {
				story.add("delete " + id);
				family.ref().deleteChild(id);
				model.deleteChild(id);
			}
			default -> {
				Restart restart = choices.oneOf(Restart.values());
				boolean significant = choices.chance(0.2);
				story.add("start " + id + " " + restart + (significant ? " significant" : ""));
				ChildResult result = family.ref().startChild(family.child(id, restart, significant));
				boolean bad = result instanceof ChildResult.Refused(ExitReason reason)
						&& reason.toString().startsWith("{bad_combination");
				assertThat(model.startChild(id, restart, significant)).isEqualTo(!bad);
			}
		}
	}

}
