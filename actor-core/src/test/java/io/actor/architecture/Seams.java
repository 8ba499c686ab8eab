package io.actor.architecture;

import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaCodeUnitAccess;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

/** What core asks an interface for instead of the JVM. */
final class Seams {

	private static final String ANNOTATION = "io.actor.scheduler.ProductionSeam";

	private static final Set<String> OF_THREAD = Set.of("sleep", "ofVirtual", "ofPlatform", "startVirtualThread",
			"start", "yield", "onSpinWait", "<init>");

	/** Classes of which core uses nothing. */
	private static final Set<String> FOREIGN = Set.of("java.util.concurrent.locks.LockSupport",
			"java.util.concurrent.Executors", "java.util.concurrent.ForkJoinPool",
			"java.util.concurrent.ThreadLocalRandom", "java.util.concurrent.ThreadPoolExecutor",
			"java.util.concurrent.ScheduledThreadPoolExecutor", "java.util.Timer", "java.io.ObjectInputStream",
			"java.util.SplittableRandom", "java.util.random.RandomGenerator");

	private Seams() {
	}

	/** Nobody outside the seams' production side goes around them. */
	static ArchRule hold() {
		return classes().that()
			.resideOutsideOfPackage("io.actor.wire.transport")
			.should(askTheSeams())
			.because("time, threads and randomness come in through seams, see docs/decisions/0001-seams.md");
	}

	private static ArchCondition<JavaClass> askTheSeams() {
		return new ArchCondition<>("ask the seams") {

			@Override
			public void check(JavaClass type, ConditionEvents events) {
				type.getCodeUnitCallsFromSelf().forEach((access) -> look(access, events));
				type.getCodeUnitReferencesFromSelf().forEach((access) -> look(access, events));
			}
		};
	}

	private static void look(JavaCodeUnitAccess<?> access, ConditionEvents events) {
		if (banned(access.getTarget()) && !production(access.getOrigin())) {
			events.add(SimpleConditionEvent.violated(access, access.getDescription()));
		}
	}

	/** Whether the code is marked, or the class around it. */
	private static boolean production(JavaCodeUnit code) {
		if (code.isAnnotatedWith(ANNOTATION)) {
			return true;
		}
		JavaClass type = code.getOwner();
		while (!type.isAnnotatedWith(ANNOTATION)) {
			if (type.getEnclosingClass().isEmpty()) {
				return false;
			}
			type = type.getEnclosingClass().get();
		}
		return true;
	}

	private static boolean banned(CodeUnitAccessTarget target) {
		JavaClass owner = target.getOwner();
		String name = target.getName();
		if (FOREIGN.contains(owner.getName()) || timedWait(target)) {
			return true;
		}
		if (owner.isAssignableTo(Thread.class)) {
			return OF_THREAD.contains(name) && (owner.isEquivalentTo(Thread.class) || !name.equals("<init>"))
					|| name.equals("join") && !target.getRawParameterTypes().isEmpty();
		}
		if (owner.isAssignableTo("java.util.Random") || owner.isAssignableTo("java.security.SecureRandom")) {
			return name.equals("<init>") || name.startsWith("getInstance");
		}
		if (owner.getPackageName().equals("java.time")) {
			return name.equals("now") || name.startsWith("system") || name.startsWith("tick");
		}
		if (owner.isAssignableTo("java.util.stream.BaseStream")) {
			return name.equals("parallel");
		}
		return switch (owner.getName()) {
			case "java.lang.System" -> Set.of("nanoTime", "currentTimeMillis").contains(name);
			case "java.lang.Math" -> name.equals("random");
			case "java.util.UUID" -> name.equals("randomUUID");
			case "java.util.concurrent.TimeUnit" -> name.equals("sleep");
			case "java.util.concurrent.CompletableFuture", "java.util.concurrent.CompletionStage" ->
				name.endsWith("Async") || name.equals("delayedExecutor");
			default -> name.equals("parallelStream");
		};
	}

	/**
	 * Object.wait with a time, and every method of java.util.concurrent that takes one.
	 */
	private static boolean timedWait(CodeUnitAccessTarget target) {
		if (target.getName().equals("wait") && !target.getRawParameterTypes().isEmpty()) {
			return target.getRawParameterTypes().getFirst().isEquivalentTo(long.class);
		}
		JavaClass owner = target.getOwner();
		boolean waits = owner.getPackageName().startsWith("java.util.concurrent") || owner.isAssignableTo(Future.class);
		return waits && !owner.isEquivalentTo(TimeUnit.class)
				&& target.getRawParameterTypes().stream().anyMatch((type) -> type.isEquivalentTo(TimeUnit.class));
	}

}
