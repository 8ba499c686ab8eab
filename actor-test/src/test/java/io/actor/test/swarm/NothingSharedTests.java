package io.actor.test.swarm;

import java.io.IOException;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import io.actor.node.Node;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Two nodes in one JVM share nothing (SL-S3): no class of the library has static state
 * that can change, but for what is listed here with its reason.
 */
class NothingSharedTests {

	/** Fields that may change, as {@code class.field}, and why that is harmless. */
	private static final Map<String, String> HARMLESS = Map.of("io.actor.scheduler.Turn.CURRENT",
			"what the thread does now, for the thread alone", "io.actor.wire.distribution.DistributionEncoder.TICK",
			"constant bytes", "io.actor.term.Int.BYTES", "constant terms");

	/** Packages whose objects change. */
	private static final Set<String> CHANGING = Set.of("java.util.concurrent", "java.util.concurrent.atomic",
			"java.util.concurrent.locks");

	@Test
	void noClassHasStaticStateThatChanges() throws Exception {
		List<String> found = new ArrayList<>();
		for (Class<?> type : classes()) {
			for (Field field : type.getDeclaredFields()) {
				if (Modifier.isStatic(field.getModifiers()) && !field.isSynthetic() && changes(field)
						&& !HARMLESS.containsKey(name(field))) {
					found.add(name(field));
				}
			}
		}

		assertThat(found).isEmpty();
	}

	@Test
	void whatChangesIsFound() throws Exception {
		assertThat(changes(Changing.class.getDeclaredField("counter"))).isTrue();
		assertThat(changes(Changing.class.getDeclaredField("LIST"))).isTrue();
		assertThat(changes(Changing.class.getDeclaredField("ARRAY"))).isTrue();
		assertThat(changes(Changing.class.getDeclaredField("NAMES"))).isFalse();
	}

	private static String name(Field field) {
		return field.getDeclaringClass().getName() + "." + field.getName();
	}

	private static boolean changes(Field field) throws ReflectiveOperationException {
		if (!Modifier.isFinal(field.getModifiers())) {
			return true;
		}
		if (field.getType().isPrimitive()) {
			return false;
		}
		field.setAccessible(true);
		Object value = field.get(null);
		return switch (value) {
			case null -> false;
			case Collection<?> some -> !some.getClass().getName().startsWith("java.util.ImmutableCollections");
			case Map<?, ?> map -> !map.getClass().getName().startsWith("java.util.ImmutableCollections");
			case Object array when array.getClass().isArray() -> Array.getLength(array) > 0;
			case ThreadLocal<?> local -> true;
			case StringBuilder text -> true;
			default -> CHANGING.contains(value.getClass().getPackageName());
		};
	}

	private static List<Class<?>> classes() throws IOException, URISyntaxException, ClassNotFoundException {
		Path code = Path.of(Node.class.getProtectionDomain().getCodeSource().getLocation().toURI());
		if (Files.isDirectory(code)) {
			return classes(code);
		}
		try (FileSystem jar = FileSystems.newFileSystem(code)) {
			return classes(jar.getPath("/"));
		}
	}

	private static List<Class<?>> classes(Path root) throws IOException, ClassNotFoundException {
		List<Class<?>> classes = new ArrayList<>();
		try (Stream<Path> files = Files.walk(root)) {
			for (Path file : files.filter((each) -> each.toString().endsWith(".class")).toList()) {
				String name = root.relativize(file).toString().replace('/', '.').replaceAll("\\.class$", "");
				if (name.startsWith("io.actor.") && !name.endsWith("-info")) {
					classes.add(Class.forName(name));
				}
			}
		}
		assertThat(classes).hasSizeGreaterThan(200);
		return classes;
	}

	/** What is to be found, and what not. */
	private static final class Changing {

		private static final List<String> LIST = new ArrayList<>();

		private static final int[] ARRAY = { 1 };

		private static final List<String> NAMES = List.of("constant");

		private static int counter;

		private static int count() {
			LIST.add(NAMES.getFirst() + ARRAY[0]);
			return counter++;
		}

	}

}
