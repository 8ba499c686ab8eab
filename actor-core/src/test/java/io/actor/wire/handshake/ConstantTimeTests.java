package io.actor.wire.handshake;

import java.security.MessageDigest;
import java.util.Arrays;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * How long a comparison of proofs takes says nothing about them. Read from the compiled
 * classes: a measurement in a busy JVM would see everything but this.
 */
@Tag("security")
class ConstantTimeTests {

	private static final JavaClasses HANDSHAKE = new ClassFileImporter()
		.withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
		.importPackages(Cookie.class.getPackageName());

	@Test
	void proofsAreComparedByTheJdksConstantTimeComparisonAndInOnePlace() {
		assertThat(HANDSHAKE.get(Cookie.class).getMethod("matches", int.class, byte[].class).getMethodCallsFromSelf())
			.anyMatch((call) -> call.getTargetOwner().isEquivalentTo(MessageDigest.class)
					&& call.getName().equals("isEqual"));
		for (JavaClass type : HANDSHAKE) {
			assertThat(type.getMethodCallsFromSelf()).as(type.getName())
				.noneMatch(
						(call) -> call.getTargetOwner().isEquivalentTo(Arrays.class) && (call.getName().equals("equals")
								|| call.getName().equals("compare") || call.getName().equals("mismatch")));
		}
	}

}
