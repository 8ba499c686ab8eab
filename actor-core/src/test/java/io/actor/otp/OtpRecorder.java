package io.actor.otp;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/**
 * Notes how each test ended that says which OTP behaviour it shows, for
 * {@link OtpCoveragePage}. Found by the launcher as a service; does nothing unless the
 * system property {@code otp.results} names a file.
 */
public final class OtpRecorder implements TestExecutionListener {

	/**
	 * A build runs its test classes one plan after the other; the first begins the file.
	 */
	private final Path file;

	private boolean begun;

	private TestPlan plan;

	private final Map<OtpTest, OtpResult.State> states = new LinkedHashMap<>();

	public OtpRecorder() {
		this(Optional.ofNullable(System.getProperty("otp.results")).map(Path::of).orElse(null));
	}

	OtpRecorder(Path file) {
		this.file = file;
	}

	@Override
	public void testPlanExecutionStarted(TestPlan started) {
		this.plan = started;
		this.states.clear();
	}

	@Override
	public synchronized void executionFinished(TestIdentifier identifier, TestExecutionResult result) {
		ended(identifier, switch (result.getStatus()) {
			case SUCCESSFUL -> OtpResult.State.PASSED;
			case ABORTED -> OtpResult.State.SKIPPED;
			case FAILED -> OtpResult.State.FAILED;
		});
	}

	@Override
	public synchronized void executionSkipped(TestIdentifier identifier, String reason) {
		ended(identifier, OtpResult.State.SKIPPED);
	}

	private void ended(TestIdentifier identifier, OtpResult.State state) {
		Optional<OtpTest> test = test(identifier);
		if (test.isPresent()) {
			note(test.get(), state);
		}
		else if (state != OtpResult.State.PASSED) {
			// A class that could not begin, or was left out: none of its tests says so.
			this.plan.getDescendants(identifier)
				.stream()
				.flatMap((each) -> test(each).stream())
				.forEach((each) -> note(each, state));
		}
	}

	private void note(OtpTest test, OtpResult.State state) {
		if (!test.numbers().isEmpty()) {
			this.states.merge(test, state, OtpResult.State::and);
		}
	}

	private static Optional<OtpTest> test(TestIdentifier identifier) {
		if (identifier.getSource().orElse(null) instanceof MethodSource source) {
			Method method = source.getJavaMethod();
			return Optional.of(OtpTest.of(source.getClassName(), method));
		}
		return Optional.empty();
	}

	@Override
	public synchronized void testPlanExecutionFinished(TestPlan finished) {
		if (this.file == null) {
			return;
		}
		String lines = this.states.entrySet()
			.stream()
			.map((entry) -> new OtpResult(entry.getKey(), entry.getValue()).line() + "\n")
			.collect(Collectors.joining());
		try {
			Files.createDirectories(this.file.toAbsolutePath().getParent());
			Files.writeString(this.file, lines, StandardOpenOption.CREATE,
					this.begun ? StandardOpenOption.APPEND : StandardOpenOption.TRUNCATE_EXISTING);
			this.begun = true;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
