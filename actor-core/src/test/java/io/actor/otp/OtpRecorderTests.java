package io.actor.otp;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;

import io.actor.otp.planted.CannotBegin;
import io.actor.otp.planted.Shown;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

/** What is written down about tagged tests, of planted ones. */
class OtpRecorderTests {

	@TempDir
	Path directory;

	@Test
	void eachTaggedTestIsWrittenDownWithHowItEnded() throws IOException {
		run(new OtpRecorder(file()), Shown.class);

		assertThat(OtpResult.read(file()))
			.extracting((result) -> result.test().method(), (result) -> result.test().numbers(), OtpResult::state)
			.containsExactlyInAnyOrder(tuple("passes", List.of(1, 2, 3), OtpResult.State.PASSED),
					tuple("fails", List.of(4), OtpResult.State.FAILED),
					tuple("isSkipped", List.of(5), OtpResult.State.SKIPPED),
					tuple("failsOnceInThree", List.of(6), OtpResult.State.FAILED));
	}

	@Test
	void theTestsOfAClassThatCannotBeginHaveFailed() throws IOException {
		run(new OtpRecorder(file()), CannotBegin.class);

		assertThat(OtpResult.read(file())).containsExactly(new OtpResult(
				new OtpTest(CannotBegin.class.getName(), "wouldPass", List.of(7)), OtpResult.State.FAILED));
	}

	@Test
	void theClassesOfOneBuildAddUpAndThoseOfAnEarlierOneAreDropped() throws IOException {
		Files.writeString(file(), "FAILED io.actor.Earlier build 1\n");
		OtpRecorder recorder = new OtpRecorder(file());

		run(recorder, CannotBegin.class);
		run(recorder, Shown.class);

		assertThat(OtpResult.read(file())).hasSize(5)
			.extracting((result) -> result.test().method())
			.doesNotContain("build");
	}

	@Test
	void withoutAFileNothingIsWritten() {
		run(new OtpRecorder(null), Shown.class);

		assertThat(this.directory).isEmptyDirectory();
	}

	@Test
	void theListenerIsFoundByEveryBuild() {
		assertThat(ServiceLoader.load(TestExecutionListener.class)).hasAtLeastOneElementOfType(OtpRecorder.class);
	}

	private Path file() {
		return this.directory.resolve("results.txt");
	}

	private static void run(OtpRecorder recorder, Class<?> planted) {
		Launcher launcher = LauncherFactory.create(LauncherConfig.builder()
			.enableTestExecutionListenerAutoRegistration(false)
			.addTestExecutionListeners(recorder)
			.build());
		launcher.execute(
				LauncherDiscoveryRequestBuilder.request().selectors(DiscoverySelectors.selectClass(planted)).build());
	}

}
