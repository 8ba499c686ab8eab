package io.actor.test.planted;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import javax.tools.DiagnosticCollector;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

import org.jspecify.annotations.Nullable;

/**
 * All classes of this project anew, with one fault planted in them. A loader of its own
 * has a package of its own, so all have to come along: they see each other's package-
 * private parts.
 */
final class PlantedClasses extends ClassLoader {

	private static final String KIT = "io/actor/test/";

	private final Map<String, byte[]> changed;

	/**
	 * The classes with this fault.
	 * @throws IllegalStateException if it does not fit its file any more
	 */
	PlantedClasses(PlantedFault fault) {
		this(compile(fault, fault.into(source(fault))));
	}

	private PlantedClasses(Map<String, byte[]> changed) {
		super(PlantedClasses.class.getClassLoader());
		this.changed = changed;
	}

	/** The classes as they are. */
	static PlantedClasses sound() {
		return new PlantedClasses(Map.of());
	}

	/** The text of the file a fault changes. */
	static String source(PlantedFault fault) {
		String module = fault.source().startsWith(KIT) ? "actor-test" : "actor-core";
		try {
			return Files.readString(Path.of("..", module, "src", "main", "java").resolve(fault.source()));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static Map<String, byte[]> compile(PlantedFault fault, String text) {
		JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
		DiagnosticCollector<JavaFileObject> complaints = new DiagnosticCollector<>();
		try (StandardJavaFileManager files = compiler.getStandardFileManager(complaints, null, null);
				InMemory memory = new InMemory(files)) {
			boolean compiled = compiler
				.getTask(null, memory, complaints,
						List.of("-proc:none", "-implicit:none", "-parameters", "-classpath",
								System.getProperty("java.class.path")),
						null, List.of(new Text(fault.source(), text)))
				.call();
			if (!compiled) {
				throw new IllegalStateException(
						"The planted fault '" + fault.id() + "' does not compile: " + complaints.getDiagnostics());
			}
			return memory.classes();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@Override
	protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
		if (!name.startsWith("io.actor.")) {
			return super.loadClass(name, resolve);
		}
		synchronized (getClassLoadingLock(name)) {
			Class<?> loaded = findLoadedClass(name);
			return (loaded != null) ? loaded : define(name);
		}
	}

	private Class<?> define(String name) throws ClassNotFoundException {
		byte[] code = this.changed.get(name);
		if (code == null) {
			code = unchanged(name);
		}
		return defineClass(name, code, 0, code.length);
	}

	private byte[] unchanged(String name) throws ClassNotFoundException {
		try (InputStream in = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
			if (in == null) {
				throw new ClassNotFoundException(name);
			}
			return in.readAllBytes();
		}
		catch (IOException ex) {
			throw new ClassNotFoundException(name, ex);
		}
	}

	/** A source file that is only text. */
	private static final class Text extends SimpleJavaFileObject {

		private final String text;

		private Text(String path, String text) {
			super(URI.create("string:///" + path), Kind.SOURCE);
			this.text = text;
		}

		@Override
		public CharSequence getCharContent(boolean ignoreEncodingErrors) {
			return this.text;
		}

	}

	/** Class files that are only bytes. */
	private static final class InMemory extends ForwardingJavaFileManager<StandardJavaFileManager> {

		private final Map<String, ByteArrayOutputStream> written = new HashMap<>();

		private InMemory(StandardJavaFileManager files) {
			super(files);
		}

		@Override
		public JavaFileObject getJavaFileForOutput(JavaFileManager.Location location, String className,
				JavaFileObject.Kind kind, @Nullable FileObject sibling) {
			return new SimpleJavaFileObject(URI.create("bytes:///" + className.replace('.', '/') + ".class"), kind) {
				@Override
				public OutputStream openOutputStream() {
					ByteArrayOutputStream out = new ByteArrayOutputStream();
					InMemory.this.written.put(className, out);
					return out;
				}
			};
		}

		private Map<String, byte[]> classes() {
			Map<String, byte[]> all = new HashMap<>();
			this.written.forEach((name, out) -> all.put(name, out.toByteArray()));
			return all;
		}

	}

}
