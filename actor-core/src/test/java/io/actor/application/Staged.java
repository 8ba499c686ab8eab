package io.actor.application;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.actor.fixture.Probe;
import io.actor.gen.StartOptions;
import io.actor.supervisor.ChildSpec;
import io.actor.supervisor.Supervisor;

/** An application that notes what happens to it, under a name the test chooses. */
class Staged implements Application {

	final String name;

	final List<Object> notes;

	/**
	 * @param notes what happens, in order, of all applications of the test
	 */
	Staged(String name, List<Object> notes) {
		this.name = name;
		this.notes = notes;
	}

	static ApplicationSpec spec(String name, List<Object> notes) {
		return ApplicationSpec.of(name, () -> new Staged(name, notes));
	}

	/** Registered as {@code NAME_sup}, with a worker {@code NAME_worker}. */
	@Override
	public ChildSpec start(StartType type, Map<String, Object> environment) throws Exception {
		this.notes.add("start " + this.name);
		return ChildSpec.supervisor(this.name + "_sup", Supervisor.oneForOne()
			.intensity(0, Duration.ofSeconds(5))
			.child(ChildSpec.worker(this.name + "_worker", Probe::new, StartOptions.named(this.name + "_worker"))));
	}

	@Override
	public void startPhase(String phase, StartType type, Object argument) throws Exception {
		this.notes.add("phase " + phase + " " + type + " " + argument);
	}

	@Override
	public void prepareStop() throws Exception {
		this.notes.add("prepareStop " + this.name);
	}

	@Override
	public void stop() throws Exception {
		this.notes.add("stop " + this.name);
	}

	@Override
	public void configurationChanged(ConfigurationChange change) throws Exception {
		this.notes.add(change);
	}

}
