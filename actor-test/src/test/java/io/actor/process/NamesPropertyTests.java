package io.actor.process;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.actor.term.Pid;
import io.actor.test.tape.Choices;
import io.actor.test.tape.Counterexample;
import io.actor.test.tape.OneThread;
import io.actor.test.tape.Property;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Registered names against a map from names to those who live. */
class NamesPropertyTests {

	private static final List<String> NAMES = List.of("a", "b", "c");

	/** RG-S1 to RG-S3, after every command. */
	@Test
	void namesAreAMapOfTheLiving() {
		Property.named("process.names").cases(150).check((choices) -> names(choices, true));
	}

	@Test
	void aDeathThatFreesNoNameIsFound() {
		Counterexample found = Property.named("process.names").search((choices) -> names(choices, false)).orElseThrow();

		assertThat(found.notes()).containsExactly("story = [spawn 0, register a 0, kill 0]");
	}

	private static void names(Choices choices, boolean kills) {
		OneThread thread = new OneThread(choices);
		Processes processes = thread.processes();
		List<Pid> pids = new ArrayList<>();
		Set<Pid> alive = new HashSet<>();
		Map<String, Pid> model = new HashMap<>();
		List<String> story = new ArrayList<>();
		try {
			while (choices.keepGoing(0.97)) {
				int who = pids.isEmpty() ? 0 : choices.below(pids.size());
				String name = choices.oneOf(NAMES);
				switch (pids.isEmpty() ? 0 : choices.weighted(2, 4, 2, 2, 1)) {
					case 0 -> {
						story.add("spawn " + pids.size());
						Process process = processes.prepare(new Idle(), SpawnOptions.DEFAULT, null);
						processes.start(process);
						thread.settle();
						pids.add(process.pid());
						alive.add(process.pid());
					}
					case 1 -> {
						story.add("register " + name + " " + who);
						Pid pid = pids.get(who);
						boolean free = alive.contains(pid) && !model.containsKey(name) && !model.containsValue(pid);
						assertThat(done(() -> processes.register(name, pid))).isEqualTo(free);
						if (free) {
							model.put(name, pid);
						}
					}
					case 2 -> {
						story.add("unregister " + name);
						assertThat(done(() -> processes.unregister(name))).isEqualTo(model.remove(name) != null);
					}
					case 3 -> {
						story.add("kill " + who);
						if (kills) {
							processes.exit(processes.nobody(), pids.get(who), ExitReason.KILL);
						}
						alive.remove(pids.get(who));
						model.values().remove(pids.get(who));
					}
					default -> {
						story.add("settle");
						thread.settle();
						assertThat(processes.registeredNames()).hasSameElementsAs(model.keySet());
					}
				}
				for (String each : NAMES) {
					assertThat(processes.whereis(each)).isEqualTo(Optional.ofNullable(model.get(each)));
				}
			}
		}
		finally {
			choices.note("story", story);
		}
	}

	private static boolean done(Runnable command) {
		try {
			command.run();
			return true;
		}
		catch (IllegalArgumentException ex) {
			return false;
		}
	}

	/** A server that does nothing. */
	private static final class Idle implements Behaviour {

		@Override
		public void start(Process self) {
		}

		@Override
		public void handle(Process self, Message message) {
		}

		@Override
		public void ended(Process self, ExitReason reason) {
		}

		@Override
		public String kind() {
			return "idle";
		}

		@Override
		public Class<?> type() {
			return Idle.class;
		}

	}

}
