package io.actor.otp;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How a tagged test ended; one line of a file.
 *
 * @param test the test
 * @param state how
 */
record OtpResult(OtpTest test, State state) {

	/** The best last. */
	enum State {

		FAILED, SKIPPED, PASSED;

		/** Of a test that runs several times: the worst. */
		State and(State other) {
			return (compareTo(other) < 0) ? this : other;
		}

	}

	private static final String BETWEEN = " ";

	String line() {
		return String.join(BETWEEN, this.state.name(), this.test.type(), this.test.method(),
				this.test.numbers().stream().map(String::valueOf).collect(Collectors.joining(",")));
	}

	static OtpResult parse(String line) {
		String[] parts = line.split(BETWEEN);
		List<Integer> numbers = Stream.of(parts[3].split(",")).map(Integer::valueOf).toList();
		return new OtpResult(new OtpTest(parts[1], parts[2], numbers), State.valueOf(parts[0]));
	}

	/** The results in a file; none if there is no file. */
	static List<OtpResult> read(Path file) throws IOException {
		List<OtpResult> results = new ArrayList<>();
		if (Files.exists(file)) {
			for (String line : Files.readAllLines(file)) {
				results.add(parse(line));
			}
		}
		return results;
	}

}
