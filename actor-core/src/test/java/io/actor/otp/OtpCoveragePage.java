package io.actor.otp;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Writes docs/otp-coverage.md from what the tests of this build have shown. Run at the
 * end of the build, not as one of its tests.
 */
class OtpCoveragePage {

	private static final Path PAGE = Path.of("..", "docs", "otp-coverage.md");

	private static final Path RESULTS = Path.of("target", "otp-results.txt");

	@Test
	void thePageSaysWhatTheTestsOfThisBuildHaveShown() throws IOException {
		OtpCoverage coverage = new OtpCoverage(OtpChecklist.load(), OtpTest.all(), OtpResult.read(RESULTS));
		assertThat(coverage.problems()).isEmpty();
		boolean everything = System.getProperty("test") == null;
		if (everything) {
			assertThat(coverage.notRun()).as("tagged tests that are not part of the everyday run").isEmpty();
		}
		List<String> missing = coverage.missing();
		if (missing.isEmpty()) {
			Files.writeString(PAGE, coverage.page());
		}
		else {
			System.out.println("docs/otp-coverage.md is left as it is, for this run has not shown " + missing.size()
					+ " tests, such as " + missing.getFirst());
		}
	}

}
