package io.actor.architecture;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

/**
 * Which package of core may know which. The list is the one of the architecture page; an
 * exception names a single class and says why.
 */
final class Layers {

	private static final String ALL = "*";

	private static final Map<String, Set<String>> ALLOWED = Map.ofEntries(Map.entry("term", Set.of()),
			Map.entry("scheduler", Set.of()), Map.entry("wire.epmd", Set.of()), Map.entry("wire.transport", Set.of()),
			Map.entry("jackson", Set.of("term")), Map.entry("wire.etf", Set.of("term")),
			Map.entry("wire.handshake", Set.of("term")), Map.entry("process", Set.of("scheduler", "term")),
			Map.entry("gen", Set.of("process", "term")), Map.entry("supervisor", Set.of("gen", "process", "term")),
			Map.entry("statemachine", Set.of("gen", "process", "term")),
			Map.entry("event", Set.of("gen", "process", "term")),
			Map.entry("registry", Set.of("gen", "process", "term")),
			Map.entry("group", Set.of("gen", "process", "term")), Map.entry("rpc", Set.of("gen", "process", "term")),
			Map.entry("task", Set.of("supervisor", "gen", "process", "term")),
			Map.entry("application", Set.of("supervisor", "gen", "process", "term")),
			Map.entry("wire.distribution", Set.of("wire.handshake", "wire.etf", "process", "term")),
			Map.entry("node", Set.of(ALL)));

	/**
	 * What {@code Processes.clock()} and {@code Processes.timers()} hand out, which is
	 * all that is known of the scheduler above {@code process}.
	 */
	private static final Map<String, Set<String>> EXCEPTIONS = Map.of("gen",
			Set.of("scheduler.Timer", "scheduler.ActorTimers", "scheduler.ActorClock"), "rpc",
			Set.of("scheduler.Timer", "scheduler.ActorTimers", "scheduler.ActorClock"), "supervisor",
			Set.of("scheduler.ActorClock"));

	private Layers() {
	}

	/** Every package uses only those below it. */
	static ArchRule hold(String root) {
		return classes().that(in(root)).should(useOnlyLowerLayers(root)).as("layers of " + root);
	}

	/** The only package, of ours, that knows this library. */
	static ArchRule confined(String root, String library, String owner) {
		return noClasses().that(in(root))
			.and()
			.resideOutsideOfPackage(root + "." + owner)
			.should()
			.dependOnClassesThat()
			.resideInAPackage(library + "..")
			.as(library + " is known to " + owner + " alone");
	}

	/** A library core does not know at all. */
	static ArchRule unknown(String root, String library) {
		return noClasses().that(in(root)).should().dependOnClassesThat().resideInAPackage(library + "..");
	}

	private static DescribedPredicate<JavaClass> in(String root) {
		return DescribedPredicate.describe("are in " + root,
				(type) -> type.getPackageName().startsWith(root + ".") && !type.getSimpleName().equals("package-info"));
	}

	private static ArchCondition<JavaClass> useOnlyLowerLayers(String root) {
		return new ArchCondition<>("use only the layers below") {

			@Override
			public void check(JavaClass type, ConditionEvents events) {
				String from = type.getPackageName().substring(root.length() + 1);
				Set<String> below = ALLOWED.get(from);
				if (below == null) {
					events.add(SimpleConditionEvent.violated(type,
							"Package " + from + " has no place in the layers; decide what it may use and add it"));
					return;
				}
				Map<String, Dependency> wrong = new TreeMap<>();
				for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
					JavaClass target = dependency.getTargetClass().getBaseComponentType();
					if (!target.getPackageName().startsWith(root + ".")) {
						continue;
					}
					String to = target.getPackageName().substring(root.length() + 1);
					String name = target.getName().substring(root.length() + 1);
					if (!to.equals(from) && !below.containsAll(List.of(ALL)) && !below.contains(to)
							&& !EXCEPTIONS.getOrDefault(from, Set.of()).contains(name)) {
						wrong.putIfAbsent(name, dependency);
					}
				}
				wrong.forEach((name, dependency) -> events.add(SimpleConditionEvent.violated(type,
						from + " may not use " + name + ": " + dependency.getDescription())));
			}
		};
	}

}
