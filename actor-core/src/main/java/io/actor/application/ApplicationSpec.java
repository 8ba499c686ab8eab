package io.actor.application;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * What a node knows of an application: Erlang's {@code .app} file.
 *
 * <pre>{@code
 * ApplicationSpec.of("chat", Chat::new).dependsOn("store").phase("announce", "lobby")
 * }</pre>
 *
 * @param name unique on its node
 * @param module makes the object whose methods start and stop it; called once a start
 * @param version for people
 * @param dependencies names of applications that must run before it starts
 * @param phases steps of its start, in order
 * @param environment its configuration, until {@link Applications#configure} changes it
 */
public record ApplicationSpec(String name, Supplier<? extends Application> module, String version,
		List<String> dependencies, List<StartPhase> phases, Map<String, Object> environment) {

	public ApplicationSpec {
		Objects.requireNonNull(module, "module");
		Objects.requireNonNull(version, "version");
		if (name.isBlank()) {
			throw new IllegalArgumentException("An application needs a name");
		}
		dependencies = List.copyOf(dependencies);
		phases = List.copyOf(phases);
		environment = Map.copyOf(environment);
		if (dependencies.contains(name)) {
			throw new IllegalArgumentException("Application '" + name + "' cannot depend on itself");
		}
	}

	/** An application without dependencies, phases and configuration. */
	public static ApplicationSpec of(String name, Supplier<? extends Application> module) {
		return new ApplicationSpec(name, module, "1", List.of(), List.of(), Map.of());
	}

	/** The same in this version. */
	public ApplicationSpec version(String number) {
		return new ApplicationSpec(this.name, this.module, number, this.dependencies, this.phases, this.environment);
	}

	/** The same, which needs these to run. */
	public ApplicationSpec dependsOn(String... names) {
		return new ApplicationSpec(this.name, this.module, this.version,
				Stream.concat(this.dependencies.stream(), Stream.of(names)).toList(), this.phases, this.environment);
	}

	/** The same with one more phase of its start, run last. */
	public ApplicationSpec phase(String phase, Object argument) {
		return new ApplicationSpec(this.name, this.module, this.version, this.dependencies,
				Stream.concat(this.phases.stream(), Stream.of(new StartPhase(phase, argument))).toList(),
				this.environment);
	}

	/** The same with this configuration. */
	public ApplicationSpec environment(Map<String, Object> configuration) {
		return new ApplicationSpec(this.name, this.module, this.version, this.dependencies, this.phases, configuration);
	}

}
