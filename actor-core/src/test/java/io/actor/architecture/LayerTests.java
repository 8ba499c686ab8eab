package io.actor.architecture;

import java.util.Set;
import java.util.TreeSet;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The layers of core, and that each rule notices when it is broken. */
class LayerTests {

	private static final String CORE = "io.actor";

	private static final String PLANTED = "io.actor.architecture.planted";

	private static final JavaClasses PLANTED_CLASSES = new ClassFileImporter().importPackages(PLANTED);

	@Test
	void eachPackageUsesOnlyTheLayersBelow() {
		Layers.hold(CORE).check(CoreClasses.ALL);
	}

	@Test
	void aPackageThatUsesAHigherLayerIsNoticed() {
		broken(Layers.hold(PLANTED), "term may not use process.Up");
	}

	@Test
	void aPackageWithoutAPlaceInTheLayersIsNoticed() {
		broken(Layers.hold(PLANTED), "Package unheard has no place in the layers");
	}

	@Test
	void nettyIsKnownToTheTransportAlone() {
		Layers.confined(CORE, "io.netty", "wire.transport").check(CoreClasses.ALL);
	}

	@Test
	void jacksonIsKnownToItsPackageAlone() {
		Layers.confined(CORE, "tools.jackson", "jackson").check(CoreClasses.ALL);
	}

	@Test
	void springIsNotKnown() {
		Layers.unknown(CORE, "org.springframework").check(CoreClasses.ALL);
	}

	@Test
	void aLibraryOutsideItsPackageIsNoticed() {
		broken(Layers.confined(PLANTED, "io.netty", "wire.transport"), "Up.buffer");
		broken(Layers.unknown(PLANTED, "io.netty"), "Up.buffer");
	}

	@Test
	void thePackagesHaveNoCycles() {
		SlicesRuleDefinition.slices().matching(CORE + ".(**)").should().beFreeOfCycles().check(CoreClasses.ALL);
	}

	@Test
	void aCycleOfPackagesIsNoticed() {
		broken(SlicesRuleDefinition.slices().matching(PLANTED + ".(**)").should().beFreeOfCycles(), "Cycle detected");
	}

	@Test
	void everyPackageIsDescribedAndNullMarked() {
		assertThat(packagesNotNullMarked(CoreClasses.ALL)).isEmpty();
	}

	@Test
	void aPackageThatIsNotNullMarkedIsNoticed() {
		assertThat(packagesNotNullMarked(PLANTED_CLASSES)).contains(PLANTED + ".term");
	}

	private static void broken(ArchRule rule, String message) {
		assertThatThrownBy(() -> rule.check(PLANTED_CLASSES)).isInstanceOf(AssertionError.class)
			.hasMessageContaining(message);
	}

	private static Set<String> packagesNotNullMarked(JavaClasses classes) {
		Set<String> missing = new TreeSet<>();
		for (JavaClass type : classes) {
			JavaPackage in = type.getPackage();
			if (!in.isAnnotatedWith(NullMarked.class)) {
				missing.add(in.getName());
			}
		}
		return missing;
	}

}
