package io.actor.architecture;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The files of the whole repository, and that each rule notices when it is broken. */
class TidyTests {

	private static final Set<String> SKIPPED = Set.of("target", "node_modules");

	private static final Set<String> LOOKED_AT = Set.of("java", "md", "xml", "yml", "yaml", "properties", "html", "js",
			"css", "sh", "erl", "exs", "ex");

	@Test
	void theRepositoryIsTidy() throws IOException {
		Path root = root();
		List<String> offences = new ArrayList<>();
		List<String> seen = new ArrayList<>();
		Files.walkFileTree(root, new SimpleFileVisitor<>() {

			@Override
			public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
				String name = directory.getFileName().toString();
				boolean skipped = SKIPPED.contains(name) || (name.startsWith(".") && !directory.equals(root));
				return skipped ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
			}

			@Override
			public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
				String path = root.relativize(file).toString().replace('\\', '/');
				if (LOOKED_AT.contains(path.substring(path.lastIndexOf('.') + 1))) {
					seen.add(path);
					offences.addAll(Tidiness.offences(path, Files.readAllLines(file, StandardCharsets.UTF_8)));
				}
				return FileVisitResult.CONTINUE;
			}
		});

		assertThat(seen).contains("pom.xml", "actor-core/src/main/java/io/actor/process/Process.java");
		assertThat(offences).isEmpty();
	}

	@Test
	void aFileOfFiveHundredLinesIsTheLongest() {
		assertThat(offences("A.java", Collections.nCopies(500, ""))).isEmpty();
		assertThat(offences("A.java", Collections.nCopies(501, "")))
			.containsExactly("A.java: 501 lines, split it by noun");
	}

	@Test
	void aNoteForLaterIsNoticedInEveryKindOfFile() {
		assertThat(offences("docs/a.md", List.of("fine", "TO" + "DO: write"))).singleElement()
			.asString()
			.startsWith("docs/a.md:2:");
		assertThat(offences("A.java", List.of("// FIX" + "ME"))).hasSize(1);
		assertThat(offences("A.java", List.of("// X" + "XX"))).hasSize(1);
	}

	@Test
	void aTestThatDoesNotRunIsNoticed() {
		assertThat(offences("a/src/test/java/ATests.java", List.of("@" + "Disabled(\"flaky\")"))).hasSize(1);
	}

	@Test
	void aTestThatSleepsIsNoticedAndProductionIsLeftToTheSeamRule() {
		List<String> lines = List.of("Thread" + ".sleep(100);");

		assertThat(offences("a/src/test/java/ATests.java", lines)).hasSize(1);
		assertThat(offences("a/src/main/java/A.java", lines)).isEmpty();
	}

	@Test
	void aWildcardImportIsNoticed() {
		assertThat(offences("A.java", List.of("import java.util.*;"))).hasSize(1);
		assertThat(offences("A.java", List.of("import static java.util.Map.*;"))).hasSize(1);
	}

	@Test
	void aNameThatSaysNothingIsNoticed() {
		assertThat(offences("A.java", List.of("final class Process" + "Manager {"))).hasSize(1);
		assertThat(offences("A.java", List.of("record Clock" + "Impl() {"))).hasSize(1);
		assertThat(offences("A.java", List.of("class EventManager" + "Manager {"))).hasSize(1);
		assertThat(offences("A.java", List.of("final class Implement {", "class Database {", "class EventManager {")))
			.isEmpty();
	}

	private static List<String> offences(String path, List<String> lines) {
		return Tidiness.offences(path, lines);
	}

	/** The directory whose pom lists this module. */
	private static Path root() throws IOException {
		Path directory = Path.of(System.getProperty("basedir", "")).toAbsolutePath();
		while (directory != null) {
			Path pom = directory.resolve("pom.xml");
			if (Files.exists(pom) && Files.readString(pom).contains("<module>actor-core</module>")) {
				return directory;
			}
			directory = directory.getParent();
		}
		throw new IllegalStateException("No repository around " + System.getProperty("basedir"));
	}

}
