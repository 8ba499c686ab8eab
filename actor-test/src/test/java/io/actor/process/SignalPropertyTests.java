package io.actor.process;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import io.actor.term.Pid;
import io.actor.term.Ref;
import io.actor.test.tape.Choices;
import io.actor.test.tape.Counterexample;
import io.actor.test.tape.OneThread;
import io.actor.test.tape.Property;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Links, monitors and exit signals against {@link SignalModel}: LM-S1 to LM-S6, PR-S5.
 */
class SignalPropertyTests {

	private static final List<ExitReason> REASONS = List.of(ExitReason.NORMAL, ExitReason.KILL, ExitReason.SHUTDOWN,
			ExitReason.named("broken"));

	private static final int MOST_PROCESSES = 6;

	/** Tells a process what to do. */
	private record Do(Consumer<Process> code) {
	}

	/** The processes of a run. */
	private static final class World {

		private final OneThread thread;

		private final Processes processes;

		private final List<Pid> pids = new ArrayList<>();

		private final List<List<String>> logs = new ArrayList<>();

		private final Map<Ref, Integer> monitors = new HashMap<>();

		private final List<Ref> refs = new ArrayList<>();

		World(Choices choices) {
			this.thread = new OneThread(choices);
			this.processes = this.thread.processes();
		}

		void spawn() {
			List<String> log = new ArrayList<>();
			Process process = this.processes.prepare(new Obedient(this, log), SpawnOptions.DEFAULT, null);
			this.pids.add(process.pid());
			this.logs.add(log);
			this.processes.start(process);
		}

		void tell(int process, Consumer<Process> code) {
			this.processes.send(this.pids.get(process), new Do(code));
		}

		String describe(Object message) {
			return switch (message) {
				case Exit(Pid from, ExitReason reason) -> "exit of " + this.pids.indexOf(from) + ": " + reason;
				case Down(Ref ref, var target, ExitReason reason) -> "down " + this.monitors.get(ref) + ": " + reason;
				default -> message.toString();
			};
		}

	}

	/** Does what it is told and notes everything else. */
	private record Obedient(World world, List<String> log) implements Behaviour {

		@Override
		public void start(Process self) {
		}

		@Override
		public void handle(Process self, Message message) {
			if (message.body() instanceof Do(var code)) {
				try {
					code.accept(self);
				}
				catch (NoProcessException ex) {
					this.log.add("error: noproc");
				}
			}
			else {
				this.log.add(this.world.describe(message.body()));
			}
		}

		@Override
		public void ended(Process self, ExitReason reason) {
		}

		@Override
		public String kind() {
			return "obedient";
		}

		@Override
		public Class<?> type() {
			return Obedient.class;
		}

	}

	@Test
	void signalsAreThoseOfTheReferenceManual() {
		Property.named("process.signals").cases(150).check((choices) -> signals(choices, false));
	}

	@Test
	void aNormalExitThatEndsALinkedProcessIsFound() {
		Counterexample found = Property.named("process.signals")
			.cases(300)
			.search((choices) -> signals(choices, true))
			.orElseThrow();

		assertThat(found.notes()).containsExactly("story = [spawn, spawn, 0 link 1, 0 ends: normal]");
	}

	private static void signals(Choices choices, boolean fault) {
		World world = new World(choices);
		SignalModel model = new SignalModel();
		List<String> story = new ArrayList<>();
		try {
			while (choices.keepGoing(0.97)) {
				command(choices, world, model, story, fault);
				world.thread.settle();
				for (int i = 0; i < model.size(); i++) {
					assertThat(world.processes.isAlive(world.pids.get(i))).as("alive: %d", i).isEqualTo(model.alive(i));
					// Of one that has ended nobody knows what it still saw.
					if (model.alive(i)) {
						assertThat(world.logs.get(i)).containsExactlyInAnyOrderElementsOf(model.logs.get(i));
					}
				}
			}
		}
		finally {
			choices.note("story", story);
		}
	}

	private static void command(Choices choices, World world, SignalModel model, List<String> story, boolean fault) {
		List<Integer> alive = new ArrayList<>();
		for (int i = 0; i < model.size(); i++) {
			if (model.alive(i)) {
				alive.add(i);
			}
		}
		if (alive.isEmpty() || (alive.size() < MOST_PROCESSES && choices.chance(0.15))) {
			story.add("spawn");
			world.spawn();
			model.spawn();
			return;
		}
		int self = choices.oneOf(alive);
		int other = choices.below(model.size());
		Pid pid = world.pids.get(other);
		switch (choices.weighted(5, 2, 3, 2, 2, 3, 3)) {
			case 0 -> {
				story.add(self + " link " + other);
				world.tell(self, (process) -> process.link(pid));
				model.link(self, other);
			}
			case 1 -> {
				story.add(self + " unlink " + other);
				world.tell(self, (process) -> process.unlink(pid));
				model.unlink(self, other);
			}
			case 2 -> {
				int number = world.refs.size();
				story.add(self + " monitor " + other + " as " + number);
				world.tell(self, (process) -> {
					Ref ref = process.monitor(pid);
					world.refs.add(ref);
					world.monitors.put(ref, number);
				});
				model.monitor(number, self, other);
			}
			case 3 -> {
				if (!world.refs.isEmpty()) {
					int number = choices.below(world.refs.size());
					story.add(self + " demonitor " + number);
					boolean expected = model.demonitor(number, self);
					world.tell(self,
							(process) -> assertThat(process.demonitor(world.refs.get(number))).isEqualTo(expected));
				}
			}
			case 4 -> {
				boolean on = choices.chance(0.7);
				story.add(self + " trap " + on);
				world.tell(self, (process) -> process.trapExit(on));
				model.trap(self, on);
			}
			case 5 -> {
				ExitReason reason = choices.oneOf(REASONS);
				story.add(self + " exit " + other + ": " + reason);
				world.tell(self, (process) -> process.exit(pid, reason));
				model.signal(self, other, reason);
			}
			default -> {
				ExitReason reason = choices.oneOf(REASONS);
				story.add(self + " ends: " + reason);
				List<Integer> links = model.links(self);
				world.tell(self, (process) -> process.exit(reason));
				model.end(self, reason);
				if (fault && reason.isNormal()) {
					links.stream().filter(model::alive).findFirst().ifPresent((linked) -> model.end(linked, reason));
				}
			}
		}
	}

}
