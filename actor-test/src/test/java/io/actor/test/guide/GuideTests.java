package io.actor.test.guide;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.actor.test.ActorTestKit;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * The story docs/testing.md shows is the one that is printed. That its examples are run
 * by the tests beside this one is checked together with those of the guide, in
 * actor-core.
 */
class GuideTests {

	private static final Path GUIDE = Path.of("..", "docs", "testing.md");

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

	/** Without what differs by layout alone. */
	private static String plain(String text) {
		return text.replaceAll("\\s+", " ").strip();
	}

}
