package io.actor.test.guide;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.actor.test.ActorTestKit;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/** What docs/testing.md shows is what the tests beside this one run. */
class GuideTests {

	private static final Path GUIDE = Path.of("..", "docs", "testing.md");

	private static final Path SOURCES = Path.of("src", "test", "java", "io", "actor", "test", "guide");

	@Test
	void everyExampleOfTheGuideIsCompiledAndRun() throws IOException {
		String code = plain(sources());
		List<String> examples = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL)
			.matcher(Files.readString(GUIDE))
			.results()
			.map((result) -> result.group(1))
			.toList();
		assertThat(examples).hasSizeGreaterThan(8);
		for (String example : examples) {
			for (String member : example.split("\n\n(?=\\S)")) {
				assertThat(code).contains(plain(member));
			}
		}
	}

	@Test
	void theStoryOfTheGuideIsTheOneThatIsPrinted() throws IOException {
		String guide = Files.readString(GUIDE);
		Throwable failure = catchThrowable(() -> ActorTestKit.explore(200, SeedsTests::twoCustomers));
		String shown = Pattern.compile("```\n(Seed .*?)```", Pattern.DOTALL)
			.matcher(guide)
			.results()
			.map(MatchResult::group)
			.collect(Collectors.joining());
		assertThat(plain(shown)).contains(plain(failure.getMessage()));
	}

	private static String sources() throws IOException {
		try (Stream<Path> files = Files.list(SOURCES)) {
			StringBuilder all = new StringBuilder();
			for (Path file : files.sorted().toList()) {
				all.append(Files.readString(file));
			}
			return all.toString();
		}
	}

	/** Without what differs by layout alone. */
	private static String plain(String text) {
		return text.replaceAll("\\s+", " ").strip();
	}

}
