package io.actor.test.reliability;

import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PageSectionsTests {

	private static final String PAGE = "# Page\n\nIntro.\n\n## One\n\n| a |\n\n## Two\n\n| b |\n";

	@Test
	void aSectionIsReplacedAndTheOthersStay() {
		String changed = PageSections.of(PAGE).with("One", "## One\n\n| new |\n\n");

		assertThat(changed).isEqualTo("# Page\n\nIntro.\n\n## One\n\n| new |\n\n## Two\n\n| b |\n");
		assertThat(PageSections.of(changed).text("Two")).isEqualTo("## Two\n\n| b |\n");
	}

	@Test
	void aSectionThatIsNotThereComesLast() {
		assertThat(PageSections.of(PAGE).with("Three", "## Three\n")).isEqualTo(PAGE + "\n## Three\n");
		assertThat(PageSections.of(PAGE).text("Three")).isEqualTo("## Three\n\nNot part of this run.\n");
		assertThat(PageSections.of("").with("One", "## One\n")).isEqualTo("## One\n");
	}

	@Test
	void theRowsOfATableAreKnownByTheirFirstCell() {
		String page = "## One\n\n| what | how many |\n| --- | --- |\n| a | 1 |\n| b b | 2 |\n\n## Two\n\n| c | 3 |\n";

		assertThat(PageSections.of(page).rows("One")).containsExactly(Map.entry("a", "| a | 1 |"),
				Map.entry("b b", "| b b | 2 |"));
		assertThat(PageSections.of(page).rows("Three")).isEmpty();
	}

}
