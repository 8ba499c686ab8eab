package io.actor.otp;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Predicate;

import io.actor.fixture.Otp;
import org.junit.jupiter.api.Nested;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.HierarchyTraversalMode;
import org.junit.platform.commons.support.ReflectionSupport;

/**
 * A test that says which behaviours it shows.
 *
 * @param type its class
 * @param method its name
 * @param numbers of the behaviours, in order
 */
record OtpTest(String type, String method, List<Integer> numbers) {

	/** The test this method is; it shows nothing if it has no tag. */
	static OtpTest of(String type, Method method) {
		TreeSet<Integer> numbers = new TreeSet<>();
		for (Otp tag : AnnotationSupport.findRepeatableAnnotations(method, Otp.class)) {
			Arrays.stream(tag.value()).forEach(numbers::add);
		}
		return new OtpTest(type, method.getName(), List.copyOf(numbers));
	}

	/** All of the test classes of this module: those whose name ends with Tests. */
	static List<OtpTest> all() {
		return in("io.actor", (name) -> name.matches("[^$]*Tests(\\$.*)?"));
	}

	/** All of the classes with such names below a package. */
	static List<OtpTest> in(String root, Predicate<String> names) {
		List<OtpTest> found = new ArrayList<>();
		for (Class<?> type : ReflectionSupport.findAllClassesInPackage(root, OtpTest::canRun, names)) {
			for (Method method : ReflectionSupport.findMethods(type, (each) -> true, HierarchyTraversalMode.TOP_DOWN)) {
				OtpTest test = of(type.getName(), method);
				if (!test.numbers().isEmpty()) {
					found.add(test);
				}
			}
		}
		return found;
	}

	private static boolean canRun(Class<?> type) {
		return !Modifier.isAbstract(type.getModifiers())
				&& (type.getEnclosingClass() == null || type.isAnnotationPresent(Nested.class));
	}

	/** As people read it: {@code process.KillTests.aKilledProcessIsGone}. */
	String shortName() {
		return this.type.replaceFirst("^io\\.actor\\.", "").replace('$', '.') + "." + this.method;
	}

}
