package io.actor.guide;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What the guide shows is what tests compile and run. */
class GuidePagesTests {

	private static final Path ROOT = Path.of("..");

	@ParameterizedTest
	@MethodSource("pages")
	void everyExampleOfThePageIsCompiledAndRun(Path file) throws IOException {
		GuidePage page = new GuidePage(Files.readString(file));

		assertThat(page.examples()).isNotEmpty();
		assertThat(page.offences(sources(page))).isEmpty();
	}

	static List<Path> pages() throws IOException {
		List<Path> pages = new ArrayList<>(files(ROOT.resolve("docs/guide"), ".md"));
		// The index.
		pages.removeIf((page) -> page.endsWith("README.md"));
		pages.add(ROOT.resolve("docs/testing.md"));
		return pages;
	}

	private static List<String> sources(GuidePage page) throws IOException {
		List<String> sources = new ArrayList<>();
		for (Path file : files(ROOT.resolve(page.sources()), ".java")) {
			sources.add(Files.readString(file));
		}
		return sources;
	}

	private static List<Path> files(Path directory, String ending) throws IOException {
		try (Stream<Path> files = Files.list(directory)) {
			return files.filter((file) -> file.toString().endsWith(ending)).sorted().toList();
		}
	}

	@Test
	void anExampleThatDiffersByLayoutAloneIsFound() {
		assertThat(offences("int one =\n    1;    // first\n", "class A {\n\t// first\n\tint one = 1;\n}")).isEmpty();
	}

	@Test
	void theSourceMayHaveMoreBetweenTwoPartsOfAnExample() {
		assertThat(offences("int one = 1;\n\nint two = 2;\n", "int one = 1; check(one); int two = 2;")).isEmpty();
		assertThat(offences("int one = 1;\nint two = 2;\n", "int one = 1; check(one); int two = 2;")).hasSize(1);
	}

	@Test
	void anExampleThatIsNotCompiledIsNoticed() {
		assertThat(offences("int one = 1;\n\nint two = 3;\n", "int one = 1; int two = 2;")).singleElement()
			.asString()
			.contains("int two = 3;");
	}

	@Test
	void codeThatIsOnlyIndentedIsNoticed() {
		GuidePage page = new GuidePage("So:\n\n    node.send(pid, 1);   // now\n\n- a point\n    and its rest\n");

		assertThat(page.offences(List.of())).singleElement().asString().contains("node.send");
	}

	@Test
	void aPageMayNameAnotherPlaceForItsExamples() {
		assertThat(new GuidePage("# A\n\n<!-- examples: a/b -->\n").sources()).isEqualTo("a/b");
		assertThat(new GuidePage("# A\n").sources()).endsWith("io/actor/guide");
	}

	private static List<String> offences(String example, String source) {
		return new GuidePage("# A\n\n```java\n" + example + "```\n").offences(List.of(source));
	}

}
