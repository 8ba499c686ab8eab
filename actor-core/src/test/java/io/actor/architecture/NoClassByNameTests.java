package io.actor.architecture;

import java.util.Map;
import java.util.Set;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Nothing that comes from a peer can become a class: core loads none by name and reads no
 * serialized objects. Looked up in the compiled classes.
 */
@Tag("security")
class NoClassByNameTests {

	private static final Map<String, Set<String>> WAYS = Map.of("java.lang.Class", Set.of("forName"),
			"java.lang.ClassLoader", Set.of("loadClass", "defineClass"), "java.lang.invoke.MethodHandles$Lookup",
			Set.of("findClass", "defineClass", "defineHiddenClass"), "java.io.ObjectInputStream",
			Set.of("<init>", "readObject"), "java.beans.XMLDecoder", Set.of("<init>", "readObject"),
			"javax.script.ScriptEngineManager", Set.of("<init>"), "java.util.ServiceLoader", Set.of("load"));

	private static final ArchRule RULE = noClasses().should()
		.callCodeUnitWhere(new DescribedPredicate<JavaCall<?>>("makes a class of a name or an object of bytes") {

			@Override
			public boolean test(JavaCall<?> call) {
				return isWay(call);
			}
		});

	private static boolean isWay(JavaAccess<?> call) {
		return WAYS.entrySet()
			.stream()
			.anyMatch((way) -> call.getTargetOwner().isAssignableTo(way.getKey())
					&& way.getValue().contains(call.getName()));
	}

	@Test
	void coreMakesNoClassOfAName() {
		assertThat(CoreClasses.ALL).hasSizeGreaterThan(200);
		RULE.check(CoreClasses.ALL);
	}

	@Test
	void aClassThatDoesIsNoticed() {
		JavaClasses planted = new ClassFileImporter().importClasses(Offence.class);

		assertThat(RULE.evaluate(planted).getFailureReport().getDetails()).hasSize(1);
	}

	/** What is looked for. */
	static final class Offence {

		Class<?> byName(String name) throws ClassNotFoundException {
			return Class.forName(name);
		}

	}

}
