package io.actor.architecture;

import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.actor.architecture.planted.seam.Innocent;
import io.actor.architecture.planted.seam.Offences;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Core asks its seams, and whoever goes around them is noticed. */
class SeamTests {

	@Test
	void coreAsksItsSeams() {
		Seams.hold().check(CoreClasses.ALL);
	}

	@Test
	void everyWayAroundTheSeamsIsNoticed() {
		JavaClasses planted = new ClassFileImporter().importClasses(Offences.class);
		Set<String> offences = Stream.of(Offences.class.getDeclaredMethods())
			.filter((method) -> !method.isSynthetic())
			.map((method) -> method.getName())
			.collect(Collectors.toCollection(TreeSet::new));

		String report = Seams.hold().evaluate(planted).getFailureReport().toString();

		assertThat(offences).hasSizeGreaterThan(30)
			.allSatisfy((offence) -> assertThat(report).contains("Offences." + offence + "("));
	}

	@Test
	void aThreadOfOnesOwnIsNoticed() {
		JavaClasses planted = new ClassFileImporter().importPackages(Offences.class.getPackageName());

		assertThat(Seams.hold().evaluate(planted).getFailureReport().toString())
			.contains("Offences$OwnThread.<init>()> calls constructor <java.lang.Thread.<init>()>");
	}

	@Test
	void theReportSaysWhereTheReasonStands() {
		JavaClasses planted = new ClassFileImporter().importClasses(Offences.class);

		assertThatThrownBy(() -> Seams.hold().check(planted)).hasMessageContaining("docs/decisions/0001-seams.md")
			.hasMessageContaining("Offences.java:");
	}

	@Test
	void whatOnlyLooksLikeAWayAroundIsAllowed() {
		Seams.hold().check(new ClassFileImporter().importClasses(Innocent.class));
	}

}
