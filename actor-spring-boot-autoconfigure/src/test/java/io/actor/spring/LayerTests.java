package io.actor.spring;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.Architectures;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfiguration;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

/** The layers of this module, as the compiled classes have them. */
class LayerTests {

	private static final JavaClasses CLASSES = new ClassFileImporter()
		.withImportOption(new ImportOption.DoNotIncludeTests())
		.importPackages("io.actor.spring");

	@Test
	void theMiddleLayersDoNotKnowEachOther() {
		Architectures.layeredArchitecture()
			.consideringOnlyDependenciesInAnyPackage("io.actor.spring..")
			.layer("annotation")
			.definedBy("io.actor.spring.annotation")
			.layer("server")
			.definedBy("io.actor.spring.server")
			.layer("client")
			.definedBy("io.actor.spring.client")
			.layer("actuate")
			.definedBy("io.actor.spring.actuate")
			.layer("metrics")
			.definedBy("io.actor.spring.metrics")
			.layer("autoconfigure")
			.definedBy("io.actor.spring.autoconfigure")
			.layer("test")
			.definedBy("io.actor.spring.test")
			.whereLayer("test")
			.mayNotBeAccessedByAnyLayer()
			.whereLayer("autoconfigure")
			.mayOnlyBeAccessedByLayers("test")
			.whereLayer("server")
			.mayOnlyBeAccessedByLayers("autoconfigure", "test")
			.whereLayer("client")
			.mayOnlyBeAccessedByLayers("autoconfigure", "test")
			.whereLayer("actuate")
			.mayOnlyBeAccessedByLayers("autoconfigure", "test")
			.whereLayer("metrics")
			.mayOnlyBeAccessedByLayers("autoconfigure", "test")
			.ensureAllClassesAreContainedInArchitecture()
			.check(CLASSES);
	}

	@Test
	void autoConfigurationsArePublicFinalAndNamedSo() {
		classes().that()
			.areAnnotatedWith(AutoConfiguration.class)
			.should()
			.bePublic()
			.andShould()
			.haveModifier(JavaModifier.FINAL)
			.andShould()
			.haveSimpleNameEndingWith("AutoConfiguration")
			.andShould()
			.resideInAPackage("io.actor.spring.autoconfigure")
			.check(CLASSES);
	}

	@Test
	void onlyTheTestSlicesKnowTheLibrariesOfTests() {
		noClasses().that()
			.resideOutsideOfPackage("io.actor.spring.test")
			.should()
			.dependOnClassesThat()
			.resideInAnyPackage("io.actor.test..", "org.junit..", "org.springframework.test..",
					"org.springframework.boot.test..")
			.check(CLASSES);
	}

	@Test
	void jackson2IsNotUsed() {
		noClasses().should().dependOnClassesThat().resideInAPackage("com.fasterxml.jackson.databind..").check(CLASSES);
	}

	@Test
	void onlyTheRightLayersKnowActuatorAndMicrometer() {
		noClasses().that()
			.resideInAnyPackage("io.actor.spring.annotation", "io.actor.spring.server", "io.actor.spring.client")
			.should()
			.dependOnClassesThat()
			.resideInAnyPackage("org.springframework.boot.actuate..", "org.springframework.boot.health..",
					"io.micrometer..")
			.check(CLASSES);
	}

}
